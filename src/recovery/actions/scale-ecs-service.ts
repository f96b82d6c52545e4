import * as iam from 'aws-cdk-lib/aws-iam';
import type { MachineContext, TaskKind } from './action-kind';
import { raiseByHand, scale, sdkTask } from './scaling';
import { withinLimit } from './team-duration';
import type { RecoveryStep } from '../plan/recovery-step';

/** One that was deleted is still described for a while. */
const SERVICE = '$states.result.Services[Status = \'ACTIVE\'][0]';

function arnOf({ action }: RecoveryStep, { names: { topology, region } }: MachineContext): string {
  const { clusterName, serviceName } = action.parameters;
  return `arn:${topology.partition}:ecs:${region.name}:${topology.account}:service/${clusterName}/${serviceName}`;
}

/**
 * Raises the desired count of an ECS service, and waits for its tasks.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 */
export const SCALE_ECS_SERVICE: TaskKind = {
  kind: 'scale-ecs-service',
  doneWhen: 'the service wants at least as many tasks, and that many run',
  errors: [],
  failedAs: 'StepFailed',
  duration: step => withinLimit(step, 20, 90, 'assumption: pull of an image and start of a task'),
  commands: ({ action: { parameters } }, { names: { region } }) => [
    ...raiseByHand(
      Number(parameters.desiredCount),
      `aws ecs describe-services --region ${region.name} --cluster ${parameters.clusterName} --services ${parameters.serviceName} --query 'services[0].desiredCount'`,
      `aws ecs update-service --region ${region.name} --cluster ${parameters.clusterName} --service ${parameters.serviceName} `
      + `--desired-count ${parameters.desiredCount}`,
    ),
    `aws ecs wait services-stable --region ${region.name} --cluster ${parameters.clusterName} --services ${parameters.serviceName}`,
  ],
  states: (step, context) => {
    const { clusterName, serviceName, desiredCount } = step.action.parameters;
    return scale(step, {
      atLeast: Number(desiredCount),
      subject: `service ${serviceName} of cluster ${clusterName} in ${context.names.region.name}`,
      look: sdkTask(context, 'ecs:describeServices', { Cluster: clusterName, Services: [serviceName] }),
      found: SERVICE,
      wanted: `${SERVICE}.DesiredCount`,
      reached: `${SERVICE}.RunningCount`,
      raise: sdkTask(context, 'ecs:updateService', { Cluster: clusterName, Service: serviceName, DesiredCount: Number(desiredCount) }),
    });
  },
  statements: (step, context) => [
    new iam.PolicyStatement({ actions: ['ecs:DescribeServices', 'ecs:UpdateService'], resources: [arnOf(step, context)] }),
  ],
};
