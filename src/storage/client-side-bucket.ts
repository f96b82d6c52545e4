import type * as events from 'aws-cdk-lib/aws-events';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
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
  readonly eventBridgeEnabled: boolean;
  readonly encryptedBy?: ServiceKey;
  readonly facade: RegionalBucketGrants;
}

/** What a template knows only of resources: their references and values of other stacks. Pseudo parameters are of every stack. */
const REFERENCE = /"Ref":"(?!AWS::)|"Fn::(GetAtt|ImportValue|GetStackOutput)"/;

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

  /** The policy is the owner's. What says its own names joins it; a reference would make the two stacks wait for each other. */
  public addToResourcePolicy(permission: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    const { owner } = this.props;
    if (REFERENCE.test(JSON.stringify(owner.stack.resolve(permission.toStatementJson())))) {
      this.refuse('addToResourcePolicy', `the policy is in stack "${owner.stack.stackName}", which would wait for the resource that the statement refers to, and that for the bucket`,
        'Grant to a role by the handle\'s grants; or write the names and ARNs in the statement as text');
    }
    return owner.addToResourcePolicy(permission);
  }

  public addEventNotification(): void {
    this.refuse('addEventNotification', 'S3 keeps one list of notifications per bucket, which the library writes: a second writer would delete the events of failed replication',
      'Set eventBridgeEnabled: true on the bucket, and match "Object Created" by an events.Rule in your own stack');
  }

  public addObjectCreatedNotification(): void {
    this.addEventNotification();
  }

  public addObjectRemovedNotification(): void {
    this.addEventNotification();
  }

  public enableEventBridgeNotification(): void {
    if (!this.props.eventBridgeEnabled) {
      this.addEventNotification();
    }
  }

  public onCloudTrailEvent(): events.Rule {
    return this.refuse('onCloudTrailEvent', `the rule would be in stack "${this.props.owner.stack.stackName}", which would wait for the target's stack`,
      'Create an events.Rule in your own stack, with detail.requestParameters.bucketName in its pattern');
  }

  private refuse(method: string, rule: string, remedy: string): never {
    return refuse(this.props.subject, { prop: `forRegion(${this.props.region.role}).bucket.${method}()`, rule, remedy });
  }
}
