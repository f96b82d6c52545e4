import type { DeciderSettings } from '../../../src/recovery/handlers/decider-settings';
import { RunMode } from '../../../src/recovery/plan/run-mode';
import { HOME, settingsOf, STANDBY, TwoRegions, UNREACHABLE } from '../decider/two-regions';
import { execution, Regions, STARTED } from '../keeper/regions';

/** What is lost, by the calls of the other Region that nobody answers, and the machine that automation starts for it. */
const LOSSES: readonly [verdict: string, machine: string, silent: readonly string[]][] = [
  ['planned', 'machine/switchover', []],
  ['forced', `machine/failover/${STANDBY}`, ['DescribeDBClusters', 'GetItem', 'TransactWriteItems', 'DescribeAlarms']],
];

/** Disarmed by somebody, and never armed. */
const STATE = { activeRegion: { S: HOME }, epoch: { N: '0' }, phase: { S: 'idle' } };
const UNARMED = [{ ...STATE, armed: { BOOL: false } }, STATE];

/** The decider of the standby, of which the other Region is held for lost, minute by minute. */
async function decided(silent: readonly string[], changes: Partial<DeciderSettings>, state?: object) {
  const world = new TwoRegions(settingsOf(STANDBY, changes));
  silent.forEach(command => { world.answers[`${HOME} ${command}`] = UNREACHABLE; });
  if (state !== undefined) {
    world.hold(STANDBY, 'state/current', state as typeof STATE);
  }
  const decisions = [];
  for (let minute = 0; minute < 3; minute += 1) {
    const { verdict, reason, wanted } = await world.decide() as { verdict: string; reason: string; wanted?: string };
    decisions.push({ verdict, reason, wanted });
    world.time += 60_000;
  }
  return { decision: decisions[0], starts: world.of('StartExecution').map(({ input }) => input), decisions };
}

test.each(LOSSES)('ORC-13: armed and not manual, a %s run begins with no manual step', async (verdict, machine, silent) => {
  const { decision, starts } = await decided(silent, {});
  expect(decision.verdict).toBe(verdict);
  expect(starts[0]).toMatchObject({ stateMachineArn: machine });
  expect(JSON.parse(starts[0].input)).toMatchObject({ actor: 'automation', automatic: true });
});

test.each(LOSSES)('ORC-13: where people decide, or nobody has armed the Region, automation never starts a %s run and has people told', async (wanted, _machine, silent) => {
  const manual = await decided(silent, { automatic: false });
  expect(manual.decisions).toEqual(Array(3).fill({ verdict: 'page', reason: 'manual', wanted }));
  expect(manual.starts).toEqual([]);
  for (const state of UNARMED) {
    const unarmed = await decided(silent, {}, state);
    expect(unarmed.decisions).toEqual(Array(3).fill({ verdict: 'page', reason: 'not-armed', wanted }));
    expect(unarmed.starts).toEqual([]);
  }
});

const MODES = [RunMode.FAILOVER, RunMode.SWITCHOVER];

test.each(MODES)('ORC-13: where nobody has armed the Region, a %s run that automation started all the same ends as it begins, and one of a person goes on', async mode => {
  const begin = { action: 'begin', mode, runId: execution(STANDBY), startedAt: STARTED, actor: 'Ada', reason: 'test' } as const;
  for (const unarmed of [{ armed: false }, {}] as readonly { readonly [flag: string]: boolean }[]) {
    const regions = new Regions();
    regions.put(STANDBY, 'state/current', { activeRegion: HOME, epoch: 0, phase: 'idle', updatedAt: STARTED, ...unarmed });
    const before = [HOME, STANDBY].map(region => regions.all(region));
    await expect(regions.keep(STANDBY, { ...begin, automatic: true })).rejects.toMatchObject({ name: 'NotArmed' });
    expect([HOME, STANDBY].map(region => regions.all(region))).toEqual(before);
    await expect(regions.keep(STANDBY, { ...begin, automatic: false })).resolves.toMatchObject({ epoch: 1 });
  }
  // And where it is disarmed between the look and the write.
  const late = new Regions();
  const state = { activeRegion: HOME, epoch: 0, phase: 'idle', updatedAt: STARTED };
  late.put(STANDBY, 'state/current', { ...state, armed: true });
  late.quicker = () => { late.put(STANDBY, 'state/current', { ...state, armed: false }); };
  await expect(late.keep(STANDBY, { ...begin, automatic: true })).rejects.toMatchObject({ name: 'NotArmed' });
});
