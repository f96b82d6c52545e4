import { cluster, globalCluster, HOME_ARN, instance, STANDBY_ARN } from './aurora';
import type { CheckedDatabase } from '../../../src/recovery/handlers/readiness/database-findings';
import { judgeDatabase } from '../../../src/recovery/handlers/readiness/database-findings';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const MAX = 60_000;
const FIT: CheckedDatabase = { global: globalCluster(), cluster: cluster(), instances: [instance()] };

/** A lag in milliseconds, measured some seconds ago. */
function lag(value: number, secondsAgo = 60) {
  return { value, at: new Date(NOW - secondsAgo * 1000) };
}

function outOfStep() {
  const global = globalCluster();
  return { ...global, GlobalClusterMembers: global.GlobalClusterMembers!.map(member => ({ ...member, SynchronizationStatus: 'pending-resync' as const })) };
}

describe('what a database means to whoever would promote it', () => {
  test('fit, and how far behind', () => {
    expect(judgeDatabase(STANDBY_ARN, MAX, FIT, lag(800), NOW)).toEqual({
      ok: true,
      detail: 'replication was 800 ms behind at 2026-03-01T11:59:00.000Z',
      lag: { milliseconds: 800, measuredAt: '2026-03-01T11:59:00.000Z' },
    });
  });

  test('the writer already, of which no lag is known', () => {
    expect(judgeDatabase(HOME_ARN, MAX, FIT, undefined, NOW)).toEqual({ ok: true, detail: 'the cluster is the writer already' });
  });

  test.each<[string, CheckedDatabase, string]>([
    ['no global database', { ...FIT, global: undefined }, 'the global database does not exist'],
    ['no cluster', { ...FIT, cluster: undefined }, `${STANDBY_ARN} does not exist`],
    ['no member', { ...FIT, global: globalCluster({ GlobalClusterMembers: [] }) }, `${STANDBY_ARN} is no member of the global database`],
    ['no instance', { ...FIT, cluster: cluster({ DBClusterMembers: [] }) }, `${STANDBY_ARN} has no instance`],
    ['nothing said of instances', { ...FIT, cluster: cluster({ DBClusterMembers: undefined }) }, `${STANDBY_ARN} has no instance`],
  ])('%s: nobody could promote it', (_what, database, detail) => {
    expect(judgeDatabase(STANDBY_ARN, MAX, database, lag(0), NOW)).toEqual({ ok: false, prevents: true, detail });
  });

  test.each<[CheckedDatabase, string]>([
    [{ ...FIT, cluster: cluster({ Status: 'modifying' }) }, 'the cluster is modifying'],
    [{ ...FIT, cluster: cluster({ Status: 'backing-up' }) }, 'the cluster is backing-up, a backup is under way: begin again when it is over'],
    [{ ...FIT, instances: [instance('creating')] }, 'no instance is available: one is creating'],
    [{ ...FIT, instances: [instance('failed'), instance('stopped', 'two')] }, 'no instance is available: one is failed, two is stopped'],
    [{ ...FIT, instances: [{ DBInstanceIdentifier: 'one' }] }, 'no instance is available: one is undefined'],
    [{ ...FIT, instances: [] }, 'no instance is available: none is listed'],
    [{ ...FIT, instances: new Error('throttled') }, 'its instances are not known: Error: throttled'],
    [{ ...FIT, global: globalCluster({ Status: 'upgrading' }) }, 'the global database is upgrading'],
    [{ ...FIT, global: globalCluster({ FailoverState: { Status: 'pending' } }) }, 'a change of writers is under way: pending'],
    [{ ...FIT, global: outOfStep() }, 'the cluster is not in step with the writer: pending-resync'],
    [{ ...FIT, cluster: cluster({ EngineVersion: '16.6' }) }, 'the cluster has engine version 16.6, the global database 16.4'],
  ])('not fit, and a forced promotion might succeed nevertheless: %#', (database, detail) => {
    expect(judgeDatabase(STANDBY_ARN, MAX, database, lag(5), NOW)).toEqual({
      ok: false, detail, lag: { milliseconds: 5, measuredAt: '2026-03-01T11:59:00.000Z' },
    });
  });

  test('one instance that is available is enough', () => {
    const instances = [instance('failed'), instance('available', 'two'), instance('creating', 'three')];
    expect(judgeDatabase(STANDBY_ARN, MAX, { ...FIT, instances }, lag(5), NOW).ok).toBe(true);
  });

  test('says all that is wrong', () => {
    const database = { global: globalCluster({ Status: 'upgrading' }), cluster: cluster({ Status: 'upgrading' }), instances: [instance('upgrading')] };
    expect(judgeDatabase(STANDBY_ARN, MAX, database, undefined, NOW).detail)
      .toBe('the cluster is upgrading; no instance is available: one is upgrading; the global database is upgrading');
  });

  test.each([[undefined, '16.4'], ['16.4', undefined]])('versions are compared only when both are known: %s, %s', (ofGlobal, ofCluster) => {
    const database = { ...FIT, global: globalCluster({ EngineVersion: ofGlobal }), cluster: cluster({ EngineVersion: ofCluster }) };
    expect(judgeDatabase(STANDBY_ARN, MAX, database, lag(0), NOW).ok).toBe(true);
  });

  test('a member of which RDS does not say whether it is in step counts as in step', () => {
    const global = globalCluster();
    const GlobalClusterMembers = global.GlobalClusterMembers!.map(member => ({ ...member, SynchronizationStatus: undefined }));
    expect(judgeDatabase(STANDBY_ARN, MAX, { ...FIT, global: { ...global, GlobalClusterMembers } }, lag(0), NOW).ok).toBe(true);
  });

  test.each([
    ['at the gate', lag(MAX), undefined],
    ['above it', lag(MAX + 1), 'LagAboveGate'],
    ['five minutes ago', lag(0, 300), undefined],
    ['longer ago', lag(0, 301), 'LagUnknown'],
    ['never measured', undefined, 'LagUnknown'],
    ['not readable', new Error('throttled'), 'LagUnknown'],
  ])('the lag %s', (_what, measured, gate) => {
    const finding = judgeDatabase(STANDBY_ARN, MAX, FIT, measured, NOW);
    expect({ ok: finding.ok, gate: finding.gate }).toEqual({ ok: gate === undefined, gate });
  });

  test('a lag of long ago is recorded nevertheless: it is the last that is known of a Region that is lost', () => {
    expect(judgeDatabase(STANDBY_ARN, MAX, FIT, lag(900, 600), NOW).lag).toEqual({ milliseconds: 900, measuredAt: '2026-03-01T11:50:00.000Z' });
  });

  test('why the lag is not known is told', () => {
    expect(judgeDatabase(STANDBY_ARN, MAX, FIT, new Error('throttled'), NOW).detail).toBe('the replication lag is not known: Error: throttled');
    expect(judgeDatabase(STANDBY_ARN, MAX, FIT, undefined, NOW).detail).toBe('the replication lag is not known: no data');
  });
});
