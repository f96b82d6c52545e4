import { createHash } from 'crypto';
import { CustomResource, Duration, Lazy, Stack } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { BucketEnd } from './bucket-end';
import { apiRule } from './replication-rule';
import { ReverseRuleProvider } from './reverse-rule-provider';
import type { DrTopology } from '../topology';
import { StackLayer } from '../topology';

export interface ReverseRuleProps {
  readonly topology: DrTopology;
  readonly source: BucketEnd;
  readonly destination: BucketEnd;
  readonly rule: s3.CfnBucket.ReplicationRuleProperty;
  /** Literal, like everything that the rule says of the buckets. */
  readonly roleArn: string;
}

const DIGEST_LENGTH = 16;
const LONGER_THAN_THE_FUNCTIONS_TAKE = Duration.minutes(15);

/**
 * The rule that the standby Region's bucket replicates back by, put and removed by its id. It is put from the Region of its destination,
 * whose stacks wait for those of the standby Region anyway. Its logical id is kept: CloudFormation deletes what another id replaces,
 * which would remove the rule that the new one has just put.
 */
export function putReverseRule(owner: Construct, { topology, source, destination, rule, roleArn }: ReverseRuleProps): void {
  const scope = topology._scope(owner, 'storage', destination.region, StackLayer.LINK);
  const provider = ReverseRuleProvider.of(topology, destination.region);
  provider.allow(owner, source.bucketArn, roleArn);
  const reverseRule = new CustomResource(scope, 'reverse-rule', {
    resourceType: 'Custom::S3ReplicationRule',
    serviceToken: provider.serviceToken,
    serviceTimeout: LONGER_THAN_THE_FUNCTIONS_TAKE,
    properties: {
      Region: source.region.name,
      BucketName: source.bucketName,
      Account: topology.account,
      RoleArn: roleArn,
      Rule: apiRule(rule),
      BucketDefinition: definitionOf(source.bucket),
    },
  });
  // The rule names both, and in a stack that it shares with them no reference makes CloudFormation create them first.
  reverseRule.node.addDependency(destination.bucket, ...destination.key ? [destination.key.key] : []);
}

/**
 * A digest of the bucket as its template has it: whatever makes CloudFormation update the bucket makes it put the rule again, so that
 * an update which should drop the rule is mended by the same deployment.
 */
function definitionOf(bucket: s3.Bucket): string {
  const resource = bucket.node.defaultChild as unknown as { _toCloudFormation(): object };
  return Lazy.string({
    produce: () => createHash('sha256')
      .update(JSON.stringify(Stack.of(bucket).resolve(resource._toCloudFormation())))
      .digest('hex').slice(0, DIGEST_LENGTH),
  });
}
