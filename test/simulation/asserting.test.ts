import { check } from './checker/check';
import { deploymentOf } from './deployment/deployment';
import type { Schedule } from './schedules/schedule';
import { endStateOf } from './scoreboard/end-state';
import { tapped, withHandler } from './scoreboard/mutants/altered-handler';
import { simulationOf } from './scoreboard/run-trial';
import { ARMED, ASSERTING, MINUTE, OPERATOR, schedule, start, SWITCHED_OVER, world } from './scoreboard/scenarios';
import type { Alteration } from './scoreboard/system';
import { CHECKED, HOME, STANDBY, systemOf } from './scoreboard/system';
import type { Simulation } from './simulation';
import { paymentsTemplates } from '../support/payments-templates';

const SYSTEM = systemOf(deploymentOf(paymentsTemplates()));

/** Runs a schedule, and holds it against the laws. */
async function lawful(given: Schedule, alteration?: Alteration): Promise<Simulation> {
  const simulation = simulationOf(SYSTEM, { schedule: given, alteration });
  await simulation.run();
  expect(check(simulation.history, CHECKED)).toEqual([]);
  return simulation;
}

/** Where everything is that has to be in one place. */
function placeOf(simulation: Simulation) {
  const { writers, traffic, writes } = endStateOf(simulation);
  return { writers, traffic, writes };
}

const allAt = (region: string) => ({ writers: [region], traffic: region, writes: region });
const promotions = ({ history }: Simulation) => history.of('promotion-accepted').map(({ target }) => target);

const ended = ({ history }: Simulation) => history.of('execution-ended').map(({ status, error = status }) => error);
const moves = ({ history }: Simulation) => history.of('traffic-moved').map(({ region }) => region);
const admitted = ({ history }: Simulation) => history.of('writes-admitted').map(({ region, epoch }) => [region, epoch]);
const verdicts = ({ history }: Simulation, region: string) => history.of('verdict').filter(each => each.region === region).map(({ reason }) => reason);

/** What a Region's state says at the end. */
function stateOf({ history }: Simulation, region: string) {
  const { activeRegion, epoch } = [...history.of('state-written')].reverse().find(each => each.region === region)!;
  return { activeRegion, epoch };
}

function latchOf({ history }: Simulation, region: string): boolean {
  return [...history.of('latch-written')].reverse().find(each => each.region === region)?.closed ?? false;
}

/** RDS refuses every promotion by force, as it does while it is at work on the global cluster. */
const refusing: Alteration = withHandler('aurora-promoter', handle => async (request, surroundings) => handle(request, tapped(surroundings, 'rds', {
  ask: (operation, input) => {
    if (operation === 'FailoverGlobalCluster') {
      throw Object.assign(new Error('at work'), { name: 'InvalidGlobalClusterStateFault', $metadata: { httpStatusCode: 400 } });
    }
    return input;
  },
})));

describe('a forced run fails behind the shift, and home is alive', () => {
  const forced = schedule({ minutes: 25, orders: [start('failover', STANDBY, 5 * MINUTE)] });

  test('the promotion is refused: the traffic goes home by itself, and nothing else has changed', async () => {
    const simulation = await lawful(forced, refusing);
    expect([placeOf(simulation), promotions(simulation), ended(simulation)]).toEqual([allAt(HOME), [], ['PromotionRefused']]);
    expect(simulation.history.of('paged').length).toBeGreaterThan(0);
    expect(latchOf(simulation, STANDBY)).toBe(false);
    expect(simulation.history.of('latch-written').map(({ closed }) => closed)).toEqual([true, false]);
    expect([HOME, STANDBY].map(region => stateOf(simulation, region).activeRegion)).toEqual([HOME, HOME]);
    expect(moves(simulation).slice(-1)).not.toEqual([STANDBY]);
  });

  test('nobody knows whether it was taken: the traffic stays, and people are told', async () => {
    const stuck = schedule({
      minutes: 40, world: [world('promotion-stuck', HOME, 0)], orders: [start('failover', STANDBY, 5 * MINUTE)],
    });
    const simulation = await lawful(stuck);
    expect(ended(simulation)).toEqual(['PromotionTimedOut']);
    expect(latchOf(simulation, STANDBY)).toBe(true);
    expect(moves(simulation)).toEqual([STANDBY]);
    // Home is active by its state, and its database is being moved away: somebody is told.
    expect(verdicts(simulation, HOME)).toContain('written-elsewhere');
  });

  test('refused and stopped before anything was given back: a person asserts home, and everything is there', async () => {
    const killed = schedule({
      minutes: 30,
      orders: [start('failover', STANDBY, 5 * MINUTE), start('failover', HOME, 12 * MINUTE, 'asserted', ASSERTING)],
      kills: [{ machine: 'failover', state: 'shift-traffic', moment: 'after the record', skip: 0 }],
    });
    const simulation = await lawful(killed);
    expect([placeOf(simulation), promotions(simulation), ended(simulation)]).toEqual([allAt(HOME), [], ['Killed', 'SUCCEEDED']]);
    expect(moves(simulation)).toEqual([STANDBY, HOME]);
    expect([HOME, STANDBY].map(region => latchOf(simulation, region))).toEqual([false, false]);
    expect([HOME, STANDBY].map(region => stateOf(simulation, region))).toEqual(Array(2).fill({ activeRegion: HOME, epoch: 2 }));
  });
});

