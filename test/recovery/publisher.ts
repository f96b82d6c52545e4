import type { Template } from 'aws-cdk-lib/assertions';
import type { DrTopology } from '../../src';
import { FailoverDns, RegionalEndpoint } from '../../src/dns';
import type { PublisherSettings } from '../../src/recovery/handlers/publisher-settings';
import { importedZone } from '../dns/fixture';

/** A record that is complete, in a zone that several may share. */
export function record(topology: DrTopology, id = 'Dns', recordName = 'api'): FailoverDns {
  const { globalStack } = topology;
  const hostedZone = globalStack.node.tryFindChild('Zone') as ReturnType<typeof importedZone> | undefined ?? importedZone(globalStack);
  const dns = new FailoverDns(topology, id, { topology, hostedZone, recordName });
  topology.regions.forEach(region => dns.addEndpoint(region, RegionalEndpoint.hostName(`${recordName}.${region.name}.example.net`)));
  return dns;
}

/** The function of a template that publishes the state. */
export function publisherFunction(template: Template): { readonly [property: string]: any } {
  const [resource, ...others] = Object.values(template.findResources('AWS::Lambda::Function'));
  expect(others).toEqual([]);
  return resource.Properties;
}

/** What that function is told. */
export function publisherSettings(template: Template): PublisherSettings {
  return JSON.parse(publisherFunction(template).Environment.Variables.PUBLISHER_SETTINGS);
}

/** Rules of NIST 800-53 R5 that question the publisher: it calls APIs of AWS only, and reserved concurrency would be taken from the workload. */
export const ACKNOWLEDGED = ['LambdaInsideVPC', 'LambdaConcurrency']
  .map(rule => ({ rule: `NIST.800.53.R5-${rule}`, at: /\/recovery-[^/]+\/publisher\/handler\/Resource$/ }));
