import { RUN_ERRORS } from '../../../../src/recovery/handlers/run-errors';
import type { EventOf } from '../../history/events';
import type { History } from '../../history/history';
import { isPage } from '../../history/is-page';
import type { Invariant } from '../invariant';

/** What an execution that fails may be called beside the contract's names: what Step Functions and a schedule themselves call it. */
const OUTSIDE = ['States.Timeout', 'Killed'];
/** How much later than its time limit says an execution may end, and what none may last that has no limit of its own. */
const GRACE = 100_000;
const LONGEST_RUN_SECONDS = 1800;

export const RUNS_END: Invariant = {
  id: 'runs-end',
  says: 'every execution ends within the time limit of its machine, which begins anew when it is redriven',
  violations: history => {
    // A Region that is lost stands still: its executions wait with it.
    const lost = new Set(history.of('world-fault').filter(({ fault }) => fault === 'region-lost').map(({ region }) => region));
    const turns = history.of('execution-started', 'execution-redriven', 'execution-ended');
    return history.of('execution-started').filter(({ region }) => !lost.has(region)).flatMap(({ executionArn, timeoutSeconds = LONGEST_RUN_SECONDS }) => {
      const mine = turns.filter(turn => turn.executionArn === executionArn);
      const { kind, at } = mine[mine.length - 1];
      return kind !== 'execution-ended' && history.end - at > 1000 * timeoutSeconds + GRACE ? [{ at, what: `${executionArn} did not end` }] : [];
    });
  },
};

export const NAMED_ENDS: Invariant = {
  id: 'named-ends',
  says: 'a run that fails does so under a name of the contract',
  violations: history => history.of('execution-ended')
    .filter(({ status, error }) => status === 'FAILED' && !(error !== undefined && (error in RUN_ERRORS || OUTSIDE.includes(error))))
    .map(({ at, executionArn, error }) => ({ at, what: `${executionArn} failed as ${error}` })),
};

/** How an execution ends badly, and what the alarm on such ends is called. */
const BAD: { readonly [status: string]: string } = { FAILED: '-run-failed-', TIMED_OUT: '-run-timed-out-', ABORTED: '-run-aborted-' };
/** How far from the end of a run its alarm may go off: after the metric has arrived; before, when another run had it go off and it still is. */
const ALARM_WITHIN = 300_000;

export const BAD_ENDS_PAGE: Invariant = {
  id: 'bad-ends-page',
  says: 'a run that ends badly pages: it says itself before that it failed, or the alarm of its machine on such ends does soon after',
  violations: (history, { teamMachine }) => history.of('execution-ended').filter(({ status }) => status in BAD).flatMap(end => {
    const { at, executionArn, region, status } = end;
    const { machine } = history.of('execution-started').find(event => event.executionArn === executionArn)!;
    if (teamMachine !== undefined && machine.includes(teamMachine)) {
      return [];
    }
    // The alarm may still come, and in a Region that is lost nothing goes off before it is back.
    const open = history.end - at <= ALARM_WITHIN
      || history.of('world-fault').some(fault => fault.fault === 'region-lost' && fault.region === region && Math.abs(fault.at - at) <= ALARM_WITHIN);
    return open || saysItself(history, end) || alarmSays(history, end, machine) ? [] : [{ at, what: `${executionArn} ended as ${status}, and nobody was told` }];
  }),
};

/** Since it was begun or redriven: what it said of an end before is not about this one. Nor is what it asks, or what is read when there is time. */
function saysItself(history: History, { at, executionArn }: EventOf<'execution-ended'>): boolean {
  const begun = history.of('execution-started', 'execution-redriven').filter(turn => turn.executionArn === executionArn && turn.at <= at).pop()!.at;
  return history.of('paged').some(page => page.about === executionArn && page.at >= begun && page.at <= at
    && isPage(page.topic) && page.subject.endsWith(' failed'));
}

/** After the end, or before it, when another run had it go off and it still is. */
function alarmSays(history: History, { at, status }: EventOf<'execution-ended'>, machine: string): boolean {
  return history.of('paged').some(page => {
    const [, alarm] = /^ALARM: (.*)$/.exec(page.subject) ?? [];
    const isOfSuch = page.about === machine && isPage(page.topic) && alarm?.includes(BAD[status]) === true;
    if (!isOfSuch || Math.abs(page.at - at) > ALARM_WITHIN) {
      return false;
    }
    return page.at >= at || !history.of('alarm-changed').some(change => change.alarm === alarm && change.to !== 'ALARM' && change.at > page.at && change.at < at);
  });
}

export const NO_CONTROL_PLANE: Invariant = {
  id: 'no-control-plane',
  says: 'nothing that runs asks a control plane of Route 53, IAM or CloudFormation',
  violations: history => history.of('control-plane-called')
    .map(({ at, principal, service, operation }) => ({ at, what: `${principal} called ${service}.${operation}` })),
};
