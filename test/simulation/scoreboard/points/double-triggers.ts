import type { Order, WorldFaultEntry } from '../../schedules/schedule';
import { ARMED, LOSS, MINUTE, REGION_LOSS, schedule, start, SWITCHED_OVER, world } from '../scenarios';
import { HOME, REGIONS, STANDBY } from '../system';
import type { Trial } from '../trial';

const AT = 10 * MINUTE;
/** Milliseconds between one trigger and the next. */
const APART = [0, 300, 5000];

const PARTITIONS: { readonly [name: string]: readonly WorldFaultEntry[] } = {
  'no partition': [],
  'a partition': [world('region-cut', HOME, LOSS, { until: 20 * MINUTE })],
  'the standby not reaching home': [world('one-way', STANDBY, LOSS, { until: 20 * MINUTE })],
  'home not reaching the standby': [world('one-way', HOME, LOSS, { until: 20 * MINUTE })],
};

const BEFORE: { readonly [active: string]: readonly Order[] } = { [HOME]: [], [STANDBY]: SWITCHED_OVER };

/** Triggers at the same time: of one Region, and of both, each of which wants to activate itself. */
export function doubleTriggers(): Trial[] {
  return [...sameRegion(), ...withAutomation(), ...bothRegions()];
}

function sameRegion(): Trial[] {
  return [2, 3, 5, 8].flatMap(count => APART.map(apart => ({
    name: `${count} forced runs of one Region at once, ${apart} ms apart`,
    schedule: schedule({
      world: [REGION_LOSS], orders: Array.from({ length: count }, (_, index) => start('failover', STANDBY, AT + index * apart, `trigger-${index}`)),
    }),
    expects: { at: STANDBY, promotions: 1, runs: 1, begun: 1, refusal: ['RunInProgress'] },
  })));
}

/** The decider acts a minute and more after a loss: around that time a person does too. */
function withAutomation(): Trial[] {
  return Array.from({ length: 12 }, (_, index) => ({
    name: `a person's forced run ${60 + 5 * index} s after the loss, beside automation's`,
    schedule: schedule({ world: [REGION_LOSS], orders: [...ARMED, start('failover', STANDBY, LOSS + 60_000 + 5000 * index)] }),
    expects: { at: STANDBY, promotions: 1, runs: 1, begun: 1 },
  }));
}

function bothRegions(): Trial[] {
  const machines = ['failover', 'planned'] as const;
  const pairs = machines.flatMap(ofHome => machines.map(ofStandby => [ofHome, ofStandby] as const));
  const places = Object.entries(PARTITIONS).flatMap(([partition, faults]) => REGIONS.map(active => ({ partition, faults, active })));
  return places.flatMap(({ partition, faults, active }) => pairs.flatMap(([ofHome, ofStandby]) => APART.map(apart => ({
    name: `${ofHome} of home and ${ofStandby} of the standby, ${apart} ms apart, with ${partition}, while ${active} is active`,
    schedule: schedule({
      minutes: 30,
      world: faults,
      orders: [...BEFORE[active], start(ofHome, HOME, AT, 'trigger-home'), start(ofStandby, STANDBY, AT + apart, 'trigger-standby')],
    }),
    expects: { begun: BEFORE[active].length + 1, refusal: ['AlreadyActive', 'RunInProgress', 'PeerUnreachable'] },
  }))));
}
