import type { ExecutionEvent } from './asl/environment';
import type { Execution } from './asl/execution';
import type { VirtualClock } from './clock/virtual-clock';
import type { Kill } from './schedules/schedule';

const EVENTS: { readonly [moment in Kill['moment']]: ExecutionEvent['kind'] } = {
  'before the call': 'scheduled', 'after the call': 'answered', 'after the record': 'exited',
};

/**
 * Looks at the events of executions, and ends those that a schedule wants ended.
 *
 * @param all every execution that there is
 */
export function killer(
  kills: readonly Kill[], clock: VirtualClock, all: () => readonly Execution[],
): (event: ExecutionEvent, execution: Execution) => void {
  const seen = kills.map(() => 0);
  return ({ kind, state }, execution) => {
    kills.forEach((kill, index) => {
      const meant = EVENTS[kill.moment] === kind && [undefined, state].includes(kill.state) && execution.props.machineArn.includes(kill.machine ?? '');
      if (meant && seen[index]++ === kill.skip) {
        const { wholeDrill, resumeAfter } = kill;
        const isDrill = ({ status, props }: Execution) => status === 'RUNNING' && props.machineArn.includes('drill');
        const drills = wholeDrill ? all().filter(isDrill) : [];
        // The outer one first: what it started and waits for ends with it.
        [...drills, execution].forEach(each => each.abort(kill.stopped ? 'Stopped' : 'Killed', `${kill.moment} of ${state}`));
        if (resumeAfter !== undefined) {
          clock.after(resumeAfter, () => {
            if (execution.status === 'ABORTED') {
              execution.redrive();
            }
          });
        }
      }
    });
  };
}
