import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { STATE_KIND } from './state-kinds';
import { KEY_OF_READ_TABLE, KEY_OF_WRITTEN_TABLE } from './state-table-key';
import type { DrRegion } from '../../topology';
import type { Access, ServiceKey } from '../../topology/regional-grant';
import { grantInRegion, keyUse } from '../../topology/regional-grant';
import type { RecoveryFunctionId, RecoveryNames } from '../machinery/recovery-names';

/** @internal */
export interface RegionalStateGrantsProps {
  readonly region: DrRegion;
  readonly names: RecoveryNames;
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

  /**
   * Read the role of this Region, as an application does before it writes: the item `state/current`, and nothing else. How the role
   * follows from it is in the README of this folder.
   *
   * @param grantee a role, user or group in a stack of this Region
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
   */
  public readRole(grantee: iam.IGrantable): iam.Grant {
    return grantInRegion(this.scope, this.props.region, grantee, [
      this.onItems(['dynamodb:GetItem'], [STATE_KIND.state]),
      keyUse(this.props.encryptedBy, KEY_OF_READ_TABLE),
    ]);
  }

  /**
   * Arm this Region, by calling one function: automation may act here from then on, without being asked. Of no use where the topology has
   * no `FailoverOrchestrator`, which makes the function.
   *
   * @param grantee a role, user or group in a stack of this Region
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
   */
  public arm(grantee: iam.IGrantable): iam.Grant {
    return this.call('arm', grantee);
  }

  /**
   * Disarm this Region, by calling one function. Given in both Regions, it is the switch that turns automation off everywhere. Of no use
   * where the topology has no `FailoverOrchestrator`, which makes the function.
   *
   * @param grantee a role, user or group in a stack of this Region
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
   */
  public disarm(grantee: iam.IGrantable): iam.Grant {
    return this.call('disarm', grantee);
  }

  /**
   * Acknowledge the run after which automation of this Region is blocked, by calling one function. Of no use where the topology has no
   * `FailoverOrchestrator`, which makes the function.
   *
   * @param grantee a role, user or group in a stack of this Region
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
   */
  public acknowledge(grantee: iam.IGrantable): iam.Grant {
    return this.call('acknowledge', grantee);
  }

  /** @internal All items of the table, for people who look. */
  public _reading(): Access[] {
    return [
      this.onItems(['dynamodb:GetItem', 'dynamodb:Query'], Object.values(STATE_KIND)),
      keyUse(this.props.encryptedBy, KEY_OF_READ_TABLE),
    ];
  }

  /** @internal All commands of operators, for people who may do everything. */
  public _commanding(): Access[] {
    return [this.calling('arm', 'disarm', 'acknowledge')];
  }

  private call(id: RecoveryFunctionId, grantee: iam.IGrantable): iam.Grant {
    return grantInRegion(this.scope, this.props.region, grantee, [this.calling(id)]);
  }

  private calling(...ids: RecoveryFunctionId[]): Access {
    return { actions: ['lambda:InvokeFunction'], resourceArns: ids.map(id => this.props.names.functionArn(id)) };
  }

  private onItems(actions: string[], kinds: string[]): Access {
    return { actions, resourceArns: [this.props.tableArn], conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': kinds } } };
  }
}
