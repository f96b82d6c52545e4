import type { ExecutionEvent } from '../../asl/environment';
import type { Kill, Order, Schedule } from '../../schedules/schedule';
import { simulationOf } from '../run-trial';
import { ARMED, ENDPOINT_LOSS, LOSS, MINUTE, REGION_LOSS, schedule, start, SWITCHED_OVER } from '../scenarios';
import type { System } from '../system';
import { HOME, STANDBY } from '../system';
import type { Expectation, Trial } from '../trial';

/** A run that is killed, and who takes care of it. */
interface KilledRun {
  readonly name: string;
  /** A part of its machine's name. */
  readonly machine: string;
  readonly schedule: Schedule;
  readonly expects: Expectation;
  /** Whether the level trigger begins it anew; otherwise only a person resumes it. */
  readonly automatic: boolean;
}

const RUNS: readonly KilledRun[] = [
  { name: 'forced', machine: 'failover', schedule: schedule({ orders: ARMED, world: [REGION_LOSS] }), expects: { at: STANDBY, promotions: 1 }, automatic: true },
  { name: 'planned', machine: 'switchover', schedule: schedule({ orders: ARMED, world: [ENDPOINT_LOSS] }), expects: { at: STANDBY, promotions: 1 }, automatic: true },
  {
    name: 'failback',
    machine: 'failback',
    schedule: schedule({ minutes: 25, orders: [...SWITCHED_OVER, start('planned', HOME, 12 * MINUTE)] }),
    expects: { at: HOME, promotions: 2 },
    automatic: false,
  },
  { name: 'drill', machine: 'drill', schedule: schedule({ orders: [start('drill', STANDBY, 5 * MINUTE)] }), expects: { unchanged: true, runs: 1 }, automatic: false },
];

const MOMENTS: { readonly [kind in ExecutionEvent['kind']]?: Kill['moment'] } = {
  scheduled: 'before the call', answered: 'after the call', exited: 'after the record',
};

/** A run that was stopped from outside blocks automation until a person has taken notice of it, and for half an hour in any case: minutes. */
const BLOCKED = 60;
const ACKNOWLEDGED: readonly Order[] = Array.from({ length: 8 }, (_, index) => ({ at: LOSS + (2 + index) * MINUTE, region: STANDBY, what: 'acknowledge' }));

/** Every run is killed at every step that it takes, at each moment of the step, and resumed in each way that there is. */
export async function kills(system: System): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const run of RUNS) {
    for (const { state, moment } of await momentsOf(system, run)) {
      const kill = { state, moment, skip: 0, machine: run.machine };
      trials.push(killed(run, { ...kill, resumeAfter: 20_000 }, 'redrive'));
      if (run.automatic) {
        const { schedule: { orders } } = run;
        trials.push(killed({ ...run, schedule: { ...run.schedule, minutes: BLOCKED, orders: [...orders, ...ACKNOWLEDGED] } }, kill, 'the level trigger'));
      }
    }
  }
  return trials;
}

function killed(run: KilledRun, kill: Kill, resumedBy: string): Trial {
  return {
    name: `kill ${run.name}: ${kill.moment} of ${kill.state}, resumed by ${resumedBy}`,
    schedule: { ...run.schedule, kills: [kill] },
    expects: run.expects,
  };
}

/** The moments of a run that nobody kills, each once. */
async function momentsOf(system: System, run: KilledRun): Promise<{ readonly state: string; readonly moment: Kill['moment'] }[]> {
  const simulation = simulationOf(system, run);
  const moments = new Map<string, { readonly state: string; readonly moment: Kill['moment'] }>();
  simulation.stepFunctions.onEvent = ({ kind, state }, { props: { machineArn } }) => {
    const moment = MOMENTS[kind];
    if (moment !== undefined && state !== undefined && machineArn.includes(run.machine)) {
      moments.set(`${moment} of ${state}`, { state, moment });
    }
  };
  await simulation.run();
  return [...moments.values()];
}
