import type { SimulationReport } from '../../simulation/report';

/** The class of the style by which a Region is known all over the page. */
export function kindOf(region: string | undefined, { home, standby }: SimulationReport['names']): string {
  return region === home ? 'home' : region === standby ? 'standby' : 'calm';
}

/** Regions that serve requests: home and standby, and any other that there may be. */
export function servingRegions({ names, traffic }: Pick<SimulationReport, 'names' | 'traffic'>): string[] {
  return [...new Set([names.home, names.standby, ...traffic.flatMap(({ served }) => Object.keys(served))])];
}
