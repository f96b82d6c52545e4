import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { FailoverLatch } from './failover-latch';
import { followedAlarm } from './followed-alarm';

/** The alarm of a latch, in the latch's Region. ALARM says closed. */
export function latchAlarm(scope: Construct, latch: FailoverLatch, domainName: string): cloudwatch.Alarm {
  return followedAlarm(scope, 'LatchAlarm', {
    alarmName: latch.alarmName,
    alarmDescription: `In ALARM while ${latch.region.name} has taken over ${domainName}. `
      + 'Route 53 follows the data of this metric, not this state: setting the state by hand moves no traffic.',
    settings: latch._settings,
    region: latch.region.name,
  });
}
