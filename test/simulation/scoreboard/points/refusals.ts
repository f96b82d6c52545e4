import type { DeployedCluster } from '../../deployment/deployment';
import type { CallFaultRule } from '../../models/call-faults';
import type { Kill, Order, WorldFaultEntry } from '../../schedules/schedule';
import { ARMED, LOSS, MINUTE, OPERATOR, REGION_LOSS, schedule, start, SWITCHED_OVER, world } from '../scenarios';
import type { Alteration } from '../system';
import { HOME, STANDBY } from '../system';
import type { OtherSystem } from '../systems';
import type { Expectation, Trial } from '../trial';
import { TAKEN_OVER, TOLD } from './faults/taken-over';

const AT = 8 * MINUTE;
const AUTOMATION = { actor: 'automation', reason: 'a scenario', automatic: true };
const DRILL = { ...OPERATOR, roundTrip: true };

/** The standby's cluster is another one. */
const otherCluster = (changes: Partial<DeployedCluster>): Alteration => ({ deployment, handlers }) => ({
  deployment: { ...deployment, clusters: deployment.clusters.map(each => each.region === STANDBY ? { ...each, ...changes } : each) }, handlers,
});

/** The standby's cluster has no instance. */
export const headless: Alteration = otherCluster({ instances: 0 });

/** It has some, and none of them works yet. */
const unavailable: Alteration = otherCluster({ instanceStatus: 'creating' });

/** Home is what it was: no lock, no record without an end, nobody fenced. */
const UNCHANGED: Expectation = { at: HOME, unchanged: true };

interface Refused {
  readonly why: string;
  readonly refusal: string;
  readonly orders: readonly Order[];
  readonly world?: readonly WorldFaultEntry[];
  readonly calls?: readonly CallFaultRule[];
  readonly kills?: readonly Kill[];
  readonly alteration?: Alteration;
  /** @default - the payments app */
  readonly system?: OtherSystem;
  /** @default - nothing moves */
  readonly expects?: Expectation;
}

/** Milliseconds that a write takes whose replication is paused: longer than any trial. */
const PAUSED = 60 * MINUTE;

