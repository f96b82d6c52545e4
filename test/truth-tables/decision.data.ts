import type { Databases, Observation, OwnService, PeerEndpoint, Role, RunUnderWay } from '../../src/recovery/decision/observation';
import type { Reason, Verdict, WantedRun } from '../../src/recovery/decision/verdict';

/** Every value of everything that a decision rests on. */
export const VALUES = {
  role: ['active', 'standby', 'contested'] as readonly Role[],
  service: ['serves', 'written-elsewhere', 'endpoint-lost'] as readonly OwnService[],
  peerEndpoint: ['lost', 'both-fail', 'works', 'unknown'] as readonly PeerEndpoint[],
  run: ['none', 'here', 'planned-here', 'elsewhere'] as readonly RunUnderWay[],
  databases: ['none', 'work', 'dead', 'disagree', 'unknown'] as readonly Databases[],
  ready: [true, false],
  automatic: [true, false],
  armed: [true, false],
  blocked: [true, false],
  paused: [true, false],
  behindReverseLatch: [true, false],
  isHome: [true, false],
  peerAnswers: [true, false],
} as const satisfies { readonly [input in keyof Observation]: readonly unknown[] };

/** Which values a line is about. What is left out does not matter to it. */
export type When = { readonly [input in keyof Observation]?: readonly Observation[input][] };

/** A line of the table: of the lines that fit, the first counts. */
export interface DecisionLine {
  readonly when: When;
  readonly verdict: Verdict;
  readonly wanted?: WantedRun;
  readonly reason: Reason;
  /** Why it must be so, for readers: the page of it is in the README of the recovery folder and in the design. */
  readonly because: string;
}

/** The other Region fails, whatever this one is itself. */
const FAILS: When = { peerEndpoint: ['lost', 'both-fail'] };
const LOST: When = { peerEndpoint: ['lost'] };
const PLANNED: When = { databases: ['work'] };
const FORCED: When = { databases: ['none', 'dead'] };
const UNDECIDED: When = { databases: ['disagree', 'unknown'] };

/** A page for each kind of run that it keeps from beginning, so that people know which one to start. */
function held(reason: Reason, when: When, because: string): DecisionLine[] {
  return [
    { when: { ...FAILS, ...PLANNED, ...when }, verdict: 'page', wanted: 'planned', reason, because },
    { when: { ...FAILS, ...FORCED, ...when }, verdict: 'page', wanted: 'forced', reason, because },
    { when: { ...FAILS, ...UNDECIDED, ...when }, verdict: 'page', reason, because },
  ];
}

