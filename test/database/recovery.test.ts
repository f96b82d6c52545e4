import { Duration, Lazy } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { existingCluster } from './existing-fixture';
import type { Fixture } from './fixture';
import { dataOf, mainDatabase } from './fixture';
import { KeyPurpose, RunMode, StepFailure } from '../../src';
import type { DrRegion } from '../../src';
import { templateOf } from '../support/environment';

const { database, topology } = mainDatabase({ rpo: Duration.seconds(20) });

test('it names itself for plans and alarms', () => {
  expect(database.recoverableId).toBe('database-main');
});

const TARGETS: [string, DrRegion][] = [['standby', topology.secondary], ['home', topology.primary]];

test.each(TARGETS)('activating the %s Region by force needs nothing of the other', (_, target) => {
  const parameters = {
    globalClusterIdentifier: database.globalClusterIdentifier,
    targetClusterArn: database.forRegion(target).clusterArn,
  };
  const context = { mode: RunMode.FAILOVER, target, source: target.peer };
  const [check, ...otherChecks] = database.readinessChecks(context);
  const [promotion, ...otherSteps] = database.promotionSteps(context);
  expect([...otherChecks, ...otherSteps]).toEqual([]);
  expect([check, promotion].map(({ id, runsIn, onFailure, action }) => [id, runsIn.name, onFailure, { ...action }])).toEqual([
    ['check-database-main', target.name, StepFailure.STOP, { kind: 'check-aurora', parameters: { ...parameters, maxReplicationLagInMilliseconds: '60000' } }],
    ['promote-database-main', target.name, StepFailure.STOP, {
      kind: 'promote-aurora', parameters: { ...parameters, storageKey: topology.encryptionKey(target, KeyPurpose.DATABASE).aliasName },
    }],
  ]);
  expect(promotion.timeout.toMinutes()).toBeGreaterThanOrEqual(15);
  expect(promotion.needs).toEqual([check.id]);
  expect(check.description + promotion.description).toContain(target.name);
  expect(JSON.stringify([check, promotion].map(step => step.action.parameters))).not.toContain(target.peer.name);
});

describe('the key of a cluster, which recovery lets RDS use', () => {
  const KEY = 'arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const keysOf = ({ database: of, topology: { regions } }: Fixture) => regions.map(target =>
    of.promotionSteps({ mode: RunMode.FAILOVER, target, source: target.peer })[0].action.parameters.storageKey);
  const aliasOfStandby = topology.encryptionKey(topology.secondary, KeyPurpose.DATABASE).aliasName;

  test.each<[string, string | undefined, string | undefined]>([
    ['is told by its ARN where the cluster joined by reference, whoever backs that up', KEY, KEY],
    ['is not known where nobody told it', undefined, undefined],
    ['is not known where it is known at deployment only: a plan has no references', Lazy.string({ produce: () => KEY }), undefined],
  ])('%s', (_, storageEncryptionKeyArn, expected) => {
    expect(keysOf(mainDatabase(existingCluster({ storageEncryptionKeyArn })))).toStrictEqual([expected, aliasOfStandby]);
  });
});

test.each(TARGETS)('a planned run to the %s Region asks the Region of the writer, which hands over', (_, target) => {
  const mode = target === topology.primary ? RunMode.FAILBACK : RunMode.SWITCHOVER;
  const context = { mode, target, source: target.peer };
  expect(database.promotionSteps(context).map(({ runsIn, action }) => [runsIn.name, action.parameters.targetClusterArn]))
    .toEqual([[target.peer.name, database.forRegion(target).clusterArn]]);
  expect(database.readinessChecks(context).map(({ runsIn }) => runsIn.name)).toEqual([target.name]);
});

test('how far the Region that takes over may be behind is an option of the database', () => {
  const { database: strict, topology: strictTopology } = mainDatabase({ maxReplicationLag: Duration.seconds(2) });
  const [target, source] = [strictTopology.secondary, strictTopology.primary];
  const gates = Object.values(RunMode).flatMap(mode => strict.readinessChecks({ mode, target, source }));
  expect(gates.map(({ action }) => action.parameters.maxReplicationLagInMilliseconds)).toEqual(['2000', '2000', '2000', '2000']);
});

test('fencing is left to Aurora', () => {
  expect(topology.regions.flatMap(region => database.fencingSteps({ mode: RunMode.FAILOVER, target: region.peer, source: region }))).toEqual([]);
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
