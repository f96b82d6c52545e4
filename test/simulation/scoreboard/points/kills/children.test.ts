import { killedChildren } from './children';
import { thenLost } from './then-lost';
import { paymentsTemplates } from '../../../../support/payments-templates';
import { deploymentOf } from '../../../deployment/deployment';
import { runTrial } from '../../run-trial';
import { HOME, REGIONS, STANDBY, systemOf } from '../../system';
import type { Trial } from '../../trial';

const SYSTEM = systemOf(deploymentOf(paymentsTemplates()));
let children: readonly Trial[];
let halves: readonly Trial[];
beforeAll(async () => {
  children = await killedChildren(SYSTEM);
  halves = await thenLost(SYSTEM);
});

const killed = (trials: readonly Trial[]) => trials.map(({ schedule: { kills: [kill] } }) => kill);
const CALLED = ['begin-run', 'readiness', 'fence-source', 'promote-database-main.ask', 'activate-region', 'shift-traffic', 'verify-traffic.ask', 'finish-run', 'notify'];
const MOMENTS = ['before the call', 'after the call', 'after the record'];

test('of both round trips the run there and the run back is killed at every call, at each moment', () => {
  for (const trip of ['drill to the standby and home', 'drill home and to the standby']) {
    for (const machine of ['switchover', 'failback']) {
      const tried = killed(children.filter(({ name }) => name.startsWith(`${trip}: its run ${machine} killed`) && name.endsWith(', and the drill is resumed by redrive')))
        .map(({ state, moment }) => `${moment} of ${state}`);
      expect(tried).toEqual(expect.arrayContaining(CALLED.flatMap(state => MOMENTS.map(moment => `${moment} of ${state}`))));
    }
  }
});

test('of a run that is brought about once before, it is the one of the drill that is killed', () => {
  const ofTrip = children.filter(({ name }) => name.startsWith('drill home and to the standby: its run switchover'));
  const skipped = ofTrip.filter(({ schedule: { kills: [{ skip }] } }) => skip === 0);
  expect(skipped.map(({ name }) => name)).toEqual([]);
});

test('each way to go on is tried at each moment of a call', () => {
  for (const way of [
    ', with its drill, which is resumed by redrive', ', resumed by redrive, and the drill when that is over',
    ', stopped, and the drill is begun anew by a person',
  ]) {
    const moments = killed(children.filter(({ name }) => name.endsWith(way))).map(({ moment }) => moment);
    expect([...new Set(moments)].sort()).toEqual([...MOMENTS].sort());
  }
});

test('a switchover dies at every call, and then either Region is lost', () => {
  for (const region of REGIONS) {
    const tried = killed(halves.filter(({ schedule: { world } }) => world[0].fault === 'region-lost' && world[0].region === region))
      .map(({ state, moment }) => `${moment} of ${state}`);
    expect(tried).toEqual(expect.arrayContaining(CALLED.flatMap(state => MOMENTS.map(moment => `${moment} of ${state}`))));
  }
  const promotions = (region: string) =>
    [...new Set(halves.filter(({ expects: { at } }) => at === region).map(({ expects }) => expects.promotions))].sort();
  expect([promotions(STANDBY), promotions(HOME)]).toEqual([[1, 2], [0, 1, 2]]);
});

test('exactly one end is right of each', () => {
  const vague = [...children, ...halves].filter(({ expects: { at, promotions, moves } }) => [at, promotions, moves].includes(undefined));
  expect(vague.map(({ name }) => name)).toEqual([]);
});

test.each([
  // A run of the other Region that died holds the lock of the drill's: it does not keep the drill from being resumed.
  'drill to the standby and home: its run failback killed before the call of promote-database-main.ask, and the drill is resumed by redrive',
  'drill home and to the standby: its run switchover killed after the call of activate-region, ',
  'half of a switchover: killed after the call of promote-database-main.ask, home lost, and automation goes on',
  'half of a switchover: killed before the call of activate-region, the standby lost, and nobody does anything',
  'half of a switchover: killed after the call of shift-traffic, the standby lost, and a person asserts home',
])('%s', async name => {
  const [trial] = [...children, ...halves].filter(each => each.name.startsWith(name));
  expect((await runTrial(SYSTEM, 1, trial)).violations).toEqual([]);
});
