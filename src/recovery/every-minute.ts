import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { metricNamespace } from './metric-namespace';
import type { DrRegion, DrTopology, RegionalKey } from '../topology';
import { KeyPurpose } from '../topology';
import { acknowledgeWildcard } from '../topology/acknowledged-wildcard';
import { NAME_KINDS } from '../topology/name-kinds';
import { throughService } from '../topology/regional-grant';
import { serviceRole, writeTo } from '../topology/service-role';

export interface EveryMinuteProps {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  /** Sets the names apart from those of other functions, for example `recovery-state/publisher`. */
  readonly component: string;
  /** What the function does, as its role, its rule and itself say it. */
  readonly description: string;
  /** What it may do beside publishing metrics of the topology and writing its log. */
  readonly statements: iam.PolicyStatement[];
  readonly timeout: Duration;
}

/** The next minute brings a newer order: one that could not be delivered within this one is given up. The shortest that both services take. */
const LONGEST_WAIT = Duration.seconds(60);

/**
 * What is left for settings, in bytes, of the 4 KB that the environment of a function may have.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const LONGEST_SETTINGS = 4000;

/** Long enough for somebody to look, short enough for the alarm to end by itself: nothing can be done with an order of yesterday. */
const KEPT_FOR = Duration.days(1);

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

  private readonly queue: sqs.Queue;

  constructor(scope: Construct, id: string, private readonly props: EveryMinuteProps) {
    super(scope, id);
    const { topology, region, component, description, timeout } = props;
    this.functionName = topology._name(NAME_KINDS.function, component, region);
    this.ruleName = topology._name(NAME_KINDS.rule, component, region);
    this.queueName = topology._name(NAME_KINDS.queue, component, region);
    this.timeout = timeout;
    this.queue = this.deadLetterQueue();
    const logGroup = new logs.LogGroup(this, 'handler-log', {
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: this.key(KeyPurpose.LOGS).key,
      removalPolicy: topology.removalPolicy,
    });
    this.functionOptions = {
      functionName: this.functionName,
      description,
      role: this.role(logGroup),
      logGroup,
      timeout,
      memorySize: 256,
      retryAttempts: 0,
      maxEventAge: LONGEST_WAIT,
      deadLetterQueue: this.queue,
    };
  }

  /** Has the function called every minute. */
  public call(handler: lambda.IFunction): void {
    new events.Rule(this, 'every-minute', {
      ruleName: this.ruleName,
      description: this.props.description,
      schedule: events.Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(handler, { retryAttempts: 0, maxEventAge: LONGEST_WAIT, deadLetterQueue: this.queue })],
    });
  }

  /** The policy is complete: CDK would add to it what it holds already. */
  private role(logGroup: logs.LogGroup): iam.IRole {
    const { topology, description, statements } = this.props;
    const role = serviceRole(this, 'handler-role', {
      description,
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      statements: [
        ...statements,
        new iam.PolicyStatement({
          actions: ['cloudwatch:PutMetricData'],
          resources: ['*'],
          conditions: { StringEquals: { 'cloudwatch:namespace': metricNamespace(topology) } },
        }),
        new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] }),
        this.sealing(),
        writeTo(logGroup),
      ],
    });
    acknowledgeWildcard(role, '*', 'cloudwatch:PutMetricData has no resource-level permission; the condition cloudwatch:namespace narrows it');
    return role.withoutPolicyUpdates();
  }

  /** Both EventBridge and Lambda set aside here what they give up. */
  private deadLetterQueue(): sqs.Queue {
    return new sqs.Queue(this, 'dead-letters', {
      queueName: this.queueName,
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: this.key(KeyPurpose.NOTIFICATIONS).key,
      enforceSSL: true,
      retentionPeriod: KEPT_FOR,
    });
  }

  private sealing(): iam.PolicyStatement {
    const { key } = this.key(KeyPurpose.NOTIFICATIONS);
    const statement = new iam.PolicyStatement({ actions: ['kms:GenerateDataKey', 'kms:Decrypt'], resources: [key.keyArn] });
    return throughService(statement, 'sqs', this.props.region);
  }

  private key(purpose: KeyPurpose): RegionalKey {
    return this.props.topology.encryptionKey(this.props.region, purpose);
  }
}
