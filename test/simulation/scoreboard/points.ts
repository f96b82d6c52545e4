import { doubleTriggers } from './points/double-triggers';
import { faultModes } from './points/faults';
import { flapping } from './points/flapping';
import { kills } from './points/kills';
import { killsBeside } from './points/kills/beside';
import { losses } from './points/losses';
import { refusals } from './points/refusals';
import { withoutDatabase } from './points/without-database';
import type { System } from './system';
import type { OtherSystems } from './systems';
import type { Trial } from './trial';

/** The points of the scoreboard that are trials, by their numbers. The others are made of what these have brought to light. */
export const POINT = { kills: 1, doubleTriggers: 2, faults: 4, flapping: 5, refusals: 6, random: 7, time: 9 } as const;

/** The trials that somebody has thought of. */
export async function directedTrials(system: System, others: OtherSystems): Promise<{ readonly point: number; readonly trial: Trial }[]> {
  const points: readonly (readonly [number, readonly Trial[]])[] = [
    [POINT.kills, [...await kills(system), ...await killsBeside(system, others)]],
    [POINT.doubleTriggers, doubleTriggers()],
    [POINT.faults, faultModes()],
    [POINT.flapping, [...flapping(), ...withoutDatabase()]],
    [POINT.refusals, refusals()],
    [POINT.time, losses()],
  ];
  return points.flatMap(([point, trials]) => trials.map(trial => ({ point, trial })));
}
