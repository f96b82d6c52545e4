import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { dataOf, mainDatabase } from './fixture';
import { StepFailure } from '../../src';
import { templateOf } from '../support/environment';

const { database, topology } = mainDatabase({ rpo: Duration.seconds(20) });

test('it names itself for plans and alarms', () => {
  expect(database.recoverableId).toBe('database-main');
});

test.each([['standby', topology.secondary], ['home', topology.primary]])('activating the %s Region needs nothing of the other', (_, target) => {
  const parameters = {
    globalClusterIdentifier: database.globalClusterIdentifier,
    targetClusterArn: database.forRegion(target).clusterArn,
  };
  const [check, ...otherChecks] = database.readinessChecks({ target, source: target.peer });
  const [promotion, ...otherSteps] = database.promotionSteps({ target, source: target.peer });
  expect([...otherChecks, ...otherSteps]).toEqual([]);
  expect([check, promotion].map(({ id, runsIn, onFailure, action }) => [id, runsIn.name, onFailure, { ...action }])).toEqual([
    ['check-database-main', target.name, StepFailure.STOP, { kind: 'check-aurora', parameters }],
    ['promote-database-main', target.name, StepFailure.STOP, { kind: 'promote-aurora', parameters }],
  ]);
  expect(promotion.timeout.toMinutes()).toBeGreaterThanOrEqual(15);
  expect(check.description + promotion.description).toContain(target.name);
  expect(JSON.stringify([check, promotion].map(step => step.action.parameters))).not.toContain(target.peer.name);
});

test('fencing is left to Aurora', () => {
  expect(topology.regions.flatMap(region => database.fencingSteps({ target: region.peer, source: region }))).toEqual([]);
});

test('law 5: each Region alarms on its own lag, above the objective for two minutes, and silence is no lag', () => {
  const signals = database.replicationSignals();
  expect(signals.map(({ id, publishedIn, metric }) => [id, publishedIn.name, metric.metricName, metric.region]))
    .toEqual(topology.regions.map(({ name }) => [`lag-in-${name}`, name, 'AuroraGlobalDBReplicationLag', name]));
  for (const signal of signals) {
    expect(signal.threshold.toMilliseconds() / signal.unit.toMilliseconds()).toBe(20_000);
    expect([signal.evaluationPeriods, signal.treatMissingData]).toEqual([2, cloudwatch.TreatMissingData.MISSING]);
  }
});

test('law 5: an alarm on the signal has the form that CloudWatch takes for a metric of its own Region', () => {
  const { metric, threshold, unit, evaluationPeriods, publishedIn } = mainDatabase().database.replicationSignals()[1];
  const stack = dataOf(publishedIn);
  new cloudwatch.Alarm(stack, 'lag', { metric, threshold: threshold.toMilliseconds() / unit.toMilliseconds(), evaluationPeriods });
  templateOf(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/RDS',
    MetricName: 'AuroraGlobalDBReplicationLag',
    Dimensions: [{ Name: 'DBClusterIdentifier', Value: Match.stringLikeRegexp('eu-central-1') }],
    Statistic: 'Maximum',
    Period: 60,
    Threshold: 5000,
  });
});
