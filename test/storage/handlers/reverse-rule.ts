import type { ReplicationRule } from '@aws-sdk/client-s3';

export const REGION = 'eu-central-1';
export const BUCKET = 'documents-eu-central-1';
export const ACCOUNT = '111111111111';
export const ROLE = 'arn:aws:iam::111111111111:role/documents-replication-eu-central-1';

/** The rule as S3 takes it. */
export const RULE: ReplicationRule = {
  ID: 'to-eu-west-1',
  Status: 'Enabled',
  Priority: 1,
  Filter: { Prefix: '' },
  DeleteMarkerReplication: { Status: 'Enabled' },
  SourceSelectionCriteria: { ReplicaModifications: { Status: 'Enabled' }, SseKmsEncryptedObjects: { Status: 'Enabled' } },
  Destination: {
    Bucket: 'arn:aws:s3:::documents-eu-west-1',
    EncryptionConfiguration: { ReplicaKmsKeyID: 'arn:aws:kms:eu-west-1:111111111111:alias/storage' },
    ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
    Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
  },
};

/** A rule that a team put on the bucket by itself. */
export const FOREIGN: ReplicationRule = {
  ID: 'to-archive',
  Status: 'Enabled',
  Priority: 7,
  Filter: { Prefix: 'invoices/' },
  DeleteMarkerReplication: { Status: 'Disabled' },
  Destination: { Bucket: 'arn:aws:s3:::archive' },
};

/** The properties as CloudFormation hands them over: numbers are text. */
export function properties(bucket = { Region: REGION, BucketName: BUCKET }): { ServiceToken: string; [name: string]: unknown } {
  return {
    ServiceToken: 'arn:aws:lambda:eu-west-1:111111111111:function:provider',
    ServiceTimeout: '900',
    ...bucket,
    Account: ACCOUNT,
    RoleArn: ROLE,
    Rule: JSON.parse(JSON.stringify(RULE, (_, value) => typeof value === 'number' ? String(value) : value)),
    BucketDefinition: '0123456789abcdef',
  };
}
