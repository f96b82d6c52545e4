import type { Template } from 'aws-cdk-lib/assertions';
import { FailoverDetection } from '../../src/detection';
import type { FailoverDetectionOptions } from '../../src/detection';
import type { FailoverDnsOptions } from '../../src/dns';
import type { DrRegion } from '../../src/topology';
import { StackLayer } from '../../src/topology';
import type { Fixture, Resource } from '../dns/fixture';
import { createdDns, handedOverDns, resourcesOf } from '../dns/fixture';
import { templateOf } from '../support/environment';

export interface DetectionFixture extends Fixture {
  readonly detection: FailoverDetection;
}

/** In stacks that the topology creates. */
export function createdDetection(options: FailoverDetectionOptions = {}, dns: Partial<FailoverDnsOptions> = {}): DetectionFixture {
  return withDetection(createdDns(dns), options);
}

/** In stacks that the consumer owns. */
export function handedOverDetection(): DetectionFixture {
  return withDetection(handedOverDns(), {});
}

function withDetection(fixture: Fixture, options: FailoverDetectionOptions): DetectionFixture {
  const { topology, dns } = fixture;
  return { ...fixture, detection: new FailoverDetection(topology, 'Detection', { ...options, topology, dns }) };
}

export function recoveryTemplate(region: DrRegion): Template {
  return templateOf(region.stack(StackLayer.RECOVERY));
}

/** The properties of the only resource of a type whose properties fit. */
export function only(template: Template, type: string, fits: (properties: Resource['Properties']) => boolean = () => true): Resource['Properties'] {
  const found = Object.values(resourcesOf(template, type)).map(resource => resource.Properties).filter(fits);
  expect(found).toHaveLength(1);
  return found[0];
}
