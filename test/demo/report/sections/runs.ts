import { shadedTimes } from './overview';
import { paragraph, section } from './section';
import type { ReportRun, SimulationReport } from '../../../simulation/report';
import { element, escaped } from '../../dashboards/html';
import type { Lane } from '../chart/lane';
import type { TimeWindow } from '../chart/scale';
import { figure } from '../figure';
import { duration, instant } from '../figures';
import { momentLane } from '../lanes/moments';
import { faultLane, nameLane, recoveryTimeLane, requestLane, writeLane, writerLane } from '../lanes/of-report';
import { stepsLane } from '../lanes/steps';
import { refusedIn } from '../outcome';
import type { PhaseSpan } from '../phases';
import { phasesOf } from '../phases';
import type { Story } from '../story';
import { storyOf } from '../story';
import { table } from '../table';

/** A loss that began longer before a run than this is not shown with it. */
const LEAD_IN = 600;

/** Each run by itself: its phases, a picture of its minutes, and its steps with their times. */
export function runs(report: SimulationReport, story: Story): string {
  return section('runs', report.runs.length === 1 ? 'The run of recovery' : 'The runs of recovery', ...report.runs.length === 0
    ? [paragraph('No run was started: nothing called for one, or what called for one was not enough.')]
    : report.runs.map((run, index) => article(report, run, story, `run-${index + 1}`)));
}

function article(report: SimulationReport, run: ReportRun, story: Story, id: string): string {
  const phases = phasesOf(run);
  const name = nameOf(run);
  const end = run.untilSeconds ?? report.durationSeconds;
  return element('article', { id, 'aria-labelledby': `${id}-heading` },
    element('h3', { id: `${id}-heading` }, escaped(`${name}: ${run.outcome}`)),
    facts(run, report, story),
    phases.length === 0 ? '' : stepper(phases, end, story),
    figure({
      id: `${id}-timeline`,
      title: `${name}, step by step`,
      window: windowOf(report, run),
      story,
      lanes: [
        faultLane(report), ...recoveryTime(report, run), ...phases.map(phase => stepsLane(phase, end)),
        nameLane(report), writerLane(report), requestLane(report), writeLane(report), momentLane(report.moments),
      ],
      shaded: shadedTimes(report),
    }, 'The minutes of this run: its steps by phase, each with the time that it took, and below them what clients met with.'),
    phases.length === 0 ? paragraph('The run ended before its first step.') : steps(phases, name, story));
}

function nameOf({ mode, target }: ReportRun): string {
  return `${mode[0].toUpperCase()}${mode.slice(1)} to ${target}`;
}

function facts(run: ReportRun, report: SimulationReport, story: Story): string {
  const { actor, reason, epoch, fromSeconds, untilSeconds, lagInMilliseconds, suspect, runId } = run;
  const { durationSeconds } = report;
  const took = untilSeconds === undefined
    ? `goes on after ${duration(durationSeconds - fromSeconds)}`
    : `${story.at(fromSeconds)} to ${story.at(untilSeconds)}, ${duration(untilSeconds - fromSeconds)}`;
  return element('dl', { class: 'facts' },
    fact('Because', reason, 'broad'),
    fact('Started by', actor),
    fact('Time', took),
    ...measured(run, report, story),
    fact('Writes refused', refused(run, report, story)),
    fact('Epoch', String(epoch)),
    fact('Lag at the start', lagInMilliseconds === undefined ? 'not known' : duration(lagInMilliseconds / 1000)),
    fact('Suspect writes', suspect === undefined ? 'none' : `those acknowledged from ${instant(suspect.from)} to ${instant(suspect.until)}`, 'broad'),
    fact('Execution', runId, 'whole'));
}

/** Of a forced run: what its record says. It knows of the loss what its alarm tells, and of clients what it has verified. */
function measured({ fromSeconds, lossSeenAt, recoverySeconds }: ReportRun, { startedAt }: SimulationReport, { at }: Story): string[] {
  if (recoverySeconds === undefined) {
    return [];
  }
  const begin = lossSeenAt === undefined ? fromSeconds : (Date.parse(lossSeenAt) - Date.parse(startedAt)) / 1000;
  const from = lossSeenAt === undefined ? 'its start' : 'the first probe that failed, as its alarm tells that';
  return [fact('Recovery time, as it measured',
    `${duration(recoverySeconds)}, ${at(begin)} to ${at(begin + recoverySeconds)}: from ${from}, until it had verified that clients are served`, 'broad')];
}

