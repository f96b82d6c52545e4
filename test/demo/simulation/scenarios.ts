import type { Order, Schedule } from '../../simulation/schedules/schedule';
import { QUIET } from '../../simulation/schedules/schedule';

/** The two Regions of what is simulated, as they were designed. */
export interface Sides {
  readonly home: string;
  readonly standby: string;
}

/** Something that the demo can do to an app. */
export interface Scenario {
  readonly name: string;
  /** In a sentence: what a reader is going to see. */
  readonly title: (sides: Sides) => string;
  /** Shows well what the scenario is about; every other seed does it as well. */
  readonly seed: number;
  readonly schedule: (sides: Sides, seed: number) => Schedule;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Not at the beginning of a minute, when everything that looks once a minute looks. */
const LOSS = 10 * MINUTE + 20 * SECOND;
const RETURN = LOSS + 10 * MINUTE;

const REGION_LOSS: Scenario = {
  name: 'region-loss',
  title: ({ home, standby }) => `${home} is lost; ${standby} takes over by itself, and gives back when people say so`,
  seed: 7,
  schedule: (sides, seed) => ({
    ...QUIET,
    seed,
    minutes: 50,
    world: [{ fault: 'region-lost', region: sides.home, from: LOSS, until: RETURN }],
    orders: [
      ...arming(sides),
      { at: 34 * MINUTE, region: sides.standby, what: 'acknowledge' },
      // Later than the slowest return of a database that was lost: until then the failback is refused.
      planned(38 * MINUTE, sides.home, 'demo-failback', `${sides.home} works again, and its database is in step`),
    ],
  }),
};

const FALSE_ALARM: Scenario = {
  name: 'false-alarm',
  title: ({ home }) => `The application in ${home} stumbles for forty seconds, and nothing moves`,
  seed: 11,
  schedule: (sides, seed) => ({
    ...QUIET,
    seed,
    minutes: 20,
    world: [{ fault: 'application-down', region: sides.home, from: LOSS, until: LOSS + 40 * SECOND }],
    orders: arming(sides),
  }),
};

const PLANNED_SWITCHOVER: Scenario = {
  name: 'planned-switchover',
  title: ({ home, standby }) => `Both Regions work; a person moves production from ${home} to ${standby}, and loses nothing`,
  seed: 3,
  schedule: (sides, seed) => ({
    ...QUIET,
    seed,
    minutes: 20,
    orders: [...arming(sides), planned(LOSS, sides.standby, 'demo-switchover', `maintenance in ${sides.home}`)],
  }),
};

/** The first is what is shown when nothing else is asked for. */
export const SCENARIOS: readonly Scenario[] = [REGION_LOSS, FALSE_ALARM, PLANNED_SWITCHOVER];

/** After the first deployment automation is off. Signals must have been healthy before it can be armed. */
function arming({ home, standby }: Sides): Order[] {
  return [home, standby].map(region => ({ at: 2 * MINUTE, region, what: 'arm' }));
}

function planned(at: number, region: string, name: string, reason: string): Order {
  return { at, region, what: 'start', machine: 'planned', name, input: { actor: 'operator', reason, automatic: false } };
}
