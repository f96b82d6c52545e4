import { TITLES } from './runbook/titles';
import { retriesOf, retriesOfTheEnd } from './state-machine-retry';
import type { States } from './state-machine-scope';
import type { MachineContext } from '../actions/action-kind';
import { BEGIN_DRILL_REQUEST } from '../actions/begin-drill';
import { BEGUN_RUN, beginRequest } from '../actions/begin-run';
import { functionTask } from '../actions/function-task';
import { jsonata, text } from '../actions/jsonata';
import { NOT_CALLED, OF_LAMBDA, TIME_OVER } from '../actions/passing-errors';
import { publish, titleOf } from '../actions/publish';
import { PROMOTION_DENIED } from '../handlers/run-errors';
import { RecoveryNames } from '../machinery/recovery-names';
import { STEP } from '../plan/plan-ids';
import { RunMode } from '../plan/run-mode';

/** The states around the steps. No id of a step has a dot. */
export const RUN = {
  start: 'run.start',
  done: 'run.done',
  /** In drills, first: pages are held back until it is over. */
  endDrill: 'run.end-drill',
  report: 'run.report',
  fail: 'run.fail',
  resume: 'run.resume',
  failed: 'run.failed',
} as const;

const END_SECONDS = 60;

/** The first state of the end of a run that failed. */
export function failureEntry(mode: RunMode): string {
  return mode === RunMode.DRILL ? RUN.endDrill : RUN.report;
}

const REDRIVES = '($exists($states.context.Execution.RedriveCount) ? $states.context.Execution.RedriveCount : 0)';

/** What everything else rests on. Epoch 0: the run has not begun. */
export function startOf({ names: { region } }: MachineContext, next: string): States {
  return {
    [RUN.start]: {
      Type: 'Pass',
      Assign: {
        run: { runId: '{% $states.context.Execution.Id %}', epoch: 0, target: region.name, source: 'unknown' },
        steps: [],
        findings: [],
        readiness: { findings: [] },
        failure: {},
        failures: [],
        resumeAt: 'unknown',
        redrives: 0,
        redriven: false,
      },
      Output: {},
      Next: next,
    },
  };
}

/**
 * The end of a run that failed: people are told, then the run is ended by a call that throws what it failed with, so that the execution
 * has the name of the failure. A redrive takes that call again, which then takes the lock again instead, and leads back to the step that failed.
 *
 * @param resumable the states to which a redrive may lead back
 * @param first the first of all
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
 */
export function endOfFailed(context: MachineContext, resumable: readonly string[], first: string): States {
  const isDrill = context.mode === RunMode.DRILL;
  return {
    ...isDrill ? { [RUN.endDrill]: endDrill(context) } : {},
    [RUN.report]: report(context),
    [RUN.fail]: fail(context, isDrill),
    [RUN.resume]: {
      Type: 'Choice',
      Choices: [
        { Condition: '{% $redriven = false %}', Next: RUN.failed },
        ...resumable.map(name => ({ Condition: jsonata(`$resumeAt = ${text(name)}`), Next: name })),
      ],
      Default: first,
    },
    [RUN.failed]: { Type: 'Fail', Error: '{% $failure.error %}', Cause: '{% $failure.cause %}' },
  };
}

function endDrill(context: MachineContext): object {
  const task = functionTask(context, 'run-keeper', { action: 'end-drill', runId: '{% $run.runId %}', outcome: 'failed' });
  return { ...task, TimeoutSeconds: END_SECONDS, ...retriesOf(task), Catch: [{ ErrorEquals: ['States.ALL'], Next: RUN.report }], Next: RUN.report };
}