const REFUSED: readonly Refused[] = [
  { why: 'replication is further behind than a planned run allows', refusal: 'LagAboveGate', orders: [start('planned', STANDBY, AT)], world: [world('lag', HOME, 3 * MINUTE, { amount: 90_000 })] },
  {
    // Nothing is published while nothing crosses, as if nothing were written.
    why: 'the replication of a table is paused, and what was written waits, long before a planned run',
    refusal: 'LagAboveGate',
    system: 'sessions',
    orders: [start('planned', STANDBY, AT)],
    world: [world('sessions-lag', HOME, 2 * MINUTE, { amount: PAUSED })],
  },
  {
    why: 'the replication of a table is paused as a planned run begins, and what is written until its fence waits',
    refusal: 'LagAboveGate',
    system: 'sessions',
    orders: [start('planned', STANDBY, AT + 55_000)],
    world: [world('sessions-lag', HOME, AT + 50_000, { amount: PAUSED })],
  },
  {
    // Before the lag was measured for the first time.
    why: 'nobody can say how far replication is behind', refusal: 'LagUnknown', orders: [start('planned', STANDBY, 500)],
  },
  { why: 'the target has no instance, planned', refusal: 'NotReady', orders: [start('planned', STANDBY, AT)], alteration: headless },
  {
    why: 'the target has no instance, forced', refusal: 'NotReady', orders: [start('failover', STANDBY, AT)], world: [REGION_LOSS], alteration: headless, expects: { unchanged: true, ends: { NotReady: 1 } },
  },
  { why: 'no instance of the target is available, planned', refusal: 'NotReady', orders: [start('planned', STANDBY, AT)], alteration: unavailable },
  { why: 'the target of a planned run is the writer already', refusal: 'AlreadyActive', orders: [start('planned', HOME, AT)] },
  {
    why: 'the target of a person\'s forced run is the writer already, and nobody said that this is meant',
    refusal: 'AlreadyActive',
    orders: [start('failover', HOME, AT)],
  },
  {
    why: 'the target of automation\'s forced run is the writer already',
    refusal: 'AlreadyActive',
    orders: [...ARMED, start('failover', HOME, AT, 'auto', AUTOMATION)],
    world: [world('region-lost', STANDBY, LOSS)],
  },
  { why: 'automation is not armed', refusal: 'NotArmed', orders: [start('planned', STANDBY, AT, 'auto', AUTOMATION)] },
  {
    why: 'a run was not acknowledged',
    refusal: 'Blocked',
    expects: { at: HOME, promotions: 2, moves: 2, ends: { SUCCEEDED: 2, Blocked: 1 } },
    orders: [...ARMED, start('planned', STANDBY, 3 * MINUTE), start('planned', HOME, 10 * MINUTE), start('planned', STANDBY, 18 * MINUTE, 'auto', AUTOMATION)],
  },
  {
    why: 'a signal has never been healthy',
    refusal: 'SignalNeverHealthy',
    expects: { unchanged: true, begun: 0 },
    orders: [{ at: 3 * MINUTE, region: STANDBY, what: 'arm' }],
    world: [world('application-down', HOME, 0)],
  },
  {
    why: 'another run holds the lock',
    refusal: 'RunInProgress',
    expects: { at: STANDBY, promotions: 1, moves: 1, begun: 1, ends: { SUCCEEDED: 1, RunInProgress: 1 } },
    orders: [start('planned', STANDBY, AT), start('planned', STANDBY, AT + 20_000, 'second')],
  },
  { why: 'the other Region does not answer a planned run', refusal: 'PeerUnreachable', orders: [start('planned', STANDBY, AT)], world: [world('region-cut', HOME, LOSS)] },
  {
    why: 'the latch of home is closed, because the standby was lost while it was active',
    refusal: 'ReverseLatchClosed',
    expects: { at: HOME, promotions: 2, moves: 2, runs: 2 },
    // Until the standby has been told, it holds itself for active; a while after, its way is free again.
    orders: [...SWITCHED_OVER, start('failover', HOME, 10 * MINUTE), ...Array.from({ length: 12 }, (_, index) => start('planned', STANDBY, 18 * MINUTE + index * 10_000, `again-${index}`))],
    world: [world('region-lost', STANDBY, 9 * MINUTE, { until: 18 * MINUTE })],
  },
  {
    why: 'a drill that moves production is not confirmed', refusal: 'PromotionNotConfirmed', orders: [start('drill', STANDBY, AT, 'drill', DRILL)],
  },
  {
    why: 'a drill that moves production is confirmed by another name',
    refusal: 'PromotionNotConfirmed',
    orders: [start('drill', STANDBY, AT, 'drill', { ...DRILL, confirm: 'staging' })],
  },
  {
    why: 'a run that another one has superseded is redriven',
    refusal: 'LockLost',
    expects: { at: STANDBY, promotions: 1, moves: 1, runs: 1, begun: 2 },
    orders: [...ARMED, { at: LOSS + 5 * MINUTE, region: STANDBY, what: 'redrive' }],
    world: [REGION_LOSS],
    kills: [{ machine: 'failover', state: 'shift-traffic', moment: 'before the call', skip: 0 }],
  },
  {
    why: 'the state of the own Region cannot be read', refusal: 'ServiceUnavailable', orders: [start('failover', STANDBY, AT)], world: [world('table-lost', STANDBY, LOSS)],
  },
  {
    why: 'the endpoint of the Region that is to take over is dead', refusal: 'NotReady', orders: [start('planned', STANDBY, AT)], world: [world('application-down', STANDBY, LOSS)],
  },
];

/** What has to be refused, each under its name. */
export function refusals(): Trial[] {
  return [...REFUSED.map(({ why, refusal, orders, world: faults = [], calls, kills, alteration, system, expects = UNCHANGED }): Trial => ({
    name: `${refusal}: ${why}`,
    schedule: schedule({ minutes: 30, orders, world: faults, calls, kills }),
    expects: { ...expects, refusal },
    alteration,
    ...system !== undefined && { system },
  })), ...QUIETLY, ...BY_FORCE];
}

/** What stops a planned run is a finding of a forced one, as long as a promotion may succeed. */
const BY_FORCE: readonly Trial[] = [
  { name: 'by force nevertheless: no instance of the target is available', schedule: schedule({ orders: ARMED, world: [REGION_LOSS] }), expects: TAKEN_OVER, alteration: unavailable },
];

/** Automation that must not act does not begin, and people are told that they have to. */
const QUIETLY: readonly Trial[] = [
  { name: 'nothing begins: unarmed', schedule: schedule({ world: [REGION_LOSS] }), expects: { unchanged: true, begun: 0, pages: [TOLD.nobodyActs] } },
  {
    // Its own endpoint being dead, the standby is no witness of the other's, and no place to move to: it is for people to say.
    name: 'nothing begins: the standby is not healthy itself',
    schedule: schedule({ orders: ARMED, world: [world('application-down', STANDBY, LOSS), world('application-down', HOME, LOSS + MINUTE)] }),
    expects: { unchanged: true, begun: 0, pages: [TOLD.nobodyActs] },
  },
  {
    name: 'nothing begins: disarmed before the loss',
    schedule: schedule({ orders: [...ARMED, { at: 3 * MINUTE, region: STANDBY, what: 'disarm' }], world: [REGION_LOSS] }),
    expects: { unchanged: true, begun: 0, pages: [TOLD.nobodyActs] },
  },
];
