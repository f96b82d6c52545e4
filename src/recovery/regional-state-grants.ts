import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { STATE_KIND } from './state-kinds';
import type { DrRegion } from '../topology';
import type { Access, ServiceKey } from '../topology/regional-grant';
import { grantInRegion, keyUse } from '../topology/regional-grant';

/**
 * What DynamoDB does with a table's key in a caller's name.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
const KEY_OF_WRITTEN_TABLE = [
  'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext',
];

/** @internal */
export interface RegionalStateGrantsProps {
  readonly region: DrRegion;
  readonly tableArn: string;
  readonly metricNamespace: string;
  readonly encryptedBy: ServiceKey;
}

/**
 * Grants on the recovery state of one Region, for principals in stacks of the same Region.
 *
 * All names are literal: the stack of the principal refers to no other stack.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export class RegionalStateGrants {
  /** @internal */
  public static _of(scope: IConstruct, props: RegionalStateGrantsProps): RegionalStateGrants {
    return new RegionalStateGrants(scope, props);
  }

  private constructor(private readonly scope: IConstruct, private readonly props: RegionalStateGrantsProps) {}

  /**
   * Move the traffic by hand, as the runbook `move-traffic.md` does: read state, latch and lock, write state and latch while nobody
   * holds the lock, and publish the latch at once. Nothing else: it takes no lock, starts no run and changes no record.
   * What the runbook looks up beside a move, alarms, outputs and health checks, needs permissions that it names.
   *
   * Give it to a role of each Region: either Region must be able to act without the other.
   *
   * @param grantee a role, user or group in a stack of this Region
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
   */
  public moveTraffic(grantee: iam.IGrantable): iam.Grant {
    const { state, latch, lock } = STATE_KIND;
    return grantInRegion(this.scope, this.props.region, grantee, [
      this.onItems(['dynamodb:GetItem', 'dynamodb:UpdateItem'], [state, latch]),
      this.onItems(['dynamodb:GetItem', 'dynamodb:ConditionCheckItem'], [lock]),
      keyUse(this.props.encryptedBy, KEY_OF_WRITTEN_TABLE),
      {
        actions: ['cloudwatch:PutMetricData'],
        resourceArns: ['*'],
        conditions: { StringEquals: { 'cloudwatch:namespace': this.props.metricNamespace } },
      },
    ]);
  }

  private onItems(actions: string[], kinds: string[]): Access {
    return { actions, resourceArns: [this.props.tableArn], conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': kinds } } };
  }
}
