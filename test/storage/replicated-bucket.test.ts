import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { dataBucket, documents, foundations, resource, statementsOf } from './fixture';
import { StackLayer } from '../../src';
import { AccessLogging } from '../../src/storage';
import { ACCOUNT, SECONDARY, templateOf } from '../support/environment';

/** The rule of the home Region's bucket, as it is in the template. */
function forwardRule(...given: Parameters<typeof documents>) {
  const { Rules } = dataBucket(foundations(documents(...given))[0]).Properties.ReplicationConfiguration;
  expect(Rules).toHaveLength(1);
  return Rules[0];
}

/** The role of replication, as it is in the home Region's template. */
function role(...given: Parameters<typeof documents>) {
  return resource(foundations(documents(...given))[0], 'AWS::IAM::Role', 'storagedocumentsreplicationrole').Properties;
}

describe('replication', () => {
  test('S3-01: both buckets are versioned, and one stable rule replicates everything from the home Region', () => {
    const given = documents();
    const [home, standby] = foundations(given);
    for (const template of [home, standby]) {
      expect(dataBucket(template).Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    }
    expect(dataBucket(standby).Properties.ReplicationConfiguration).toBeUndefined();
    expect(forwardRule().Filter).toEqual({ Prefix: '' });
    expect(forwardRule()).toMatchObject({
      Id: `to-${SECONDARY}`,
      Status: 'Enabled',
      Priority: 1,
      Filter: { Prefix: '' },
      DeleteMarkerReplication: { Status: 'Enabled' },
      SourceSelectionCriteria: { ReplicaModifications: { Status: 'Enabled' } },
      Destination: { Bucket: `arn:aws:s3:::${given.bucket.forRegion(given.topology.secondary).bucketName}` },
    });
  });

  test('S3-01: delete markers stay explicit when they are not replicated', () => {
    expect(forwardRule({ deleteMarkerReplication: false }).DeleteMarkerReplication).toEqual({ Status: 'Disabled' });
  });

  test('S3-02: time control and its metrics are on, both under the destination', () => {
    const { Destination, ...rest } = forwardRule();
    expect(Destination.ReplicationTime).toEqual({ Status: 'Enabled', Time: { Minutes: 15 } });
    expect(Destination.Metrics).toEqual({ Status: 'Enabled', EventThreshold: { Minutes: 15 } });
    expect(Object.keys(rest)).not.toEqual(expect.arrayContaining(['ReplicationTime']));
  });

  test('S3-02: without time control the metrics stay, without the event threshold that S3 then refuses', () => {
    const { Destination } = forwardRule({ replicationTimeControl: false });
    expect(Destination.ReplicationTime).toBeUndefined();
    expect(Destination.Metrics).toEqual({ Status: 'Enabled' });
  });
});

describe('the replication role', () => {
  test('S3-03: it has exactly the actions that replication needs, on these buckets and keys', () => {
    const { topology, bucket } = documents();
    const [source, destination] = topology.regions.map(region => bucket.forRegion(region).bucketArn);
    const [home] = foundations(documents());
    expect(statementsOf(home, resource(home, 'AWS::IAM::Role', 'storagedocumentsreplicationrole'))).toEqual([
      { Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: source },
      {
        Effect: 'Allow',
        Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
        Resource: `${source}/*`,
      },
      { Effect: 'Allow', Action: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'], Resource: `${destination}/*` },
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^encryptionPaymentsstoragekey/), 'Arn'] },
        Condition: {
          StringLike: { 'kms:ViaService': 's3.eu-west-1.*', 'kms:EncryptionContext:aws:s3:arn': [source, `${source}/*`] },
        },
      },
      {
        Effect: 'Allow',
        Action: ['kms:Encrypt', 'kms:GenerateDataKey'],
        Resource: `arn:aws:kms:${SECONDARY}:${ACCOUNT}:key/*`,
        Condition: {
          'ForAnyValue:StringEquals': { 'kms:ResourceAliases': expect.stringMatching(/^alias\/payments-test-storage-eu-central-1-/) },
          'StringLike': { 'kms:ViaService': 's3.eu-central-1.*', 'kms:EncryptionContext:aws:s3:arn': [destination, `${destination}/*`] },
        },
      },
    ]);
  });

  test('S3-03: its name is its own, so that a second bucket of the account does not collide', () => {
    expect(role().RoleName).toMatch(/^payments-test-documents-replication-eu-west-1-[0-9a-f]{8}$/);
  });

  test('S3-04: S3 alone may assume it, for the source bucket of this account, without an external id', () => {
    const given = documents();
    const { topology, bucket } = given;
    for (const [position, template] of foundations(given).entries()) {
      expect(resource(template, 'AWS::IAM::Role', 'storagedocumentsreplicationrole').Properties.AssumeRolePolicyDocument.Statement).toEqual([{
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 's3.amazonaws.com' },
        Condition: {
          ArnEquals: { 'aws:SourceArn': bucket.forRegion(topology.regions[position]).bucketArn },
          StringEquals: { 'aws:SourceAccount': ACCOUNT },
        },
      }]);
    }
    for (const template of foundations(documents())) {
      expect(JSON.stringify(template.toJSON())).not.toContain('sts:ExternalId');
    }
  });

  test('S3-05: the bucket names the role and the role its policy, so that the policy is in force first', () => {
    const [home] = foundations(documents());
    const { id, Properties } = resource(home, 'AWS::IAM::Role', 'storagedocumentsreplicationrole');
    const policy = resource(home, 'AWS::IAM::ManagedPolicy', 'storagedocumentsreplicationrolepolicy');
    expect(Properties.ManagedPolicyArns).toEqual([{ Ref: policy.id }]);
    home.resourceCountIs('AWS::IAM::Policy', 0);
    expect(dataBucket(home).Properties.ReplicationConfiguration.Role).toEqual({ 'Fn::GetAtt': [id, 'Arn'] });
  });
});

