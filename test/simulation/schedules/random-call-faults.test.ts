import { CALLED_SERVICES, MADE_CALLS } from './made-calls';
import { randomSchedule } from './random';
import type { Schedule } from './schedule';
import { paymentsTemplates } from '../../support/payments-templates';
import { deploymentOf } from '../deployment/deployment';
import { canHappen } from '../models/call-faults';
import { withHandler } from '../scoreboard/mutants/altered-handler';
import { simulationOf } from '../scoreboard/run-trial';
import { ASSERTING, MINUTE, REGION_LOSS, schedule, start } from '../scoreboard/scenarios';
import type { Alteration } from '../scoreboard/system';
import { HOME, REGIONS, STANDBY, systemOf } from '../scoreboard/system';

const SCHEDULES = Array.from({ length: 3000 }, (_, seed) => randomSchedule(seed, REGIONS));
const RULES = SCHEDULES.flatMap(({ calls }) => calls);
interface Named { readonly principal?: string; readonly service?: string; readonly operation?: string }

const key = ({ principal, service, operation }: Named) => `${principal} ${service} ${operation}`;

test('every call that is made meets with faults, and so does every service in a whole Region', () => {
  const drawn = new Set(RULES.map(key));
  expect(MADE_CALLS.map(key).filter(call => !drawn.has(call))).toEqual([]);
  const whole = new Set(RULES.filter(({ principal, region }) => principal === undefined && region !== undefined).map(({ service }) => service));
  expect(CALLED_SERVICES.filter(service => !whole.has(service))).toEqual([]);
  expect(RULES.filter(({ service, operation }) => service === undefined && operation === undefined).length).toBeGreaterThan(100);
});

test('no fault is drawn for calls that it cannot happen to', () => {
  const isFor = (rule: Named, call: Named) => (['principal', 'service', 'operation'] as const).every(part => [undefined, call[part]].includes(rule[part]));
  const vain = RULES.filter(rule => !MADE_CALLS.some(call => canHappen(rule.fault, call) && isFor(rule, call)));
  expect(vain).toEqual([]);
});

test('people start all machines, go there and back, assert, acknowledge, disarm and redrive', () => {
  const orders = SCHEDULES.flatMap(each => each.orders);
  const started = orders.flatMap(order => order.what === 'start' ? [order] : []);
  expect(new Set(started.map(({ machine }) => machine))).toEqual(new Set(['failover', 'planned', 'drill']));
  expect(started.some(({ input }) => input.roundTrip)).toBe(true);
  expect(started.some(({ input }) => input.assertActive)).toBe(true);
  expect(new Set(orders.map(({ what }) => what))).toEqual(new Set(['arm', 'start', 'acknowledge', 'disarm', 'redrive']));
});

test('the calls that are made are the ones that faults are drawn for', async () => {
  const system = systemOf(deploymentOf(paymentsTemplates()));
  const made = new Set<string>();
  const watched = async (given: Schedule, alteration?: Alteration) => {
    const simulation = simulationOf(system, { schedule: given, alteration });
    const fault = simulation.fabric.fault.bind(simulation.fabric);
    simulation.fabric.fault = call => {
      made.add(key(call));
      return fault(call);
    };
    await simulation.run();
  };
  const trip = start('drill', STANDBY, 5 * MINUTE, 'drill', { actor: 'operator', reason: 'x', automatic: false, roundTrip: true, confirm: 'prod' });
  // A round trip, an assertion, a Region that is lost and returns, a run that dies: what is made seldom is made then.
  await watched(schedule({
    // Snapshots are looked for once an hour, whenever that is.
    minutes: 116,
    orders: [
      { at: 2 * MINUTE, region: STANDBY, what: 'arm' }, trip, start('failover', HOME, 17 * MINUTE, 'asserted', ASSERTING),
      { at: 19 * MINUTE, region: STANDBY, what: 'acknowledge' },
    ],
    world: [{ fault: 'region-lost', region: HOME, from: 50 * MINUTE, until: 55 * MINUTE }],
  }));
  await watched(schedule({
    minutes: 40,
    orders: [{ at: 2 * MINUTE, region: STANDBY, what: 'arm' }],
    world: [{ ...REGION_LOSS, until: 15 * MINUTE }],
    kills: [{ moment: 'before the call', state: 'activate-region', skip: 0 }],
  }));
  // A run that is resumed when what was left of it has been cleared away.
  await watched(schedule({
    orders: [start('planned', STANDBY, 3 * MINUTE)], kills: [{ moment: 'before the call', state: 'finish-run', skip: 0, resumeAfter: 8 * MINUTE }],
  }));
  // Traffic that a run took whose promotion was refused is given back, when the database says where it is written.
  const refused = async () => { throw Object.assign(new Error('at work'), { name: 'PromotionRefused' }); };
  await watched(schedule({ orders: [start('failover', STANDBY, 5 * MINUTE)] }), withHandler('aurora-promoter', () => refused));
  const known = new Set(MADE_CALLS.map(key));
  expect([...made].filter(call => !known.has(call))).toEqual([]);
  expect([...known].filter(call => !made.has(call))).toEqual([]);
});
