import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { refuse } from '../topology/configuration-error';
import type { ServiceKey } from '../topology/regional-grant';
import { grantKeyUse, grantToPrincipal } from '../topology/regional-grant';

const READ_OBJECTS = ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging', 's3:GetObjectVersionTagging', 's3:GetObjectAttributes'];
const READ_BUCKET = ['s3:ListBucket', 's3:ListBucketVersions', 's3:GetBucketLocation'];
const PUT_OBJECTS = ['s3:PutObject', 's3:PutObjectTagging', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];
const DELETE_OBJECTS = ['s3:DeleteObject'];
const DECRYPT = ['kms:Decrypt'];
// S3 decrypts the parts of a multipart upload when it puts them together.
const ENCRYPT = ['kms:GenerateDataKey', 'kms:Decrypt'];

/**
 * Grants on the bucket of one Region, for principals in stacks of the same Region.
 *
 * Each grant includes the Region's key. All names are literal: the stack of the principal refers to no other stack.
 * `objectsKeyPattern` restricts a grant to keys that match, for example `invoices/*`; default: all.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
 */
export class RegionalBucketGrants {
  /** @internal */
  public static _of(scope: IConstruct, bucketArn: string, encryptedBy?: ServiceKey): RegionalBucketGrants {
    return new RegionalBucketGrants(scope, bucketArn, encryptedBy);
  }

  private constructor(private readonly scope: IConstruct, private readonly bucketArn: string, private readonly encryptedBy?: ServiceKey) {}

  /**
   * List the bucket, and read objects and their versions.
   *
   * @throws ConfigurationError for a principal that has no policy, or a pattern that names a bucket
   */
  public read(grantee: iam.IGrantable, objectsKeyPattern: string = '*'): iam.Grant {
    return this.onBucket(grantee, READ_BUCKET).combine(this.onObjects(grantee, objectsKeyPattern, READ_OBJECTS, DECRYPT));
  }

  /**
   * Write objects, without reading or deleting them.
   *
   * @throws ConfigurationError for a principal that has no policy, or a pattern that names a bucket
   */
  public put(grantee: iam.IGrantable, objectsKeyPattern: string = '*'): iam.Grant {
    return this.onObjects(grantee, objectsKeyPattern, PUT_OBJECTS, ENCRYPT);
  }

  /**
   * Delete objects, which in a versioned bucket adds a delete marker. Versions cannot be deleted by this grant.
   *
   * @throws ConfigurationError for a principal that has no policy, or a pattern that names a bucket
   */
  public deleteObjects(grantee: iam.IGrantable, objectsKeyPattern: string = '*'): iam.Grant {
    return this.onObjects(grantee, objectsKeyPattern, DELETE_OBJECTS, []);
  }

  /**
   * Write and delete objects.
   *
   * @throws ConfigurationError for a principal that has no policy, or a pattern that names a bucket
   */
  public write(grantee: iam.IGrantable, objectsKeyPattern: string = '*'): iam.Grant {
    return this.onObjects(grantee, objectsKeyPattern, [...PUT_OBJECTS, ...DELETE_OBJECTS], ENCRYPT);
  }

  /**
   * List the bucket; read, write and delete objects.
   *
   * @throws ConfigurationError for a principal that has no policy, or a pattern that names a bucket
   */
  public readWrite(grantee: iam.IGrantable, objectsKeyPattern: string = '*'): iam.Grant {
    return this.onBucket(grantee, READ_BUCKET)
      .combine(this.onObjects(grantee, objectsKeyPattern, [...READ_OBJECTS, ...PUT_OBJECTS, ...DELETE_OBJECTS], ENCRYPT));
  }

  private onBucket(grantee: iam.IGrantable, actions: string[]): iam.Grant {
    return grantToPrincipal(this.scope, grantee, actions, [this.bucketArn]);
  }

  private onObjects(grantee: iam.IGrantable, pattern: string, actions: string[], keyActions: string[]): iam.Grant {
    this.validatePattern(pattern);
    const grant = grantToPrincipal(this.scope, grantee, actions, [`${this.bucketArn}/${pattern}`]);
    return this.encryptedBy && keyActions.length > 0
      ? grant.combine(grantKeyUse(this.scope, grantee, this.encryptedBy, keyActions))
      : grant;
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
