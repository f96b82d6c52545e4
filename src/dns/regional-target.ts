import { Reference, Stack, Tokenization } from 'aws-cdk-lib';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type { IConstruct } from 'constructs';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';
import { differs } from '../topology/environments';

/** An alias target held to its Region, whose health moves nothing: the regional name always answers. */
export class RegionalTarget implements route53.IAliasRecordTarget {
  constructor(
    private readonly owner: IConstruct,
    private readonly region: DrRegion,
    private readonly target: route53.IAliasRecordTarget,
  ) {}

  public bind(record: route53.IRecordSet, zone?: route53.IHostedZone): route53.AliasRecordTargetConfig {
    const config = this.target.bind(record, zone);
    if (config.evaluateTargetHealth === true) {
      refuse(this.owner, {
        prop: `endpoint of ${this.region.name}.evaluateTargetHealth`,
        value: 'true',
        rule: 'traffic would leave the Region with the target\'s health, past the latch and without the database',
        remedy: 'Leave it out; TrafficShift.onEndpointHealth() moves traffic by the endpoint\'s health check',
      });
    }
    requireOwnRegion(this.owner, this.region, config.dnsName);
    return { ...config, evaluateTargetHealth: false };
  }
}

/** Refuses a value that belongs to a stack of another Region or account. */
export function requireOwnRegion(owner: IConstruct, region: DrRegion, value: string): void {
  for (const token of Tokenization.reverseString(value).tokens) {
    const stack = Reference.isReference(token) ? Stack.of(token.target) : undefined;
    if (stack && differs(stack.account, region.env.account!)) {
      refuse(owner, {
        prop: `endpoint of ${region.name}`,
        value: `a value of stack "${stack.stackName}" in account ${stack.account}`,
        rule: `both Regions of the topology are in account ${region.env.account}, whose stacks cannot use a value of another account's`,
        remedy: 'Give an endpoint of that account, or a literal name by RegionalEndpoint.hostName()',
      });
    }
    if (stack && stack.region !== region.name) {
      refuse(owner, {
        prop: `endpoint of ${region.name}`,
        value: `a value of stack "${stack.stackName}" in ${stack.region}`,
        rule: 'the endpoint of a Region must be in that Region: no value of one Region may stand in a template of the other',
        remedy: `Give the endpoint of ${region.name}`,
      });
    }
  }
}
