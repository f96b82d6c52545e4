import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { onForeignReference } from './foreign-references';
import type { RegionalBucketGrants } from './regional-bucket-grants';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';
import type { ServiceKey } from '../topology/regional-grant';
import { grantInRegion, keyUse } from '../topology/regional-grant';

export interface ClientSideQueueProps {
  /** Whose path errors name. */
  readonly subject: Construct;
  readonly region: DrRegion;
  /** The queue in its own stack. */
  readonly owner: sqs.Queue;
  readonly queueArn: string;
  readonly encryptedBy: ServiceKey;
  readonly facade: RegionalBucketGrants;
}

const DESCRIBE = ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl'];

/**
 * The queue of a bucket's replication events as constructs of other stacks take it. It differs from an imported one in that principals
 * are checked, its key is named by its alias, and its stack never waits for a client's.
 */
export class ClientSideQueue extends sqs.QueueBase {
  public readonly queueArn: string;
  public readonly queueName: string;
  public readonly queueUrl: string;
  public readonly encryptionMasterKey?: kms.IKey;
  public readonly encryptionType?: sqs.QueueEncryption = sqs.QueueEncryption.KMS;
  public readonly fifo: boolean = false;
  protected readonly autoCreatePolicy = false;

  constructor(scope: Construct, id: string, private readonly props: ClientSideQueueProps) {
    super(scope, id, { environmentFromArn: props.queueArn });
    const named = sqs.Queue.fromQueueArn(this, 'names', props.queueArn);
    this.queueArn = props.queueArn;
    this.queueName = named.queueName;
    this.queueUrl = named.queueUrl;
    this.encryptionMasterKey = props.encryptedBy.key.key;
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return grantInRegion(this.props.subject, this.props.region, grantee, [{ actions, resourceArns: [this.queueArn] }]);
  }

  public grantConsumeMessages(grantee: iam.IGrantable): iam.Grant {
    return this.props.facade.consumeReplicationEvents(grantee);
  }

  /** For those that bring back what was set aside. S3 may send without. */
  public grantSendMessages(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'sqs:SendMessage', ...DESCRIBE).combine(this.grantKey(grantee, ['kms:GenerateDataKey', 'kms:Decrypt']));
  }

  public grantPurge(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'sqs:PurgeQueue', ...DESCRIBE);
  }

  /** Called for grants that CDK's own `grants` makes: the principal is checked here, and the key is named by its alias. */
  public grantOnKey(grantee: iam.IGrantable, ...actions: string[]): iam.GrantOnKeyResult {
    return { grant: this.grantKey(grantee, actions) };
  }

  /** The policy is the owner's. What says its own names joins it; a reference would make the two stacks wait for each other. */
  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    const { subject, region, owner } = this.props;
    onForeignReference(owner, statement, () => refuse(subject, {
      prop: `forRegion(${region.role}).replicationEvents.addToResourcePolicy()`,
      rule: `the policy is in stack "${owner.stack.stackName}", which must not wait for what the statement refers to in another stack`,
      remedy: 'Grant to a role by grantConsumeMessages or another grant; or write the names and ARNs in the statement as text',
    }));
    return owner.addToResourcePolicy(statement);
  }

  private grantKey(grantee: iam.IGrantable, actions: string[]): iam.Grant {
    return grantInRegion(this.props.subject, this.props.region, grantee, [keyUse(this.props.encryptedBy, actions)]);
  }
}
