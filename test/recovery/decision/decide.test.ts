import { decide } from '../../../src/recovery/decision/decide';
import type { Databases, Observation } from '../../../src/recovery/decision/observation';
import type { Reason } from '../../../src/recovery/decision/verdict';
import { REASONS, VERDICT_CODE } from '../../../src/recovery/decision/verdict';

/** A standby in which everything is as it should be, and whose other Region is held for lost. */
const FIT: Observation = {
  role: 'standby',
  service: 'serves',
  peerEndpoint: 'lost',
  run: 'none',
  databases: 'work',
  ready: true,
  automatic: true,
  armed: true,
  blocked: false,
  paused: false,
  behindReverseLatch: false,
  isHome: false,
  peerAnswers: true,
};

/** A decision in three words: what, which run is meant, why. */
function decisionOf(...changes: readonly Partial<Observation>[]): string {
  const { verdict, wanted = '-', reason } = decide(Object.assign({}, FIT, ...changes) as Observation);
  return `${verdict} ${wanted} ${reason}`;
}

describe('a Region that could take over', () => {
  const outcomes: readonly (readonly [Databases, string])[] = [
    ['work', 'planned - endpoint-dead'],
    ['dead', 'forced - region-dead'],
    ['none', 'forced - endpoint-dead-without-data'],
    ['disagree', 'page - databases-disagree'],
    ['unknown', 'page - databases-unknown'],
  ];

  test.each(outcomes)('ORC-18: while the databases of the other one say "%s": %s', (databases, expected) => {
    expect(decisionOf({ databases })).toBe(expected);
  });

  test.each(outcomes)('ORC-18: does nothing while the other one works, or nobody knows: "%s"', databases => {
    expect(decisionOf({ databases, peerEndpoint: 'works' })).toBe('nothing - peer-works');
    expect(decisionOf({ databases, peerEndpoint: 'unknown' })).toBe('nothing - nobody-knows');
  });

  test.each(outcomes)('lets its own run go on, and takes over by force from a planned one only what is dead: "%s"', (databases, expected) => {
    expect(decisionOf({ databases, run: 'here' })).toBe('nothing - run-in-progress');
    expect(decisionOf({ databases, run: 'planned-here' })).toBe(databases === 'dead' ? expected : 'nothing - run-in-progress');
  });

  test.each(['here', 'planned-here'] as const)('lets its own run go on while it is ill itself: somebody wants it. "%s"', run => {
    expect(decisionOf({ run, peerEndpoint: 'both-fail' })).toBe('nothing - run-in-progress');
  });

  test.each(outcomes)('does not ask what it has seen of itself: it does not serve. "%s"', (databases, expected) => {
    expect(decisionOf({ databases, service: 'written-elsewhere' })).toBe(expected);
    expect(decisionOf({ databases, service: 'endpoint-lost' })).toBe(expected);
  });
});

/** What stands in the way, in the order in which it is told. */
const BEFORE_ALL: readonly (readonly [Reason, Partial<Observation>])[] = [
  ['run-of-peer', { run: 'elsewhere' }],
  ['manual', { automatic: false }],
  ['not-armed', { armed: false }],
  ['blocked', { blocked: true }],
  ['standby-ill', { peerEndpoint: 'both-fail' }],
];
const BEFORE_ANY_RUN: typeof BEFORE_ALL = [
  ['not-ready', { ready: false }],
  ['reverse-latch-closed', { behindReverseLatch: true }],
];
const BEFORE_A_PLANNED_RUN: typeof BEFORE_ALL = [
  ['contested', { role: 'contested' }],
  ['failback', { isHome: true }],
  ['peer-silent', { peerAnswers: false }],
];
const PAUSED: (typeof BEFORE_ALL)[number] = ['paused', { paused: true }];

