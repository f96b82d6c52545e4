import type * as route53 from 'aws-cdk-lib/aws-route53';
import type { EndpointProbes } from './endpoint-probes';
import type { ProbeTarget } from './handlers/endpoint-probe';
import { ProbeDepth } from './probe-depth';
import { configOf } from '../dns/endpoint-check';
import type { RegionalDns } from '../dns/regional-dns';

/** Whether an endpoint answers on the Internet, where Route 53's health checkers ask it. Otherwise a metric tells of it. */
export function isPublic({ endpointHealthCheck }: RegionalDns): boolean {
  return configOf(endpointHealthCheck).fullyQualifiedDomainName !== undefined;
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
