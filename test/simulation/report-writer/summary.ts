import type { FinishedSimulation } from './finished';
import type { ReportSubject } from './subject';
import { isPage } from '../history/is-page';
import type { ReportOutcome, ReportRun, ReportSpan } from '../report';

/** What happened, in a few sentences for somebody who reads nothing else. */
export function summaryOf(
  finished: FinishedSimulation, subject: ReportSubject, runs: readonly ReportRun[], faults: readonly ReportSpan[], outcome: Omit<ReportOutcome, 'summary'>,
): string {
  const sentences = runs.length === 0 ? [nothingMoved(finished, subject, faults)] : runs.map(run => sentence(finished, run, outcome));
  const inFault = runs.length > 0 || outcome.recovered ? '' : ' At the end clients were not served.';
  return sentences.join(' ') + inFault;
}

function sentence(finished: FinishedSimulation, run: ReportRun, { rtoSeconds }: Pick<ReportOutcome, 'rtoSeconds'>): string {
  const { mode, target, outcome, fromSeconds, untilSeconds, steps } = run;
  if (outcome !== 'succeeded') {
    return `The ${mode} to ${target} ${outcome}.`;
  }
  const detection = steps.find(({ id }) => id === 'detection');
  if (detection !== undefined && rtoSeconds !== undefined) {
    const noticed = clock(detection.untilSeconds! - detection.fromSeconds);
    return `${target} noticed the loss after ${noticed}, and took the first write ${clock(rtoSeconds)} after it; ${lost(finished, run)}.`;
  }
  return `The ${mode} to ${target}, started by ${run.actor === 'operator' ? 'an operator' : run.actor}, took ${clock(untilSeconds! - fromSeconds)}; ${lost(finished, run)}.`;
}

/** While the run went on: the writer moves then. */
function lost({ history }: FinishedSimulation, { fromSeconds, untilSeconds = Infinity }: ReportRun): string {
  const isMeanwhile = (at: number) => at >= history.start + 1000 * fromSeconds && at <= history.start + 1000 * untilSeconds;
  const count = history.of('writes-lost').filter(({ at }) => isMeanwhile(at)).reduce((sum, event) => sum + event.count, 0);
  return count === 0 ? 'no acknowledged write was lost' : `${count} acknowledged ${count === 1 ? 'write was' : 'writes were'} not replicated by then, and lost`;
}

function nothingMoved({ history, intervals }: FinishedSimulation, { names: { standby } }: ReportSubject, faults: readonly ReportSpan[]): string {
  const alarmed = history.of('alarm-changed').some(({ region, to }) => region === standby && to === 'ALARM');
  const paged = history.of('paged').filter(({ topic }) => isPage(topic)).length;
  const unanswered = intervals.reduce((sum, { unreachable }) => sum + unreachable, 0);
  return [
    faults.map(({ label, fromSeconds, untilSeconds }) => `${label} for ${untilSeconds === undefined ? 'good' : clock(untilSeconds - fromSeconds)}, and `).join(''),
    alarmed ? `what ${standby} sees is not enough for a decision` : `no alarm goes off in ${standby}, which watches from outside`,
    `: no run is started, and nothing moves; ${paged === 0 ? 'nobody is' : 'people are'} paged. ${unanswered.toLocaleString('en-US')} writes are not answered meanwhile.`,
  ].join('').replace(/^./, first => first.toUpperCase());
}

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 120 ? `${whole} seconds` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
