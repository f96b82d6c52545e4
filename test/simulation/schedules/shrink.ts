import type { Schedule } from './schedule';

const PARTS = ['world', 'calls', 'kills', 'orders'] as const;

/**
 * The smallest schedule that still fails, as far as leaving out one thing at a time finds it: what remains is what the failure needs.
 *
 * @param fails runs a schedule; must answer the same for the same schedule
 */
export async function shrink(schedule: Schedule, fails: (smaller: Schedule) => Promise<boolean>): Promise<Schedule> {
  for (const part of PARTS) {
    for (let index = 0; index < schedule[part].length; index++) {
      const smaller = { ...schedule, [part]: (schedule[part] as readonly unknown[]).filter((_, each) => each !== index) };
      if (await fails(smaller)) {
        return shrink(smaller, fails);
      }
    }
  }
  return schedule;
}
