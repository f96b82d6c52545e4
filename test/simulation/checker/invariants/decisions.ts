import type { WorldFault } from '../../behaviours/faults';
import type { History } from '../../history/history';
import type { Invariant } from '../invariant';

/** What may look from the other Region as if a database were lost. */
const LOSSES: readonly WorldFault[] = ['region-lost', 'region-cut', 'one-way', 'database-down', 'table-lost'];
/** How long after a loss a decision may still rest on it. */
const REMEMBERED = 6 * 60_000;
/** How long before a run begins the decider has looked, at everything that it decides by. */
const LOOKED = 60_000;
/** What a loss may coincide with and is answered all the same. */
const BESIDE: readonly WorldFault[] = ['alarm-events-lost', 'events-twice', 'control-planes', 'lag', 'sessions-lag', 'promotion-slow'];
/** In which a loss is seen and decided on, with much to spare. */
const ANSWER_TIME = 12 * 60_000;

export const FORCE_NEEDS_LOSS: Invariant = {
  id: 'force-needs-loss',
  says: 'automation forces a run only when more than an endpoint is lost, where there is a database: writes are not given up for it',
  violations: (history, { withoutDatabase = false }) => withoutDatabase ? [] : history.of('execution-started')
    .filter(({ machine, input }) => machine.includes('failover') && (input as { readonly automatic?: boolean }).automatic === true)
    .filter(({ at, region }) => !wasLost(history, at) && !isTakingOver(history, region, at) && !isBlind(history, at))
    .map(({ at, executionArn }) => ({ at, what: `${executionArn} was forced by automation, and nothing but an endpoint was lost` })),
};

export const LOSS_IS_ANSWERED: Invariant = {
  id: 'loss-is-answered',
  says: 'the loss of the active Region begins a run, where recovery is armed and nothing else is wrong',
  violations: (history, { home, standby }) => {
    const faults = history.of('world-fault');
    const losses = faults.filter(({ fault }) => fault === 'region-lost');
    const [loss] = losses;
    if (losses.filter(({ on }) => on).length !== 1 || loss.region !== home || history.end - loss.at < ANSWER_TIME) {
      return [];
    }
    const deadline = loss.at + ANSWER_TIME;
    const answered = history.of('execution-started').some(({ at }) => at >= loss.at && at <= deadline);
    const disturbed = faults.some(({ fault }) => fault !== 'region-lost' && !BESIDE.includes(fault))
      || faults.some(({ fault, on, at }) => fault === 'region-lost' && !on && at < deadline)
      || history.of('call-fault', 'run-recorded').some(({ at }) => at < deadline);
    const state = [...history.of('state-written')].reverse().find(({ region, at }) => region === standby && at <= loss.at);
    return disturbed || answered || state?.armed !== true || state.activeRegion !== home
      ? []
      : [{ at: loss.at, what: `${home} was lost, and ${standby} did nothing about it` }];
  },
};

/** Whether two services failed the decider when it looked. That one does, RDS for example, is no loss of a Region. */
function isBlind(history: History, at: number): boolean {
  const failed = history.of('call-fault').filter(each => each.principal === 'run-decider' && each.at <= at && at - each.at <= LOOKED);
  return new Set(failed.map(({ service }) => service)).size > 1;
}

/** Whether the database was being promoted there before, or was: then there is nothing left to give up. */
function isTakingOver(history: History, region: string, at: number): boolean {
  const before = history.of('promotion-accepted').filter(each => each.at <= at);
  return before[before.length - 1]?.target === region;
}

function wasLost(history: History, at: number): boolean {
  const before = history.of('world-fault').filter(each => LOSSES.includes(each.fault) && each.at <= at);
  // Of each Region the last that is known of a fault: while one comes back the other may be lost.
  const last = new Map(before.map(each => [`${each.fault} ${each.region}`, each]));
  return [...last.values()].some(({ on, at: since }) => on || at - since < REMEMBERED);
}
