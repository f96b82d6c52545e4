import type { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { DrRegion } from './dr-region';
import type { DrTopology } from './dr-topology';
import { validateGivenKeys, validatePendingWindow } from './encryption-key-rules';
import { NAME_KINDS } from './name-kinds';
import { ROUTE53_HOME_REGION } from './region-services';
import type { CustomerKey, CustomerKeyPair } from './regional-key';
import { KeyPurpose, RegionalKey } from './regional-key';
import { StackLayer } from './stack-layer';

/** What a topology says about its keys. */
export interface EncryptionKeysProps {
  readonly given: { [purpose: string]: CustomerKeyPair };
  /** Of the keys that are created. */
  readonly pendingWindow: Duration;
}

/** Where a key is: mostly a Region of the topology. */
type KeyRegion = Pick<DrRegion, 'name' | 'env'>;

/** Hands out the keys of a topology: the consumer's where given, otherwise created on first use. */
export class EncryptionKeys {
  private readonly keys = new Map<string, RegionalKey>();

  constructor(private readonly topology: DrTopology, private readonly props: EncryptionKeysProps) {
    validateGivenKeys(topology, props.given);
    validatePendingWindow(topology, props.pendingWindow);
  }

  public keyFor(region: DrRegion, purpose: KeyPurpose): RegionalKey {
    const id = `${region.name}/${purpose}`;
    const existing = this.keys.get(id);
    if (existing) {
      return existing;
    }
    const scope = this.topology._scope(this.topology, 'encryption', region, StackLayer.FOUNDATION);
    const key = RegionalKey._of(scope, purpose, region, this.topology.partition,
      this.props.given[purpose]?.[region.role] ?? this.create(scope, region, purpose));
    this.keys.set(id, key);
    return key;
  }

  /**
   * The key for what exists in the home Region of Route 53 only. A topology that has this Region has the key; for any other a further one
   * is created, also where the consumer gives keys, which are for the two Regions.
   */
  public globalKey(purpose: KeyPurpose): RegionalKey {
    const own = this.topology.regions.find(({ name }) => name === ROUTE53_HOME_REGION);
    return own ? this.keyFor(own, purpose) : this.keys.get(`global/${purpose}`) ?? this.createGlobal(purpose);
  }

  /** The key for what exists in the witness Region only. Created also where the consumer gives keys, which are for the two Regions. */
  public witnessKey(purpose: KeyPurpose): RegionalKey {
    const component = `witness/${purpose}`;
    return this.keys.get(component)
      ?? this.createThird(component, this.topology._witnessScope(this.topology, 'encryption'), purpose, this.topology.witnessStack.region);
  }

  private createGlobal(purpose: KeyPurpose): RegionalKey {
    return this.createThird(`global/${purpose}`, this.topology._globalScope(this.topology, 'encryption'), purpose, ROUTE53_HOME_REGION, purpose);
  }

  /** Named after what it is for: us-east-1 may be the witness Region, too. */
  private createThird(id: string, scope: Construct, purpose: KeyPurpose, name: string, component = id): RegionalKey {
    const { account, partition } = this.topology;
    const region: KeyRegion = { name, env: { account, region: name } };
    const key = RegionalKey._of(scope, purpose, region, partition, this.create(scope, region, purpose, component));
    this.keys.set(id, key);
    return key;
  }

  private create(scope: Construct, region: KeyRegion, purpose: KeyPurpose, component: string = purpose): CustomerKey {
    const { applicationName, environmentName, removalPolicy } = this.topology;
    const key = new kms.Key(scope, `${purpose}-key`, {
      description: `${applicationName} ${environmentName}: ${purpose} in ${region.name}`,
      enableKeyRotation: true,
      removalPolicy,
    });
    // Not by CDK's key, which takes a number that is not known at synthesis for one out of bounds.
    (key.node.defaultChild as kms.CfnKey).pendingWindowInDays = this.props.pendingWindow.toDays();
    const aliasName = `alias/${this.topology._name(NAME_KINDS.keyAlias, component, region)}`;
    // Grants and replicas name the key by its alias: it stays as long as the key.
    key.addAlias(aliasName).applyRemovalPolicy(removalPolicy);
    allowServices(key, purpose, region);
    return { key, aliasName };
  }
}

/** Services that use a key in their own name, not in a caller's, must be in its policy. */
function allowServices(key: kms.Key, purpose: KeyPurpose, region: KeyRegion): void {
  const account = region.env.account!;
  const usage = ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];
  if (purpose === KeyPurpose.LOGS) {
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    key.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(`logs.${region.name}.amazonaws.com`)],
      actions: usage,
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:*:logs:${region.name}:${account}:log-group:*` } },
    }));
  }
  if (purpose === KeyPurpose.NOTIFICATIONS) {
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
    const publish = ['kms:Decrypt', 'kms:GenerateDataKey*'];
    key.addToResourcePolicy(new iam.PolicyStatement({
      principals: ['cloudwatch', 's3', 'sns'].map(service => new iam.ServicePrincipal(`${service}.amazonaws.com`)),
      actions: publish,
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    }));
    // EventBridge sends no source account: with that condition its events would be dropped, silently.
    key.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('events.amazonaws.com')],
      actions: publish,
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:sns:topicArn': `arn:*:sns:${region.name}:${account}:*` } },
    }));
    // What it could not deliver it sends to a queue, whose key it uses in its own name, too.
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
    key.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('events.amazonaws.com')],
      actions: publish,
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:sqs:arn': `arn:*:sqs:${region.name}:${account}:*` } },
    }));
  }
}
