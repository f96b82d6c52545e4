import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { callEvery } from './call-every';
import { deadLetterQueue, settingAside } from './dead-letters';
import { functionLog } from './function-log';
import { inRuntimeOf } from './function-runtime';
import { GrowingRole } from './growing-role';
import { handlerOptions } from './handler-options';
import type { DrRegion, DrTopology } from '../topology';
import { acknowledgeWildcard } from '../topology/acknowledged-wildcard';
import { metricNamespace } from '../topology/metric-namespace';
import { NAME_KINDS } from '../topology/name-kinds';
import { writeTo } from '../topology/service-role';

export interface EveryMinuteProps {
  readonly topology: DrTopology;
  /** A Region of the topology, or its witness Region. */
  readonly region: Pick<DrRegion, 'name'>;
  /** Sets the names apart from those of other functions, for example `recovery-state/publisher`. */
  readonly component: string;
  /** What the function does, as its role, its rule and itself say it. */
  readonly description: string;
  /** What it may do beside publishing metrics of the topology and writing its log. */
  readonly statements: iam.PolicyStatement[];
  /** Why one of the statements names every resource. @default - none does */
  readonly wildcardReason?: string;
  readonly timeout: Duration;
}

/** Also the longest wait: the next minute brings a newer order. The shortest that both services take. */
const LONGEST_WAIT = Duration.seconds(60);

/**
 * What is left for settings, in bytes, of the 4 KB that the environment of a function may have.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const LONGEST_SETTINGS = 4000;

/**
 * What surrounds a function that publishes metrics every minute: names, role, log, rule, and the queue that holds what was given up. By an
 * EventBridge rule, which fires more evenly than EventBridge Scheduler, whose calls may come at any second of their minute.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export class EveryMinute extends Construct {
  public readonly functionName: string;
  public readonly ruleName: string;
  /** Receives the orders that were not carried out. */
  public readonly queueName: string;
  public readonly timeout: Duration;
  /** Everything about the function but its code. */
  public readonly functionOptions: lambda.FunctionOptions;
  /** The queue itself, for further rules that call the function. */
  public readonly queue: sqs.IQueue;

  private readonly permissions: GrowingRole;

  constructor(scope: Construct, id: string, private readonly props: EveryMinuteProps) {
    super(scope, id);
    const { topology, region, component, description, timeout } = props;
    this.functionName = topology._name(NAME_KINDS.function, component, region);
    this.ruleName = topology._name(NAME_KINDS.rule, component, region);
    this.queueName = topology._name(NAME_KINDS.queue, component, region);
    this.timeout = timeout;
    this.queue = deadLetterQueue(this, { topology, region, queueName: this.queueName });
    const logGroup = functionLog(this, topology, region);
    this.permissions = this.permit(logGroup);
    this.functionOptions = {
      ...handlerOptions({ functionName: this.functionName, description, role: this.role, logGroup, timeout }),
      maxEventAge: LONGEST_WAIT,
      deadLetterQueue: this.queue,
    };
  }

  /** Has the function called every minute. */
  public call(handler: lambda.Function): void {
    const { ruleName, queue, props: { topology, description } } = this;
    inRuntimeOf(topology, handler);
    callEvery(this, 'every-minute', { interval: LONGEST_WAIT, ruleName, description, handler, deadLetterQueue: queue });
  }

  /** For findings that are to be acknowledged. Statements are added by `addStatements`. */
  public get role(): iam.Role {
    return this.permissions.role;
  }

  /** Lets the function do more, until synthesis. Statements that it has already are not added again. */
  public addStatements(...statements: iam.PolicyStatement[]): void {
    this.permissions.addStatements(...statements);
  }

  private permit(logGroup: logs.LogGroup): GrowingRole {
    const { topology, region, description, statements, wildcardReason } = this.props;
    const permissions = new GrowingRole(this, 'handler-role', {
      description,
      service: 'lambda.amazonaws.com',
      statements: [
        ...statements,
        new iam.PolicyStatement({
          actions: ['cloudwatch:PutMetricData'],
          resources: ['*'],
          conditions: { StringEquals: { 'cloudwatch:namespace': metricNamespace(topology) } },
        }),
        ...settingAside(this.queue, { topology, region }),
        writeTo(logGroup),
      ],
    });
    acknowledgeWildcard(permissions.role, '*', [
      'cloudwatch:PutMetricData has no resource-level permission; the condition cloudwatch:namespace narrows it',
      ...wildcardReason === undefined ? [] : [wildcardReason],
    ].join('. '));
    return permissions;
  }
}
