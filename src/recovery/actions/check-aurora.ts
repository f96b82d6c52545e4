import type { CheckKind } from './action-kind';
import { CHECK_DURATION, UNCHANGED } from './check-parts';
import { CHECK_STATEMENTS } from '../functions/check-statements';

/** Whether a member of a global database could take over, and how far it is behind. */
export const CHECK_AURORA: CheckKind = {
  kind: 'check-aurora',
  doneWhen: UNCHANGED,
  duration: () => CHECK_DURATION,
  commands: ({ action: { parameters }, runsIn }) => [
    `aws rds describe-global-clusters --region ${runsIn.name} --global-cluster-identifier ${parameters.globalClusterIdentifier}`,
    `aws rds describe-db-clusters --region ${runsIn.name} --db-cluster-identifier ${parameters.targetClusterArn} `
    + '--query \'DBClusters[0].[Status,EngineVersion]\'',
    `aws rds describe-db-instances --region ${runsIn.name} --filters Name=db-cluster-id,Values=${parameters.targetClusterArn} `
    + '--query \'DBInstances[].[DBInstanceIdentifier,DBInstanceStatus]\'',
  ],
  statements: (step, { names: { topology } }) => CHECK_STATEMENTS['check-aurora'](topology, step),
};
