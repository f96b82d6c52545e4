import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { RecoveryStep } from './recovery-step';
import { refuse } from '../../topology/configuration-error';
import { regionOf } from '../handlers/aurora-arn';

/** What a parameter must be. */
interface ParameterRule {
  readonly isRight: (text: string, step: RecoveryStep) => boolean;
  readonly rule: string;
  readonly remedy: string;
}

const WHOLE_NUMBER = /^\d{1,9}$/;
/** The most that `DescribeAlarms` takes. */
const MOST_ALARMS = 100;

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
const KEY_ALIAS = /^alias\/[a-zA-Z0-9/_-]{1,250}$/;
const KEY_ARN = /^arn:[a-z-]+:kms:([a-z0-9-]+):\d{12}:key\/[a-zA-Z0-9-]+$/;

const FUNCTION_NAME = named(/^[A-Za-z0-9_-]{1,64}$/, 'Lambda takes 1 to 64 letters, digits, hyphens or underscores for a name, which is of the Region of the step');
const ECS_NAME = named(/^[A-Za-z0-9_-]{1,255}$/, 'ECS takes 1 to 255 letters, digits, hyphens or underscores for a name');

/**
 * What services take, by kind and parameter.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetDesiredCapacity.html
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
const RULES: { readonly [kind: string]: { readonly [parameter: string]: ParameterRule } } = {
  'invoke-function': { functionName: FUNCTION_NAME },
  'scale-ecs-service': { clusterName: ECS_NAME, serviceName: ECS_NAME, desiredCount: count(5000, 'a service has 1 to 5000 tasks') },
  'scale-auto-scaling-group': {
    autoScalingGroupName: named(/^[^:\s*?]{1,255}$/, 'it is 1 to 255 characters without colons, blanks and wildcards'),
    desiredCapacity: count(Number.MAX_SAFE_INTEGER, 'it is a whole number of at least 1'),
  },
  'start-state-machine': { stateMachineName: named(/^[A-Za-z0-9_-]{1,80}$/, 'it is 1 to 80 letters, digits, hyphens or underscores, of the Region of the step') },
  'approval': {
    question: {
      isRight: text => text.trim().length > 0 && text.length <= 1000,
      rule: 'somebody who is woken by it must understand it, from 1 to 1000 characters',
      remedy: 'Write what is to be approved and why it may be refused',
    },
  },
  'wait': {
    seconds: {
      isRight: (text, step) => WHOLE_NUMBER.test(text) && Number(text) > 0 && Number(text) <= step.timeout.toSeconds({ integral: false }),
      rule: 'it waits for whole seconds, at least one, within the time limit of the step',
      remedy: 'Write a duration such as Duration.seconds(30), and a timeout that is not shorter',
    },
  },
  'promote-aurora': {
    storageKey: {
      isRight: (text, { action: { parameters } }) => KEY_ALIAS.test(text) || isKeyIn(regionOf(parameters.targetClusterArn), text),
      rule: 'it names a key of the Region of the member cluster; an ARN of an alias would grant nothing',
      remedy: 'Write the alias, for example "alias/payments-database", or the ARN of the key, KmsKeyId in aws rds describe-db-clusters',
    },
  },
  'check-aurora': {
    maxReplicationLagInMilliseconds: {
      isRight: text => Number(text) > 0,
      rule: 'some lag there always is',
      remedy: 'Write maxReplicationLag: Duration.seconds(60)',
    },
  },
  'check-metric': {
    region: {
      isRight: (text, step) => text === step.runsIn.name,
      rule: 'it is the Region in which the metric is read, which is runsIn of the step',
      remedy: 'Give publishedIn and runsIn the same Region',
    },
    threshold: {
      isRight: text => Number.isFinite(Number(text)),
      rule: 'a value is compared with it',
      remedy: 'Write a number in the unit of the metric',
    },
    activity: {
      isRight: (text, step) => JSON.parse(text).period === step.action.parameters.period,
      rule: 'what there was to copy is compared with what has arrived period by period, and the metric has another period',
      remedy: 'Give both metrics the same period, for example Duration.minutes(1)',
    },
  },
  'check-alarms': {
    alarmNames: {
      isRight: text => {
        const names: string[] = JSON.parse(text);
        return names.length > 0 && names.length <= MOST_ALARMS && names.every(name => name.length > 0);
      },
      rule: `one call asks for 1 to ${MOST_ALARMS} alarms by name`,
      remedy: 'Name the alarms, and make several checks of more',
    },
  },
};

/** Refuses an action that could not be carried out where its step is. */
export function validateAction(scope: IConstruct, prop: string, step: RecoveryStep): void {
  const { kind, parameters } = step.action;
  for (const [name, text] of Object.entries(parameters)) {
    const parameter = `${prop}.action.${name}`;
    if (Token.isUnresolved(text)) {
      refuse(scope, {
        prop: parameter,
        value: 'not known at synthesis',
        rule: 'a run is written down without references, so that it needs no stack but its own',
        remedy: 'Give the resource a name of your own, and write that name',
      });
    }
    const rule = RULES[kind]?.[name];
    if (rule !== undefined && !rule.isRight(text, step)) {
      refuse(scope, { prop: parameter, value: `"${text}"`, rule: rule.rule, remedy: rule.remedy });
    }
  }
}

function isKeyIn(region: string, arn: string): boolean {
  return KEY_ARN.exec(arn)?.[1] === region;
}

function named(pattern: RegExp, rule: string): ParameterRule {
  return { isRight: text => pattern.test(text), rule, remedy: 'Write the name of the resource, not its ARN' };
}

function count(most: number, rule: string): ParameterRule {
  return { isRight: text => WHOLE_NUMBER.test(text) && Number(text) >= 1 && Number(text) <= most, rule, remedy: 'Write a number such as 2' };
}
