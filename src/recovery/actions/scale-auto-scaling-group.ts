import * as iam from 'aws-cdk-lib/aws-iam';
import type { MachineContext, TaskKind } from './action-kind';
import { raiseByHand, scale, sdkTask } from './scaling';
import { withinLimit } from './team-duration';
import type { RecoveryStep } from '../plan/recovery-step';

const GROUP = '$states.result.AutoScalingGroups[0]';

/** The id within the ARN is random, the name is unique in its Region. */
function autoScalingGroupArn({ action }: RecoveryStep, { names: { topology, region } }: MachineContext): string {
  return `arn:${topology.partition}:autoscaling:${region.name}:${topology.account}:autoScalingGroup:*:autoScalingGroupName/`
    + action.parameters.autoScalingGroupName;
}

/**
 * Raises the desired capacity of an Auto Scaling group, and waits for its instances.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetDesiredCapacity.html
 */
export const SCALE_AUTO_SCALING_GROUP: TaskKind = {
  kind: 'scale-auto-scaling-group',
  doneWhen: 'the group wants at least as many instances, and that many are in service',
  errors: [],
  failedAs: 'StepFailed',
  duration: step => withinLimit(step, 45, 150, 'assumption: start of an instance and of what it runs'),
  commands: ({ action: { parameters } }, { names: { region } }) => [
    ...raiseByHand(
      Number(parameters.desiredCapacity),
      `aws autoscaling describe-auto-scaling-groups --region ${region.name} --auto-scaling-group-names ${parameters.autoScalingGroupName} `
      + '--query \'AutoScalingGroups[0].DesiredCapacity\'',
      `aws autoscaling set-desired-capacity --region ${region.name} --auto-scaling-group-name ${parameters.autoScalingGroupName} `
      + `--desired-capacity ${parameters.desiredCapacity}`,
    ),
  ],
  states: (step, context) => {
    const { autoScalingGroupName: AutoScalingGroupName, desiredCapacity } = step.action.parameters;
    return scale(step, {
      atLeast: Number(desiredCapacity),
      subject: `Auto Scaling group ${AutoScalingGroupName} in ${context.names.region.name}`,
      look: sdkTask(context, 'autoscaling:describeAutoScalingGroups', { AutoScalingGroupNames: [AutoScalingGroupName] }),
      found: GROUP,
      wanted: `${GROUP}.DesiredCapacity`,
      reached: `$count(${GROUP}.Instances[LifecycleState = 'InService'])`,
      raise: sdkTask(context, 'autoscaling:setDesiredCapacity', { AutoScalingGroupName, DesiredCapacity: Number(desiredCapacity), HonorCooldown: false }),
    });
  },
  // DescribeAutoScalingGroups has no resource-level permission.
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html
  statements: (step, context) => [
    new iam.PolicyStatement({ actions: ['autoscaling:DescribeAutoScalingGroups'], resources: ['*'] }),
    new iam.PolicyStatement({ actions: ['autoscaling:SetDesiredCapacity'], resources: [autoScalingGroupArn(step, context)] }),
  ],
};
