import type { App } from 'aws-cdk-lib';
import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import type { FailoverOrchestratorOptions, LastingExperimentOptions, MultiRegionDr, RecoveryObjectives, SubnetExperimentOptions } from '../../src';
import {
  Automation, ChaosExperiment, ChaosExperiments, DrillSchedule, RecoveryAction, RunMode, RunPoint, StepFailure, StepRetry,
} from '../../src';

export const RECOVERY = {
  automation: Automation.approval({ timeout: Duration.minutes(20), minimumPause: Duration.hours(1) }),
  timeout: Duration.minutes(90),
  handlerTimeout: Duration.minutes(4),
  functionTimeout: Duration.minutes(2),
  drillHold: Duration.minutes(10),
  roleMaxAge: Duration.seconds(15),
  provisionedConcurrency: 2,
  reservedConcurrency: 5,
  dryCallInterval: Duration.minutes(10),
  assumptions: {
    promotion: { best: Duration.seconds(40), typical: Duration.seconds(70), worst: Duration.minutes(6), source: 'the drill of 2026-06-30' },
    operatorResponse: { typical: Duration.minutes(5), worst: Duration.minutes(20), source: 'the drill of 2026-06-30' },
  },
  drills: DrillSchedule.roundTrip({ schedule: events.Schedule.cron({ minute: '0', hour: '9', day: '1', month: '*/3' }), confirmEnvironmentName: 'options' }),
} satisfies FailoverOrchestratorOptions;

/** What has fewer options has others. */
export const SMALL_RECOVERY = { automation: Automation.manual(), drills: DrillSchedule.checksOnly() } satisfies FailoverOrchestratorOptions;

export const OBJECTIVES = { rpo: Duration.seconds(20), rto: Duration.minutes(45) } satisfies RecoveryObjectives;

export const LASTING = { duration: Duration.minutes(45) } satisfies LastingExperimentOptions;

export const ON_SUBNETS = { duration: Duration.hours(1), subnetTags: { 'payments:tier': 'service' } } satisfies SubnetExperimentOptions;

/** A step of each kind that a team can add, at each point of a run. */
export function addSteps({ topology, orchestrator }: MultiRegionDr): void {
  for (const target of topology.regions) {
    const add = (id: string, point: RunPoint, action: RecoveryAction) =>
      orchestrator.addStep({ id, description: `Step ${id} of the team`, point, target, action, timeout: Duration.minutes(5) });
    add('warm', RunPoint.BEFORE_PROMOTION, RecoveryAction.invokeFunction({ functionName: 'payments-warm', payload: { cache: 'cards' } }));
    add('scale-service', RunPoint.BESIDE_PROMOTION, RecoveryAction.scaleEcsService({ clusterName: 'payments', serviceName: 'api', desiredCount: 12 }));
    add('scale-workers', RunPoint.BESIDE_PROMOTION, RecoveryAction.scaleAutoScalingGroup({ autoScalingGroupName: 'payments-workers', desiredCapacity: 6 }));
    add('settle', RunPoint.BEFORE_TRAFFIC, RecoveryAction.wait(Duration.seconds(10)));
    add('go', RunPoint.BEFORE_TRAFFIC, RecoveryAction.approval('Do the smoke tests pass?'));
    orchestrator.addStep({
      id: 'reconcile',
      description: 'Reconcile with the ledger',
      point: RunPoint.AFTER_TRAFFIC,
      target,
      action: RecoveryAction.startStateMachine({ stateMachineName: 'payments-reconcile', payload: { scope: 'all' } }),
      timeout: Duration.minutes(5),
      onFailure: StepFailure.CONTINUE,
      retry: StepRetry.never(),
      modes: [RunMode.FAILOVER],
    });
  }
}

/** Each fault that can be made on purpose, stopped by an alarm of the team's in each Region. */
export function addExperiments(app: App, { topology, network, databases, sessionTables, buckets }: MultiRegionDr): void {
  const experiments = new ChaosExperiments(app, 'Experiments', {
    topology,
    experiments: [
      ChaosExperiment.regionFailure(network, ON_SUBNETS),
      ChaosExperiment.regionIsolation(network),
      ChaosExperiment.databaseFailover(databases.postgres),
      ChaosExperiment.sessionReplicationPause(sessionTables.indexed, LASTING),
      ChaosExperiment.sessionReplicationPause(sessionTables.strong),
      ChaosExperiment.bucketReplicationPause(buckets.locked, LASTING),
    ],
  });
  for (const region of topology.regions) {
    const stack = new Stack(app, `Experience-${region.name}`, { env: { account: topology.account, region: region.name } });
    const failing = new cloudwatch.Metric({ namespace: 'Payments', metricName: 'CheckoutsFailed' });
    experiments.addStopAlarm(region, failing.createAlarm(stack, 'Checkouts', { threshold: 10, evaluationPeriods: 2 }));
  }
}
