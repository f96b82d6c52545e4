import { Lazy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { FunctionPlace } from './recovery-function';
import type { RecoveryMachineId } from './recovery-names';
import { GrowingRole } from '../../lambda/growing-role';
import { KeyPurpose } from '../../topology';
import { acknowledgeWildcard } from '../../topology/acknowledged-wildcard';
import { NAME_KINDS } from '../../topology/name-kinds';

export interface RecoveryMachineProps extends FunctionPlace {
  /** Whose machine it is: there is one of a name, and one orchestrator of a topology. */
  readonly owner: Construct;
  readonly description: string;
  /** What the steps of the plans may do so far. More can be added until synthesis. */
  readonly statements: iam.PolicyStatement[];
  /** The definition as JSON, asked at synthesis, when the plan is complete. */
  readonly definition: () => string;
}

/**
 * What Step Functions does with a log group, by its service, for which there is no resource-level permission.
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 */
const DELIVER_LOGS = [
  'logs:CreateLogDelivery', 'logs:GetLogDelivery', 'logs:UpdateLogDelivery', 'logs:DeleteLogDelivery', 'logs:ListLogDeliveries',
  'logs:PutResourcePolicy', 'logs:DescribeResourcePolicies', 'logs:DescribeLogGroups',
];

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html */
const TRACE = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'];

/**
 * What cfn-lint finds wrong in definitions that Step Functions takes: its schema knows no expression of JSONata as a time limit, which in a
 * branch ends its rule with an exception, reported as E1101.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html
 */
const UNKNOWN_TO_CFN_LINT = { config: { ignore_checks: ['E3601', 'E1101'] } };

/** With this prefix a log group takes no room in the resource policy of all log groups: https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html */
const LOG_PREFIX = '/aws/vendedlogs/states';

/**
 * A state machine of recovery in one Region: literal name, a role of its own, every event logged without what states are given and give,
 * and a trace of every execution.
 */
export class RecoveryMachine extends Construct {
  public readonly stateMachineName: string;
  /** Literal. */
  public readonly stateMachineArn: string;
  public readonly stateMachine: sfn.StateMachine;

  private readonly permissions: GrowingRole;

  /** @param id also names the machine */
  constructor(scope: Construct, id: RecoveryMachineId, props: RecoveryMachineProps) {
    super(scope, `${id}-machine`);
    const { topology, region, names, owner, description, statements, definition } = props;
    this.stateMachineName = names.machineName(id);
    topology._claim({ kind: NAME_KINDS.stateMachine, name: this.stateMachineName, owner, region });
    this.stateMachineArn = names.machineArn(id);
    const logGroup = new logs.LogGroup(this, 'log', {
      logGroupName: `${LOG_PREFIX}/${this.stateMachineName}`,
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: topology.encryptionKey(region, KeyPurpose.LOGS).key,
      removalPolicy: topology.removalPolicy,
    });
    this.permissions = new GrowingRole(this, 'role', {
      description,
      service: 'states.amazonaws.com',
      statements: [new iam.PolicyStatement({ actions: [...DELIVER_LOGS, ...TRACE], resources: ['*'] })],
    });
    acknowledgeWildcard(this.permissions.role, '*', 'the delivery of logs and traces, and DescribeAutoScalingGroups where a step scales a group, '
      + 'have no resource-level permission');
    this.addStatements(...statements);
    this.stateMachine = new sfn.StateMachine(this, 'machine', {
      stateMachineName: this.stateMachineName,
      comment: description,
      definitionBody: sfn.DefinitionBody.fromString(Lazy.string({ produce: definition })),
      role: this.permissions.role.withoutPolicyUpdates(),
      stateMachineType: sfn.StateMachineType.STANDARD,
      tracingEnabled: true,
      logs: { destination: logGroup, level: sfn.LogLevel.ALL, includeExecutionData: false },
    });
    (this.stateMachine.node.defaultChild as sfn.CfnStateMachine).addMetadata('cfn-lint', UNKNOWN_TO_CFN_LINT);
  }

  /** Lets the steps do more. Statements that the role has already are not added again. */
  public addStatements(...statements: iam.PolicyStatement[]): void {
    this.permissions.addStatements(...statements);
    statements.flatMap(statement => statement.resources).filter(resource => resource !== '*' && resource.includes('*')).forEach(resource =>
      acknowledgeWildcard(this.permissions.role, resource, 'one machine or group: the part of the ARN that stands for it is made by AWS or by each run'));
  }
}
