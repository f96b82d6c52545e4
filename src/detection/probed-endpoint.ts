import type * as route53 from 'aws-cdk-lib/aws-route53';
import type { EndpointProbes } from './endpoint-probes';
import type { ProbeTarget } from './handlers/endpoint-probe';
import { ProbeDepth } from './probe-depth';
import { configOf } from '../dns/endpoint-check';
import type { FailoverDns } from '../dns/failover-dns';
import type { RegionalDns } from '../dns/regional-dns';
import type { DrRegion } from '../topology';

/** Whether an endpoint answers on the Internet, where Route 53's health checkers ask it. Otherwise a metric tells of it. */
function isPublic({ endpointHealthCheck }: RegionalDns): boolean {
  return configOf(endpointHealthCheck).fullyQualifiedDomainName !== undefined;
}

/** Those of the Regions whose endpoints are probed. */
export function probedOf(regions: readonly DrRegion[], dns: FailoverDns, { name }: EndpointProbes): DrRegion[] {
  return regions.filter(region => name !== 'none' && isPublic(dns.forRegion(region)));
}

/** The probes of an endpoint: what Route 53 asks, and what lies deeper. */
export function probesOf(dns: RegionalDns, { _deep: deep }: EndpointProbes): ProbeTarget[] {
  const config = configOf(dns.endpointHealthCheck);
  const ask = (probe: ProbeDepth, path: string, searchString?: string): ProbeTarget =>
    ({ region: dns.region.name, probe, url: `${originOf(config)}${path}`, searchString });
  return [
    ask(ProbeDepth.SHALLOW, config.resourcePath!, config.searchString),
    ...deep ? [ask(ProbeDepth.DEEP, deep.path, deep.searchString)] : [],
  ];
}

function originOf({ type, fullyQualifiedDomainName, port }: route53.CfnHealthCheck.HealthCheckConfigProperty): string {
  return type.startsWith('HTTPS') ? `https://${fullyQualifiedDomainName}:${port}` : `http://${fullyQualifiedDomainName}:${port}`;
}
