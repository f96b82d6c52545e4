import { MUTANTS } from './mutants/mutants';
import { POINT } from './points';
import { doubleTriggers } from './points/double-triggers';
import { faultModes } from './points/faults';
import { flapping } from './points/flapping';
import { KILLED_RUNS } from './points/kills/runs';
import { losses } from './points/losses';
import { refusals } from './points/refusals';
import { withoutDatabase } from './points/without-database';
import { TRIED } from './rows';
import type { ScoreboardTask } from './scoreboard';
import type { Trial } from './trial';

/** The name by which a trial is chosen: what the scoreboard says of its point, and its own. */
export function choosable(point: number, name: string): string {
  return `${TRIED.find(([each]) => each === point)?.[1] ?? ''}: ${name}`;
}

/** The name by which a mutant is chosen. */
export function choosableMutant(without: string): string {
  return `mutants: without ${without}`;
}

/** Whether a name that is known without an app has it, or random schedules are asked for, which have none. */
export function isKnown({ only, directed, schedules }: Pick<ScoreboardTask, 'only' | 'directed' | 'schedules'>): boolean {
  return only === undefined || !directed || schedules > 0 || known().some(name => name.includes(only));
}

/** Of which the names of killed runs are made, beside steps and functions. */
const OF_KILLS = 'killed before after call record resumed redrive stopped begun anew person next minute dies';
/** Shorter words are everywhere. */
const TELLING = /[a-z0-9-]{4,}/gi;

/**
 * Whether it may be in the name of a killed run, which has states or functions in it: nobody knows them before they are rendered, and all of them only
 * after runs that nobody kills. None of its words being rendered, it is not.
 *
 * @param rendered all that was rendered, as text
 */
export function mayBeKilled(only: string, rendered: string): boolean {
  return (only.match(TELLING) ?? [only]).some(word => OF_KILLS.includes(word) || rendered.includes(word));
}

/** What to say where no trial has it in its name: with some names that there are. */
export function noSuchName(only: string): string {
  const all = known();
  const examples = [...TRIED.map(([point]) => choosable(point, '')), choosableMutant('')].flatMap(beginning => all.filter(name => name.startsWith(beginning)).slice(0, 2));
  return [`Nothing has "${only}" in its name. Names are made of what the scoreboard says that was tried, and of what is special; some of them:`, ...examples.map(name => `  ${name}`)].join('\n');
}

function known(): string[] {
  const points: readonly (readonly [number, readonly Pick<Trial, 'name'>[]])[] = [
    [POINT.kills, KILLED_RUNS.map(({ name }) => ({ name: `${name}: killed ` }))],
    [POINT.doubleTriggers, doubleTriggers()],
    [POINT.faults, faultModes()],
    [POINT.flapping, [...flapping(), ...withoutDatabase()]],
    [POINT.refusals, refusals()],
    [POINT.time, losses()],
  ];
  const trialNames = points.flatMap(([point, trials]) => trials.map(({ name }) => choosable(point, name)));
  return [...trialNames, ...MUTANTS.map(({ without }) => choosableMutant(without))];
}