/** About: no finer than traffic is counted. */
function refused(run: ReportRun, report: SimulationReport, story: Story): string {
  const window = refusedIn(report, run);
  return window === undefined
    ? 'none'
    : `about ${story.at(window.fromSeconds)} to ${story.at(window.untilSeconds)}, about ${duration(window.untilSeconds - window.fromSeconds)}`;
}

function fact(term: string, words: string, className?: string): string {
  return element('div', { class: className }, element('dt', {}, escaped(term)), element('dd', {}, escaped(words)));
}

/** The phases in the order in which they began. */
function stepper(phases: readonly PhaseSpan[], end: number, story: Story): string {
  return element('ol', { class: 'stepper' }, ...phases.map(({ phase, fromSeconds, untilSeconds }) => element('li', {},
    element('strong', {}, escaped(phase)),
    element('span', { class: 'took' }, escaped(duration((untilSeconds ?? end) - fromSeconds))),
    element('small', {}, escaped(`${story.at(fromSeconds)} to ${untilSeconds === undefined ? 'the end' : story.at(untilSeconds)}`)))));
}

function steps(phases: readonly PhaseSpan[], name: string, story: Story): string {
  return table(`Steps of the ${name[0].toLowerCase()}${name.slice(1)}`,
    [{ title: 'Step' }, { title: 'What it did' }, { title: 'Phase' }, { title: 'Region' }, { title: 'Began', figures: true }, { title: 'Ended', figures: true }, { title: 'Took', figures: true }],
    phases.flatMap(phase => phase.steps).sort((one, other) => one.fromSeconds - other.fromSeconds).map(({ id, label, phase, region = '', fromSeconds, untilSeconds }) => [
      element('code', {}, escaped(id)),
      escaped(label),
      escaped(phase),
      element('span', { class: 'name' }, escaped(region)),
      story.at(fromSeconds),
      untilSeconds === undefined ? 'goes on' : story.at(untilSeconds),
      untilSeconds === undefined ? '' : duration(untilSeconds - fromSeconds),
    ]));
}

/** Beside the run that ended the outage: the first behind the loss. */
function recoveryTime(report: SimulationReport, run: ReportRun): Lane[] {
  const { outcome: { rtoSeconds }, objectives } = report;
  return rtoSeconds === undefined || !endsOutage(report, run)
    ? []
    : [recoveryTimeLane(storyOf(report).zeroSeconds, rtoSeconds, objectives.rtoSeconds)];
}

function endsOutage(report: SimulationReport, run: ReportRun): boolean {
  return run === report.runs.find(({ fromSeconds }) => fromSeconds >= storyOf(report).zeroSeconds);
}

/** The run with what led to it, and some time around it, inside the simulation. */
export function windowOf(report: SimulationReport, run: ReportRun): TimeWindow {
  const { faults, durationSeconds, objectives, outcome } = report;
  // Clients may follow for a while when the run itself is over.
  const end = Math.max(run.untilSeconds ?? durationSeconds, ...run.steps.map(({ untilSeconds = 0 }) => untilSeconds));
  const begins = [run.fromSeconds, ...run.steps.map(({ fromSeconds }) => fromSeconds),
    ...faults.map(({ fromSeconds }) => fromSeconds).filter(seconds => seconds <= run.fromSeconds && run.fromSeconds - seconds <= LEAD_IN)];
  const first = Math.min(...begins);
  const length = Math.max(end - first, 30);
  // The objective is in the picture, unless it would press everything else together.
  const hasObjective = outcome.rtoSeconds !== undefined && endsOutage(report, run) && objectives.rtoSeconds <= 2 * length;
  const objective = hasObjective ? storyOf(report).zeroSeconds + 1.04 * objectives.rtoSeconds : 0;
  return { fromSeconds: Math.max(0, first - 0.12 * length), untilSeconds: Math.min(durationSeconds, Math.max(end + 0.25 * length, objective)) };
}
