import type { Construct } from 'constructs';
import { endpointAlarm } from './endpoint-alarm';
import type { EndpointSource } from './endpoint-check';
import type { FailoverDnsOptions } from './failover-dns-props';
import { healthCheckSettings } from './health-check-settings';
import type { DrRegion, DrTopology } from '../topology';
import { StackLayer } from '../topology';
import { refuse } from '../topology/configuration-error';

export interface EndpointSourcesProps extends Pick<FailoverDnsOptions, 'healthCheck' | 'endpointHealth'> {
  readonly topology: DrTopology;
  readonly drRole: string;
  readonly domainName: string;
}

/** Whether health checkers ask any endpoint. */
export function needsCheckers({ endpointHealth }: Pick<FailoverDnsOptions, 'endpointHealth'>): boolean {
  return !(endpointHealth?.primary?._metric && endpointHealth.secondary?._metric);
}

/** How each Region's endpoint is looked at. An alarm is in the Region that sees the endpoint from outside, beside that Region's latch. */
export function endpointSources(owner: Construct, props: EndpointSourcesProps): Map<DrRegion, EndpointSource> {
  const { topology, healthCheck, endpointHealth = {} } = props;
  if (healthCheck && !needsCheckers(props)) {
    refuse(owner, {
      prop: 'healthCheck',
      rule: 'metrics tell the health of both endpoints, so no health checker would ask as it says',
      remedy: 'Leave it out, or leave one of endpointHealth.primary and endpointHealth.secondary to health checkers',
    });
  }
  const settings = healthCheckSettings(owner, healthCheck);
  const sourceOf = (region: DrRegion): EndpointSource => {
    const metric = endpointHealth[region.role]?._metric;
    return metric
      ? endpointAlarm(topology._scope(owner, props.drRole, region.peer, StackLayer.RECOVERY), { ...props, owner, region, metric })
      : settings;
  };
  return new Map(topology.regions.map(region => [region, sourceOf(region)]));
}
