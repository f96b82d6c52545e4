import { Duration } from 'aws-cdk-lib';
import { readProjectFile } from '../../project/project-files';
import { templateOf } from '../../support/environment';
import { runbookExample } from '../runbook/environment';

const { topology, orchestrator, stacks } = runbookExample();
const points = orchestrator.budget(topology.secondary).recoveryPoints;
/** By the id of the store: as the page on recovery calls it, and the objective that the page says. */
const ON_THE_PAGE: { readonly [id: string]: readonly [store: string, objective: string] } = {
  'database-main': ['Aurora global database', '`objectives.rpo`, '], 'table-web': ['session table', ''], 'bucket-documents': ['bucket', ''],
};

interface Alarm {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Threshold: number;
  readonly Metrics?: readonly { readonly MetricStat?: { readonly Metric: { readonly Namespace: string; readonly MetricName: string } } }[];
}

/** The thresholds of the alarms on a metric, in a Region. */
function thresholds(region: string, metric: string): number[] {
  const alarms = stacks().filter(stack => stack.region === region)
    .flatMap(stack => Object.values(templateOf(stack).findResources('AWS::CloudWatch::Alarm'))).map(({ Properties }) => Properties as Alarm);
  const metricsOf = ({ Namespace, MetricName, Metrics = [] }: Alarm) =>
    [`${Namespace} ${MetricName}`, ...Metrics.flatMap(({ MetricStat }) => MetricStat ? [`${MetricStat.Metric.Namespace} ${MetricStat.Metric.MetricName}`] : [])];
  return alarms.filter(alarm => metricsOf(alarm).includes(metric)).map(({ Threshold }) => Threshold);
}

describe('the recovery point of each store', () => {
  test('OPS-11: is stated and told in the runbook for each of them by itself, and is the threshold of the alarm on what measures it', () => {
    const runbook = orchestrator.runbook();
    expect([...new Set(points.map(({ recoverableId }) => recoverableId))]).toEqual(['database-main', 'table-web', 'bucket-documents']);
    for (const { recoverableId, target, metric, publishedIn, signalId } of points) {
      expect(runbook).toContain(`| \`${recoverableId}\` | ${target.toHumanString()} | \`${metric}\` | ${publishedIn.name} | \`${signalId}\` |`);
      const unit = metric.startsWith('AWS/S3') ? 1000 : 1;
      expect([signalId, thresholds(publishedIn.name, metric)]).toEqual([signalId, expect.arrayContaining([target.toMilliseconds() / unit])]);
    }
    // What a team states of its database is what is told of it, and of no other store.
    const own = runbookExample({}, { rpo: Duration.seconds(21) });
    const stated = own.orchestrator.budget(own.topology.secondary).recoveryPoints;
    expect(stated.map(({ recoverableId, target }) => [recoverableId, target.toSeconds()]))
      .toEqual(points.map(({ recoverableId, target }) => [recoverableId, recoverableId === 'database-main' ? 21 : target.toSeconds()]));
    // The page says of each the target and the metric that tells the lag, and promises nothing.
    const page = readProjectFile('docs', 'recovery.md');
    for (const { recoverableId, target, metric } of points) {
      const [store, objective] = ON_THE_PAGE[recoverableId];
      expect(page).toContain(`\n| ${store} | ${objective}${target.toHumanString()} | \`${metric.split(' ')[1]}\``);
    }
    expect(page).toContain('Replication is asynchronous everywhere: the target is the threshold of an alarm, the metric is the truth.');
    expect(page).not.toMatch(/guarant/i);
  });

  test('is stated as a target, in both directions, each with the metric that measures it', () => {
    expect(points.map(({ recoverableId, target, metric, publishedIn }) => [recoverableId, target.toSeconds(), metric, publishedIn.name])).toEqual([
      ['database-main', 5, 'AWS/RDS AuroraGlobalDBReplicationLag', 'eu-west-1'],
      ['database-main', 5, 'AWS/RDS AuroraGlobalDBReplicationLag', 'eu-central-1'],
      ['table-web', 5, 'AWS/DynamoDB ReplicationLatency', 'eu-west-1'],
      ['table-web', 5, 'AWS/DynamoDB ReplicationLatency', 'eu-central-1'],
      ['bucket-documents', 900, 'AWS/S3 ReplicationLatency', 'eu-central-1'],
      ['bucket-documents', 900, 'AWS/S3 ReplicationLatency', 'eu-west-1'],
    ]);
  });

  test.each(points.map(point => [point.recoverableId, point.signalId, point] as const))('of %s (%s) is the threshold of an alarm where the metric is published', (_store, _signal, point) => {
    const perUnit = point.metric.startsWith('AWS/S3') ? 1000 : 1;
    expect(thresholds(point.publishedIn.name, point.metric)).toContain(point.target.toMilliseconds() / perUnit);
  });

  test('is in the runbook', () => {
    const runbook = orchestrator.runbook();
    for (const { recoverableId, target, metric, publishedIn, signalId } of points) {
      expect(runbook).toContain(`| \`${recoverableId}\` | ${target.toHumanString()} | \`${metric}\` | ${publishedIn.name} | \`${signalId}\` |`);
    }
  });
});
