import { aroundSteps } from './around-steps';
import type { FinishedSimulation } from './finished';
import { secondsOf } from './finished';
import { stepsOf } from './steps';
import type { PlannedRun, ReportSubject } from './subject';
import { LOSS_NOT_SEEN } from '../../../src/recovery/state/recovery-time';
import type { EventOf, RunRecord } from '../history/events';
import type { ReportRun } from '../report';

/** What whoever starts a run says. */
interface RunInput {
  readonly actor?: string;
  readonly reason?: string;
}

type Started = EventOf<'execution-started'>;

/** Executions that took a run up, in order, each as its record and its states tell it. One that was refused has no record, and is told by its end. */
export function runsOf(finished: FinishedSimulation, { plans }: ReportSubject): ReportRun[] {
  const started = finished.history.of('execution-started');
  return started.flatMap((execution, index) => {
    const record = recordOf(finished, execution.executionArn);
    const plan = planOf(plans, execution, record);
    return plan === undefined ? [] : [runOf(finished, plan, execution, record, started[index + 1]?.at ?? Infinity)];
  });
}

function runOf(
  finished: FinishedSimulation, plan: PlannedRun, execution: Started, record: RunRecord | undefined, nextAt: number,
): ReportRun {
  const { executionArn: arn, at, input } = execution;
  const ended = finished.history.of('execution-ended').filter(event => event.executionArn === arn).pop();
  const { actor = 'nobody said', reason = 'nobody said' } = input as RunInput;
  const span = { arn, startedAt: at, endedAt: ended?.at, nextAt };
  return {
    runId: arn,
    mode: plan.mode,
    target: plan.target,
    epoch: record?.epoch ?? 0,
    actor,
    reason,
    fromSeconds: secondsOf(finished, at),
    untilSeconds: ended && secondsOf(finished, ended.at),
    outcome: outcomeOf(ended),
    steps: [...stepsOf(finished, arn, plan), ...aroundSteps(finished, span, plan)].sort((one, other) => one.fromSeconds - other.fromSeconds),
    lagInMilliseconds: record?.lagInMilliseconds === undefined ? undefined : Math.round(record.lagInMilliseconds),
    lossSeenAt: record?.lossSeenAt === LOSS_NOT_SEEN ? undefined : record?.lossSeenAt,
    recoverySeconds: record?.recoverySeconds,
    suspect: record && suspectIn(record),
  };
}

function suspectIn({ suspectFrom: from, suspectUntil: until }: RunRecord): ReportRun['suspect'] {
  return from === undefined || until === undefined ? undefined : { from, until };
}

/** As it was written last. */
function recordOf({ history }: FinishedSimulation, executionArn: string): RunRecord | undefined {
  return history.of('run-recorded').filter(({ run }) => run.runId === executionArn).pop()?.run;
}

/** By the record; without one by the name of the machine, of the Region that it would have activated. */
function planOf(plans: readonly PlannedRun[], { region, machine }: Started, record: RunRecord | undefined): PlannedRun | undefined {
  return record === undefined
    ? plans.find(({ mode, target }) => target === region && machine.includes(`-${mode}-${region}`))
    : plans.find(({ mode, target }) => mode === record.mode && target === record.target);
}

function outcomeOf(ended: EventOf<'execution-ended'> | undefined): string {
  if (ended === undefined) {
    return 'goes on';
  }
  return ended.status === 'SUCCEEDED' ? 'succeeded' : `ended as ${ended.error ?? ended.status}`;
}
