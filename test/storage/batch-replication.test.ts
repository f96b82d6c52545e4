import { Duration } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { documents, foundations, resource, statementsOf } from './fixture';
import { StackLayer } from '../../src';
import { AccessLogging } from '../../src/storage';
import { createJobCommand } from '../../src/storage/batch-replication-command';
import { ACCOUNT, templateOf } from '../support/environment';

/** The words of a command as a shell splits them: no name in it has a quote or a space. */
function words(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare);
}

describe('batch replication of existing objects', () => {
  test('S3-13: the command creates a job for what was not replicated or failed, which waits for its confirmation', () => {
    expect(createJobCommand({
      account: ACCOUNT,
      region: 'eu-west-1',
      sourceArn: 'arn:aws:s3:::documents',
      roleArn: `arn:aws:iam::${ACCOUNT}:role/batch`,
      reportBucketArn: 'arn:aws:s3:::reports',
      reportPrefix: 'runs',
    })).toBe('aws s3control create-job --region eu-west-1 --account-id 111111111111 --role-arn arn:aws:iam::111111111111:role/batch '
      + '--operation \'{"S3ReplicateObject":{}}\' '
      + '--manifest-generator \'{"S3JobManifestGenerator":{"ExpectedBucketOwner":"111111111111","SourceBucket":"arn:aws:s3:::documents",'
      + '"EnableManifestOutput":false,"Filter":{"EligibleForReplication":true,"ObjectReplicationStatuses":["NONE","FAILED"]}}}\' '
      + '--report \'{"Enabled":true,"Bucket":"arn:aws:s3:::reports","Prefix":"runs","Format":"Report_CSV_20180820","ReportScope":"AllTasks"}\' '
      + '--priority 1 --confirmation-required');
  });

  test('S3-13: each Region has the command of its own bucket as an output, with the names that its template creates', () => {
    const given = documents({ batchReplication: true });
    given.topology.regions.forEach((region, position) => {
      const template = foundations(given)[position];
      const [[, { Value }]] = Object.entries(template.findOutputs('*', { Description: `Creates a job that copies what bucket "documents" in ${region.name} has not replicated. See the runbook "replicate existing objects"` }));
      const given2 = words(Value);
      const after = (name: string) => given2[given2.indexOf(name) + 1];
      const role = resource(template, 'AWS::IAM::Role', 'storagedocumentsbatchreplicationrole').Properties.RoleName;
      const reports = resource(template, 'AWS::S3::Bucket', 'storagedocumentsbatchreports').Properties.BucketName;
      expect(after('--region')).toBe(region.name);
      expect(after('--role-arn')).toBe(`arn:aws:iam::${ACCOUNT}:role/${role}`);
      expect(JSON.parse(after('--report')).Bucket).toBe(`arn:aws:s3:::${reports}`);
      expect(JSON.parse(after('--manifest-generator')).S3JobManifestGenerator.SourceBucket).toBe(given.bucket.forRegion(region).bucketArn);
    });
  });

  test('S3-03: the role starts replications of this bucket and writes reports, and S3 Batch Operations alone assumes it', () => {
    const given = documents({ batchReplication: true });
    given.topology.regions.forEach((region, position) => {
      const template = foundations(given)[position];
      const { bucketArn } = given.bucket.forRegion(region);
      const reports = resource(template, 'AWS::S3::Bucket', 'storagedocumentsbatchreports').Properties.BucketName;
      const role = resource(template, 'AWS::IAM::Role', 'storagedocumentsbatchreplicationrole');
      expect(role.Properties.AssumeRolePolicyDocument.Statement)
        .toEqual([{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'batchoperations.s3.amazonaws.com' } }]);
      expect(statementsOf(template, role)).toEqual([
        { Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:PutInventoryConfiguration'], Resource: bucketArn },
        { Effect: 'Allow', Action: 's3:InitiateReplication', Resource: `${bucketArn}/*` },
        { Effect: 'Allow', Action: 's3:PutObject', Resource: `arn:aws:s3:::${reports}/reports/*` },
      ]);
    });
  });

  test('S3-08: reports are private, go after 90 days, and their access is logged like the bucket\'s', () => {
    for (const template of foundations(documents({ batchReplication: true, abortIncompleteMultipartUploadAfter: Duration.days(2) }))) {
      const { Properties } = resource(template, 'AWS::S3::Bucket', 'storagedocumentsbatchreports');
      expect(Properties.PublicAccessBlockConfiguration).toMatchObject({ BlockPublicAcls: true, RestrictPublicBuckets: true });
      expect(Properties.LifecycleConfiguration.Rules[0])
        .toMatchObject({ ExpirationInDays: 90, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } });
      expect(Properties.LoggingConfiguration.LogFilePrefix).toBe('batch-reports/');
    }
  });

  test('S3-13: a bucket without access logs has reports without them', () => {
    for (const template of foundations(documents({ batchReplication: true, accessLogging: AccessLogging.none() }))) {
      expect(resource(template, 'AWS::S3::Bucket', 'storagedocumentsbatchreports').Properties.LoggingConfiguration).toBeUndefined();
      template.resourceCountIs('AWS::S3::Bucket', 2);
    }
  });

  test('SEC-03: AwsSolutions finds nothing, and each wildcard of the role is acknowledged by itself', () => {
    const { app } = documents({ batchReplication: true });
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });

  test('S3-13: by default there is neither role nor output', () => {
    const { topology } = documents();
    for (const region of topology.regions) {
      expect(JSON.stringify(templateOf(region.stack(StackLayer.FOUNDATION)).toJSON())).not.toMatch(/batchoperations|create-job/);
    }
  });
});
