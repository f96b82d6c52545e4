import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { IConstruct } from 'constructs';
import { refuse } from './configuration-error';

/** A service, or a capability of one, that not every Region has. */
export interface RegionalService {
  readonly name: string;
  /** The Regions known to lack it. A Region that no list names is let pass: new Regions gain services. */
  readonly missingIn: readonly string[];
  readonly source: string;
}

const CLOUDFORMATION_SCHEMAS = 'CloudFormation resource schemas per Region of 2026-10-20 (cfn-lint 1.58.0)';

export const AURORA_GLOBAL_DATABASE: RegionalService = {
  name: 'Aurora global database (AWS::RDS::GlobalCluster)',
  missingIn: ['us-gov-east-1', 'us-gov-west-1'],
  source: CLOUDFORMATION_SCHEMAS,
};

/** The Region in which Route 53 publishes its metrics and reads alarms' settings, by partition. */
export const ROUTE53_HOME_REGION = 'us-east-1';

/** Refuses a Region that `region-info` does not know. */
export function requireKnownRegion(scope: IConstruct, prop: string, region: string): RegionInfo {
  const info = RegionInfo.regions.find(known => known.name === region);
  return info ?? refuse(scope, {
    prop,
    value: `"${region}"`,
    rule: 'this is not a Region that the installed aws-cdk-lib knows',
    remedy: 'Write a Region name such as "us-west-2"; for a Region newer than aws-cdk-lib, register it with Fact.register() of aws-cdk-lib/region-info',
  });
}

/** Refuses a Region that is known to lack the service. */
export function requireService(scope: IConstruct, prop: string, region: string, service: RegionalService): void {
  if (service.missingIn.includes(region)) {
    refuse(scope, {
      prop,
      value: `"${region}"`,
      rule: `the Region has no ${service.name} (${service.source})`,
      remedy: 'Choose another Region for this pair, or leave this construct out',
    });
  }
}
