import { spawnSync } from 'child_process';
import type { Fixture } from './machines';
import { fullOrchestrator, machinesOf } from './machines';
import { RunMode } from '../../../src';
import { kindOf } from '../../../src/recovery/actions/action-kinds';
import { RecoveryNames } from '../../../src/recovery/machinery/recovery-names';
import type { Json } from '../../simulation/asl/json';
import { RenderedRun } from '../rows/rendered-run';
import { CLI_OPERATIONS, GLOBAL_OPTIONS } from '../runbook/cli-operations';
import { awsCallsOf } from '../runbook/runbook-commands';

const fixture: Fixture = fullOrchestrator();
const { topology, orchestrator } = fixture;
const { failover } = machinesOf(fixture, topology.secondary);

/** A step that scales: how its service answers, and what it asks for. */
interface Scaled {
  readonly step: string;
  /** As the step wants it. */
  readonly atLeast: number;
  /** How the service describes what wants so many and has some that work. */
  readonly described: (wanted: number, working: number, starting?: number) => Json;
  /** How it describes what is not there. */
  readonly absent: readonly Json[];
  readonly raised: object;
  /** What it says of load, and of a call that would fail again. */
  readonly passing: string;
  readonly refused: readonly string[];
  readonly notFound: string;
}

const instances = (count: number, LifecycleState: string) => Array.from({ length: count }, () => ({ LifecycleState }));
const SERVICE: Scaled = {
  step: 'scaled',
  atLeast: 4,
  described: (DesiredCount, RunningCount, PendingCount = 0) => ({ Services: [{ Status: 'ACTIVE', DesiredCount, RunningCount, PendingCount }], Failures: [] }),
  absent: [
    { Services: [], Failures: [{ Arn: 'arn:aws:ecs:eu-central-1:111111111111:service/web/api', Reason: 'MISSING' }] },
    { Services: [{ Status: 'INACTIVE', DesiredCount: 0, RunningCount: 0 }], Failures: [] },
  ],
  raised: { Cluster: 'web', Service: 'api', DesiredCount: 4 },
  passing: 'Ecs.ThrottlingException',
  refused: ['Ecs.ClientException', 'Ecs.ServiceNotFoundException', 'Ecs.AccessDeniedException'],
  notFound: 'service api of cluster web in eu-central-1 was not found',
};
const GROUP: Scaled = {
  step: 'grown',
  atLeast: 3,
  described: (DesiredCapacity, working, starting = 0) =>
    ({ AutoScalingGroups: [{ DesiredCapacity, Instances: [...instances(starting, 'Pending'), ...instances(working, 'InService'), ...instances(1, 'Terminating')] }] }),
  absent: [{ AutoScalingGroups: [] }],
  raised: { AutoScalingGroupName: 'workers', DesiredCapacity: 3, HonorCooldown: false },
  passing: 'AutoScaling.ThrottlingException',
  refused: ['AutoScaling.AutoScalingException', 'AutoScaling.AccessDeniedException'],
  notFound: 'Auto Scaling group workers in eu-central-1 was not found',
};

/** A run of which a step finds this at its first look, and then, look by look; the last one stands. */
async function runOf({ step }: Scaled, first: Json, later: readonly Json[], failing: { readonly [state: string]: string } = {}) {
  const looks = [...later];
  const run = new RenderedRun({
    machine: failover,
    failing,
    answers: { [`${step}.read`]: () => first, [`${step}.ask`]: () => looks.length > 1 ? looks.shift()! : looks[0], [`${step}.raise`]: () => ({}) },
  });
  const { status, error } = await run.toItsEnd();
  expect(error ?? status).toBe('SUCCEEDED');
  const findings: { readonly id: string; readonly detail: string }[] = run.call('finish-run').given.Payload.findings;
  // A run does not end for what a team has added: it says so.
  const end = findings.find(({ id }) => id === step)?.detail ?? 'done';
  const of = (part: string) => run.calls.filter(({ state }) => state === `${step}.${part}`);
  return { end, raises: of('raise').map(({ given }) => given), looks: of('ask').length };
}

