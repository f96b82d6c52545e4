import type * as events from 'aws-cdk-lib/aws-events';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { onForeignReference } from './foreign-references';
import type { RegionalBucketGrants } from './regional-bucket-grants';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';
import { validateGrantee } from '../topology/grantee-rules';
import type { ServiceKey } from '../topology/regional-grant';
import { grantInRegion, keyUse } from '../topology/regional-grant';

export interface ClientSideBucketProps {
  /** Whose path errors name. */
  readonly subject: Construct;
  readonly region: DrRegion;
  /** The bucket in its own stack. */
  readonly owner: s3.Bucket;
  readonly bucketName: string;
  readonly bucketArn: string;
  /** Whether the bucket has yet to be imported: until then it is given nothing. */
  readonly beingImported: boolean;
  readonly eventBridgeEnabled: boolean;
  readonly encryptedBy?: ServiceKey;
  readonly facade: RegionalBucketGrants;
}

/**
 * The bucket of a Region as constructs of other stacks take it. It differs from CDK's own in that its stack never waits for a
 * client's: names are literal, grants go to the principal alone, and what would write to the bucket's stack, or overwrite the
 * bucket's configuration behind it, is refused.
 */
export class ClientSideBucket extends s3.BucketBase {
  public readonly bucketArn: string;
  public readonly bucketName: string;
  public readonly bucketDomainName: string;
  public readonly bucketWebsiteUrl: string;
  public readonly bucketWebsiteDomainName: string;
  public readonly bucketRegionalDomainName: string;
  public readonly bucketDualStackDomainName: string;
  public readonly encryptionKey?: kms.IKey;
  public readonly isWebsite?: boolean = false;
  public policy?: s3.BucketPolicy = undefined;
  public replicationRoleArn?: string = undefined;
  public disallowPublicAccess?: boolean = true;
  protected autoCreatePolicy = false;

  constructor(scope: Construct, id: string, private readonly props: ClientSideBucketProps) {
    super(scope, id);
    const { bucketName, bucketArn } = props;
    const named = s3.Bucket.fromBucketAttributes(this, 'names', { bucketName, bucketArn, region: props.region.name });
    this.bucketArn = bucketArn;
    this.bucketName = bucketName;
    this.bucketDomainName = named.bucketDomainName;
    this.bucketWebsiteUrl = named.bucketWebsiteUrl;
    this.bucketWebsiteDomainName = named.bucketWebsiteDomainName;
    this.bucketRegionalDomainName = named.bucketRegionalDomainName;
    this.bucketDualStackDomainName = named.bucketDualStackDomainName;
    this.encryptionKey = props.encryptedBy?.key.key;
  }

  public grantRead(identity: iam.IGrantable, objectsKeyPattern: string = '*'): iam.Grant {
    return this.props.facade.read(identity, objectsKeyPattern);
  }

  public grantWrite(identity: iam.IGrantable, objectsKeyPattern: string = '*', allowedActionPatterns: string[] = []): iam.Grant {
    return allowedActionPatterns.length > 0
      ? super.grantWrite(identity, objectsKeyPattern, allowedActionPatterns)
      : this.props.facade.write(identity, objectsKeyPattern);
  }

  public grantPut(identity: iam.IGrantable, objectsKeyPattern: string = '*'): iam.Grant {
    return this.props.facade.put(identity, objectsKeyPattern);
  }

  public grantDelete(identity: iam.IGrantable, objectsKeyPattern: string = '*'): iam.Grant {
    return this.props.facade.deleteObjects(identity, objectsKeyPattern);
  }

  public grantReadWrite(identity: iam.IGrantable, objectsKeyPattern: string = '*'): iam.Grant {
    return this.props.facade.readWrite(identity, objectsKeyPattern);
  }

  public grantPutAcl(): iam.Grant {
    return this.refuse('grantPutAcl', 'the buckets have no ACLs, and S3 refuses every request that sets one',
      'Grant access by the principal\'s policy: grants.read or another of the handle');
  }

  /** Called for every grant that CDK's own `grants` makes: the principal is checked here, and the key is named by its alias. */
  public grantOnKey(grantee: iam.IGrantable, ...actions: string[]): iam.GrantOnKeyResult {
    const { subject, region, encryptedBy } = this.props;
    if (!encryptedBy) {
      validateGrantee(subject, region, grantee, []);
      return {};
    }
    return { grant: grantInRegion(subject, region, grantee, [keyUse(encryptedBy, actions)]) };
  }

  public grantPublicAccess(): iam.Grant {
    return this.refuse('grantPublicAccess', 'the buckets are private, and S3 refuses every policy that would make them public',
      'Serve the public by CloudFront, whose statement in the policy names its distributions');
  }

  /**
   * The policy is the owner's. What says its own names joins it; a reference would make the two stacks wait for each other. A bucket
   * that is being imported has its policy from before, so that statements are checked and held back until the deployment that follows.
   */
  public addToResourcePolicy(permission: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    const { owner, beingImported, region } = this.props;
    onForeignReference(owner, permission, () => this.refuse('addToResourcePolicy',
      `the policy is in stack "${owner.stack.stackName}", which must not wait for what the statement refers to in another stack`,
      'Grant to a role by the handle\'s grants; or write the names and ARNs in the statement as text, those of CloudFront as '
      + `"arn:aws:cloudfront::${region.env.account}:distribution/*"`));
    return beingImported ? { statementAdded: false } : owner.addToResourcePolicy(permission);
  }

  public addEventNotification(): void {
    this.refuseNotification('addEventNotification');
  }

  public addObjectCreatedNotification(): void {
    this.refuseNotification('addObjectCreatedNotification');
  }

  public addObjectRemovedNotification(): void {
    this.refuseNotification('addObjectRemovedNotification');
  }

  public enableEventBridgeNotification(): void {
    if (!this.props.eventBridgeEnabled) {
      this.refuseNotification('enableEventBridgeNotification');
    }
  }

  public onCloudTrailEvent(): events.Rule {
    return this.refuse('onCloudTrailEvent', `the rule would be in stack "${this.props.owner.stack.stackName}", which would wait for the target's stack`,
      'Create an events.Rule in your own stack, with detail.requestParameters.bucketName in its pattern');
  }

  private refuseNotification(method: string): never {
    return this.refuse(method, 'S3 keeps one list of notifications per bucket, which the library writes: a second writer would delete the events of failed replication',
      'Set eventBridgeEnabled: true on the bucket, and match "Object Created" by an events.Rule in your own stack');
  }

  private refuse(method: string, rule: string, remedy: string): never {
    return refuse(this.props.subject, { prop: `forRegion(${this.props.region.role}).bucket.${method}()`, rule, remedy });
  }
}
