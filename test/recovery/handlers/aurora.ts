import type { DBCluster, DBInstance, GlobalCluster } from '@aws-sdk/client-rds';
import type { PromotionRequest } from '../../../src/recovery/handlers/requests';
import { RunMode } from '../../../src/recovery/plan/run-mode';

export const HOME_ARN = 'arn:aws:rds:eu-west-1:111111111111:cluster:payments-main';
export const STANDBY_ARN = 'arn:aws:rds:eu-central-1:111111111111:cluster:payments-main-standby';
export const GLOBAL_ID = 'payments-main-global';
export const RUN = { runId: 'arn:aws:states:eu-central-1:111111111111:execution:failover:1', epoch: 8 };

/** A forced promotion of the standby, unless `overrides` says otherwise. */
export function promotion(overrides: Partial<PromotionRequest> = {}): PromotionRequest {
  return { ...RUN, mode: RunMode.FAILOVER, globalClusterIdentifier: GLOBAL_ID, targetClusterArn: STANDBY_ARN, ...overrides };
}

/** A global database at rest, written at home, unless `overrides` says otherwise. */
export function globalCluster(overrides: Partial<GlobalCluster> = {}, writerArn = HOME_ARN): GlobalCluster {
  return {
    GlobalClusterIdentifier: GLOBAL_ID,
    Status: 'available',
    EngineVersion: '16.4',
    GlobalClusterMembers: [HOME_ARN, STANDBY_ARN].map(DBClusterArn => ({
      DBClusterArn,
      IsWriter: DBClusterArn === writerArn,
      ...DBClusterArn === writerArn ? {} : { SynchronizationStatus: 'connected' as const },
    })),
    ...overrides,
  };
}

/** A member that works and has an instance, unless `overrides` says otherwise. */
export function cluster(overrides: Partial<DBCluster> = {}): DBCluster {
  return { Status: 'available', EngineVersion: '16.4', DBClusterMembers: [{ DBInstanceIdentifier: 'one' }], ...overrides };
}

/** The one instance of a member, which works unless another status is chosen. */
export function instance(DBInstanceStatus = 'available', DBInstanceIdentifier = 'one'): DBInstance {
  return { DBInstanceIdentifier, DBInstanceStatus };
}

/** The item of the lock that the run holds. */
export const LOCK = { kind: { S: 'lock' }, id: { S: 'run' }, runId: { S: RUN.runId }, epoch: { N: String(RUN.epoch) } };

/** What the Region knows since the run began. */
export const STATE = { kind: { S: 'state' }, id: { S: 'current' }, epoch: { N: String(RUN.epoch) } };

/** An error of the SDK, as it is thrown for an answer of a service. */
export function fault(name: string, status = 400): Error {
  return Object.assign(new Error(`the service says ${name}`), { name, $metadata: { httpStatusCode: status } });
}
