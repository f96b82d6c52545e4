import { Duration, Validations } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { DrillSchedule } from './drill-schedule';
import { drillSignals } from './drill-signals';
import type { HealthSignal } from '../../monitoring/health-signal';
import type { DrRegion, DrTopology } from '../../topology';
import { KeyPurpose } from '../../topology';
import { refuse } from '../../topology/configuration-error';
import { NAME_KINDS } from '../../topology/name-kinds';
import { serviceRole } from '../../topology/service-role';
import type { RunInput } from '../handlers/requests';
import { RecoveryNames } from '../machinery/recovery-names';

export interface DrillSchedulerProps {
  readonly topology: DrTopology;
  /** The Region whose takeover is rehearsed. */
  readonly region: DrRegion;
  readonly schedule: DrillSchedule;
  /** Who answers for errors. */
  readonly owner: Construct;
}

/** What keeps EventBridge from starting a drill at ten in the morning is better looked at than tried again in the afternoon. */
const PATIENCE = Duration.minutes(15);
const ATTEMPTS = 3;

/** As long as SQS keeps anything: a drill that did not begin may be noticed by the next report only. */
const KEPT_FOR = Duration.days(14);

/**
 * Starts the drill machine of a Region on a schedule. It names the machine by its literal ARN, so that neither waits for the other.
 * By a role that may start this machine only: who may start a drill may not start a failover.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export class DrillScheduler extends Construct {
  /** The name of the rule. Absent when no drill begins by itself in this Region. */
  public readonly ruleName?: string;
  /** Receives the starts that failed. Absent as above. */
  public readonly queueName?: string;

  constructor(scope: Construct, id: string, private readonly props: DrillSchedulerProps) {
    super(scope, id);
    const { topology, region, schedule } = props;
    validateConfirmation(props.owner, topology, schedule);
    if (!begins(schedule, region)) {
      return;
    }
    this.ruleName = topology._name(NAME_KINDS.rule, 'recovery/drill', region);
    this.queueName = topology._name(NAME_KINDS.queue, 'recovery/drill', region);
    const machineArn = new RecoveryNames(topology, region).machineArn('drill');
    new events.Rule(this, 'rule', {
      ruleName: this.ruleName,
      description: `Starts a drill of the takeover by ${region.name}: ${schedule.name}`,
      schedule: schedule._schedule,
      targets: [new SfnStateMachine(StateMachine.fromStateMachineArn(this, 'machine', machineArn), {
        input: events.RuleTargetInput.fromObject(this.input()),
        role: this.role(machineArn),
        deadLetterQueue: this.deadLetterQueue(),
        maxEventAge: PATIENCE,
        retryAttempts: ATTEMPTS,
      })],
    });
  }

  /** What tells that a drill did not begin. `DrMonitoring` watches it. */
  public healthSignals(): HealthSignal[] {
    const { ruleName, queueName } = this;
    return ruleName && queueName ? drillSignals({ region: this.props.region, ruleName, queueName }) : [];
  }

  private input(): RunInput {
    const { region, schedule } = this.props;
    const drill = { actor: 'schedule', reason: `scheduled drill of ${region.name}`, automatic: false };
    return schedule._confirm === undefined ? { ...drill, roundTrip: false } : { ...drill, roundTrip: true, confirm: schedule._confirm };
  }

  /** The policy is complete: CDK would add to it what it holds already. */
  private role(machineArn: string): iam.IRole {
    return serviceRole(this, 'rule-role', {
      description: `Starts drills of the takeover by ${this.props.region.name}`,
      assumedBy: new iam.ServicePrincipal('events.amazonaws.com'),
      statements: [new iam.PolicyStatement({ actions: ['states:StartExecution'], resources: [machineArn] })],
    }).withoutPolicyUpdates();
  }

  private deadLetterQueue(): sqs.Queue {
    const { topology, region } = this.props;
    const queue = new sqs.Queue(this, 'dead-letters', {
      queueName: this.queueName,
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: topology.encryptionKey(region, KeyPurpose.NOTIFICATIONS).key,
      enforceSSL: true,
      retentionPeriod: KEPT_FOR,
    });
    Validations.of(queue).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'it is the dead-letter queue of an EventBridge rule, which cdk-nag does not look for' });
    return queue;
  }
}

/** A round trip leads from home to the standby and back. Begun in both Regions at once, each would hold the lock that the other needs. */
function begins({ name }: DrillSchedule, { role }: DrRegion): boolean {
  return name === 'checks-only' || (name === 'round-trip' && role === 'secondary');
}

function validateConfirmation(scope: Construct, { environmentName }: DrTopology, { name, _confirm: typed }: DrillSchedule): void {
  if (name === 'round-trip' && typed !== environmentName) {
    refuse(scope, {
      prop: 'drills.confirmEnvironmentName',
      value: `"${typed}"`,
      rule: `a timer is to move production of environment "${environmentName}" to the standby and back, which is confirmed by that name`,
      remedy: `Write "${environmentName}" if that is meant, or DrillSchedule.checksOnly() to have checks run and nothing moved`,
    });
  }
}
