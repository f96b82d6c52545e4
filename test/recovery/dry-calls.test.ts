import { Duration } from 'aws-cdk-lib';
import { place } from './functions/fixture';
import { fullOrchestrator } from './machine/machines';
import { StackLayer } from '../../src';
import { DryCalls } from '../../src/recovery/machinery/dry-calls';
import { ConfigurationError } from '../../src/topology/configuration-error';
import { templateOf } from '../support/environment';

const { topology, orchestrator } = fullOrchestrator();
const RUNS = ['aurora-promoter', 'peer-run', 'readiness-checker', 'run-keeper', 'traffic-verifier'];
const OPERATORS = ['acknowledge', 'arm', 'disarm'];

describe.each(topology.regions.map(region => [region.name, region] as const))('in %s', (_name, region) => {
  test.each([
    ['dry-calls', RUNS],
    ['command-dry-calls', OPERATORS],
  ])('ORC-14: every function that only %s reach is called every five minutes, by one rule', (name, ids) => {
    const template = templateOf(region.stack(StackLayer.RECOVERY));
    const [rule, ...others] = Object.values(template.findResources('AWS::Events::Rule'))
      .filter(({ Properties }) => Properties.Name.startsWith(`payments-test-recovery-${name}-${region.name}`));
    expect(others).toEqual([]);
    const functions = template.findResources('AWS::Lambda::Function');
    const called = rule.Properties.Targets.map(({ Arn }: any) => functions[Arn['Fn::GetAtt'][0]].Properties.FunctionName.split(`-${region.name}`)[0]);
    expect(called.sort()).toEqual(ids.map(id => `payments-test-recovery-${id}`));
    expect(rule.Properties).toMatchObject({ State: 'ENABLED', ScheduleExpression: 'rate(5 minutes)' });
    // No input of its own: functions know the event of EventBridge.
    for (const target of rule.Properties.Targets) {
      expect(Object.keys(target).sort()).toEqual(['Arn', 'Id', 'RetryPolicy']);
      expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 300, MaximumRetryAttempts: 0 });
    }
  });
});

test('that they are not called is told', () => {
  for (const id of ['dry-calls', 'command-dry-calls'] as const) {
    const told = orchestrator.healthSignals().filter(signal => signal.id === `${id}-not-delivered`);
    expect(told.map(({ publishedIn }) => publishedIn.name)).toEqual(topology.regions.map(({ name }) => name));
    const where = place();
    const { metric, alarm } = new DryCalls(where.scope, id, where, Duration.minutes(10)).signal();
    expect(metric).toMatchObject({
      namespace: 'AWS/Events',
      metricName: 'FailedInvocations',
      dimensions: { RuleName: expect.stringMatching(`^payments-test-recovery-${id}-eu-central-1`) },
      period: Duration.minutes(10),
    });
    expect(alarm).toMatchObject({ threshold: 0, severity: 'warning' });
  }
});

test('the interval can be chosen', () => {
  const { topology: { secondary } } = fullOrchestrator({ dryCallInterval: Duration.days(1) });
  const rules = Object.values(templateOf(secondary.stack(StackLayer.RECOVERY)).findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);
  const chosen = rules.filter(({ ScheduleExpression }) => ScheduleExpression === 'rate(1 day)');
  expect(chosen).toHaveLength(2);
  expect(chosen.flatMap(({ Targets }) => Targets)[0].RetryPolicy.MaximumEventAgeInSeconds).toBe(86_400);
});

test.each([
  [Duration.seconds(90), '90 seconds'], [Duration.minutes(0), '0 minutes'], [Duration.minutes(1441), '1441 minutes'],
])('law 6: an interval that no rule can keep, or that is too long to be of use, is refused: %s', (dryCallInterval, value) => {
  const make = () => fullOrchestrator({ dryCallInterval });
  expect(make).toThrow(ConfigurationError);
  expect(make).toThrow(`[Recovery] dryCallInterval = Duration.${value.replace(/(\d+) (\w+)/, '$2($1)')}: EventBridge counts in whole minutes`);
});