describe.each([['a service', SERVICE], ['a group', GROUP]])('%s that a step scales', (_what, scaled) => {
  const { atLeast, described } = scaled;

  test('and wants less: is raised once, and waited for', async () => {
    const growing = [described(atLeast, 0), described(atLeast, atLeast - 1, 1), described(atLeast, atLeast)];
    const { end, raises, looks } = await runOf(scaled, described(atLeast - 1, 0), growing);
    expect([end, raises, looks]).toEqual(['done', [scaled.raised], 3]);
  });

  test('and wants nothing at all: is raised', async () => {
    const { end, raises } = await runOf(scaled, described(0, 0), [described(atLeast, atLeast)]);
    expect([end, raises]).toEqual(['done', [scaled.raised]]);
  });

  test.each([0, 1, 96])('and wants as many, or %d more: is left alone, and waited for until as many work', async more => {
    const wanted = atLeast + more;
    const { end, raises, looks } = await runOf(scaled, described(wanted, 0), [described(wanted, atLeast - 1), described(wanted, atLeast)]);
    expect([end, raises, looks]).toEqual(['done', [], 2]);
  });

  test('what starts does not work yet: the step fails when its time is over, and says how far it came', async () => {
    const { end } = await runOf(scaled, described(atLeast, 1), [described(atLeast, 1, atLeast)]);
    expect(end).toBe(`StepFailed: 1 of ${atLeast} in time`);
  });

  test.each(scaled.absent.map(absent => [absent]))('that does not exist ends the step by name, and is not asked to grow: %j', async absent => {
    const never = await runOf(scaled, absent, [absent]);
    expect([never.end, never.raises, never.looks]).toEqual([`StepFailed: ${scaled.notFound}`, [], 0]);
    const deleted = await runOf(scaled, described(0, 0), [described(atLeast, 1), absent]);
    expect([deleted.end, deleted.looks]).toEqual([`StepFailed: ${scaled.notFound}`, 2]);
  });

  test('is asked again when its service throttles, and not when it refuses', async () => {
    const raise = `${scaled.step}.raise`;
    const throttled = await runOf(scaled, described(0, 0), [described(atLeast, atLeast)], { [raise]: scaled.passing });
    expect([throttled.end, throttled.raises.length]).toEqual(['done', 2]);
    for (const error of scaled.refused) {
      const refused = await runOf(scaled, described(0, 0), [described(atLeast, atLeast)], { [raise]: error });
      expect([error, refused.end, refused.raises.length]).toEqual([error, expect.stringMatching(/^StepFailed: /), 1]);
    }
  });

  describe('by hand', () => {
    const step = orchestrator.plan(topology.secondary, RunMode.FAILOVER).steps.find(({ id }) => id === scaled.step)!;
    const names = new RecoveryNames(topology, topology.secondary);
    const commands = kindOf(topology, step.action).commands(step, { mode: RunMode.FAILOVER, names, topics: { pages: 'pages', notes: 'notes' } });

    /** What a shell would call, when the service says that so many are wanted. */
    function calledWhen(wanted: string): string[] {
      const aws = `aws() { case "$2" in describe-*) echo ${wanted};; *) echo "$1 $2";; esac; }`;
      const { stdout } = spawnSync('bash', ['--norc', '-c', [aws, ...commands].join('\n')], { encoding: 'utf8' });
      return stdout.split('\n').filter(line => /(update-service|set-desired-capacity)$/.test(line));
    }

    test('is raised where it wants less, and never lowered', () => {
      expect(['0', String(atLeast - 1), 'None'].map(wanted => calledWhen(wanted).length)).toEqual([1, 1, 1]);
      expect([atLeast, atLeast + 1, 40].map(wanted => calledWhen(String(wanted)))).toEqual([[], [], []]);
    });

    test('by commands that the CLI knows, each in the Region of the run', () => {
      const calls = awsCallsOf(`## By hand\n\`\`\`sh\n${commands.join('\n')}\n\`\`\`\n`);
      expect(calls.length).toBeGreaterThan(1);
      for (const { operation, options } of calls) {
        const { required, optional } = CLI_OPERATIONS[operation];
        const known = [...required, ...optional, ...GLOBAL_OPTIONS];
        expect([operation, Object.keys(options).filter(name => !known.includes(name))]).toEqual([operation, []]);
        expect([operation, required.filter(name => !(name in options)), options.region]).toEqual([operation, [], topology.secondary.name]);
      }
    });
  });
});
