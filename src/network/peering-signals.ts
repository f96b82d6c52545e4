import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { PEERING_ACTIVE } from './handlers/peering-metric';
import type { EveryMinute } from '../lambda/every-minute';
import type { SignalOfMinute } from '../lambda/every-minute-signals';
import { everyMinuteSignals } from '../lambda/every-minute-signals';
import { AlertSeverity } from '../monitoring/alert-severity';
import { DashboardSection } from '../monitoring/dashboard-section';
import type { HealthSignal } from '../monitoring/health-signal';
import type { DrRegion } from '../topology';

export interface ProbedPeering {
  readonly region: DrRegion;
  readonly namespace: string;
  /** The id of the network, by which its metric is told from that of another one. */
  readonly network: string;
  readonly schedule: EveryMinute;
}

const MINUTES = 3;

/**
 * What tells that the peering connection does not carry traffic, as one end sees it, and why nobody would know. None of it is urgent for
 * recovery, which does not use the connection: all of it warns.
 */
export function peeringSignals({ region, namespace, network, schedule }: ProbedPeering): HealthSignal[] {
  const active: SignalOfMinute = {
    id: 'peering-active',
    description: `${region.name} is not connected to ${region.peer.name}, or does not know for ${MINUTES} minutes: no private traffic between the VPCs`,
    graph: 'Peering connection',
    axisLabel: '1 = active',
    metric: new cloudwatch.Metric({
      namespace,
      metricName: PEERING_ACTIVE,
      dimensionsMap: { Network: network },
      statistic: cloudwatch.Stats.MINIMUM,
      period: Duration.minutes(1),
      region: region.name,
    }),
    alarm: {
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: MINUTES,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
      severity: AlertSeverity.WARNING,
      // It stays in ALARM for as long as the other Region is gone, and would keep the page of its severity from telling of anything else.
      ownPage: true,
    },
  };
  const undone = `The peering connection is not seen from ${region.name}`;
  return [active, ...everyMinuteSignals({ id: 'peering-probe', undone, region, schedule }).map(warning)]
    .map(signal => ({ ...signal, publishedIn: region, section: DashboardSection.TRAFFIC }));
}

function warning(signal: SignalOfMinute): SignalOfMinute {
  return signal.alarm ? { ...signal, alarm: { ...signal.alarm, severity: AlertSeverity.WARNING } } : signal;
}
