import type { FIT } from './readiness-run';
import { checksOf, machineOf, runWhen } from './readiness-run';
import { HOME } from '../../simulation/scoreboard/system';

const failback = machineOf(HOME, 'failback');
const checks = checksOf(failback);
const maxLag = Number(checks.find(({ kind }) => kind === 'check-aurora').parameters.maxReplicationLagInMilliseconds);

const REFUSED: readonly [string, string, Partial<typeof FIT>][] = [
  ['the global database is not available', 'NotReady', { global: 'modifying' }],
  ['the old primary was detached', 'NotReady', { isMember: false }],
  ['the old primary is not available', 'NotReady', { cluster: 'creating' }],
  ['the old primary has no instance', 'NotReady', { instances: [] }],
  ['no instance of the old primary is available', 'NotReady', { instances: ['stopped', 'creating'] }],
  ['the old primary is not in step with the writer', 'NotReady', { synchronisation: 'pending-resync' }],
  ['the old primary has another engine version, with which RDS refuses a switchover', 'NotReady', { version: '16.3' }],
  ['a change of writers is under way', 'NotReady', { transition: 'pending' }],
  ['replication is further behind than maxReplicationLag', 'LagAboveGate', { lag: maxLag + 1 }],
  ['nobody knows how far replication is behind', 'LagUnknown', { lag: undefined }],
  ['what is known of the lag is ten minutes old', 'LagUnknown', { lagAgeSeconds: 600 }],
  ['a table is further behind than five seconds', 'LagAboveGate', { tableLag: 5001 }],
  ['an object waits to be replicated home', 'LagAboveGate', { pending: 1 }],
  ['the endpoint of the primary does not work', 'NotReady', { endpoint: 503 }],
];

test('ORC-19: failback starts when the primary is fit and in the topology, and each precondition that does not hold refuses it before anything moves', async () => {
  const { run, end } = await runWhen(failback, { lag: maxLag });
  expect(end).toBe('SUCCEEDED');
  expect(run.states).toContain('promote-database-main.ask');
  expect(checks.find(({ kind }) => kind === 'check-endpoint').parameters.url).toContain(HOME);
  expect(checks.find(({ parameters }) => parameters.metricName === 'OperationsPendingReplication').parameters)
    .toMatchObject({ region: HOME, comparison: '<=', threshold: '0' });
  // An idle bucket or table says nothing. Where a store must say something, silence is no fitness.
  await expect(runWhen(failback, { pending: undefined, tableLag: undefined })).resolves.toMatchObject({ end: 'SUCCEEDED' });
  const demanding = JSON.parse(JSON.stringify(failback).replaceAll('"missing":"passes"', '"missing":"fails"'));
  await expect(runWhen(demanding, {})).resolves.toMatchObject({ end: 'SUCCEEDED' });
  for (const silent of [{ pending: undefined }, { tableLag: undefined }]) {
    await expect(runWhen(demanding, silent)).resolves.toMatchObject({ end: 'LagUnknown' });
  }

  for (const [why, name, changes] of REFUSED) {
    const refused = await runWhen(failback, changes);
    expect([why, refused.end]).toEqual([why, name]);
    expect([why, refused.run.states]).toEqual([why, ['begin-run', 'readiness', 'run.report', 'run.fail']]);
  }
});

test('by force home takes over all the same: objects that wait are a finding of the record', async () => {
  const { run, end } = await runWhen(machineOf(HOME, 'failover'), { pending: 7 });
  expect(end).toBe('SUCCEEDED');
  const { findings } = run.call('record-readiness').given.Payload.readiness;
  expect(findings.filter(({ ok }: { readonly ok: boolean }) => !ok)).toEqual([
    { id: 'check-pending-bucket-documents', ok: false, detail: expect.stringMatching(/^AWS\/S3 OperationsPendingReplication must be <= 0: 7 at /) },
  ]);
});
