import { fullOrchestrator, machinesOf } from './machines';
import { RecoveryNames } from '../../../src/recovery/machinery/recovery-names';
import { compile } from '../../simulation/asl/expressions';
import { PRIMARY, SECONDARY } from '../../support/environment';

const { topology, ...fixture } = fullOrchestrator();
const home = machinesOf({ topology, ...fixture }, topology.primary);
const standby = machinesOf({ topology, ...fixture }, topology.secondary);

const RUN_ID = 'arn:aws:states:eu-central-1:111111111111:execution:machine:run';
const NOW = Date.parse('2026-05-01T10:05:00.000Z');
const step = (id: string, startedAt: string, endedAt: string) => ({ id, startedAt: `2026-05-01T${startedAt}Z`, endedAt: `2026-05-01T${endedAt}Z` });

/** All that a machine may know at its end. */
const KNOWN = {
  run: { runId: RUN_ID, epoch: 5, target: SECONDARY, source: PRIMARY, startedAt: '2026-05-01T10:01:20.000Z', lossSeenAt: '2026-05-01T10:00:00.000Z' },
  steps: [
    step('fence-source', '10:01:40.000', '10:01:42.000'),
    step('activate-region', '10:03:00.000', '10:03:10.000'),
    step('verify-traffic', '10:03:10.000', '10:04:00.400'),
  ],
  findings: [] as object[],
  readiness: { lagInMilliseconds: 800, lagMeasuredAt: '2026-05-01T10:01:30.000Z', findings: [{ id: 'check-table', ok: true, detail: 'ACTIVE' }] as object[] },
  input: { actor: 'Ada' } as object,
};

type Known = { readonly [variable in keyof typeof KNOWN]: unknown };
const without = (variable: 'run' | 'readiness', field: string) => ({ [variable]: { ...KNOWN[variable], [field]: undefined } });

/** What the machine says, as Step Functions makes it of the rendered definition. */
async function told(machine: typeof standby.failover, changes: Partial<Known> = {}): Promise<string> {
  const { input, ...variables } = JSON.parse(JSON.stringify({ ...KNOWN, ...changes }));
  const context = { Execution: { Id: RUN_ID, StartTime: '2026-05-01T10:01:20.000Z', Input: input } };
  const { Message } = machine.States.notify.Arguments as { readonly Message: string };
  const message = await compile(Message)({ variables: { ...variables, states: { context } }, now: NOW, random: () => 0 });
  expect(typeof message).toBe('string');
  return message as string;
}

const acknowledge = (region: typeof topology.primary) =>
  `aws lambda invoke --region ${region.name} --function-name ${new RecoveryNames(topology, region).functionName('acknowledge')} `
  + '--cli-binary-format raw-in-base64-out --payload '
  + '\'{"actor":"\'"${OPERATOR:?not set, see Read this first}"\'","reason":"\'"${REASON:?say why, see Read this first}"\'"}\' /dev/stdout';

describe('what a forced run says when it has succeeded', () => {
  test('all that whoever is on call has to know and to do', async () => {
    const message = await told(standby.failover);
    expect(message).toBe(`Failover to ${SECONDARY} of Payments test succeeded.

${SECONDARY} has taken over from ${PRIMARY}, by force. Writes that ${PRIMARY} acknowledged last may be lost.

Run: ${RUN_ID}
Took: 240 seconds from the loss of ${PRIMARY}, seen at 2026-05-01T10:00:00.000Z, until clients were served in ${SECONDARY}. From its start: 160 seconds.
Replication lag when it began: 800 ms, measured at 2026-05-01T10:01:30.000Z.
Suspect writes: those that ${PRIMARY} acknowledged from 2026-05-01T10:01:29.200Z until it was told that it is not the active one. The record of the run says until when (suspectUntil), when that is known.
Findings: none.

Next:
1. See that a write works, as a user.
2. Automation is blocked in both Regions until somebody acknowledges the run, in each. When it may act again (runbook: "Arm, disarm, acknowledge, approve, switch off"):
   in ${SECONDARY}: ${acknowledge(topology.secondary)}
   in ${PRIMARY}, when it is back: ${acknowledge(topology.primary)}
3. Where Aurora was promoted, the volume of ${PRIMARY} is kept as a snapshot when that is back (rds:unplanned-global-failover-...). It expires with the retention of backups. Runbook: "The lost Region returns", "Reconcile suspect writes".`);
  });

  test('and what went wrong beside it', async () => {
    const late = { id: 'check-main', ok: false, detail: 'late' };
    const fence = { id: 'fence-source', ok: false, detail: 'PeerUnreachable' };
    const message = await told(standby.failover, { findings: [fence], readiness: { ...KNOWN.readiness, findings: [late, { ...late, ok: true }] } });
    expect(message).toContain(`\nFindings: ${JSON.stringify([fence, late])}\n`);
  });

  test.each([['is not known', 'unknown'], ['is not said', undefined]])('a loss that %s: it counts from its start, and says so', async (_, lossSeenAt) => {
    expect(await told(standby.failover, { run: { ...KNOWN.run, lossSeenAt } }))
      .toContain(`\nTook: 160 seconds from its start until clients were served in ${SECONDARY}. Since when ${PRIMARY} is lost was not seen.\n`);
  });

  test.each(['lagInMilliseconds', 'lagMeasuredAt'])('a lag without %s is not known, nor since when writes are suspect', async field => {
    const message = await told(standby.failover, without('readiness', field));
    expect(message).toContain('\nReplication lag when it began: not known.\n');
    expect(message).toContain('acknowledged from the last one that is found in both Regions until it was told');
  });

  test('without a public name it ends when the Region is active, and without any step now', async () => {
    expect(await told(standby.failover, { steps: KNOWN.steps.slice(0, 2) })).toContain('\nTook: 190 seconds from the loss');
    expect(await told(standby.failover, { steps: [] })).toContain('\nTook: 300 seconds from the loss');
  });
});

