import { deploymentOf } from '../../simulation/deployment/deployment';
import type { Schedule } from '../../simulation/schedules/schedule';
import { judge } from '../../simulation/scoreboard/judge';
import { simulationOf } from '../../simulation/scoreboard/run-trial';
import type { Alteration } from '../../simulation/scoreboard/system';
import { systemOf } from '../../simulation/scoreboard/system';
import type { Simulation } from '../../simulation/simulation';
import { paymentsTemplates } from '../../support/payments-templates';

/** Without the bundles of the app's own code: its handler is not among those that run here. */
export const PAYMENTS = paymentsTemplates();
const SYSTEM = systemOf(deploymentOf(PAYMENTS));

export interface Preparation {
  /** Something is taken out of what was rendered. */
  readonly alteration?: Alteration;
  /** What is done to the simulation before it begins. */
  readonly prepare?: (simulation: Simulation) => void;
}

/** The example app, as it was rendered and with the library's handlers, through one schedule. Keeps the laws, or fails. */
export async function simulated(schedule: Schedule, { prepare = () => undefined, alteration }: Preparation = {}): Promise<Simulation> {
  const simulation = simulationOf(SYSTEM, { schedule, alteration });
  prepare(simulation);
  await simulation.run();
  expect(judge(simulation, {})).toEqual([]);
  return simulation;
}

/** The last that the records of runs say of each run, in the order in which they began. */
export function recordsOf({ history }: Pick<Simulation, 'history'>) {
  return [...new Map(history.of('run-recorded').map(({ run }) => [run.runId, run])).values()];
}

export interface TimedStep {
  readonly id: string;
  readonly startedAt: string;
  readonly endedAt: string;
}

/** The steps of a run with their times, as its record keeps them. */
export function stepsOf(record: object): TimedStep[] {
  return JSON.parse((record as { readonly steps: string }).steps);
}

/** Seconds from one moment to another, both in ISO 8601. */
export function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}
