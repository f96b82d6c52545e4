import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';
import type { Access, ServiceKey } from '../topology/regional-grant';
import { grantInRegion, keyUse } from '../topology/regional-grant';

const READ_OBJECTS = [
  's3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging', 's3:GetObjectVersionTagging', 's3:GetObjectAttributes', 's3:GetObjectVersionAttributes',
];
const READ_LOCKS = ['s3:GetObjectRetention', 's3:GetObjectLegalHold'];
const READ_BUCKET = ['s3:ListBucket', 's3:ListBucketVersions', 's3:GetBucketLocation'];
const PUT_OBJECTS = ['s3:PutObject', 's3:PutObjectTagging', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];
const PUT_LOCKS = ['s3:PutObjectRetention', 's3:PutObjectLegalHold'];
const DELETE_OBJECTS = ['s3:DeleteObject'];
const RESTORE_OBJECTS = ['s3:RestoreObject'];
const CONSUME = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'];
const DECRYPT = ['kms:Decrypt'];
// S3 decrypts the parts of a multipart upload when it puts them together.
const ENCRYPT = ['kms:GenerateDataKey', 'kms:Decrypt'];

/** @internal */
export interface RegionalBucketGrantsProps {
  readonly region: DrRegion;
  readonly bucketArn: string;
  /** Whether versions can be locked: who writes then may lock what it writes. */
  readonly objectLock: boolean;
  readonly encryptedBy?: ServiceKey;
  readonly replicationEventsArn: string;
  readonly replicationEventsEncryptedBy: ServiceKey;
}

/**
 * Grants on the bucket of one Region, for principals in stacks of the same Region.
 *
 * Each grant includes the Region's key. All names are literal: the stack of the principal refers to no other stack.
 * `objectsKeyPattern` restricts a grant to keys that match, for example `invoices/*`; default: all.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
 */
export class RegionalBucketGrants {
  /** @internal */
  public static _of(scope: IConstruct, props: RegionalBucketGrantsProps): RegionalBucketGrants {
    return new RegionalBucketGrants(scope, props);
  }

  private readonly readActions: string[];
  private readonly putActions: string[];

  private constructor(private readonly scope: IConstruct, private readonly props: RegionalBucketGrantsProps) {
    this.readActions = props.objectLock ? [...READ_OBJECTS, ...READ_LOCKS] : READ_OBJECTS;
    this.putActions = props.objectLock ? [...PUT_OBJECTS, ...PUT_LOCKS] : PUT_OBJECTS;
  }

  /**
   * List the bucket, and read objects and their versions, with object lock their locks too.
   *
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed, and a pattern that names a bucket
   */
  public read(grantee: iam.IGrantable, objectsKeyPattern: string = '*'): iam.Grant {
    return this.grant(grantee, this.onBucket(READ_BUCKET), ...this.onObjects(objectsKeyPattern, this.readActions, DECRYPT));
  }

  /**
   * Write objects, without reading or deleting them. With object lock also lock versions: set or lengthen their retention, and place or
   * lift legal holds.
   *
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed, and a pattern that names a bucket
   */
  public put(grantee: iam.IGrantable, objectsKeyPattern: string = '*'): iam.Grant {
    return this.grant(grantee, ...this.onObjects(objectsKeyPattern, this.putActions, ENCRYPT));
  }

  /**
   * Delete objects, which in a versioned bucket adds a delete marker. Versions cannot be deleted by this grant.
   *
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed, and a pattern that names a bucket
   */
  public deleteObjects(grantee: iam.IGrantable, objectsKeyPattern: string = '*'): iam.Grant {
    return this.grant(grantee, ...this.onObjects(objectsKeyPattern, DELETE_OBJECTS, []));
  }

  /**
   * Write and delete objects, as `put` and `deleteObjects`.
   *
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed, and a pattern that names a bucket
   */
  public write(grantee: iam.IGrantable, objectsKeyPattern: string = '*'): iam.Grant {
    return this.grant(grantee, ...this.onObjects(objectsKeyPattern, [...this.putActions, ...DELETE_OBJECTS], ENCRYPT));
  }

  /**
   * List the bucket; read, write and delete objects, as `read` and `write`.
   *
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed, and a pattern that names a bucket
   */
  public readWrite(grantee: iam.IGrantable, objectsKeyPattern: string = '*'): iam.Grant {
    const objectActions = [...this.readActions, ...this.putActions, ...DELETE_OBJECTS];
    return this.grant(grantee, this.onBucket(READ_BUCKET), ...this.onObjects(objectsKeyPattern, objectActions, ENCRYPT));
  }

  /**
   * Bring objects back from an archive class, such as `GLACIER`, for as long as the request says. Reading them then takes `read`.
   *
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed, and a pattern that names a bucket
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html
   */
  public restoreObjects(grantee: iam.IGrantable, objectsKeyPattern: string = '*'): iam.Grant {
    return this.grant(grantee, ...this.onObjects(objectsKeyPattern, RESTORE_OBJECTS, []));
  }

  /**
   * Receive the replication events of the bucket, and delete those that are dealt with.
   *
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   */
  public consumeReplicationEvents(grantee: iam.IGrantable): iam.Grant {
    const { replicationEventsArn, replicationEventsEncryptedBy } = this.props;
    return this.grant(grantee, { actions: CONSUME, resourceArns: [replicationEventsArn] }, keyUse(replicationEventsEncryptedBy, DECRYPT));
  }

  private grant(grantee: iam.IGrantable, ...accesses: Access[]): iam.Grant {
    return grantInRegion(this.scope, this.props.region, grantee, accesses);
  }

  private onBucket(actions: string[]): Access {
    return { actions, resourceArns: [this.props.bucketArn] };
  }

  private onObjects(pattern: string, actions: string[], keyActions: string[]): Access[] {
    this.validatePattern(pattern);
    const { bucketArn, encryptedBy } = this.props;
    const objects = { actions, resourceArns: [`${bucketArn}/${pattern}`] };
    return encryptedBy && keyActions.length > 0 ? [objects, keyUse(encryptedBy, keyActions)] : [objects];
  }

  private validatePattern(pattern: string): void {
    if (pattern === '' || /^(s3:\/\/|arn:)/.test(pattern)) {
      refuse(this.scope, {
        prop: 'objectsKeyPattern',
        value: `"${pattern}"`,
        rule: 'it is matched with object keys, which do not begin with the name of a bucket',
        remedy: 'Write a key pattern such as "invoices/*", or leave it out for every object',
      });
    }
  }
}
