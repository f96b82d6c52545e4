import { countOf, judge } from './judge';
import { struckIn } from './struck';
import type { System } from './system';
import { HOME, PUBLIC_NAME, STANDBY } from './system';
import { timingOf } from './timing';
import type { Trial, TrialResult } from './trial';
import { Simulation, START } from '../simulation';

export function simulationOf(system: System, { schedule, alteration = same => same }: Pick<Trial, 'schedule' | 'alteration'>): Simulation {
  const { deployment, handlers } = alteration(system);
  return new Simulation({ deployment, handlers, home: HOME, standby: STANDBY, names: [PUBLIC_NAME], schedule });
}

/** Runs a trial to its end and judges it. What the model does not have ends a simulation: that is a failure as well. */
export async function runTrial(system: System, point: number, trial: Trial): Promise<TrialResult> {
  const simulation = simulationOf(system, trial);
  const broken = await simulation.run().then(() => undefined, (error: Error) => error);
  const ends = countOf(simulation.history.of('execution-ended').map(({ status, error = status }) => error));
  const violations = broken === undefined
    ? judge(simulation, trial.expects, system.checked)
    : [{ invariant: 'simulated', at: simulation.clock.now(), what: String(broken.stack) }];
  return {
    point,
    name: trial.name,
    violations: violations.map(({ invariant, at, what }) => ({ invariant, atSeconds: (at - START) / 1000, what })),
    ends,
    timing: timingOf(simulation.history),
    struck: struckIn(simulation),
  };
}
