import type { DemoOptions } from './options';
import type { RecoverableApp } from './recoverable-app';
import { sidesOf, subjectOf } from './subject';
import { check } from '../../simulation/checker/check';
import { deploymentOf, templatesOf } from '../../simulation/deployment/deployment';
import type { SimulationReport } from '../../simulation/report';
import { writeReport } from '../../simulation/report-writer/report-writer';
import { Simulation } from '../../simulation/simulation';

/** Deploys what was rendered for an app into the simulator, does to it what a scenario says, and reports. */
export async function simulate(recoverable: RecoverableApp, { scenario, seed }: DemoOptions): Promise<SimulationReport> {
  const { app, topology, dns } = recoverable;
  const deployment = deploymentOf(templatesOf(app));
  const sides = sidesOf(topology);
  const schedule = scenario.schedule(sides, seed);
  const simulation = new Simulation({ ...sides, deployment, names: [dns.domainName], schedule });
  const history = await simulation.run();
  const violations = check(history, { ...sides, trafficShift: dns.trafficShift._followsEndpoint ? 'endpoint' : 'plan' });
  const { population: { intervals }, lags } = simulation;
  return writeReport({ schedule, history, intervals, lags }, subjectOf(recoverable, deployment, scenario), violations);
}
