import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { RegionalDatabase } from './regional-database';
import type { AuroraActionProps, RecoveryContext, RecoveryStep, ReplicationSignal } from '../recovery';
import { RecoveryAction, StepFailure } from '../recovery';
import type { DrRegion } from '../topology';

/** What recovery knows of a database: names. */
export interface RecoverableDatabase {
  readonly recoverableId: string;
  readonly globalClusterIdentifier: string;
  forRegion(region: DrRegion): RegionalDatabase;
}

/** Checks that the cluster of the target could take over. */
export function readinessChecks(database: RecoverableDatabase, { target }: RecoveryContext): RecoveryStep[] {
  return [{
    id: `check-${database.recoverableId}`,
    description: `Check that database cluster ${database.forRegion(target).clusterIdentifier} could take over in ${target.name}`,
    action: RecoveryAction.checkAurora(actionOn(database, target)),
    runsIn: target,
    timeout: Duration.seconds(30),
    onFailure: StepFailure.STOP,
  }];
}

/** Makes the cluster of the target the writer. The time-out is above the longest promotion reported, about eight minutes. */
export function promotionSteps(database: RecoverableDatabase, { target }: RecoveryContext): RecoveryStep[] {
  const { clusterIdentifier } = database.forRegion(target);
  return [{
    id: `promote-${database.recoverableId}`,
    description: `Make ${clusterIdentifier} the writer of global database ${database.globalClusterIdentifier} in ${target.name}`,
    action: RecoveryAction.promoteAurora(actionOn(database, target)),
    runsIn: target,
    timeout: Duration.minutes(15),
    onFailure: StepFailure.STOP,
  }];
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
