import { Duration } from 'aws-cdk-lib';
import { blocksOf } from './runbook-commands';
import { typeInto } from './typed-shell';
import { FailoverOrchestrator, RecoveryAction, RunMode, RunPoint } from '../../../src';
import type { MachineContext } from '../../../src/recovery/actions/action-kind';
import { kindOf } from '../../../src/recovery/actions/action-kinds';
import { shellJson, ShellVariable } from '../../../src/recovery/actions/shell-json';
import { RecoveryNames } from '../../../src/recovery/machinery/recovery-names';
import { createdTopology, PRIMARY, SECONDARY } from '../../support/environment';
import { exampleStep } from '../example-store';

/** All that a shell, or somebody who quotes for one, may take for something else. */
const AWKWARD = { 'message': 'don\'t; "echo" `date` $HOME $RUN $(date) \\ <you> !! *', 'key\'s': '{{}}\n\'\'' };
const RUN = 'arn:aws:states:any:1:execution:machine:by-hand-1';

const topology = createdTopology();
const actions = {
  warm: RecoveryAction.invokeFunction({ functionName: 'warm', payload: AWKWARD }),
  index: RecoveryAction.startStateMachine({ stateMachineName: 'index', payload: AWKWARD }),
};
const orchestrator = new FailoverOrchestrator(topology, 'Recovery', { topology, recoverables: [] });
Object.entries(actions).forEach(([id, action]) => orchestrator.addStep({
  id, description: `Step ${id}`, point: RunPoint.BEFORE_PROMOTION, target: topology.secondary, action, timeout: Duration.minutes(1),
}));

/** What the machine gives, with what it has of its run put in. */
function givenByMachine(id: keyof typeof actions): object {
  const context: MachineContext = {
    mode: RunMode.FAILOVER, names: new RecoveryNames(topology, topology.secondary), topics: { pages: 'arn:aws:sns:a:1:pages', notes: 'arn:aws:sns:a:1:notes' },
  };
  const step = exampleStep(id, topology.secondary, { action: actions[id] });
  const { states } = kindOf(topology, step.action) as any as { states: (...of: unknown[]) => any };
  const { Payload, Input } = states(step, context).states[id].Arguments;
  const { run, payload } = Payload ?? Input;
  const began: Record<string, unknown> = { '{% $run.runId %}': RUN, '{% $run.epoch %}': 7, '{% $run.target %}': SECONDARY, '{% $run.source %}': PRIMARY };
  return { run: Object.fromEntries(Object.entries(run).map(([name, value]) => [name, began[value as string] ?? value])), payload };
}

test.each([['warm', 'lambda invoke', 'payload'], ['index', 'stepfunctions start-execution', 'input']] as const)(
  'by hand the step "%s" is given what the machine gives it, the run and all, whatever characters that has', (id, operation, option) => {
    const block = blocksOf(orchestrator.runbook()).find(each => each.title === 'Without the state machine' && new RegExp(`(function-name|stateMachine:?) ?:?${id} `).test(each.block))!.block;
    const { asked } = typeInto([`RUN='${RUN}' EPOCH=7`, block]);
    expect(asked.map(each => each.operation)).toEqual([operation]);
    const given = JSON.parse(asked[0].options[option]);
    expect(given).toEqual({ run: { runId: RUN, epoch: 7, mode: 'failover', target: SECONDARY, source: PRIMARY, step: id }, payload: AWKWARD });
    expect(given).toEqual(givenByMachine(id));
  });

test('JSON for a shell leaves out what is not there, as JSON does', () => {
  expect(shellJson({ one: undefined, two: [new ShellVariable('$X')], three: new ShellVariable('$Y', 'number') })).toBe('\'{"two":["\'"$X"\'"],"three":\'"$Y"\'}\'');
});
