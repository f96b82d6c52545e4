import { countOf, judge } from './judge';
import { HOME, PUBLIC_NAME, STANDBY } from './system';
import type { Expectation } from './trial';
import type { SimulatedEvent } from '../history/events';
import { historyOf } from '../history/history';
import type { Simulation } from '../simulation';

const RUN = 'arn:aws:states:us-west-2:1:execution:failover:one';
const topic = (severity: string) => `arn:aws:sns:us-west-2:1:payments-prod-monitoring-${severity}-us-west-2-0`;

/** A Region is lost, a run takes over and is told of, a second one is refused: no law is broken. */
const EVENTS: [number, SimulatedEvent][] = [
  [10, { kind: 'call-fault', fault: 'throttle', principal: 'run-keeper', service: 'dynamoDb', operation: 'GetItem', region: STANDBY }],
  [100, { kind: 'world-fault', fault: 'control-planes', region: HOME, on: true }],
  [110, { kind: 'world-fault', fault: 'region-lost', region: HOME, on: true }],
  [170, { kind: 'execution-started', region: STANDBY, machine: 'failover', executionArn: RUN, input: {} }],
  [171, { kind: 'lock-taken', region: STANDBY, runId: RUN, epoch: 1 }],
  [172, { kind: 'latch-written', region: STANDBY, closed: true, epoch: 1 }],
  [173, { kind: 'promotion-accepted', database: 'main', target: STANDBY, forced: true, by: 'aurora-promoter' }],
  [180, { kind: 'execution-started', region: STANDBY, machine: 'failover', executionArn: `${RUN}-more`, input: {} }],
  [181, { kind: 'paged', region: STANDBY, topic: topic('critical'), subject: 'Failover to us-west-2 failed', about: `${RUN}-more` }],
  [182, { kind: 'execution-ended', region: STANDBY, executionArn: `${RUN}-more`, status: 'FAILED', error: 'RunInProgress' }],
  [183, { kind: 'verdict', region: STANDBY, verdict: 'page', reason: 'blocked' }],
  [184, { kind: 'verdict', region: STANDBY, verdict: 'page', reason: 'not-ready' }],
  [185, { kind: 'verdict', region: STANDBY, verdict: 'nothing', reason: 'peer-works' }],
  [186, { kind: 'verdict', region: HOME, verdict: 'page', reason: 'endpoint-lost' }],
  [230, { kind: 'traffic-moved', name: PUBLIC_NAME, region: STANDBY }],
  [250, { kind: 'run-recorded', region: STANDBY, run: { runId: RUN, mode: 'failover', target: STANDBY, epoch: 1, startedAt: '', suspectFrom: 'unknown' } }],
  [251, { kind: 'writes-lost', database: 'main', from: 109_000, until: 110_000, count: 7, forced: true }],
  [260, { kind: 'state-written', region: STANDBY, activeRegion: STANDBY, epoch: 1 }],
  [270, { kind: 'writes-admitted', region: STANDBY, epoch: 1 }],
  [280, { kind: 'lock-released', region: STANDBY, runId: RUN }],
  [290, { kind: 'execution-ended', region: STANDBY, executionArn: RUN, status: 'SUCCEEDED' }],
];

const history = historyOf(...EVENTS);
const simulation = { history, clock: { now: () => 300_000 } } as unknown as Simulation;

const MET: readonly Expectation[] = [
  { promotions: 1 }, { moves: 1 }, { runs: 1 }, { begun: 1 },
  { ends: { SUCCEEDED: 1, RunInProgress: 1 } },
  // From the loss of the Region, not from what nobody noticed.
  { at: STANDBY, within: 160 },
  { refusal: 'RunInProgress' }, { refusal: ['RunInProgress'] }, { refusalOf: ['AlreadyActive', 'RunInProgress'] },
  { pages: ['critical: Failover to us-west-2'] }, { met: 'throttle' }, { becauseOf: 'not-ready' },
];

test.each(MET.map(expects => [JSON.stringify(expects), expects] as const))('%s is met', (_text, expects) => {
  const { at: _, ...rest } = expects;
  expect(judged({ ...rest }, expects)).toEqual([]);
});