/** A message that cannot be sent stops nothing: the alarm on failed executions pages, too. */
function report(context: MachineContext): object {
  const title = titleOf(context);
  const task = publish(context, context.topics.pages, `${title} failed`,
    `${text(`${title} failed at step `)} & $failure.step & ': ' & $failure.error & ${text('\n')} & $failure.cause & ${text('\n\nRun: ')} & $run.runId`
    + ` & ${text('\nFindings: ')} & $string([$findings, $readiness.findings[ok = false]])${context.mode === RunMode.DRILL ? whereabouts(context) : ''}`
    + `${context.mode === RunMode.FAILOVER ? traffic(context) : ''} & ${whatIsNext(context)}`);
  return { ...task, TimeoutSeconds: END_SECONDS, ...retriesOf(task), Catch: [{ ErrorEquals: ['States.ALL'], Next: RUN.fail }], Next: RUN.fail };
}

/** Whoever is woken by it has the next command in hand, and where the others are. */
function whatIsNext({ names: { region } }: MachineContext): string {
  return `${text(`\n\nNext: the runbook says under "${TITLES.stuck}" what to do about each error. When that is mended, this has the run go on:\n`
    + `aws stepfunctions redrive-execution --region ${region.name} --execution-arn `)} & $run.runId`;
}

/** Of a drill that ended between there and back people have to know where production is, and what brings it home. */
function whereabouts({ names: { topology, region } }: MachineContext): string {
  const { peer } = region;
  const returns = `Redrive this run, or start ${new RecoveryNames(topology, peer).machineArn('planned')} in ${peer.name}.`;
  return ` & ($failure.step in ${JSON.stringify([STEP.hold, STEP.runPlannedInPeer])} `
    + `? ${text(`\nProduction was moved to ${region.name} and is not known to be back. ${returns}`)} `
    + `: $failure.step = ${text(STEP.runPlanned)} ? ${text(`\nProduction may have moved to ${region.name}. If it has: ${returns}`)} : '')`;
}

/**
 * Of a forced run that took the traffic, and failed before its Region was the active one, people have to know who answers clients. The other
 * Region is named by the run itself: the definition of a forced run knows nothing of it.
 */
function traffic({ names: { region } }: MachineContext): string {
  const stranded = `$exists($steps[id = ${text(STEP.shiftTraffic)}]) and $not($exists($steps[id = ${text(STEP.activateRegion)}]))`;
  const denied = `${text(`\nTraffic was led to ${region.name}, which was refused the promotion. The end of this run gives it back to `)} & $run.source & `
    + text(`, if RDS says that every database is written there: see that the latch of ${region.name} is open.`);
  const unknown = `${text(`\nTraffic was led to ${region.name}, and stays there: a promotion may have been taken. See where each database is written. In ${region.name}, `
    + 'or about to be: redrive this run. In ')} & $run.source & ${text(': start the failover of that Region, there. It brings the traffic back.')}`;
  return ` & (${stranded} ? ($failure.error in ${JSON.stringify(PROMOTION_DENIED)} ? ${denied} : ${unknown}) : '')`;
}

function fail(context: MachineContext, isDrill: boolean): object {
  const mode = text(context.mode);
  const again = isDrill ? BEGIN_DRILL_REQUEST : beginRequest(context.mode, 'false');
  const finish = `{'action': 'finish', 'mode': ${mode}, 'outcome': 'failed', 'runId': $run.runId, 'epoch': $run.epoch, 'steps': $steps, `
    + '\'findings\': $findings, \'failure\': $failure}';
  return {
    ...functionTask(context, 'run-keeper', jsonata(`${REDRIVES} > $redrives ? ${again} : ${finish}`)),
    TimeoutSeconds: END_SECONDS,
    ...retriesOfTheEnd(),
    // Ended under its name all the same. Nothing is left then to redrive, and nothing in the way of the next run: its execution is over.
    Catch: [{ ErrorEquals: [...OF_LAMBDA, ...NOT_CALLED, TIME_OVER], Next: RUN.failed }],
    Assign: { redriven: jsonata(`${REDRIVES} > $redrives`), redrives: jsonata(REDRIVES), ...isDrill ? {} : { run: BEGUN_RUN } },
    Output: {},
    Next: RUN.resume,
  };
}
