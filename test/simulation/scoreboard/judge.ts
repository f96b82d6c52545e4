import { endStateOf, unsettled } from './end-state';
import { CHECKED, HOME, STANDBY } from './system';
import type { Expectation } from './trial';
import type { WorldFault } from '../behaviours/faults';
import { check } from '../checker/check';
import type { Violation } from '../checker/invariant';
import type { History } from '../history/history';
import type { Simulation } from '../simulation';

/** Holds a simulation that is over against the laws, and against what its trial expects. */
export function judge(simulation: Simulation, expects: Expectation, checked = CHECKED): Violation[] {
  const at = simulation.clock.now();
  const missed = Object.keys(expects).flatMap(expected => {
    const what = REFUTED[expected as keyof Expectation](simulation, expects);
    return what === undefined ? [] : [{ invariant: `expected-${expected}`, at, what }];
  });
  return [...check(simulation.history, checked), ...missed];
}

/** What clients notice, from which on time counts. */
const LOSSES: readonly WorldFault[] = ['region-lost', 'region-cut', 'one-way', 'database-down', 'application-down'];

type Refutation = (simulation: Simulation, expects: Expectation) => string | undefined;

const REFUTED: { readonly [expected in keyof Required<Expectation>]: Refutation } = {
  at: (simulation, { at, reverseLatch, unchanged = false }) => listed(unsettled(endStateOf(simulation), at!, {
    reverseLatch: reverseLatch === 'closed', refused: unchanged,
  })),
  reverseLatch: () => undefined,
  settled: simulation => {
    const end = endStateOf(simulation);
    const reverse = end.regions.some(({ region, latchClosed }) => region === HOME && latchClosed);
    return listed(unsettled(end, end.writers[0], { reverseLatch: reverse, refused: false }));
  },
  promotions: ({ history }, { promotions }) => differ('promotions', history.of('promotion-accepted').length, promotions!),
  moves: ({ history }, { moves }) => differ('moves of traffic', history.of('traffic-moved').length, moves!),
  ends: ({ history }, { ends }) => {
    const found = countOf(history.of('execution-ended').map(({ status, error = status }) => error));
    const sorted = (counts: object) => JSON.stringify(Object.entries(counts).sort());
    return sorted(found) === sorted(ends!) ? undefined : `executions ended as ${JSON.stringify(found)} instead of ${JSON.stringify(ends)}`;
  },
  runs: ({ history }, { runs }) => differ('runs that succeeded', history.of('execution-ended').filter(({ status }) => status === 'SUCCEEDED').length, runs!),
  begun: ({ history }, { begun }) => differ('runs that began', begunIn(history), begun!),
  within: ({ history }, { at, within }) => {
    const lost = history.of('world-fault').find(({ fault }) => LOSSES.includes(fault))!;
    const admitted = history.of('writes-admitted').find(event => event.region === at && event.at > lost.at);
    const seconds = admitted === undefined ? Infinity : (admitted.at - lost.at) / 1000;
    return seconds <= within! ? undefined : `writes were acknowledged at ${at} after ${seconds.toFixed(0)} s instead of ${within} s`;
  },
  refusal: ({ history }, { refusal }) => {
    const names = failuresIn(history);
    const missing = [refusal!].flat().filter(name => !names.includes(name));
    return missing.length === 0 ? undefined : `nothing failed as ${missing.join(' and ')}: ${names.join(', ') || 'nothing did'}`;
  },
  refusalOf: ({ history }, { refusalOf }) => {
    const names = failuresIn(history);
    return names.some(name => refusalOf!.includes(name)) ? undefined : `nothing failed as ${refusalOf!.join(' or ')}: ${names.join(', ') || 'nothing did'}`;
  },
  unchanged: ({ history }) => {
    const moves = changes(history);
    return moves.length === 0 ? undefined : `something moved: ${moves.join(', ')}`;
  },
  lossless: ({ history }) => listed(history.of('writes-lost').map(({ count }) => `${count} writes were lost`)),
  becauseOf: ({ history }, { becauseOf }) => {
    const reasons = history.of('verdict').filter(({ region, verdict }) => region === STANDBY && verdict === 'page').map(({ reason }) => reason);
    return reasons[reasons.length - 1] === becauseOf ? undefined : `people have to look because of ${reasons.join(', ') || 'nothing'} instead of ${becauseOf}`;
  },
  met: ({ history }, { met }) => history.of('call-fault').some(({ fault }) => fault === met) ? undefined : `no call met with ${met}`,
  pages: ({ history }, { pages }) => {
    const told = pagesIn(history);
    const missing = pages!.filter(page => !told.some(each => each.includes(page)));
    return missing.length === 0 ? undefined : `nobody was told "${missing.join('", "')}": ${[...new Set(told)].join('; ') || 'nothing was told'}`;
  },
};

function changes(history: History): string[] {
  return [
    ...history.of('promotion-accepted').map(({ target }) => `the writer to ${target}`),
    ...history.of('traffic-moved').map(({ region }) => `traffic to ${region}`),
    ...history.of('latch-written').filter(({ closed }) => closed).map(({ region }) => `the latch of ${region}`),
    ...history.of('state-written').filter(({ activeRegion }) => activeRegion !== HOME).map(({ activeRegion }) => `the role to ${activeRegion}`),
  ];
}

/** How often each name is there. */
export function countOf(names: readonly string[]): { [name: string]: number } {
  const counts: { [name: string]: number } = {};
  for (const name of names) {
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

function begunIn(history: History): number {
  return new Set(history.of('lock-taken').map(({ runId }) => runId)).size;
}

/** The names of executions that failed, and of orders that were refused. */
function failuresIn(history: History): string[] {
  return [...new Set(history.of('execution-ended', 'invocation-failed').flatMap(({ error }) => error ?? []))];
}

/** Messages with their severity, which is in the name of the topic. */
function pagesIn(history: History): string[] {
  return history.of('paged').map(({ topic, subject }) => `${/-(critical|warning|information)-/.exec(topic)?.[1]}: ${subject}`);
}

function differ(what: string, found: number, expected: number): string | undefined {
  return found === expected ? undefined : `${found} ${what} instead of ${expected}`;
}

function listed(findings: readonly string[]): string | undefined {
  return findings.length === 0 ? undefined : findings.join('; ');
}
