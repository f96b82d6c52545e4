import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { AlertTopics } from './alert-actions';
import { addressesOf } from './alert-addresses';
import type { AlertOptions } from './alert-options';
import { undeliveredQueue } from './alert-queue';
import { isShownInChat, warnOfLostFailures } from './alert-reach';
import { AlertSeverity } from './alert-severity';
import type { AlertTopic } from './alert-topic';
import { createAlertTopic, subscribe, subscribeAddress } from './alert-topic';
import type { HealthEventOptions } from './health-event-options';
import { requireServices } from './health-events';
import type { DrRegion, DrTopology } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';

/** Where alerts leave. */
export interface RegionalAlertsProps {
  readonly topology: DrTopology;
  /** A Region of the topology, or the home Region of Route 53. */
  readonly region: Pick<DrRegion, 'name'>;
  /** Encrypts topics and queue. */
  readonly key: kms.IKey;
  /** Sets them apart from those of another `DrMonitoring`. */
  readonly component: string;
  readonly alerts: AlertOptions;
}

/** What a Region has to tell people: a topic per severity, and a queue for what they did not get. */
export interface RegionalAlerts {
  readonly topics: AlertTopics;
  readonly undelivered: sqs.Queue;
  /** Known at synthesis. */
  readonly undeliveredName: string;
  /** What of AWS Health is told. */
  readonly health: HealthEventOptions;
}

/** Creates the topics of a Region and subscribes whoever is told. */
export function createRegionalAlerts(owner: Construct, scope: Construct, props: RegionalAlertsProps): RegionalAlerts {
  const { topology, region, key, component, alerts } = props;
  const { healthEvents: health = {} } = alerts;
  requireServices(owner, health);
  const undeliveredName = topology._name(NAME_KINDS.queue, `${component}/undelivered-alerts`, region);
  const undelivered = undeliveredQueue(scope, undeliveredName, key);
  const topicOf = (severity: AlertSeverity): AlertTopic => {
    const shownInChat = isShownInChat(alerts, severity);
    const created = createAlertTopic(scope, { topology, region, key, severity, component, shownInChat });
    alerts[severity]?.forEach((subscription, index) => subscribe(owner, created.topic, undelivered, subscription, `alerts.${severity}[${index}]`));
    addressesOf(owner, `alerts.${severity}Recipients`, alerts[`${severity}Recipients`])
      .forEach(address => subscribeAddress(owner, created.topic, undelivered, address));
    return created;
  };
  const { CRITICAL, WARNING, INFORMATION } = AlertSeverity;
  const topics = { [CRITICAL]: topicOf(CRITICAL), [WARNING]: topicOf(WARNING), [INFORMATION]: topicOf(INFORMATION) };
  warnOfLostFailures(alerts, region, topics);
  return { topics, undelivered, undeliveredName, health };
}