describe('what a planned run says when it has succeeded', () => {
  test.each([['switchover', standby.planned, SECONDARY, PRIMARY], ['failback', home.planned, PRIMARY, SECONDARY]] as const)(
    '%s: that nothing was lost, for how long nobody could write, and that it is to be acknowledged', async (_, machine, to, from) => {
      const message = await told(machine, { run: { ...KNOWN.run, lossSeenAt: undefined } });
      expect(message).toContain(`${to} has taken over from ${from}, by plan. Nothing was lost.\n\nRun: ${RUN_ID}\nTook: 220 seconds.\n`);
      expect(message).toContain(`\nWithout writes: 140 seconds, from the fence of ${from} (2026-05-01T10:01:40.000Z) until clients were served in ${to}.`);
      expect(message).toContain('\nReplication lag when it began: 800 ms, measured at 2026-05-01T10:01:30.000Z.\nFindings: none.\n');
      topology.regions.forEach(region => expect(message).toContain(`\n   in ${region.name}: ${acknowledge(region)}`));
      expect(message).not.toMatch(/suspect|snapshot/);
    });

  test('as part of a drill: that drill acknowledges it', async () => {
    const message = await told(standby.planned, { input: { actor: 'Ada', drill: 'arn:of:drill' } });
    expect(message).toContain('\n\nNext: nothing. The drill that it belongs to goes on, and acknowledges it.');
    expect(message).not.toContain('aws lambda');
  });

  test('what it does not know it leaves out', async () => {
    const message = await told(standby.planned, { steps: [], readiness: { findings: [] } });
    expect(message).not.toContain('Without writes');
    expect(message).toContain('lag when it began: not known.');
  });
});

describe('what a drill says when it has succeeded', () => {
  test.each([
    ['checks only', {}, `${SECONDARY} could take over from ${PRIMARY}: every check of a takeover was taken. Nothing was changed.`],
    ['a round trip', { roundTrip: true }, `Production was moved from ${PRIMARY} to ${SECONDARY} and back. The drill has acknowledged its two runs in both Regions.`],
  ])('%s', async (_, input, words) => {
    const message = await told(standby.drill, { input, run: { runId: RUN_ID }, steps: [] });
    expect(message).toContain(`succeeded.\n\n${words}\n\nRun: ${RUN_ID}\nTook: 220 seconds.\nReplication lag when it was checked: 800 ms`);
    expect(message).not.toMatch(/acknowledges the run|suspect/);
  });
});

test('no message depends on anything that may be missing, and none is longer than SNS and Step Functions take', async () => {
  for (const { failover, planned, drill } of [home, standby]) {
    for (const machine of [failover, planned, drill]) {
      const bare = await told(machine, { run: { runId: RUN_ID }, steps: [], readiness: { findings: [] }, input: {} });
      expect(bare).toContain(RUN_ID);
      expect(bare).not.toMatch(/undefined|NaN|null/);
      const { Subject, Message } = machine.States.notify.Arguments as { readonly Subject: string; readonly Message: string };
      expect(Subject).toMatch(/^[\x20-\x7e]{1,100}$/);
      expect(Message.length).toBeLessThan(8000);
    }
  }
});
