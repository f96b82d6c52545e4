import type { KillMoment } from './moments';
import { undisturbed } from './moments';
import type { KilledRun } from './runs';
import type { Way } from './ways';
import { WAYS } from './ways';
import type { Order } from '../../../schedules/schedule';
import { TEAM_MACHINE } from '../../apps/names';
import { ARMED, LOSS, MINUTE, REGION_LOSS, schedule, start } from '../../scenarios';
import type { System } from '../../system';
import { STANDBY } from '../../system';
import type { OtherSystem, OtherSystems } from '../../systems';
import type { Trial } from '../../trial';

/** A run of a system that has what the payments app does not. */
interface RunBeside extends KilledRun {
  readonly system: OtherSystem;
  /** Whether it is killed after each call that runs of the payments app make as well: what these come to rests on its database. */
  readonly everyCall?: true;
}

/** Somebody looks for what waits for approval three times a minute, and approves it. */
const APPROVALS: readonly Order[] = Array.from({ length: 120 }, (_, index) => ({ at: LOSS + index * 20_000, region: STANDBY, what: 'approve' }));

export const RUNS_BESIDE: readonly RunBeside[] = [
  {
    system: 'team',
    name: 'forced to the standby, approved, with steps of the team',
    machine: 'failover',
    started: 'failover',
    region: STANDBY,
    schedule: schedule({ seed: 2, minutes: 25, orders: [...ARMED, ...APPROVALS], world: [REGION_LOSS] }),
    expects: { at: STANDBY },
    automatic: true,
  },
  {
    system: 'team',
    name: 'switchover with steps of the team',
    machine: 'switchover',
    started: 'planned',
    region: STANDBY,
    schedule: schedule({ minutes: 25, orders: [start('planned', STANDBY, LOSS), ...APPROVALS] }),
    expects: { at: STANDBY, lossless: true },
    automatic: false,
  },
  {
    system: 'sessions',
    name: 'switchover without a database',
    machine: 'switchover',
    started: 'planned',
    region: STANDBY,
    schedule: schedule({ minutes: 20, orders: [start('planned', STANDBY, LOSS)] }),
    expects: { at: STANDBY },
    automatic: false,
    everyCall: true,
  },
  {
    system: 'sessions',
    name: 'forced to the standby, without a database',
    machine: 'failover',
    started: 'failover',
    region: STANDBY,
    schedule: schedule({ orders: ARMED, world: [REGION_LOSS] }),
    expects: { at: STANDBY },
    automatic: true,
    everyCall: true,
  },
];

/** What the last step of the run waits for dies: the run fails, and begins it anew when somebody redrives it. */
const CHILD: Trial = {
  name: `${RUNS_BESIDE[0].name}: the state machine of the team killed, and the run is resumed by redrive`,
  system: 'team',
  schedule: {
    ...RUNS_BESIDE[0].schedule,
    orders: [...RUNS_BESIDE[0].schedule.orders, { at: 14 * MINUTE, region: STANDBY, what: 'redrive', machine: 'failover' }],
    kills: [{ machine: TEAM_MACHINE, moment: 'after the record', state: 'Compare', skip: 0 }],
  },
  expects: { at: STANDBY, promotions: 2, moves: 1, ends: { Killed: 1, StepFailed: 1, SUCCEEDED: 2 } },
};

const [REDRIVEN, ...IN_TURN] = WAYS;

/**
 * Runs are killed at each moment of what no run before has: redriven, and in one of the other ways, in turn.
 *
 * @param payments whose states are killed elsewhere
 */
export async function killsBeside(payments: System, others: OtherSystems): Promise<Trial[]> {
  const known = statesOf(payments);
  const trials: Trial[] = [];
  for (const each of RUNS_BESIDE) {
    const { system, everyCall = false } = each;
    const { moments, expects } = await undisturbed(others[system], each);
    const run = { ...each, expects, from: moments[0].at, over: moments[moments.length - 1].at };
    const isNew = ({ state }: KillMoment) => !known.has(state);
    const isCall = ({ moment }: KillMoment) => everyCall && moment === 'after the call';
    const tried = moments.filter(moment => isNew(moment) || isCall(moment));
    const made = tried.flatMap((moment, index) => [REDRIVEN, inTurn(each, index)].flatMap(way => way(run, moment)));
    trials.push(...made.map(trial => ({ ...trial, system })));
    moments.forEach(({ state }) => known.add(state));
  }
  return [...trials, CHILD];
}

/** Most states have three moments, as there are ways: in step with them each would have the same way at all states. */
function inTurn({ automatic }: RunBeside, index: number): Way {
  // Without automation no minute begins the run anew.
  const ways = automatic ? IN_TURN : IN_TURN.filter((_, way) => way !== 1);
  return ways[(index + Math.floor(index / 3)) % ways.length];
}

/** The names of all states of all machines, those of branches, too. */
function statesOf({ deployment: { machines } }: System): Set<string> {
  const names = new Set<string>();
  JSON.stringify(machines.map(({ definition }) => definition), (key, value: { readonly Type?: unknown } | null) => {
    if (typeof value?.Type === 'string') {
      names.add(key);
    }
    return value;
  });
  return names;
}
