import { readFileSync } from 'fs';
import * as path from 'path';
import { RemovalPolicy, Tags } from 'aws-cdk-lib';
import type { CfnResource, Documents } from './fixture';
import { dataBucket, documents, foundations } from './fixture';
import { StackLayer } from '../../src';
import type { ReplicatedBucketOptions } from '../../src/storage';
import { ExistingBucket } from '../../src/storage';
import { stacksOf, templateOf } from '../support/environment';

const NAME = { primaryBucketName: 'acme-documents' };
const IMPORTING = { ...NAME, existing: ExistingBucket.beingImported() };

/** Of the type's properties, those that cannot be changed without replacing the bucket, as its schema lists them. */
const CREATE_ONLY = ['BucketName', 'BucketNamePrefix', 'BucketNamespace'];

function homeBucket(options: ReplicatedBucketOptions): CfnResource & { id: string } {
  return dataBucket(foundations(documents(options))[0]);
}

function resourcesOf({ topology }: Documents): { [id: string]: CfnResource } {
  return templateOf(topology.primary.stack(StackLayer.FOUNDATION)).toJSON().Resources;
}

describe('a bucket that is being imported', () => {
  test('OPS-09: it is rendered by its name and nothing else, kept, so that what follows is seen as a change', () => {
    for (const topologyProps of [{}, { removalPolicy: RemovalPolicy.DESTROY, tags: { team: 'payments' } }]) {
      const given = documents(IMPORTING, topologyProps);
      Tags.of(given.app).add('owner', 'acme');
      const { id, ...rendered } = dataBucket(foundations(given)[0]);
      expect(rendered).toEqual({
        Type: 'AWS::S3::Bucket',
        Properties: { BucketName: 'acme-documents' },
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      });
    }
  });

  test('OPS-09: nothing in its stack is given to it, waits for it or is waited for by it', () => {
    const given = documents(IMPORTING);
    const { id } = dataBucket(foundations(given)[0]);
    const others = Object.entries(resourcesOf(given)).filter(([other]) => other !== id);
    expect(others.filter(([, { Type }]) => ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::IAM::Role'].includes(Type))).toEqual([]);
    expect(JSON.stringify(others)).not.toContain(id);
  });

  test('OPS-09: no rule replicates to it before it is versioned', () => {
    const { app } = documents(IMPORTING);
    for (const stack of stacksOf(app)) {
      templateOf(stack).resourceCountIs('Custom::S3ReplicationRule', 0);
    }
  });

  test('OPS-09: the standby Region\'s bucket is created in full', () => {
    const [, importing] = foundations(documents(IMPORTING));
    const [, adopted] = foundations(documents(NAME));
    expect(dataBucket(importing).Properties).toEqual(dataBucket(adopted).Properties);
  });

  test('OPS-09: the handle already grants by the bucket\'s name', () => {
    const { bucket, topology } = documents(IMPORTING);
    expect(bucket.forRegion(topology.primary).bucketArn).toBe('arn:aws:s3:::acme-documents');
    expect(bucket.replications.map(({ ruleId }) => ruleId)).toEqual(['to-eu-central-1', 'to-eu-west-1']);
  });
});

describe('the deployment after the import', () => {
  test('OPS-09: logical id and what is create-only stay, so that the bucket is updated and not replaced', () => {
    const [importing, adopted] = [homeBucket(IMPORTING), homeBucket(NAME)];
    expect(adopted.id).toBe(importing.id);
    for (const property of CREATE_ONLY) {
      expect(adopted.Properties[property]).toEqual(importing.Properties[property]);
    }
    expect(Object.keys(adopted.Properties)).toEqual(expect.arrayContaining([
      'VersioningConfiguration', 'BucketEncryption', 'LifecycleConfiguration', 'OwnershipControls', 'PublicAccessBlockConfiguration',
      'ReplicationConfiguration', 'NotificationConfiguration', 'LoggingConfiguration', 'Tags',
    ]));
  });

  test('OPS-09: it is what a bucket of that name would have been from the start', () => {
    expect(homeBucket(NAME)).toEqual(homeBucket({ ...NAME, existing: undefined }));
  });
});

test('OPS-09: the page on adoption names each stage, and each setting that the library replaces', () => {
  const page = readFileSync(path.join(__dirname, '../../docs/adoption/bucket.md'), 'utf8');
  for (const named of [
    'existing: ExistingBucket.beingImported()', 'primaryBucketName', 'cdk import', 'cdk diff', 'get-bucket-policy', 'get-bucket-acl',
    'get-bucket-lifecycle-configuration', 'get-bucket-notification-configuration', 'get-bucket-replication', 'get-bucket-encryption',
    'get-bucket-logging', 'get-bucket-cors', 'get-bucket-tagging', 'replicate-existing-objects', 'delete-bucket-policy',
    `{"${homeBucket(IMPORTING).id}": {"BucketName": "acme-documents"}}`,
  ]) {
    expect(page).toContain(named);
  }
});