test.each<[Expectation, string, string]>([
  [{ promotions: 2 }, 'expected-promotions', '1 promotions instead of 2'],
  [{ moves: 0 }, 'expected-moves', '1 moves of traffic instead of 0'],
  [{ runs: 2 }, 'expected-runs', '1 runs that succeeded instead of 2'],
  [{ begun: 0 }, 'expected-begun', '1 runs that began instead of 0'],
  [{ ends: { SUCCEEDED: 1 } }, 'expected-ends', 'executions ended as {"RunInProgress":1,"SUCCEEDED":1} instead of {"SUCCEEDED":1}'],
  [{ refusal: 'AlreadyActive' }, 'expected-refusal', 'nothing failed as AlreadyActive: RunInProgress'],
  [{ refusal: ['RunInProgress', 'LockLost'] }, 'expected-refusal', 'nothing failed as LockLost: RunInProgress'],
  [{ refusalOf: ['AlreadyActive', 'LockLost'] }, 'expected-refusalOf', 'nothing failed as AlreadyActive or LockLost: RunInProgress'],
  [{ unchanged: true }, 'expected-unchanged', 'something moved: the writer to us-west-2, traffic to us-west-2, the latch of us-west-2, the role to us-west-2'],
  [{ lossless: true }, 'expected-lossless', '7 writes were lost'],
  [{ becauseOf: 'blocked' }, 'expected-becauseOf', 'people have to look because of blocked, not-ready instead of blocked'],
  [{ met: 'timeout' }, 'expected-met', 'no call met with timeout'],
  [{ pages: ['warning: Failover'] }, 'expected-pages', 'nobody was told "warning: Failover": critical: Failover to us-west-2 failed'],
])('%j is not met, and said so', (expects, invariant, what) => {
  expect(judged(expects)).toEqual([{ invariant, at: 300_000, what }]);
});

test.each<[number, string, string]>([
  [159, STANDBY, 'writes were acknowledged at us-west-2 after 160 s instead of 159 s'],
  [900, HOME, 'writes were acknowledged at us-east-1 after Infinity s instead of 900 s'],
])('within %i s of %s is not met', (within, at, what) => {
  expect(judged({ within }, { at, within })).toEqual([{ invariant: 'expected-within', at: 300_000, what }]);
});

test('where everything has to be is read, and what is elsewhere is named', () => {
  const [{ invariant, what }] = judged({ at: STANDBY, reverseLatch: 'closed' });
  expect(invariant).toBe('expected-at');
  expect(what).toMatch(/^writes are acknowledged at nowhere; by us-east-1 the role is at us-east-1; the latch of us-east-1 is open; /);
});

test('one Region has it all, or what is elsewhere is named', () => {
  const stub = { ...simulation, ...STUB, databases: [{ writer: { region: HOME } }] } as unknown as Simulation;
  expect(judge(stub, { settled: true })).toEqual([{
    invariant: 'expected-settled', at: 300_000, what: 'traffic is at us-west-2; writes are acknowledged at nowhere',
  }]);
});

test('a law that is broken is a violation whatever is expected', () => {
  const broken = historyOf(...EVENTS, [295, { kind: 'writes-admitted', region: HOME, epoch: 1 }]);
  expect(judge({ ...simulation, history: broken } as unknown as Simulation, {}).map(({ invariant }) => invariant)).toEqual(['one-writer-per-epoch']);
});

test('names are counted', () => {
  expect(countOf(['one', 'two', 'one'])).toEqual({ one: 2, two: 1 });
});

/** What is found wrong by these expectations; the others say what they rest on. */
function judged(judgedBy: Expectation, all: Expectation = judgedBy) {
  const names = Object.keys(judgedBy).map(name => `expected-${name}`);
  const stub = { ...simulation, ...all.at !== undefined && STUB } as unknown as Simulation;
  return judge(stub, all).filter(({ invariant }) => !invariant.startsWith('expected-') || names.includes(invariant));
}

/** As little of a world as it takes to read where things are. */
const STUB = {
  databases: [],
  traffic: { answer: () => STANDBY },
  population: { intervals: [{ acknowledged: 0, served: {} }] },
  stepFunctions: { all: () => [] },
  network: { works: () => true, answers: () => true },
  dynamoDb: { table: () => ({ get: () => undefined, partition: () => [] }) },
  props: { deployment: { functions: [HOME, STANDBY].map(region => ({ region, environment: { PUBLISHER_SETTINGS: '{}' } })) } },
};
