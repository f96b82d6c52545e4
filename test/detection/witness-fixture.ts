import type { DrTopology, FailoverDetectionOptions, FailoverDnsOptions } from '../../src';
import { FailoverDetection, RegionalEndpoint } from '../../src';
import { bareDns } from '../dns/fixture';
import { createdTopology, testApp } from '../support/environment';

export const WITNESS = 'eu-north-1';

export function detectionOn(topology: DrTopology, options: FailoverDetectionOptions = {}, dnsOptions: Partial<FailoverDnsOptions> = {}) {
  const dns = bareDns(dnsOptions, topology);
  topology.regions.forEach(region => dns.addEndpoint(region, RegionalEndpoint.hostName(`ingress.${region.name}.example.net`)));
  return new FailoverDetection(topology, 'Detection', { topology, dns, witness: true, ...options });
}

export function witnessed(options: FailoverDetectionOptions = {}) {
  const app = testApp();
  const topology = createdTopology(app, { witnessRegion: WITNESS });
  return { app, topology, detection: detectionOn(topology, options) };
}
