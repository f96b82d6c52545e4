import type { Audit } from './audit';
import { MUTANTS } from './mutants/mutants';
import { POINT } from './points';
import { FAULT_MODES } from './points/faults';
import type { PointTally, ScoreboardTask, WorkerAnswer } from './scoreboard';
import type { TimeLimits } from './time-limits';
import { quantile } from './timing';
import { CALLED_SERVICES } from '../schedules/made-calls';

/** A line of the scoreboard. */
export interface Row {
  readonly point: string;
  readonly tried: string;
  readonly count: number;
  readonly violations: number;
  readonly seconds?: number;
}

export const TRIED: readonly (readonly [number, string])[] = [
  [POINT.kills, 'runs killed at every step and moment, redriven, begun anew by the next minute or by a person; functions that die'],
  [POINT.doubleTriggers, 'triggers at once: one Region and both, with and without partitions'],
  [POINT.faults, `${Object.keys(FAULT_MODES).length} fault modes, each with schedules of its own`],
  [POINT.flapping, 'what comes and goes: one run, one move of traffic; without a database: endpoints and replication'],
  [POINT.refusals, 'what must be refused, each under its name'],
  [POINT.random, 'random schedules'],
];

/** The scoreboard as rows, those that were tried. */
export function rowsOf({ tallies, mutants }: WorkerAnswer, audited: Audit, limits: TimeLimits, { directed, only, schedules }: ScoreboardTask): Row[] {
  const isWhole = directed && only === undefined;
  const rows = TRIED.flatMap(([point, tried]): Row[] => {
    const tally = tallies.find(each => each.point === point);
    // On the whole scoreboard a point of which nothing was tried is a violation. Random schedules may be left out by their number.
    const missing: Row[] = isWhole && (point !== POINT.random || schedules > 0) ? [{ point: String(point), tried, count: 0, violations: 1 }] : [];
    return tally === undefined ? missing : [{
      point: String(point), tried, count: tally.trials, violations: tally.failed, seconds: tally.cpuMilliseconds / 1000,
    }, ...point === POINT.random ? [struckRow(tally)] : []];
  });
  const all: Row = { point: '3', tried: 'laws that the checker found broken, in all histories', count: sum(tallies, 'trials'), violations: sum(tallies, 'broken') };
  if (!isWhole) {
    return [...rows, all, ...mutantRow(mutants, mutants.length)];
  }
  return [...rows, all, ...timeRows(tallies, limits), {
    point: '8', tried: 'actions of recovery: no control plane\'s, no wildcard, none of the other Region without a reason; forced definitions that name their own Region only', count: audited.actions + audited.definitions, violations: audited.findings.length,
  }, ...mutantRow(mutants, MUTANTS.length)].sort((one, other) => one.point.localeCompare(other.point));
}

/** Of so many random schedules each service has met with a fault: what never strikes proves nothing. */
const ENOUGH_TO_HIT_ALL = 1000;

function struckRow({ trials, struck: { faults, faultsStruck, kills, killsStruck, services } }: PointTally): Row {
  const missed = CALLED_SERVICES.filter(service => services[service] === undefined);
  const hit = Object.entries(services).sort(([, one], [, other]) => other - one).map(([service, count]) => `${service} ${count}`);
  return {
    point: '7',
    tried: `what struck in them, of ${faults} faults of calls and ${kills} kills; calls hit: ${hit.join(', ') || 'none'}`,
    count: faultsStruck + killsStruck,
    violations: trials < ENOUGH_TO_HIT_ALL ? 0 : missed.length,
  };
}

function mutantRow(mutants: WorkerAnswer['mutants'], expected: number): Row[] {
  return expected === 0 ? [] : [{
    point: 'M', tried: 'mutants, one rule taken out of each: caught by the law that stands for it', count: mutants.length, violations: expected - mutants.filter(({ caught }) => caught).length,
  }];
}

function timeRows(tallies: WorkerAnswer['tallies'], { recovery, own }: TimeLimits): Row[] {
  const tally = tallies.find(({ point }) => point === POINT.time);
  if (tally === undefined) {
    return [{ point: '9', tried: 'recovery of a lost Region', count: 0, violations: 1 }];
  }
  const [recoveries, owns] = [tally.timings.map(timing => timing.recovery), tally.timings.map(timing => timing.own)];
  const row = (tried: string, values: readonly number[], limit: { readonly typical: number; readonly worst: number }, failed: number): Row => {
    const [half, most] = [quantile(values, 0.5), quantile(values, 0.99)];
    return {
      point: '9',
      tried: `${tried}: p50 ${half.toFixed(0)} s (typical by the budget ${limit.typical} s), p99 ${most.toFixed(0)} s (worst ${limit.worst} s)`,
      count: values.length,
      // A loss without a time was no recovery: left out, it would make the others look better.
      violations: failed + (tally.trials - values.length) + Number(!(half <= limit.typical)) + Number(!(most <= limit.worst)),
      seconds: tally.cpuMilliseconds / 1000,
    };
  };
  return [row('recovery of a lost Region', recoveries, recovery, tally.failed), row('the orchestration\'s own share of it', owns, own, 0)];
}

function sum(tallies: WorkerAnswer['tallies'], field: 'trials' | 'broken'): number {
  return tallies.reduce((total, tally) => total + tally[field], 0);
}
