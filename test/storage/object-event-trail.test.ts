import { Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import * as kms from 'aws-cdk-lib/aws-kms';
import { BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { dataBucket, documents, foundations, resource } from './fixture';
import { KeyPurpose, StackLayer } from '../../src';
import type { CloudTrailDataEventsProps } from '../../src/storage';
import { AccessLogging } from '../../src/storage';
import { ACCOUNT, testApp } from '../support/environment';

function recorded(props: CloudTrailDataEventsProps = {}) {
  const given = documents({ accessLogging: AccessLogging.cloudTrailDataEvents(props) });
  return given.topology.regions.map((region, position) => {
    const template = foundations(given)[position];
    const trail = resource(template, 'AWS::CloudTrail::Trail', 'storagedocumentstrail');
    const logs = resource(template, 'AWS::S3::Bucket', 'storagedocumentstraillogs');
    const arn = `arn:aws:cloudtrail:${region.name}:${ACCOUNT}:trail/${trail.Properties.TrailName}`;
    return { template, trail, logs, arn, bucketArn: given.bucket.forRegion(region).bucketArn };
  });
}

describe('data events of CloudTrail', () => {
  test('SEC-03: a trail of each Region records the objects of its bucket and of no other', () => {
    for (const { trail, logs, bucketArn } of recorded()) {
      expect(trail.Properties).toMatchObject({
        TrailName: expect.stringMatching(/^payments-test-documents-objects-eu-/),
        IsLogging: true,
        IsMultiRegionTrail: false,
        IncludeGlobalServiceEvents: false,
        EnableLogFileValidation: true,
        S3BucketName: { Ref: logs.id },
        AdvancedEventSelectors: [{
          Name: 'Objects',
          FieldSelectors: [
            { Field: 'eventCategory', Equals: ['Data'] },
            { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
            { Field: 'resources.ARN', StartsWith: [`${bucketArn}/`] },
          ],
        }],
      });
      expect(trail.Properties.EventSelectors).toBeUndefined();
      expect(trail.DeletionPolicy).toBe('Retain');
    }
  });

  test.each([
    [ReadWriteType.READ_ONLY, [{ Field: 'readOnly', Equals: ['true'] }]],
    [ReadWriteType.WRITE_ONLY, [{ Field: 'readOnly', Equals: ['false'] }]],
    [ReadWriteType.ALL, []],
  ])('SEC-03: %s narrows what is recorded', (readWriteType, selectors) => {
    for (const { trail } of recorded({ readWriteType })) {
      expect(trail.Properties.AdvancedEventSelectors[0].FieldSelectors.slice(3)).toEqual(selectors);
    }
  });

  test('SEC-02: the log bucket lets this trail alone write, under this account\'s prefix, and is ready before it', () => {
    for (const { template, trail, logs, arn } of recorded()) {
      const policy = resource(template, 'AWS::S3::BucketPolicy', 'storagedocumentstraillogsPolicy');
      const own = { 'Fn::GetAtt': [logs.id, 'Arn'] };
      expect(policy.Properties.PolicyDocument.Statement.filter((statement: { Effect: string }) => statement.Effect === 'Allow')).toEqual([
        {
          Sid: 'TrailAclCheck',
          Effect: 'Allow',
          Principal: { Service: 'cloudtrail.amazonaws.com' },
          Action: 's3:GetBucketAcl',
          Resource: own,
          Condition: { StringEquals: { 'aws:SourceArn': arn } },
        },
        {
          Sid: 'TrailWrite',
          Effect: 'Allow',
          Principal: { Service: 'cloudtrail.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: { 'Fn::Join': ['', [own, `/AWSLogs/${ACCOUNT}/*`]] },
          Condition: { StringEquals: { 'aws:SourceArn': arn, 's3:x-amz-acl': 'bucket-owner-full-control' } },
        },
      ]);
      expect(trail.DependsOn).toEqual([policy.id]);
    }
  });

  test('SEC-01: events are encrypted by the Region\'s key for logs, which lets this trail alone use it', () => {
    for (const { template, trail, arn } of recorded()) {
      const key = resource(template, 'AWS::KMS::Key', 'encryptionPaymentslogskey');
      expect(trail.Properties.KMSKeyId).toEqual({ 'Fn::GetAtt': [key.id, 'Arn'] });
      template.hasResourceProperties('AWS::KMS::Key', {
        KeyPolicy: {
          Statement: Match.arrayWith([
            {
              Effect: 'Allow',
              Principal: { Service: 'cloudtrail.amazonaws.com' },
              Action: 'kms:GenerateDataKey*',
              Resource: '*',
              Condition: { StringEquals: { 'aws:SourceArn': arn, 'kms:EncryptionContext:aws:cloudtrail:arn': arn } },
            },
            {
              Effect: 'Allow',
              Principal: { Service: 'cloudtrail.amazonaws.com' },
              Action: 'kms:DescribeKey',
              Resource: '*',
              Condition: { StringEquals: { 'aws:SourceArn': arn } },
            },
          ]),
        },
      });
    }
  });

  test('SEC-03: server access logs stay, of the bucket and of the trail\'s own, each by a statement of its own', () => {
    for (const { template, logs, bucketArn } of recorded()) {
      const access = resource(template, 'AWS::S3::Bucket', 'storagedocumentsaccesslogs');
      expect(dataBucket(template).Properties.LoggingConfiguration).toEqual({ DestinationBucketName: { Ref: access.id } });
      expect(logs.Properties.LoggingConfiguration).toEqual({ DestinationBucketName: { Ref: access.id }, LogFilePrefix: 'trail/' });
      const { Statement } = resource(template, 'AWS::S3::BucketPolicy', 'storagedocumentsaccesslogsPolicy').Properties.PolicyDocument;
      expect(Statement.slice(-2).map(({ Sid, Condition }: { Sid: string; Condition: any }) => [Sid, Condition.ArnLike['aws:SourceArn']])).toEqual([
        ['ServerAccessLogs', bucketArn],
        ['TrailServerAccessLogs', `arn:aws:s3:::${logs.Properties.BucketName}`],
      ]);
    }
  });

  test('COST-03: both kinds of logs go after the retention, a year by default', () => {
    for (const [props, days] of [[{}, 365], [{ retention: Duration.days(30) }, 30]] as const) {
      for (const { template } of recorded(props)) {
        for (const id of ['storagedocumentstraillogs', 'storagedocumentsaccesslogs']) {
          expect(resource(template, 'AWS::S3::Bucket', id).Properties.LifecycleConfiguration.Rules[0]).toMatchObject({ ExpirationInDays: days });
        }
      }
    }
  });

  test('SEC-03: AwsSolutions finds nothing', () => {
    const { app } = documents({ accessLogging: AccessLogging.cloudTrailDataEvents() });
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });

  test('SEC-01: where the key is the user\'s own and imported, a warning says which statements it needs', () => {
    const elsewhere = new Stack(testApp(), 'Keys');
    const imported = (name: string, region: string) => ({
      key: kms.Key.fromKeyArn(elsewhere, name, `arn:aws:kms:${region}:${ACCOUNT}:key/${name}`), aliasName: `alias/${name}`,
    });
    const { topology } = documents({ accessLogging: AccessLogging.cloudTrailDataEvents(), encryption: BucketEncryption.S3_MANAGED }, {
      encryptionKeys: { [KeyPurpose.LOGS]: { primary: imported('logs-west', 'eu-west-1'), secondary: imported('logs-central', 'eu-central-1') } },
    });
    expect(topology.primary.stack(StackLayer.FOUNDATION).stackName).toContain('foundation');
    const warnings = Annotations.fromStack(elsewhere).findWarning('*', Match.stringLikeRegexp('kms:GenerateDataKey.*cdk-multi-region-dr:trailKeyPolicy'));
    expect(warnings.map(({ id }) => id)).toEqual(['/Keys/logs-west', '/Keys/logs-central']);
  });

  test('SEC-03: by default there is no trail', () => {
    for (const template of foundations(documents())) {
      template.resourceCountIs('AWS::CloudTrail::Trail', 0);
    }
  });
});
