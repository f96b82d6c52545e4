import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { endpointAlarmSettings, withoutData } from './endpoint-alarm-settings';
import type { EndpointMetricOptions } from './endpoint-health';
import { followedAlarm, settingsDigest } from './followed-alarm';
import type { DrRegion, DrTopology } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';

/** The alarm that tells the health of a Region's endpoint, in the other Region. */
export interface EndpointAlarm {
  readonly alarm: cloudwatch.Alarm;
  /** Literal: it crosses to the stack of the health checks. */
  readonly alarmName: string;
  readonly region: DrRegion;
  readonly withoutData: route53.InsufficientDataHealthStatusEnum;
}

export interface EndpointAlarmProps {
  readonly topology: DrTopology;
  /** Who answers for errors, and gives the name. */
  readonly owner: Construct;
  /** The Region whose endpoint it is about. */
  readonly region: DrRegion;
  readonly metric: EndpointMetricOptions;
  readonly domainName: string;
}

/** @param scope in a stack of the other Region */
export function endpointAlarm(scope: Construct, { topology, owner, region, metric, domainName }: EndpointAlarmProps): EndpointAlarm {
  const settings = endpointAlarmSettings(owner, region, metric);
  const alarmName = topology._name(NAME_KINDS.alarm, `${owner.node.id}-${region.role}-endpoint-${settingsDigest(settings)}`, region.peer);
  const alarm = followedAlarm(scope, 'EndpointAlarm', {
    alarmName,
    alarmDescription: `In ALARM while ${region.peer.name} sees the endpoint of ${region.name} for ${domainName} as not healthy. `
      + 'Route 53 follows the data of this metric, not this state.',
    settings,
    region: region.peer.name,
  });
  return { alarm, alarmName, region: region.peer, withoutData: withoutData(owner, region, metric) };
}
