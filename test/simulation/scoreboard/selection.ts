import type { ScoreboardTask } from './scoreboard';

/** Which worker it is, counted from 0, and of how many. */
export interface Portion {
  readonly index: number;
  readonly of: number;
}

/** What one worker tries of what somebody has thought of: every so many of those that are asked for, so that all workers together try each once. */
export function portionOf<T extends { readonly name: string }>(all: readonly T[], { only, index, of }: Pick<ScoreboardTask, 'only'> & Portion): T[] {
  return all.filter(({ name }) => only === undefined || name.includes(only)).filter((_, each) => each % of === index);
}

/** The seeds of the random schedules that one worker tries. */
export function seedsOf({ firstSeed, schedules, index, of }: Pick<ScoreboardTask, 'firstSeed' | 'schedules'> & Portion): number[] {
  return Array.from({ length: schedules }, (_, each) => firstSeed + each).filter((_, each) => each % of === index);
}