describe('what stands in the way', () => {
  test.each(BEFORE_ALL)('ORC-18: %s: of any run, and it is told before what the databases do not say', (reason, change) => {
    expect(decisionOf(change, { databases: 'work' })).toBe(`page planned ${reason}`);
    expect(decisionOf(change, { databases: 'dead' })).toBe(`page forced ${reason}`);
    expect(decisionOf(change, { databases: 'none' })).toBe(`page forced ${reason}`);
    expect(decisionOf(change, { databases: 'disagree' })).toBe(`page - ${reason}`);
    expect(decisionOf(change, { databases: 'unknown' })).toBe(`page - ${reason}`);
  });

  test.each(BEFORE_ANY_RUN)('ORC-18: %s: of any run, after what the databases do not say', (reason, change) => {
    expect(decisionOf(change, { databases: 'work' })).toBe(`page planned ${reason}`);
    expect(decisionOf(change, { databases: 'dead' })).toBe(`page forced ${reason}`);
    expect(decisionOf(change, { databases: 'none' })).toBe(`page forced ${reason}`);
    expect(decisionOf(change, { databases: 'disagree' })).toBe('page - databases-disagree');
    expect(decisionOf(change, { databases: 'unknown' })).toBe('page - databases-unknown');
  });

  test.each([PAUSED, ...BEFORE_A_PLANNED_RUN])('%s: of a planned run alone', (reason, change) => {
    expect(decisionOf(change, { databases: 'work' })).toBe(`page planned ${reason}`);
    expect(decisionOf(change, { databases: 'dead' })).toBe('forced - region-dead');
    expect(decisionOf(change, { databases: 'disagree' })).toBe('page - databases-disagree');
    expect(decisionOf(change, { databases: 'unknown' })).toBe('page - databases-unknown');
  });

  test.each([PAUSED, ...BEFORE_A_PLANNED_RUN].filter(([reason]) => reason !== 'contested'))('%s: of no run where there is no data', (_, change) => {
    expect(decisionOf(change, { databases: 'none' })).toBe('forced - endpoint-dead-without-data');
  });

  const inOrder = [...BEFORE_ALL, PAUSED, ...BEFORE_ANY_RUN, ...BEFORE_A_PLANNED_RUN];

  const pairs = inOrder.flatMap(([reason, change], place) => inOrder.slice(place + 1).map(([other, also]) => [reason, other, change, also] as const));

  test.each(pairs)('of two, the first is told: %s, not %s', (reason, _, change, also) => {
    expect(decisionOf(change, also)).toBe(`page planned ${reason}`);
  });
});

describe('a Region that is the active one', () => {
  const SEEN = [[{ peerEndpoint: 'lost' }], [{ peerEndpoint: 'both-fail' }], [{ peerEndpoint: 'works' }], [{ peerEndpoint: 'unknown' }], [{ databases: 'dead' }], [{ databases: 'unknown' }]] as const;

  test.each(SEEN)('has nothing to take over, whatever it sees of the other one: %j', change => {
    expect(decisionOf({ role: 'active' }, change)).toBe('nothing - active');
  });

  test.each(SEEN)('pages when it does not serve, whatever it sees of the other one: %j', change => {
    expect(decisionOf({ role: 'active', service: 'written-elsewhere' }, change)).toBe('page - written-elsewhere');
    expect(decisionOf({ role: 'active', service: 'endpoint-lost' }, change)).toBe('page - endpoint-lost');
  });

  test.each(['here', 'planned-here', 'elsewhere'] as const)('does not judge itself while a run may change it: %s', run => {
    expect(decisionOf({ role: 'active', service: 'written-elsewhere', run })).toBe('nothing - active');
  });
});

describe('a Region from which a run was to move the workload, and died', () => {
  test('is the active one where the databases stayed', () => {
    expect(decisionOf({ role: 'contested', databases: 'none' })).toBe('nothing - active');
    expect(decisionOf({ role: 'contested', databases: 'none', peerEndpoint: 'works' })).toBe('nothing - active');
  });

  test('takes over by force where they moved, and died', () => {
    expect(decisionOf({ role: 'contested', databases: 'dead' })).toBe('forced - region-dead');
  });

  test('does nothing while the other one works', () => {
    expect(decisionOf({ role: 'contested', peerEndpoint: 'works' })).toBe('nothing - peer-works');
  });
});

describe('how a decision is told', () => {
  test('as a number: what is worse is higher', () => {
    expect(VERDICT_CODE).toEqual({ nothing: 0, planned: 1, forced: 2, page: 3 });
  });

  test('every reason in words of its own, which a run is started with', () => {
    const texts = Object.values(REASONS);
    expect(texts).toHaveLength(22);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.filter(text => !/^[a-z]+ .+ \w+$/.test(text))).toEqual([]);
  });
});
