import { Duration, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { ExistingMember } from './existing-database';
import type { RegionalDatabase } from './regional-database';
import type { AuroraActionProps, RecoveryContext, RecoveryStep, ReplicationSignal } from '../recovery';
import { RecoveryAction, RunMode, StepFailure } from '../recovery';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose } from '../topology';

/** What recovery knows of a database: names. */
export interface RecoverableDatabase {
  readonly recoverableId: string;
  readonly globalClusterIdentifier: string;
  forRegion(region: DrRegion): RegionalDatabase;
}

/**
 * Checks that the cluster of the target could take over. One step for all criteria, since all of them follow from two descriptions and a
 * metric: the global cluster is available, and the cluster is a member of it that follows, is available, has an instance, and is not too
 * far behind.
 */
export function readinessChecks(database: RecoverableDatabase, { target }: RecoveryContext, maxReplicationLag: Duration): RecoveryStep[] {
  return [{
    id: `check-${database.recoverableId}`,
    description: `Check that database cluster ${database.forRegion(target).clusterIdentifier} could take over in ${target.name}`,
    action: RecoveryAction.checkAurora({ ...actionOn(database, target), maxReplicationLag }),
    runsIn: target,
    timeout: Duration.seconds(30),
    onFailure: StepFailure.STOP,
  }];
}

/**
 * Makes the cluster of the target the writer. A switchover is asked of the Region of the writer, which hands over; a failover of the Region
 * that takes over. The time-out is above the longest promotion reported, about eight minutes.
 *
 * @param storageKey of the cluster of the target, where that is known
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
 */
export function promotionSteps(database: RecoverableDatabase, { mode, target, source }: RecoveryContext, storageKey?: string): RecoveryStep[] {
  const { clusterIdentifier } = database.forRegion(target);
  return [{
    id: `promote-${database.recoverableId}`,
    description: `Make ${clusterIdentifier} the writer of global database ${database.globalClusterIdentifier} in ${target.name}`,
    action: RecoveryAction.promoteAurora({ ...actionOn(database, target), storageKey }),
    runsIn: mode === RunMode.FAILOVER ? target : source,
    timeout: Duration.minutes(15),
    onFailure: StepFailure.STOP,
    needs: [`check-${database.recoverableId}`],
  }];
}

/** What recovery knows the key of a cluster by: a plan is written down without references. */
export function storageKeyOf(topology: DrTopology, region: DrRegion, existing?: ExistingMember): string | undefined {
  if (existing === undefined) {
    return topology.encryptionKey(region, KeyPurpose.DATABASE).aliasName;
  }
  const { storageEncryptionKeyArn: arn } = existing;
  return Token.isUnresolved(arn) ? undefined : arn;
}

/** The lag of a member behind the writer, which Aurora publishes under the member that follows, in its Region. */
export function replicationSignal(member: RegionalDatabase, rpo: Duration): ReplicationSignal {
  return {
    id: `lag-in-${member.region.name}`,
    description: `Database cluster ${member.clusterIdentifier} in ${member.region.name} is behind the writer`,
    metric: member.metricReplicationLag(),
    publishedIn: member.region,
    unit: Duration.millis(1),
    threshold: rpo,
    evaluationPeriods: 2,
    treatMissingData: cloudwatch.TreatMissingData.MISSING,
  };
}

function actionOn(database: RecoverableDatabase, region: DrRegion): AuroraActionProps {
  return { globalClusterIdentifier: database.globalClusterIdentifier, targetClusterArn: database.forRegion(region).clusterArn };
}
