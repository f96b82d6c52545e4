import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { FunctionPlace } from './recovery-function';
import type { DrMonitoring } from '../../monitoring';
import { AlertSeverity } from '../../monitoring/alert-severity';
import { KeyPurpose } from '../../topology';
import { NAME_KINDS } from '../../topology/name-kinds';
import { throughService } from '../../topology/regional-grant';
import type { RunTopics } from '../actions/action-kind';

/** Where runs of a Region tell people: the topics of its monitoring, or one of their own. */
export interface RegionalTopics extends RunTopics {
  /** Pages, and questions for approval. */
  readonly topic: sns.ITopic;
}

/** Without monitoring, a topic is created to which nobody is subscribed yet. */
export function topicsOf(scope: Construct, place: FunctionPlace, monitoring?: DrMonitoring): RegionalTopics {
  const { region } = place;
  if (monitoring === undefined) {
    return ownTopic(scope, place);
  }
  const topic = monitoring.topic(region, AlertSeverity.CRITICAL);
  return { topic, pages: topic.topicArn, notes: monitoring.topic(region, AlertSeverity.INFORMATION).topicArn };
}

/** What publishing to the encrypted topics of a Region takes beside `sns:Publish`. */
export function sealMessages({ topology, region }: FunctionPlace): iam.PolicyStatement {
  const { key } = topology.encryptionKey(region, KeyPurpose.NOTIFICATIONS);
  return throughService(new iam.PolicyStatement({ actions: ['kms:GenerateDataKey', 'kms:Decrypt'], resources: [key.keyArn] }), 'sns', region);
}

function ownTopic(scope: Construct, { topology, region }: FunctionPlace): RegionalTopics {
  const topicName = topology._name(NAME_KINDS.topic, 'recovery/runs', region);
  const topic = new sns.Topic(scope, 'runs-topic', {
    topicName,
    displayName: `${topology.applicationName} ${topology.environmentName} recovery`,
    masterKey: topology.encryptionKey(region, KeyPurpose.NOTIFICATIONS).key,
    enforceSSL: true,
  });
  const topicArn = `arn:${topology.partition}:sns:${region.name}:${topology.account}:${topicName}`;
  return { topic, pages: topicArn, notes: topicArn };
}
