import { Duration } from 'aws-cdk-lib';
import { recordsOf, simulated } from './payments-simulation';
import { BY_ITSELF, RenderedRun } from './rendered-run';
import type { FailoverOrchestrator } from '../../../src';
import { Automation } from '../../../src';
import { recoveryTemplate } from '../../detection/fixture';
import type { Json } from '../../simulation/asl/json';
import { ARMED, REGION_LOSS, schedule } from '../../simulation/scoreboard/scenarios';
import { STANDBY } from '../../simulation/scoreboard/system';
import type { Machine } from '../machine/machines';
import { fullOrchestrator, machinesOf } from '../machine/machines';
import { awsCallsOf } from '../runbook/runbook-commands';

const DEGREES = [Automation.automatic(), Automation.approval(), Automation.manual()];
const PROMOTION = 'promote-main.ask';

interface Rendered {
  readonly machine: Machine;
  readonly planned: Machine;
  readonly input: Json;
  readonly decider: { readonly automatic: boolean };
  readonly orchestrator: FailoverOrchestrator;
}

/** The machine that takes over by force, and the command by which the runbook has a person start it. */
function rendered(automation: Automation): Rendered {
  const fixture = fullOrchestrator({ automation });
  const { topology: { secondary }, orchestrator } = fixture;
  const { failoverMachineArn } = orchestrator.forRegion(secondary);
  const documented = awsCallsOf(orchestrator.runbook())
    .filter(({ operation, options }) => operation === 'stepfunctions start-execution' && options['state-machine-arn'] === failoverMachineArn);
  const [decider] = Object.values(recoveryTemplate(secondary).findResources('AWS::Lambda::Function'))
    .flatMap(({ Properties: { Environment } }) => Environment?.Variables?.DECIDER_SETTINGS ?? []).map(settings => JSON.parse(settings));
  const { failover: machine, planned } = machinesOf(fixture, secondary);
  return { decider, machine, planned, input: JSON.parse(documented[0].options.input), orchestrator };
}

test('ORC-13: a failover begins and ends by itself, or asks first, or waits for a person, as a prop says; by hand it can be started in each case', async () => {
  for (const automation of DEGREES) {
    const { machine, planned, input, decider, orchestrator } = rendered(automation);
    expect(orchestrator.automation.name).toBe(automation.name);
    expect([automation.name, decider.automatic]).toEqual([automation.name, automation.name !== 'manual']);
    const byHand = new RenderedRun({ machine, input });
    await expect(byHand.toItsEnd()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(byHand.call('begin-run').given.Payload).toMatchObject({ action: 'begin', automatic: false });
    expect(byHand.calls.filter(({ integration }) => integration.endsWith('.waitForTaskToken'))).toEqual([]);

    const byItself = new RenderedRun({ machine, input: BY_ITSELF });
    await expect(byItself.toItsEnd()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    const asked = byItself.calls.filter(({ integration }) => integration === 'sns:publish.waitForTaskToken');
    expect([automation.name, asked.map(({ state }) => state.split('.')[0])]).toEqual([automation.name, automation.name === 'approval' ? ['approve-run'] : []]);
    // Asked before anything has changed, of the people whom it reaches.
    asked.forEach(({ given }) => expect(given.TopicArn).toBe(byItself.call('notify').given.TopicArn));
    expect(byItself.states.indexOf(asked[0]?.state)).toBeLessThan(byItself.states.indexOf('shift-traffic'));
    expect(byItself.states.indexOf('shift-traffic')).toBeLessThan(byItself.states.indexOf(PROMOTION));

    // By plan, too: what nobody asked for is asked for before anything is fenced.
    for (const [given, asks] of [[BY_ITSELF, automation.name === 'approval'], [input, false]] as const) {
      const byPlan = new RenderedRun({ machine: planned, input: given });
      await expect(byPlan.toItsEnd()).resolves.toMatchObject({ status: 'SUCCEEDED' });
      const question = byPlan.calls.findIndex(({ state, integration }) => state.startsWith('approve-run.') && integration.endsWith('.waitForTaskToken'));
      expect([automation.name, question >= 0, question < byPlan.states.indexOf('fence-source')]).toEqual([automation.name, asks, true]);
    }
  }

  const { machine } = rendered(Automation.approval());
  const ignored = new RenderedRun({ machine, input: BY_ITSELF, asked: () => undefined });
  await expect(ignored.toItsEnd()).resolves.toMatchObject({ status: 'FAILED', error: 'ApprovalTimedOut' });
  expect(Math.floor(ignored.seconds / 60)).toBe(15);
  const impatient = rendered(Automation.approval({ timeout: Duration.minutes(4) })).machine;
  const sooner = new RenderedRun({ machine: impatient, input: BY_ITSELF, asked: () => undefined });
  await expect(sooner.toItsEnd()).resolves.toMatchObject({ error: 'ApprovalTimedOut' });
  expect(Math.floor(sooner.seconds / 60)).toBe(4);
  const rejected = new RenderedRun({ machine, input: BY_ITSELF, asked: (token, { tokens }) => tokens.fail(token, 'ApprovalRejected', 'no') });
  await expect(rejected.toItsEnd()).resolves.toMatchObject({ status: 'FAILED', error: 'ApprovalRejected' });
  [ignored, rejected].forEach(run => expect(run.states.filter(state => ['shift-traffic', PROMOTION].includes(state))).toEqual([]));

  // Nobody does anything once the Region is armed.
  const simulation = await simulated(schedule({ orders: ARMED, world: [REGION_LOSS] }));
  expect(recordsOf(simulation).map(({ mode, target, outcome, actor, automatic }: any) => [mode, target, outcome, actor, automatic]))
    .toEqual([['failover', STANDBY, 'succeeded', 'automation', 'true']]);
});
