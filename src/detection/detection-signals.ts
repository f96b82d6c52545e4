import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { RegionWatch } from './region-watch';
import { AlertSeverity } from '../monitoring/alert-severity';
import { DashboardSection } from '../monitoring/dashboard-section';
import type { HealthSignal } from '../monitoring/health-signal';
import type { SignalOfMinute } from '../recovery/every-minute-signals';
import { everyMinuteSignals } from '../recovery/every-minute-signals';
import type { DrRegion } from '../topology';

const SILENT_MINUTES = 3;

/** What a Region sees, and what tells that it sees nothing: then nothing would be noticed. */
export function detectionSignals(region: DrRegion, watch: RegionWatch): HealthSignal[] {
  const { prober } = watch;
  const signals = prober === undefined ? [] : [
    ...watch.probes.map(({ probed, depth }): SignalOfMinute => ({
      id: `${depth}-probe-of-${probed.role}`,
      description: `The ${depth} probe of ${probed.name} from ${region.name} fails`,
      graph: 'Failing probes',
      axisLabel: '1 = fails',
      metric: watch.metric(probed, depth, { period: Duration.minutes(1), label: `${depth} probe of ${probed.name}` }),
    })),
    silence(region, watch),
    ...everyMinuteSignals({ id: 'prober', undone: `${region.name} does not see the endpoints`, region, schedule: prober.schedule }),
  ];
  return signals.map(signal => ({ ...signal, publishedIn: region, section: DashboardSection.DETECTION }));
}

/** That nobody looks has no error of its own: the function may not be called at all. */
function silence(region: DrRegion, watch: RegionWatch): SignalOfMinute {
  const [{ probed, depth }] = watch.probes;
  return {
    id: 'prober-silent',
    description: `${region.name} has not probed the endpoints for ${SILENT_MINUTES} minutes: the loss of ${region.peer.name} would not be noticed`,
    graph: 'Probes made',
    axisLabel: 'data points',
    metric: watch.metric(probed, depth, { statistic: cloudwatch.Stats.SAMPLE_COUNT, period: Duration.minutes(1) }),
    alarm: {
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: SILENT_MINUTES,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
      severity: AlertSeverity.CRITICAL,
      ownPage: true,
    },
  };
}
