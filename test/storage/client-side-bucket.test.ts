import { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import { BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { documents } from './fixture';
import { StackLayer } from '../../src';
import type { RegionalBucket, ReplicatedBucketOptions } from '../../src/storage';
import { ACCOUNT, ownStack, PRIMARY, SECONDARY, templateOf } from '../support/environment';

function team(options: ReplicatedBucketOptions = {}) {
  const given = documents(options);
  const handle = given.bucket.forRegion(given.topology.primary);
  const stack = ownStack(given.app, 'Team', PRIMARY);
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  return { ...given, handle, bucket: handle.bucket, stack, role, foundation: given.topology.primary.stack(StackLayer.FOUNDATION) };
}

function statementsOf(stack: Stack): any[] {
  return Object.values(templateOf(stack).findResources('AWS::IAM::Policy')).flatMap(policy => policy.Properties.PolicyDocument.Statement);
}

/** The policy that a grant gives in a team's stack, with what else that stack then waits for. */
function policyOf(grant: (handle: RegionalBucket, role: iam.Role) => iam.Grant, options?: ReplicatedBucketOptions) {
  const { handle, stack, role } = team(options);
  grant(handle, role).assertSuccess();
  expect(stack.dependencies).toHaveLength(0);
  return statementsOf(stack);
}

describe('grants of the bucket itself', () => {
  test.each<[string, (bucket: IBucket, role: iam.Role) => iam.Grant, (handle: RegionalBucket, role: iam.Role) => iam.Grant]>([
    ['grantRead', (bucket, role) => bucket.grantRead(role), ({ grants }, role) => grants.read(role)],
    ['grantWrite', (bucket, role) => bucket.grantWrite(role), ({ grants }, role) => grants.write(role)],
    ['grantPut', (bucket, role) => bucket.grantPut(role), ({ grants }, role) => grants.put(role)],
    ['grantDelete', (bucket, role) => bucket.grantDelete(role), ({ grants }, role) => grants.deleteObjects(role)],
    ['grantReadWrite', (bucket, role) => bucket.grantReadWrite(role), ({ grants }, role) => grants.readWrite(role)],
    ['grantRead of a pattern', (bucket, role) => bucket.grantRead(role, 'a/*'), ({ grants }, role) => grants.read(role, 'a/*')],
  ])('SEC-02: %s gives what the handle gives', (_, byBucket, byHandle) => {
    expect(policyOf(({ bucket }, role) => byBucket(bucket, role))).toEqual(policyOf(byHandle));
  });

  test('SEC-02: chosen write actions are given by literal names, the key by its alias', () => {
    const [objects, key] = policyOf(({ bucket }, role) => bucket.grantWrite(role, 'a/*', ['s3:PutObject']));
    expect(objects).toEqual({
      Effect: 'Allow', Action: 's3:PutObject', Resource: [expect.stringMatching(/^arn:aws:s3:::payments/), expect.stringMatching(/\/a\/\*$/)],
    });
    expect(key).toMatchObject({ Resource: `arn:aws:kms:${PRIMARY}:${ACCOUNT}:key/*`, Condition: { 'ForAnyValue:StringEquals': {} } });
  });

  test('SEC-02: where S3 encrypts by its own keys, no grant names a key, and principals are checked all the same', () => {
    const options = { encryption: BucketEncryption.S3_MANAGED };
    expect(JSON.stringify(policyOf(({ bucket }, role) => bucket.grantWrite(role, '*', ['s3:PutObject', 'kms:Decrypt']), options))).not.toContain('kms');
    const { bucket, app } = team(options);
    const elsewhere = new iam.Role(ownStack(app, 'Elsewhere', SECONDARY), 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    expect(() => bucket.grantWrite(elsewhere, '*', ['s3:PutObject', 'kms:Decrypt'])).toThrow('this handle is for principals in stacks of eu-west-1');
  });
});

describe('the bucket as a construct of another stack takes it', () => {
  test('its names are literal, in the Region\'s domain', () => {
    const { bucket, handle } = team();
    expect(bucket).toMatchObject({
      bucketName: handle.bucketName,
      bucketArn: handle.bucketArn,
      bucketRegionalDomainName: `${handle.bucketName}.s3.${PRIMARY}.amazonaws.com`,
      bucketDomainName: `${handle.bucketName}.s3.amazonaws.com`,
      bucketDualStackDomainName: `${handle.bucketName}.s3.dualstack.${PRIMARY}.amazonaws.com`,
    });
    expect(bucket.env.region).toBe(PRIMARY);
    expect(bucket.encryptionKey).toBe(handle.encryptionKey);
  });

  test('OPS-09: a rule in a team\'s stack matches object events by the literal name, and neither stack waits for the other', () => {
    const { bucket, handle, stack, foundation } = team({ eventBridgeEnabled: true });
    bucket.enableEventBridgeNotification();
    new events.Rule(stack, 'Created', {
      eventPattern: { source: ['aws.s3'], detailType: ['Object Created'], detail: { bucket: { name: [handle.bucketName] } } },
      targets: [new targets.SqsQueue(new sqs.Queue(stack, 'Queue'))],
    });
    templateOf(stack).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: Match.objectLike({ detail: { bucket: { name: [handle.bucketName] } } }),
    });
    expect(stack.dependencies).toHaveLength(0);
    expect(foundation.dependencies).not.toContain(stack);
    templateOf(foundation).resourceCountIs('Custom::S3BucketNotifications', 0);
  });
});