test('home is cut off, the standby takes over and dies, and nobody has told home: a person asserts home, and home serves', async () => {
  const cutOff = schedule({
    minutes: 70,
    world: [world('region-cut', HOME, 5 * MINUTE, { until: 40 * MINUTE }), world('region-lost', STANDBY, 20 * MINUTE, { until: 45 * MINUTE })],
    orders: [start('failover', STANDBY, 7 * MINUTE), start('failover', HOME, 25 * MINUTE, 'asserted', ASSERTING)],
  });
  const simulation = await lawful(cutOff);
  expect([placeOf(simulation), promotions(simulation), ended(simulation)]).toEqual([allAt(HOME), [STANDBY, HOME], ['SUCCEEDED', 'SUCCEEDED']]);
  expect(moves(simulation)).toEqual([STANDBY, HOME]);
  // Until then home was active by its state, wrote nowhere, and said so.
  expect(verdicts(simulation, HOME)).toContain('written-elsewhere');
  expect([HOME, STANDBY].map(region => stateOf(simulation, region))).toEqual(Array(2).fill({ activeRegion: HOME, epoch: 2 }));
  expect([HOME, STANDBY].map(region => latchOf(simulation, region))).toEqual([false, false]);
});

describe('both Regions are asserted', () => {
  const AT = 10 * MINUTE;
  const HEALED = 30 * MINUTE;

  test.each(Object.entries({
    'the standby does not reach home': world('one-way', STANDBY, 5 * MINUTE, { until: HEALED }),
    'home does not reach the standby': world('one-way', HOME, 5 * MINUTE, { until: HEALED }),
    'neither reaches the other': world('region-cut', HOME, 5 * MINUTE, { until: HEALED }),
  }).flatMap(([what, partition]) => [0, 5000, 3 * MINUTE].map(apart => [what, apart, partition] as const)))(
    'while %s, %d ms apart: of each epoch one writes, and they agree when they see each other again', async (_, apart, partition) => {
      const simulation = await lawful(schedule({
        minutes: 40, world: [partition], orders: [start('failover', STANDBY, AT), start('failover', HOME, AT + apart, 'asserted', ASSERTING)],
      }));
      const [home, standby] = [HOME, STANDBY].map(region => stateOf(simulation, region));
      expect(home).toEqual(standby);
      expect(admitted(simulation).filter(([region, epoch]) => (region === HOME) !== (Number(epoch) % 2 === 0))).toEqual([]);
      expect(placeOf(simulation)).toEqual(allAt(home.activeRegion));
    });

  test('in turn, each in an epoch of its own, and the last one counts', async () => {
    const inTurn = schedule({
      minutes: 70,
      world: [world('region-cut', HOME, 5 * MINUTE, { until: 45 * MINUTE })],
      orders: [start('failover', STANDBY, 7 * MINUTE), start('failover', HOME, 20 * MINUTE, 'asserted', ASSERTING), start('failover', STANDBY, 32 * MINUTE, 'again', ASSERTING)],
    });
    const simulation = await lawful(inTurn);
    expect(placeOf(simulation)).toEqual(allAt(STANDBY));
    expect([HOME, STANDBY].map(region => stateOf(simulation, region))).toEqual(Array(2).fill({ activeRegion: STANDBY, epoch: 3 }));
    expect(admitted(simulation)).toEqual(expect.arrayContaining([[STANDBY, 1], [HOME, 2], [STANDBY, 3]]));
  });
});

test('asserted for nothing, the Region that serves goes on, and its latches are what they were', async () => {
  for (const [region, before, closed] of [[HOME, [], false], [STANDBY, SWITCHED_OVER, true]] as const) {
    const simulation = await lawful(schedule({ minutes: 30, orders: [...ARMED, ...before, start('failover', region, 15 * MINUTE, 'asserted', ASSERTING)] }));
    expect([placeOf(simulation), moves(simulation)]).toEqual([allAt(region), before.map(() => STANDBY)]);
    expect([HOME, STANDBY].map(each => latchOf(simulation, each))).toEqual([false, closed]);
  }
});

test.each([
  ['automation', { ...ASSERTING, actor: 'automation', automatic: true }],
  ['a person who does not say so', OPERATOR],
])('%s asserts nothing', async (_, input) => {
  const simulation = simulationOf(SYSTEM, { schedule: schedule({ orders: [...ARMED, start('failover', HOME, 8 * MINUTE, 'auto', input)] }) });
  await simulation.run();
  expect([ended(simulation), moves(simulation), simulation.history.of('latch-written')]).toEqual([['AlreadyActive'], [], []]);
});
