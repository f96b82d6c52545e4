import { Duration } from 'aws-cdk-lib';
import type { StepDuration, TaskKind } from './action-kind';
import { functionTask, mayCall, RUN_REFERENCE, STATE_ERRORS } from './function-task';
import { jsonata } from './jsonata';
import { poll } from './polling';
import { secondsOf } from './seconds';
import { withinRun } from './shell-run';
import { isPlanned } from '../plan/plan-modes';

/** The time limit of `aurora-promoter`. */
const PROMOTER_TIMEOUT = Duration.minutes(5);

const PROMOTION: StepDuration = {
  best: 60,
  typical: 90,
  worst: 480,
  source: 'AWS: "within a few minutes"; one user measured eight. '
    + 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html',
};

/**
 * Asks the promoter until the member is the writer. Each question first looks whether the work is done or under way, and asks RDS for it only
 * when neither is the case: any of them may be repeated.
 */
export const PROMOTE_AURORA: TaskKind = {
  kind: 'promote-aurora',
  doneWhen: 'the member is the writer of the global cluster, and its own cluster is available; in a planned run the global cluster has come to rest as well',
  errors: ['LockLost', 'PromotionConflict', 'PromotionRefused', 'PromotionTimedOut', 'SourceLost', ...STATE_ERRORS],
  timedOutAs: 'PromotionTimedOut',
  duration: () => PROMOTION,
  commands: ({ action: { parameters } }, { mode, names: { region } }) => [
    withinRun(isPlanned(mode)
      ? `aws rds switchover-global-cluster --region ${region.peer.name} --global-cluster-identifier ${parameters.globalClusterIdentifier} `
        + `--target-db-cluster-identifier ${parameters.targetClusterArn}`
      : `aws rds failover-global-cluster --region ${region.name} --global-cluster-identifier ${parameters.globalClusterIdentifier} `
        + `--target-db-cluster-identifier ${parameters.targetClusterArn} --allow-data-loss`),
    `aws rds describe-global-clusters --region ${region.name} --global-cluster-identifier ${parameters.globalClusterIdentifier} `
    + '--query \'GlobalClusters[0].[Status,GlobalClusterMembers[].[DBClusterArn,IsWriter]]\'',
    `aws rds describe-db-clusters --region ${region.name} --db-cluster-identifier ${parameters.targetClusterArn} --query 'DBClusters[0].Status'`,
  ],
  states: (step, context) => poll(step, {
    ...isPlanned(context.mode) ? { remembers: 'silentSince' } : {},
    ask: {
      ...functionTask(context, 'aurora-promoter', {
        mode: context.mode,
        globalClusterIdentifier: step.action.parameters.globalClusterIdentifier,
        targetClusterArn: step.action.parameters.targetClusterArn,
        ...isPlanned(context.mode) ? { silentSince: '{% $silentSince %}' } : {},
        waitedSeconds: jsonata('$floor(($millis() - $toMillis($states.input.since)) / 1000)'),
        ...RUN_REFERENCE,
      }),
      TimeoutSeconds: Math.min(secondsOf(step.timeout), secondsOf(context.promoterTimeout ?? PROMOTER_TIMEOUT)),
    },
    answer: '$states.result.Payload',
    done: '$states.input.answer.status = \'promoted\'',
    late: { error: 'PromotionTimedOut', cause: '{% $string($states.input.answer.detail) %}' },
  }),
  statements: (_step, context) => [mayCall(context, 'aurora-promoter')],
};
