import type { ExecutionEvent } from './asl/environment';
import type { Execution } from './asl/execution';
import type { VirtualClock } from './clock/virtual-clock';
import type { Kill } from './schedules/schedule';

const EVENTS: { readonly [moment in Kill['moment']]: ExecutionEvent['kind'] } = {
  'before the call': 'scheduled', 'after the call': 'answered', 'after the record': 'exited',
};

/** Looks at the events of executions, and ends those that a schedule wants ended. */
export function killer(kills: readonly Kill[], clock: VirtualClock): (event: ExecutionEvent, execution: Execution) => void {
  const seen = kills.map(() => 0);
  return ({ kind, state }, execution) => {
    kills.forEach((kill, index) => {
      const meant = EVENTS[kill.moment] === kind && [undefined, state].includes(kill.state) && execution.props.machineArn.includes(kill.machine ?? '');
      if (meant && seen[index]++ === kill.skip) {
        execution.abort(kill.stopped ? 'Stopped' : 'Killed', `${kill.moment} of ${state}`);
        if (kill.resumeAfter !== undefined) {
          clock.after(kill.resumeAfter, () => {
            if (execution.status === 'ABORTED') {
              execution.redrive();
            }
          });
        }
      }
    });
  };
}