describe('encryption', () => {
  test('S3-06: both buckets are encrypted by their Region\'s key, and replicas by the destination\'s', () => {
    for (const template of foundations(documents())) {
      expect(dataBucket(template).Properties.BucketEncryption.ServerSideEncryptionConfiguration).toEqual([{
        BucketKeyEnabled: true,
        ServerSideEncryptionByDefault: {
          SSEAlgorithm: 'aws:kms',
          KMSMasterKeyID: { 'Fn::GetAtt': [expect.stringMatching(/^encryptionPaymentsstoragekey/), 'Arn'] },
        },
      }]);
    }
    const rule = forwardRule();
    expect(rule.SourceSelectionCriteria.SseKmsEncryptedObjects).toEqual({ Status: 'Enabled' });
    expect(rule.Destination.EncryptionConfiguration.ReplicaKmsKeyID)
      .toMatch(new RegExp(`^arn:aws:kms:${SECONDARY}:${ACCOUNT}:alias/payments-test-storage-eu-central-1-[0-9a-f]{8}$`));
  });

  test('S3-06: with keys of S3 there is no key for objects, in buckets, rule, role or handle', () => {
    const options = { encryption: BucketEncryption.S3_MANAGED };
    const given = documents(options);
    for (const template of foundations(given)) {
      expect(Object.keys(template.findResources('AWS::KMS::Key')).filter(id => /storagekey/.test(id))).toEqual([]);
      expect(dataBucket(template).Properties.BucketEncryption.ServerSideEncryptionConfiguration).toEqual([
        expect.objectContaining({ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }),
      ]);
    }
    expect(forwardRule(options).SourceSelectionCriteria).toEqual({ ReplicaModifications: { Status: 'Enabled' } });
    expect(forwardRule(options).Destination.EncryptionConfiguration).toBeUndefined();
    expect(JSON.stringify(role(options))).not.toContain('kms:');
    expect(given.bucket.forRegion(given.topology.primary).encryptionKey).toBeUndefined();
  });
});

describe('every bucket, of objects and of logs', () => {
  test('S3-07: only TLS 1.2 or later is let in, and the policy is kept with a bucket that is kept', () => {
    for (const template of foundations(documents())) {
      for (const name of ['storagedocumentsbucket', 'storagedocumentsaccesslogs']) {
        const bucket = resource(template, 'AWS::S3::Bucket', name).id;
        const policy = resource(template, 'AWS::S3::BucketPolicy', `${name}Policy`);
        const everything = [{ 'Fn::GetAtt': [bucket, 'Arn'] }, { 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, '/*']] }];
        const denied = { Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Resource: everything };
        expect(policy.Properties.Bucket).toEqual({ Ref: bucket });
        expect(policy.Properties.PolicyDocument.Statement).toEqual(expect.arrayContaining([
          { ...denied, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
          { ...denied, Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } },
        ]));
        expect(policy.DeletionPolicy).toBe('Retain');
      }
    }
  });

  test('S3-08: nothing is public and there are no ACLs', () => {
    for (const template of foundations(documents())) {
      template.resourceCountIs('AWS::S3::Bucket', 2);
      template.allResourcesProperties('AWS::S3::Bucket', {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      });
    }
  });

  test('S3-10: lifecycle rules bound versions, uploads and delete markers on both buckets', () => {
    for (const template of foundations(documents())) {
      expect(dataBucket(template).Properties.LifecycleConfiguration.Rules).toEqual([{
        Id: 'bounded-history',
        Status: 'Enabled',
        NoncurrentVersionExpiration: { NoncurrentDays: 90 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        ExpiredObjectDeleteMarker: true,
      }]);
    }
  });

  test('S3-10: the bounds are props', () => {
    const options = { noncurrentVersionExpiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(2) };
    for (const template of foundations(documents(options))) {
      expect(dataBucket(template).Properties.LifecycleConfiguration.Rules).toEqual([expect.objectContaining({
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 },
      })]);
    }
  });

  test('S3-11: buckets are kept by default', () => {
    for (const template of foundations(documents())) {
      template.allResources('AWS::S3::Bucket', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
      template.resourceCountIs('Custom::S3AutoDeleteObjects', 0);
    }
  });

  test('OPS-04: each Region\'s bucket is an output for people', () => {
    const { bucket, topology } = documents();
    for (const region of topology.regions) {
      templateOf(region.stack(StackLayer.FOUNDATION)).hasOutput('*', {
        Value: bucket.forRegion(region).bucketName,
        Description: `Bucket "documents" in ${region.name}`,
        Export: Match.absent(),
      });
    }
  });

  test('S3-11: a throw-away environment deletes buckets, and empties them only when it says so', () => {
    const throwAway = { removalPolicy: RemovalPolicy.DESTROY };
    for (const template of foundations(documents({}, throwAway))) {
      template.allResources('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
      template.resourceCountIs('Custom::S3AutoDeleteObjects', 0);
    }
    for (const template of foundations(documents({ autoDeleteObjects: true }, throwAway))) {
      template.resourceCountIs('Custom::S3AutoDeleteObjects', 2);
      template.hasResourceProperties('Custom::S3AutoDeleteObjects', { BucketName: { Ref: dataBucket(template).id } });
    }
  });

  test('COST-03: buckets, role and keys carry the tags, with the role of their own Region', () => {
    const roles = ['primary', 'secondary'];
    foundations(documents()).forEach((template, position) => {
      for (const type of ['AWS::S3::Bucket', 'AWS::IAM::Role', 'AWS::KMS::Key']) {
        for (const { Properties } of Object.values(template.findResources(type))) {
          expect(Properties.Tags).toEqual(expect.arrayContaining([
            { Key: 'application', Value: 'Payments' },
            { Key: 'environment', Value: 'test' },
            { Key: 'region-role', Value: roles[position] },
          ]));
        }
      }
    });
  });
});

