import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { DrRegion } from './dr-region';

/** What a key protects. One key per Region and purpose. */
export enum KeyPurpose {
  /** Aurora storage and Performance Insights. */
  DATABASE = 'database',
  /** Database credentials in Secrets Manager. */
  SECRETS = 'secrets',
  /** Session tables. */
  SESSIONS = 'sessions',
  /** Replicated buckets. */
  STORAGE = 'storage',
  /** Recovery points. */
  BACKUP = 'backup',
  /** Log groups and trails. */
  LOGS = 'logs',
  /** Topics and queues. */
  NOTIFICATIONS = 'notifications',
  /** The recovery state. */
  RECOVERY = 'recovery',
}

/** A customer-managed key of one Region. */
export interface CustomerKey {
  /** The key, in the Region that it is given for. Its policy must let the services named in `KeyPurpose` use it. */
  readonly key: kms.IKey;
  /** An alias of the key, with the prefix `alias/`: by this name the other Region finds it. */
  readonly aliasName: string;
}

/** A customer-managed key in each Region, for one purpose. Keys are Regional: there must be two. */
export interface CustomerKeyPair {
  /** The key in the home Region. */
  readonly primary: CustomerKey;
  /** The key in the standby Region. */
  readonly secondary: CustomerKey;
}

/** A key as its own Region and the other one see it. */
export class RegionalKey extends Construct {
  /** @internal */
  public static _of(scope: Construct, id: string, region: Pick<DrRegion, 'name' | 'env'>, partition: string, key: CustomerKey): RegionalKey {
    return new RegionalKey(scope, id, region, partition, key);
  }

  /** The key. Use it in its own Region only: its id is random and does not cross. */
  public readonly key: kms.IKey;
  /** The alias, with the prefix `alias/`. */
  public readonly aliasName: string;
  /**
   * The alias as an ARN, known at synthesis: how the other Region identifies the key.
   * It identifies and does not authorise: as `Resource` of a policy it grants nothing.
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
   */
  public readonly aliasArn: string;

  private readonly anyKeyOfRegion: string;

  private constructor(scope: Construct, id: string, region: Pick<DrRegion, 'name' | 'env'>, partition: string, key: CustomerKey) {
    super(scope, id);
    this.key = key.key;
    this.aliasName = key.aliasName;
    const prefix = `arn:${partition}:kms:${region.name}:${region.env.account}`;
    this.aliasArn = `${prefix}:${key.aliasName}`;
    this.anyKeyOfRegion = `${prefix}:key/*`;
  }

  /**
   * A statement that allows actions on this key for a principal in the other Region: all keys of the key's Region, narrowed by
   * the alias, because the key's id does not cross the Regions.
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-resource-aliases
   */
  public crossRegionStatement(actions: string[]): iam.PolicyStatement {
    return new iam.PolicyStatement({
      actions,
      resources: [this.anyKeyOfRegion],
      conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': this.aliasName } },
    });
  }
}
