import { randomSchedule } from '../../schedules/random';
import { REGIONS } from '../system';
import type { Trial } from '../trial';

export function randomTrial(seed: number): Trial {
  return { name: `random schedule of seed ${seed}`, schedule: randomSchedule(seed, REGIONS), expects: {} };
}
