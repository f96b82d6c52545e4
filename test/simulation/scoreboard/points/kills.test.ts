import { kills } from './kills';
import { DEATHS } from './kills/deaths';
import type { UndisturbedRun } from './kills/moments';
import * as killMoments from './kills/moments';
import type { KilledRun } from './kills/runs';
import { KILLED_RUNS } from './kills/runs';
import { paymentsTemplates } from '../../../support/payments-templates';
import { deploymentOf } from '../../deployment/deployment';
import { runTrial } from '../run-trial';
import { REGIONS, systemOf } from '../system';
import type { Trial } from '../trial';

const SYSTEM = systemOf(deploymentOf(paymentsTemplates()));
let trials: readonly Trial[];
/** What the trials are made of: each takes a simulation, and the same schedule gives the same history. */
let runs: ReadonlyMap<unknown, UndisturbedRun>;
beforeAll(async () => {
  const { mock: { calls, results } } = jest.spyOn(killMoments, 'undisturbed');
  trials = await kills(SYSTEM);
  runs = new Map(await Promise.all(calls.map(async ([, run], index) => [run, await results[index].value] as const)));
});

const of = (part: string) => trials.filter(({ name }) => name.includes(part));

test('every machine of recovery is one that is killed', () => {
  const killed = ({ arn, region }: { readonly arn: string; readonly region: string }) =>
    KILLED_RUNS.some(run => run.region === region && arn.split(':').pop()!.includes(run.machine));
  expect(SYSTEM.deployment.machines.filter(machine => !killed(machine)).map(({ arn }) => arn)).toEqual([]);
  expect(new Set(SYSTEM.deployment.machines.map(({ region }) => region))).toEqual(new Set(REGIONS));
});

test('each run is killed at every state that it passes, at three moments of each call, and resumed in each way that there is', () => {
  for (const run of KILLED_RUNS) {
    const { moments } = runs.get(run)!;
    const mine = of(`${run.name}: killed`);
    for (const way of ['resumed by redrive', 'stopped, and resumed by redrive', 'stopped, and begun anew by a person', ...run.automatic ? ['resumed by the next minute'] : []]) {
      expect([run.name, way, mine.filter(({ name }) => name.endsWith(`, ${way}`)).length]).toEqual([run.name, way, moments.length]);
    }
    const [before, after, recorded] = (['before the call', 'after the call', 'after the record'] as const)
      .map(each => new Set(moments.filter(({ moment }) => moment === each).map(({ state }) => state)));
    // A call to a Region that is lost has no answer: nothing comes after it.
    expect([...before].filter(state => !after.has(state))).toEqual(run.machine.includes('failover') ? ['fence-source'] : []);
    expect([...before].filter(state => !recorded.has(state))).toEqual([]);
    expect(before.size).toBeGreaterThanOrEqual(3);
    expect(recorded.size).toBeGreaterThan(before.size);
  }
});

test('each function that a run calls dies before its work and after, without a word and by its time limit', () => {
  for (const principal of ['run-keeper', 'readiness-checker', 'aurora-promoter', 'traffic-verifier', 'peer-run']) {
    const dead = of(` of ${principal} in `);
    expect(dead.length).toBeGreaterThanOrEqual(DEATHS.length);
    expect(dead.every(({ alteration }) => alteration !== undefined)).toBe(true);
  }
});

test('of every one exactly one end is right, and as many promotions and moves of traffic as of a run that nobody kills', () => {
  const vague = trials.filter(({ expects: { at, promotions, moves } }) => at === undefined || promotions === undefined || moves === undefined);
  expect(vague.map(({ name }) => name)).toEqual([]);
});

test.each([
  'forced to the standby, by automation: killed after the call of begin-run, resumed by redrive',
  'forced to the standby, by a person: killed before the call of activate-region, stopped, and resumed by redrive',
  'switchover, by a person: killed after the call of shift-traffic, resumed by redrive',
  'failback: killed before the call of finish-run, resumed by redrive',
  'drill that checks: killed after the record of begin-drill, stopped, and begun anew by a person',
  'forced to the standby, by automation: Lambda.Unknown of run-keeper in us-west-2 after',
])('%s', async name => {
  const [trial] = trials.filter(each => each.name.startsWith(name));
  expect((await runTrial(SYSTEM, 1, trial)).violations).toEqual([]);
});

test('a run that does not take place, or does not end as it should, cannot be killed', async () => {
  const [run] = KILLED_RUNS;
  const never: KilledRun = { ...run, name: 'never', machine: 'no-such-machine' };
  await expect(killMoments.undisturbed(SYSTEM, never)).rejects.toThrow('"never" does not end as it should when nobody kills it: it does not begin');
  const wrong: KilledRun = { ...run, name: 'wrong', expects: { promotions: 2 } };
  await expect(killMoments.undisturbed(SYSTEM, wrong)).rejects.toThrow('"wrong" does not end as it should when nobody kills it: 1 promotions instead of 2');
});
