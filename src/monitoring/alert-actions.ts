import { Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IConstruct } from 'constructs';
import type { AlertSeverity } from './alert-severity';
import type { AlertTopic } from './alert-topic';

/** The topics of one Region. */
export type AlertTopics = Readonly<Record<AlertSeverity, AlertTopic>>;

/** Tells a topic of what happens in a stack: another stack than the topic's names it, and waits for nothing. */
export function alertAction(topics: AlertTopics, severity: AlertSeverity, from: IConstruct): SnsAction {
  const { topic, byName } = topics[severity];
  return new SnsAction(Stack.of(from) === topic.stack ? topic : byName);
}
