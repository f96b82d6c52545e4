import { CfnResource, Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose, StackLayer } from '../topology';

/** As CDK names it. There is one for all VPCs of a stack. */
const PROVIDER = 'Custom::VpcRestrictDefaultSGCustomResourceProvider';
const LOG = 'default-security-group-log';

/**
 * Gives the function that empties the default security group of a VPC a log of its own, encrypted and for a bounded time: CDK leaves it to
 * Lambda, which makes one that is neither.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
 */
export function boundLogOfDefaultSecurityGroup(vpc: ec2.Vpc, topology: DrTopology, region: DrRegion, retention: logs.RetentionDays): void {
  const handler = Stack.of(vpc).node.tryFindChild(PROVIDER)?.node.tryFindChild('Handler');
  const place = topology._scope(topology, 'network', region, StackLayer.FOUNDATION);
  if (CfnResource.isCfnResource(handler) && !place.node.tryFindChild(LOG)) {
    const logGroup = new logs.LogGroup(place, LOG, {
      retention,
      encryptionKey: topology.encryptionKey(region, KeyPurpose.LOGS).key,
      removalPolicy: topology.removalPolicy,
    });
    handler.addPropertyOverride('LoggingConfig', { LogGroup: logGroup.logGroupName });
  }
}
