import { Duration } from 'aws-cdk-lib';
import type { Fixture } from './machine/machines';
import { fullOrchestrator, machinesOf, statesOf } from './machine/machines';
import { StackLayer } from '../../src';
import { templateOf } from '../support/environment';

const RUNS = ['aurora-promoter', 'readiness-checker', 'run-keeper', 'traffic-verifier'];
const CALLED_DRY = [...RUNS, 'peer-run', 'acknowledge', 'arm', 'disarm'].sort();
const CALLED_FOR_EARNEST = { 'detection-prober': 'rate(1 minute)', 'run-decider': 'rate(1 minute)', 'state-publisher': 'rate(1 minute)', 'snapshot-keeper': 'rate(1 hour)' };

/** How often each function is called, or its alias, by its short name. */
function schedulesOf({ topology }: Fixture, choose: 'primary' | 'secondary'): { [name: string]: string } {
  const region = topology[choose];
  const template = templateOf(region.stack(StackLayer.RECOVERY));
  const functions = template.findResources('AWS::Lambda::Function');
  const aliases = template.findResources('AWS::Lambda::Alias');
  const nameOf = (arn: any): string => (aliases[arn.Ref]
    ? `${functionName(aliases[arn.Ref].Properties.FunctionName.Ref)}:${aliases[arn.Ref].Properties.Name}`
    : functionName(arn['Fn::GetAtt'][0]));
  const functionName = (id: string): string => functions[id].Properties.FunctionName.split(`-${region.name}`)[0].replace(/^payments-test-(recovery-)?/, '');
  const rules = Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties)
    .filter(({ ScheduleExpression, State }) => ScheduleExpression !== undefined && State === 'ENABLED');
  return Object.fromEntries(rules.flatMap(({ Targets, ScheduleExpression }) => Targets.map(({ Arn }: any) => [nameOf(Arn), ScheduleExpression])));
}

function functionsOf({ topology }: Fixture, choose: 'primary' | 'secondary'): { [property: string]: any }[] {
  return Object.values(templateOf(topology[choose].stack(StackLayer.RECOVERY)).findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties);
}

test('ORC-14: in either Region no function is in a VPC, each is called at least hourly, every five minutes dry unless told otherwise; concurrency can be provisioned', () => {
  const plain = fullOrchestrator();
  const dry = Object.fromEntries(CALLED_DRY.map(name => [name, 'rate(5 minutes)']));
  for (const choose of ['primary', 'secondary'] as const) {
    const functions = functionsOf(plain, choose);
    expect(functions).toHaveLength(CALLED_DRY.length + Object.keys(CALLED_FOR_EARNEST).length);
    for (const properties of functions) {
      expect(properties).not.toHaveProperty('VpcConfig');
    }
    expect(schedulesOf(plain, choose)).toEqual({ ...dry, ...CALLED_FOR_EARNEST });
    const template = templateOf(plain.topology[choose].stack(StackLayer.RECOVERY));
    template.resourceCountIs('AWS::Lambda::Version', 0);
    template.resourceCountIs('AWS::Lambda::Alias', 0);
  }

  const seldom = fullOrchestrator({ dryCallInterval: Duration.minutes(20) });
  for (const choose of ['primary', 'secondary'] as const) {
    expect(schedulesOf(seldom, choose)).toEqual({ ...Object.fromEntries(CALLED_DRY.map(name => [name, 'rate(20 minutes)'])), ...CALLED_FOR_EARNEST });
  }

  const ready = fullOrchestrator({ provisionedConcurrency: 2 });
  for (const choose of ['primary', 'secondary'] as const) {
    const aliases = Object.values(templateOf(ready.topology[choose].stack(StackLayer.RECOVERY)).findResources('AWS::Lambda::Alias'));
    expect(aliases.map(({ Properties }) => [Properties.Name, Properties.ProvisionedConcurrencyConfig]))
      .toEqual(RUNS.map(() => ['live', { ProvisionedConcurrentExecutions: 2 }]));
    const named = RUNS.map(name => [`${name}:live`, 'rate(5 minutes)']);
    expect(schedulesOf(ready, choose)).toMatchObject(Object.fromEntries(named));
    expect(Object.keys(schedulesOf(ready, choose)).filter(name => RUNS.includes(name))).toEqual([]);
    const called = Object.values(machinesOf(ready, ready.topology[choose])).flatMap(machine => statesOf(machine))
      .map(([, { Arguments }]) => String(Arguments?.FunctionName)).filter(name => RUNS.some(run => name.includes(`-recovery-${run}-`)));
    expect(called.length).toBeGreaterThan(20);
    expect(called.filter(arn => !arn.endsWith(':live'))).toEqual([]);
  }
});
