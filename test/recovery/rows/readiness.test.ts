import type { FIT } from './readiness-run';
import { checksOf, machineOf, runWhen } from './readiness-run';
import { RenderedRun } from './rendered-run';
import { RecoveryAction } from '../../../src';
import { STANDBY } from '../../simulation/scoreboard/system';

const forced = machineOf(STANDBY, 'failover');
const planned = machineOf(STANDBY, 'switchover');
const BUDGET_SECONDS = 30;

type Case = readonly [check: string, changes: Partial<typeof FIT>, plannedEnd: string];
const UNFIT: readonly Case[] = [
  ['check-database-main', { cluster: 'stopped' }, 'NotReady'],
  ['check-database-main', { global: 'modifying' }, 'NotReady'],
  ...['creating', 'failed', 'stopped', 'storage-full'].map((status): Case => ['check-database-main', { instances: [status] }, 'NotReady']),
  ['check-database-main', { lag: 60_001 }, 'LagAboveGate'],
  ['check-database-main', { lag: undefined }, 'LagUnknown'],
  // What was measured before the Region was lost says nothing of now: it is recorded, and no reason to go on by plan.
  ['check-database-main', { lagAgeSeconds: 6 * 60 }, 'LagUnknown'],
  ['check-database-main', { synchronisation: 'pending-resync' }, 'NotReady'],
  ['check-database-main', { hangs: true }, 'NotReady'],
  // What may not be read is not known.
  ['check-database-main', { denied: ['AuroraGlobalDBReplicationLag'] }, 'LagUnknown'],
  ['check-database-main', { denied: ['DescribeDBInstancesCommand'] }, 'NotReady'],
  ['check-database-main', { denied: ['DescribeGlobalClustersCommand'] }, 'NotReady'],
  ['check-table-sessions', { table: 'CREATING' }, 'NotReady'],
  ['check-bucket-documents', { hasBucket: false }, 'NotReady'],
  ['check-pending-bucket-documents', { pending: 3 }, 'LagAboveGate'],
  ['check-endpoint', { endpoint: 502 }, 'NotReady'],
];
/** No promotion could succeed like this. */
const HOPELESS: readonly Partial<typeof FIT>[] = [{ instances: [] }, { isMember: false }];

const findingsOf = ({ run }: Awaited<ReturnType<typeof runWhen>>): any[] =>
  run.call('record-readiness').given.Payload.readiness.findings.filter(({ ok }: { readonly ok: boolean }) => !ok).map(({ id }: { readonly id: string }) => id);

test('ORC-05: database, endpoint, stores and lag are looked at in 30 seconds: what is wrong or not known ends a planned run, and is recorded of a forced one, whose message says the last lag', async () => {
  for (const machine of [forced, planned]) {
    // The checker itself may hang: its calls together take no longer.
    const deadline = `$toMillis($states.context.State.EnteredTime) + ${1000 * BUDGET_SECONDS}`;
    expect(machine.States.readiness.TimeoutSeconds).toBe(`{% $max([1, $min([15, $ceil((${deadline} - $millis()) / 1000)])]) %}`);
    const fit = await runWhen(machine, {});
    expect([fit.end, findingsOf(fit)]).toEqual(['SUCCEEDED', []]);
    const { readiness } = fit.run.call('record-readiness').given.Payload;
    expect(readiness).toMatchObject({ lagInMilliseconds: 800, lagMeasuredAt: expect.any(String) });
    expect(fit.run.call('notify').given.Message).toContain(`lag when it began: 800 ms, measured at ${readiness.lagMeasuredAt}.`);
  }
  const blind = await runWhen(forced, { lag: undefined });
  expect(blind.run.call('notify').given.Message).toContain('lag when it began: not known.');
  for (const [check, changes, plannedEnd] of UNFIT) {
    const refused = await runWhen(planned, changes);
    expect([check, refused.end]).toEqual([check, plannedEnd]);
    expect([check, refused.run.states]).toEqual([check, ['begin-run', 'readiness', 'run.report', 'run.fail']]);
    const carriedOut = await runWhen(forced, changes);
    expect([check, carriedOut.end, findingsOf(carriedOut)]).toEqual([check, 'SUCCEEDED', [check]]);
    for (const { run } of [refused, carriedOut]) {
      const { at } = run.calls[run.states.indexOf('readiness') + 1];
      expect([check, at - run.call('readiness').at <= BUDGET_SECONDS]).toEqual([check, true]);
    }
  }
  // Side by side: what hangs keeps no other check from its answer.
  const silent = await runWhen(forced, { allHangs: true });
  expect([silent.end, findingsOf(silent)]).toEqual(['SUCCEEDED', checksOf(forced).map(({ id }) => id).filter(id => id !== 'check-endpoint')]);
  expect(silent.run.call('record-readiness').at - silent.run.call('readiness').at).toBeLessThanOrEqual(BUDGET_SECONDS / 2);
  // A checker that cannot be called found nothing out: that ends a planned run, and no forced one.
  for (const [machine, end] of [[forced, 'SUCCEEDED'], [planned, 'CallFailed']] as const) {
    const unchecked = new RenderedRun({ machine, failing: { readiness: 'Lambda.AccessDeniedException' } });
    const { status, error } = await unchecked.toItsEnd();
    expect([error ?? status, unchecked.states.includes('promote-database-main.ask')]).toEqual([end, machine === forced]);
  }
  for (const changes of HOPELESS) {
    await expect(runWhen(forced, changes)).resolves.toMatchObject({ end: 'NotReady' });
  }
  // The gate is the same where a team checks a database of its own and names none.
  const { maxReplicationLagInMilliseconds: gate, ...database } = checksOf(planned).find(({ id }) => id === 'check-database-main').parameters;
  expect([gate, RecoveryAction.checkAurora(database).parameters]).toEqual(['60000', { ...database, maxReplicationLagInMilliseconds: '60000' }]);
});
