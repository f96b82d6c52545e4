import type { DrTopology } from '.';

/** Where recovery publishes: one per application and environment, so that permission to publish can be limited to it. */
export function metricNamespace({ applicationName, environmentName }: DrTopology): string {
  return `MultiRegionDr/${applicationName}/${environmentName}`;
}
