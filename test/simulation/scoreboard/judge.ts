import { CHECKED, HOME, PUBLIC_NAME } from './system';
import type { Expectation } from './trial';
import { check } from '../checker/check';
import type { Violation } from '../checker/invariant';
import type { History } from '../history/history';
import type { Simulation } from '../simulation';

/** Holds a simulation that is over against the laws, and against what its trial expects. */
export function judge(simulation: Simulation, expects: Expectation): Violation[] {
  const at = simulation.clock.now();
  const missed = Object.keys(expects).flatMap(expected => {
    const what = REFUTED[expected as keyof Expectation](simulation, expects);
    return what === undefined ? [] : [{ invariant: `expected-${expected}`, at, what }];
  });
  return [...check(simulation.history, CHECKED), ...missed];
}

type Refutation = (simulation: Simulation, expects: Expectation) => string | undefined;

const REFUTED: { readonly [expected in keyof Required<Expectation>]: Refutation } = {
  at: (simulation, { at }) => {
    const places = whereabouts(simulation);
    const elsewhere = Object.entries(places).filter(([, region]) => region !== at);
    return elsewhere.length === 0 ? undefined : `not all at ${at}: ${JSON.stringify(places)}`;
  },
  promotions: ({ history }, { promotions }) => differ('promotions', history.of('promotion-accepted').length, promotions!),
  movesAtMost: ({ history }, { movesAtMost }) => {
    const moves = history.of('traffic-moved').length;
    return moves <= movesAtMost! ? undefined : `traffic moved ${moves} times instead of ${movesAtMost} at most`;
  },
  runs: ({ history }, { runs }) => differ('runs that succeeded', history.of('execution-ended').filter(({ status }) => status === 'SUCCEEDED').length, runs!),
  begun: ({ history }, { begun }) => {
    const runs = new Set(history.of('lock-taken').map(({ runId }) => runId));
    return runs.size <= begun! ? undefined : `${runs.size} runs began instead of ${begun} at most`;
  },
  refusal: ({ history }, { refusal }) => {
    const names = history.of('execution-ended', 'invocation-failed').map(({ error }) => error ?? '');
    return names.some(name => refusal!.includes(name)) ? undefined : `nothing was refused as ${refusal!.join(' or ')}: ${[...new Set(names)].join(', ')}`;
  },
  unchanged: ({ history }) => {
    const moves = changes(history);
    return moves.length === 0 ? undefined : `something moved: ${moves.join(', ')}`;
  },
  paged: ({ history }) => history.of('paged').length > 0 ? undefined : 'nobody was told',
};

/** Where everything is that has to be in one place. */
function whereabouts({ history, databases, traffic, population }: Simulation): { readonly [what: string]: string } {
  const writer = databases[0].writer.region;
  const traffics = traffic.answer(PUBLIC_NAME);
  const states = history.of('state-written');
  const role = [...states].reverse().find(({ region }) => region === writer)?.activeRegion ?? HOME;
  const [last] = population.intervals.slice(-2);
  return { writer, traffic: traffics, role, writes: last.acknowledged > 0 ? traffics : 'nowhere' };
}

function changes(history: History): string[] {
  return [
    ...history.of('promotion-accepted').map(({ target }) => `the writer to ${target}`),
    ...history.of('traffic-moved').map(({ region }) => `traffic to ${region}`),
    ...history.of('latch-written').filter(({ closed }) => closed).map(({ region }) => `the latch of ${region}`),
    ...history.of('state-written').filter(({ activeRegion }) => activeRegion !== HOME).map(({ activeRegion }) => `the role to ${activeRegion}`),
  ];
}

function differ(what: string, found: number, expected: number): string | undefined {
  return found === expected ? undefined : `${found} ${what} instead of ${expected}`;
}