export const LINES: readonly DecisionLine[] = [
  {
    when: { role: ['active'], run: ['none'], service: ['written-elsewhere'] },
    verdict: 'page',
    reason: 'written-elsewhere',
    because: 'traffic and writer are apart, and only people know which of both Regions is to serve: a forced run there, or here, brings them together',
  },
  {
    when: { role: ['active'], run: ['none'], service: ['endpoint-lost'] },
    verdict: 'page',
    reason: 'endpoint-lost',
    because: 'whoever should have taken over did not, and may be lost, unarmed or cut off: it cannot be left to that side to tell',
  },
  { when: { role: ['active'] }, verdict: 'nothing', reason: 'active', because: 'whoever serves has nothing to take over, whatever it sees of the other Region' },
  {
    when: { role: ['contested'], databases: ['none'] },
    verdict: 'nothing',
    reason: 'active',
    because: 'the run that died has left every writer here: this Region serves, and can write',
  },
  { when: { peerEndpoint: ['works'] }, verdict: 'nothing', reason: 'peer-works', because: 'nothing is gained by moving' },
  { when: { peerEndpoint: ['unknown'] }, verdict: 'nothing', reason: 'nobody-knows', because: 'nothing is decided without data, and an alarm of its own tells that nobody looks' },
  { when: { ...FAILS, run: ['here'] }, verdict: 'nothing', reason: 'run-in-progress', because: 'one run at a time: it is doing what would be decided' },
  {
    when: { ...FAILS, run: ['planned-here'], databases: ['none', 'work', 'disagree', 'unknown'] },
    verdict: 'nothing',
    reason: 'run-in-progress',
    because: 'a planned run may still end well: only a database that is dead over there cannot hand over any more, and then the run is overtaken by force',
  },
  ...held('run-of-peer', { run: ['elsewhere'] }, 'a second run might promote against the first, and the first cannot be asked: its lock ends by itself'),
  ...held('manual', { automatic: [false] }, 'the team wants to start every run itself'),
  ...held('not-armed', { armed: [false] }, 'nobody has said yet that what is seen here can be trusted'),
  ...held('blocked', { blocked: [true] }, 'what has just moved must not move back before somebody has looked'),
  ...held('standby-ill', { peerEndpoint: ['both-fail'] }, 'nobody serves, and whether it is worth moving to a Region that is ill, too, only people can say'),
  {
    when: { ...LOST, ...PLANNED, paused: [true] },
    verdict: 'page',
    wanted: 'planned',
    reason: 'paused',
    because: 'what refused a planned run a minute ago refuses the next, with a page for each: a forced one is not held back by that',
  },
  { when: { ...LOST, databases: ['unknown'] }, verdict: 'page', reason: 'databases-unknown', because: 'a refusal or a throttle is no sign of death: writes are not given up for it' },
  {
    when: { ...LOST, databases: ['disagree'] },
    verdict: 'page',
    reason: 'databases-disagree',
    because: 'whichever run began would be wrong for one of the databases',
  },
  {
    when: { ...LOST, ...PLANNED, ready: [false] },
    verdict: 'page',
    wanted: 'planned',
    reason: 'not-ready',
    because: 'a database without an instance, or in a status in which it does not serve, cannot be promoted',
  },
  {
    when: { ...LOST, ...FORCED, ready: [false] },
    verdict: 'page',
    wanted: 'forced',
    reason: 'not-ready',
    because: 'traffic would move to where nothing can be written',
  },
  {
    when: { ...LOST, ...PLANNED, behindReverseLatch: [true] },
    verdict: 'page',
    wanted: 'planned',
    reason: 'reverse-latch-closed',
    because: 'the database would move and the traffic would not',
  },
  {
    when: { ...LOST, ...FORCED, behindReverseLatch: [true] },
    verdict: 'page',
    wanted: 'forced',
    reason: 'reverse-latch-closed',
    because: 'the database would move and the traffic would not',
  },
  {
    when: { ...LOST, ...PLANNED, role: ['contested'] },
    verdict: 'page',
    wanted: 'planned',
    reason: 'contested',
    because: 'the run that died may have moved the writer to a Region whose endpoint is dead: a person must undo it or go through with it',
  },
  {
    when: { ...LOST, ...PLANNED, isHome: [true] },
    verdict: 'page',
    wanted: 'planned',
    reason: 'failback',
    because: 'to return home without need is a decision of people',
  },
  {
    when: { ...LOST, ...PLANNED, peerAnswers: [false] },
    verdict: 'page',
    wanted: 'planned',
    reason: 'peer-silent',
    because: 'a planned run takes the locks of both Regions, and to take over by force would lose writes of a database that works',
  },
  { when: { ...LOST, ...PLANNED }, verdict: 'planned', reason: 'endpoint-dead', because: 'clients are not served, and nothing has to be lost for it' },
  { when: { ...LOST, databases: ['dead'] }, verdict: 'forced', reason: 'region-dead', because: 'two witnesses of different kinds agree, and this Region is fit' },
  { when: { ...LOST, databases: ['none'] }, verdict: 'forced', reason: 'endpoint-dead-without-data', because: 'nothing can be lost, and a planned run would need the Region that is dead' },
];
