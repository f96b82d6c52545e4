import type { FIT } from './readiness-run';
import { checksOf, machineOf, runWhen } from './readiness-run';
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
  for (const changes of HOPELESS) {
    await expect(runWhen(forced, changes)).resolves.toMatchObject({ end: 'NotReady' });
  }
  // The gate is the same where a team checks a database of its own and names none.
  const { maxReplicationLagInMilliseconds: gate, ...database } = checksOf(planned).find(({ id }) => id === 'check-database-main').parameters;
  expect([gate, RecoveryAction.checkAurora(database).parameters]).toEqual(['60000', { ...database, maxReplicationLagInMilliseconds: '60000' }]);
});