describe('access logs', () => {
  test('each bucket logs to a bucket of its Region, whose policy is in force first and lets only this bucket in', () => {
    const given = documents();
    foundations(given).forEach((template, position) => {
      const logs = resource(template, 'AWS::S3::Bucket', 'storagedocumentsaccesslogs');
      const policy = resource(template, 'AWS::S3::BucketPolicy', 'storagedocumentsaccesslogsPolicy');
      const source = dataBucket(template);
      expect(source.Properties.LoggingConfiguration).toEqual({ DestinationBucketName: { Ref: logs.id } });
      expect(source.DependsOn).toContain(policy.id);
      expect(policy.Properties.PolicyDocument.Statement.filter((statement: { Effect: string }) => statement.Effect === 'Allow')).toEqual([{
        Sid: 'ServerAccessLogs',
        Effect: 'Allow',
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [logs.id, 'Arn'] }, '/*']] },
        Condition: {
          ArnLike: { 'aws:SourceArn': given.bucket.forRegion(given.topology.regions[position]).bucketArn },
          StringEquals: { 'aws:SourceAccount': ACCOUNT },
        },
      }]);
    });
  });

  test('logs are encrypted by S3, which KMS would stop from delivering, and kept for a year or as long as the prop says', () => {
    for (const [accessLogging, days] of [[undefined, 365], [AccessLogging.serverAccessLogs({ retention: Duration.days(30) }), 30]] as const) {
      for (const template of foundations(documents({ accessLogging }))) {
        const { Properties } = resource(template, 'AWS::S3::Bucket', 'storagedocumentsaccesslogs');
        expect(Properties.LifecycleConfiguration.Rules[0]).toMatchObject({ Status: 'Enabled', ExpirationInDays: days });
        expect(Properties.BucketEncryption.ServerSideEncryptionConfiguration)
          .toEqual([{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }]);
      }
    }
  });

  test('COST-03: logs are versioned, and what the retention ended or somebody deleted is gone a week later, markers included', () => {
    const options = { accessLogging: AccessLogging.cloudTrailDataEvents(), batchReplication: true };
    for (const template of foundations(documents(options))) {
      for (const id of ['accesslogs', 'traillogs', 'batchreports']) {
        const { VersioningConfiguration, LifecycleConfiguration } = resource(template, 'AWS::S3::Bucket', `storagedocuments${id}`).Properties;
        expect(VersioningConfiguration).toEqual({ Status: 'Enabled' });
        // S3 refuses both kinds of expiration in one rule.
        expect(LifecycleConfiguration.Rules.slice(1)).toEqual([
          { Id: 'bounded-history', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 7 }, ExpiredObjectDeleteMarker: true },
        ]);
        expect(LifecycleConfiguration.Rules[0]).not.toHaveProperty('ExpiredObjectDeleteMarker');
      }
    }
  });

  test('a bucket whose access is recorded otherwise has none', () => {
    for (const template of foundations(documents({ accessLogging: AccessLogging.none() }))) {
      template.resourceCountIs('AWS::S3::Bucket', 1);
      expect(dataBucket(template).Properties.LoggingConfiguration).toBeUndefined();
    }
  });
});
