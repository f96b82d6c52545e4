import { Aspects, AspectPriority, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { AlertAddress } from './alert-addresses';
import { requireNew } from './alert-addresses';
import { AlertReach } from './alert-reach';
import type { AlertSeverity } from './alert-severity';
import type { DrRegion, DrTopology } from '../topology';
import { refuse } from '../topology/configuration-error';
import { differs } from '../topology/environments';
import { NAME_KINDS } from '../topology/name-kinds';

/** What a topic is for. */
export interface AlertTopicProps {
  readonly topology: DrTopology;
  /** Where the topic is: a Region of the topology, or the home Region of Route 53. */
  readonly region: Pick<DrRegion, 'name'>;
  /** Encrypts the topic. Its policy must let alarms and rules use it. */
  readonly key: kms.IKey;
  readonly severity: AlertSeverity;
  /** Sets the topic apart from others of the topology. */
  readonly component: string;
  /** Whether a chat channel shows its alerts, which is not seen on the topic. */
  readonly shownInChat: boolean;
}

/** A topic as its own stack and as every other stack of its Region sees it. */
export interface AlertTopic {
  readonly topic: sns.Topic;
  /** Known at synthesis. */
  readonly topicName: string;
  /** The topic by its name: a stack that uses it does not have to be deployed after the topic's, which may show that stack's widgets. */
  readonly byName: sns.ITopic;
}

/** Creates the topic of a severity in a Region: encrypted, TLS only, open to the account's alarms and rules. */
export function createAlertTopic(scope: Construct, props: AlertTopicProps): AlertTopic {
  const { topology, region, key, severity, component, shownInChat } = props;
  const topicName = topology._name(NAME_KINDS.topic, `${component}/${severity}`, region);
  const topic = new sns.Topic(scope, `${severity}-topic`, {
    topicName,
    displayName: `${topology.applicationName} ${topology.environmentName} ${severity}`,
    masterKey: key,
    enforceSSL: true,
  });
  allowPublishers(topic, topology.account);
  const topicArn = `arn:${topology.partition}:sns:${region.name}:${topology.account}:${topicName}`;
  if (!shownInChat) {
    Aspects.of(topic).add(new AlertReach(severity, region, topicArn), { priority: AspectPriority.READONLY });
  }
  return { topic, topicName, byName: sns.Topic.fromTopicAttributes(scope, `${severity}-topic-by-name`, { topicArn, keyArn: key.keyArn }) };
}

function allowPublishers(topic: sns.Topic, account: string): void {
  topic.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'AlarmsOfThisAccount',
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: { StringEquals: { 'aws:SourceAccount': account } },
  }));
  // EventBridge sends no source with a publication: under a condition every event would be dropped without a trace. A rule of
  // another account cannot publish as the service, it needs a role.
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
  topic.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'EventRules',
    principals: [new iam.ServicePrincipal('events.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
  }));
}

/**
 * Subscribes somebody to a topic. What cannot be delivered goes to the queue, unless the subscription has one of its own.
 *
 * @throws ConfigurationError for a subscriber that lives in another Region than the topic: it may be lost when it is needed
 */
export function subscribe(
  owner: Construct, topic: sns.Topic, undelivered: sqs.IQueue, subscription: sns.ITopicSubscription, prop: string,
): void {
  const kept: sns.ITopicSubscription = {
    bind: to => {
      const config = subscription.bind(to);
      // A subscription in a stack of its own would tie that stack to this one's queue.
      return config.subscriberScope ? config : { ...config, deadLetterQueue: config.deadLetterQueue ?? undelivered };
    },
  };
  const subscriberRegion = Stack.of(topic.addSubscription(kept)).region;
  if (differs(subscriberRegion, topic.stack.region)) {
    refuse(owner, {
      prop,
      value: `a subscriber in ${subscriberRegion}`,
      rule: `it would be subscribed to the topics of both Regions, and ${topic.stack.region} must alert without ${subscriberRegion}`,
      remedy: 'Subscribe it in its own Region only, with forRegion(region).topic(severity).addSubscription(...), and one like it in the other Region',
    });
  }
}

/**
 * Subscribes an address to a topic. What cannot be delivered goes to the queue.
 *
 * @throws ConfigurationError for an address that the topic has already
 */
export function subscribeAddress(owner: Construct, topic: sns.Topic, undelivered: sqs.IQueue, address: AlertAddress): void {
  const { protocol, endpoint, prop } = address;
  const told = topic.node.findAll().filter((child): child is sns.CfnSubscription => child instanceof sns.CfnSubscription);
  requireNew(owner, address, told.map(subscription => subscription.endpoint!));
  // As CDK's own subscriptions are named, so that an address may be given either way.
  const subscriberId = Token.isUnresolved(endpoint) ? prop : endpoint;
  topic.addSubscription({ bind: () => ({ protocol, endpoint, subscriberId, deadLetterQueue: undelivered }) });
}
