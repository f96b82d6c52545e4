import { killsBeside } from './beside';
import { paymentsTemplates } from '../../../../support/payments-templates';
import { deploymentOf } from '../../../deployment/deployment';
import { otherTemplates } from '../../apps/other-templates';
import { runTrial } from '../../run-trial';
import { systemOf } from '../../system';
import { otherSystems } from '../../systems';
import type { Trial, TrialResult } from '../../trial';
import { withoutDatabase } from '../without-database';

const OTHERS = otherSystems(otherTemplates());
let trials: readonly Trial[];
beforeAll(async () => { trials = await killsBeside(systemOf(deploymentOf(paymentsTemplates())), OTHERS); });

const resultOf = async (trial: Trial): Promise<TrialResult> => runTrial(OTHERS[trial.system!], 1, trial);
const killedIn = (run: string) => trials.filter(({ name }) => name.startsWith(`${run}: killed`))
  .map(({ schedule: { kills: [{ state, moment }] } }) => `${moment} of ${state}`);
const MOMENTS = ['before the call', 'after the call', 'after the record'];

test('steps of a team, a second database, and the wait for approval are killed at each moment', () => {
  const killed = killedIn('forced to the standby, approved, with steps of the team');
  const called = ['warm', 'scale-service.raise', 'scale-workers.raise', 'go', 'reconcile', 'promote-database-ledger.ask', 'approve-run.question'];
  expect(killed).toEqual(expect.arrayContaining(called.flatMap(state => MOMENTS.map(moment => `${moment} of ${state}`))));
  // What waits by itself makes no call, and what goes on though it failed is never answered.
  expect(killed).toEqual(expect.arrayContaining(['after the record of settle', 'before the call of report', 'after the record of report']));
});

test('the wait for replication is killed at each moment, of a table and of a bucket', () => {
  const killed = [...killedIn('switchover with steps of the team'), ...killedIn('switchover without a database')];
  for (const state of ['await-lag-table-carts.ask', 'await-pending-bucket-documents.ask']) {
    expect(killed).toEqual(expect.arrayContaining(MOMENTS.map(moment => `${moment} of ${state}`)));
  }
});

test('without a database each call is killed when it is made', () => {
  for (const run of ['switchover without a database', 'forced to the standby, without a database']) {
    expect(killedIn(run)).toEqual(expect.arrayContaining(['begin-run', 'readiness', 'activate-region', 'shift-traffic', 'finish-run'].map(state => `after the call of ${state}`)));
  }
});

test('nothing of the payments app is killed again where there is a database, and each way to go on is tried', () => {
  expect(killedIn('switchover with steps of the team').filter(each => / of (begin-run|finish-run|shift-traffic)$/.test(each))).toEqual([]);
  for (const way of [', resumed by redrive', ', stopped, and resumed by redrive', ', resumed by the next minute', ', stopped, and begun anew by a person']) {
    const moments = trials.filter(({ name }) => name.endsWith(way)).map(({ schedule: { kills: [{ moment }] } }) => moment);
    expect([...new Set(moments)].sort()).toEqual([...MOMENTS].sort());
  }
});

test('of every one exactly one end is right', () => {
  expect(trials.filter(({ expects: { at, promotions, moves } }) => [at, promotions, moves].includes(undefined)).map(({ name }) => name)).toEqual([]);
  expect(new Set(trials.map(({ name }) => name)).size).toBe(trials.length);
});

test.each([
  'forced to the standby, approved, with steps of the team: killed after the call of scale-service.raise, resumed by redrive',
  'forced to the standby, approved, with steps of the team: killed before the call of approve-run.question, resumed by redrive',
  'forced to the standby, approved, with steps of the team: killed after the call of promote-database-ledger.ask, resumed by redrive',
  'forced to the standby, approved, with steps of the team: the state machine of the team killed',
  'switchover with steps of the team: killed after the call of await-lag-table-carts.ask, resumed by redrive',
  'switchover without a database: killed after the call of activate-region, resumed by redrive',
])('%s', async name => {
  const { violations, struck } = await resultOf(trials.find(each => each.name.startsWith(name))!);
  expect([violations, struck.killsStruck]).toEqual([[], 1]);
});

test.each(withoutDatabase().map(trial => [trial.name, trial] as const))('%s', async (_name, trial) => {
  expect((await resultOf(trial)).violations).toEqual([]);
});
