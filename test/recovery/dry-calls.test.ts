import { place } from './functions/fixture';
import { fullOrchestrator } from './machine/machines';
import { StackLayer } from '../../src';
import { DryCalls } from '../../src/recovery/machinery/dry-calls';
import { templateOf } from '../support/environment';

const { topology, orchestrator } = fullOrchestrator();

test.each(topology.regions.map(region => [region.name, region] as const))(
  'every function that only runs call is called every five minutes, by one rule: %s', (_name, region) => {
    const template = templateOf(region.stack(StackLayer.RECOVERY));
    const [rule, ...others] = Object.values(template.findResources('AWS::Events::Rule', { Properties: { ScheduleExpression: 'rate(5 minutes)' } }));
    expect(others).toEqual([]);
    const functions = template.findResources('AWS::Lambda::Function');
    const called = rule.Properties.Targets.map(({ Arn }: any) => functions[Arn['Fn::GetAtt'][0]].Properties.FunctionName.split(`-${region.name}`)[0]);
    expect(called.sort()).toEqual(['aurora-promoter', 'peer-run', 'readiness-checker', 'run-keeper', 'traffic-verifier']
      .map(id => `payments-test-recovery-${id}`));
    expect(rule.Properties.State).toBe('ENABLED');
    // No input of its own: functions know the event of EventBridge.
    for (const target of rule.Properties.Targets) {
      expect(Object.keys(target).sort()).toEqual(['Arn', 'Id', 'RetryPolicy']);
      expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 300, MaximumRetryAttempts: 0 });
    }
  },
);

test('that they are not called is told', () => {
  const told = orchestrator.healthSignals().filter(({ id }) => id === 'dry-calls-not-delivered');
  expect(told.map(({ publishedIn }) => publishedIn.name)).toEqual(topology.regions.map(({ name }) => name));
  const where = place();
  const { metric, alarm } = new DryCalls(where.scope, where).signal();
  expect(metric).toMatchObject({
    namespace: 'AWS/Events', metricName: 'FailedInvocations', dimensions: { RuleName: expect.stringMatching(/^payments-test-recovery-dry-calls-eu-central-1/) },
  });
  expect(alarm).toMatchObject({ threshold: 0, severity: 'warning' });
});
