import { Validations } from 'aws-cdk-lib';
import * as chatbot from 'aws-cdk-lib/aws-chatbot';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { AlertTopics } from './alert-actions';
import type { AlertChat } from './alert-chat';
import type { DrTopology } from '../topology';
import { KeyPurpose } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';
import { serviceRole } from '../topology/service-role';

/** What a chat channel is told by. */
export interface GlobalChatProps {
  readonly topology: DrTopology;
  readonly component: string;
  /** The topics of every Region that has some. */
  readonly topics: readonly AlertTopics[];
}

/** What a message about an alarm needs for its graph. None of these actions can be limited to a resource. */
const LOOK = [
  'cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData', 'cloudwatch:GetMetricStatistics', 'cloudwatch:GetMetricWidgetImage', 'cloudwatch:ListMetrics',
];

/**
 * Shows the topics of all Regions in chat channels.
 *
 * One configuration per channel, since an account can have no second. It belongs to no Region, names the topics by ARN, and is
 * deployed after both Regions have theirs; its logs are in us-east-1.
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/what-is.html
 */
export function createChats(scope: Construct, props: GlobalChatProps, chat: readonly AlertChat[]): void {
  const role = chatRole(scope, props.topology);
  const guardrail = role.node.findChild('policy') as iam.ManagedPolicy;
  chat.forEach(each => createChat(scope, props, each, role, guardrail));
}

function createChat(scope: Construct, props: GlobalChatProps, chat: AlertChat, role: iam.Role, guardrail: iam.ManagedPolicy): void {
  const { topology, component, topics } = props;
  const { kind, parts } = chat._channel;
  const channel = parts.map(({ value }) => value);
  const configurationName = topology._name(NAME_KINDS.chatConfiguration, [component, kind, ...channel].join('/'));
  const shared = {
    configurationName,
    iamRoleArn: role.roleArn,
    // Without guardrails the service takes AdministratorAccess for the upper limit of what a channel may do.
    guardrailPolicies: [guardrail.managedPolicyArn],
    snsTopicArns: topics.flatMap(own => chat._severities.map(severity => own[severity].byName.topicArn)),
    loggingLevel: chatbot.LoggingLevel.ERROR,
  };
  const configuration = kind === 'slack'
    ? new chatbot.CfnSlackChannelConfiguration(scope, configurationName, { ...shared, slackWorkspaceId: channel[0], slackChannelId: channel[1] })
    : new chatbot.CfnMicrosoftTeamsChannelConfiguration(scope, configurationName, {
      ...shared, teamsTenantId: channel[0], teamId: channel[1], teamsChannelId: channel[2],
    });
  const logGroup = new logs.LogGroup(scope, `${configurationName}-logs`, {
    logGroupName: `/aws/chatbot/${configurationName}`,
    retention: chat._logRetention,
    encryptionKey: topology._globalKey(KeyPurpose.LOGS).key,
    removalPolicy: topology.removalPolicy,
  });
  configuration.node.addDependency(logGroup, role);
}

function chatRole(scope: Construct, { applicationName, environmentName }: DrTopology): iam.Role {
  const role = serviceRole(scope, 'ChatRole', {
    description: `${applicationName} ${environmentName}: chat channels look at alarms and metrics`,
    assumedBy: new iam.ServicePrincipal('chatbot.amazonaws.com'),
    statements: [new iam.PolicyStatement({ actions: LOOK, resources: ['*'] })],
  });
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'The metrics and graphs of CloudWatch have no resources that a policy could name',
  });
  return role;
}
