import type { KilledRun } from './runs';
import type { ExecutionEvent } from '../../../asl/environment';
import type { History } from '../../../history/history';
import type { Kill } from '../../../schedules/schedule';
import { START } from '../../../simulation';
import { judge } from '../../judge';
import { simulationOf } from '../../run-trial';
import type { System } from '../../system';
import type { Expectation } from '../../trial';

const MOMENTS: { readonly [kind in ExecutionEvent['kind']]?: Kill['moment'] } = {
  scheduled: 'before the call', answered: 'after the call', exited: 'after the record',
};

/** A moment at which a run can be killed. */
export interface KillMoment {
  readonly state: string;
  readonly moment: Kill['moment'];
  /** How many of its kind belong to another run, before this one. */
  readonly skip: number;
  /** Milliseconds since the start. */
  readonly at: number;
  /** How often traffic has moved until then. */
  readonly moves: number;
}

/** A run that nobody kills. */
export interface UndisturbedRun {
  /** At which it can be killed, each once: of every state that it passes. */
  readonly moments: readonly KillMoment[];
  /** How often it has the writer moved and traffic: no more and no less when it was killed. */
  readonly expects: Expectation;
  readonly history: History;
}

/**
 * @param from milliseconds since the start: what its machine does before is another run
 * @throws Error for a run that does not take place as it is expected to: killing it would prove nothing
 */
export async function undisturbed(
  system: System, { name, schedule, machine, expects }: Pick<KilledRun, 'name' | 'schedule' | 'machine' | 'expects'>, from = 0,
): Promise<UndisturbedRun> {
  const simulation = simulationOf(system, { schedule });
  const moments = new Map<string, KillMoment>();
  const before = new Map<string, number>();
  simulation.stepFunctions.onEvent = ({ kind, state }, { props: { machineArn } }) => {
    const moment = MOMENTS[kind];
    const key = `${moment} of ${state}`;
    const at = simulation.clock.now() - START;
    if (moment === undefined || state === undefined || !machineArn.includes(machine)) {
      return;
    }
    if (at < from) {
      before.set(key, (before.get(key) ?? 0) + 1);
    } else if (!moments.has(key)) {
      moments.set(key, { state, moment, skip: before.get(key) ?? 0, at, moves: simulation.history.of('traffic-moved').length });
    }
  };
  const history = await simulation.run();
  const wrong = judge(simulation, expects, system.checked).map(({ what }) => what);
  if (moments.size === 0 || wrong.length > 0) {
    throw new Error(`"${name}" does not end as it should when nobody kills it: ${wrong.join('; ') || 'it does not begin'}`);
  }
  return {
    moments: [...moments.values()],
    expects: { ...expects, promotions: history.of('promotion-accepted').length, moves: history.of('traffic-moved').length },
    history,
  };
}
