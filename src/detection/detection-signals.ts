import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { RegionWatch } from './region-watch';
import type { SignalOfMinute } from '../lambda/every-minute-signals';
import { everyMinuteSignals } from '../lambda/every-minute-signals';
import { AlertSeverity } from '../monitoring/alert-severity';
import { DashboardSection } from '../monitoring/dashboard-section';
import type { HealthSignal } from '../monitoring/health-signal';
import type { DrRegion } from '../topology';

const SILENT_MINUTES = 3;

/** What a Region sees, and what tells that it sees nothing: then nothing would be noticed. */
export function detectionSignals(region: DrRegion, watch: RegionWatch, witness?: string): HealthSignal[] {
  const { prober } = watch;
  const signals = prober === undefined ? [] : [
    ...watch.probes.map(({ probed, depth }): SignalOfMinute => ({
      id: `${depth}-probe-of-${probed.role}`,
      description: `The ${depth} probe of ${probed.name} from ${region.name} fails`,
      graph: 'Failing probes',
      axisLabel: '1 = fails',
      metric: watch.metric(probed, depth, { period: Duration.minutes(1), label: `${depth} probe of ${probed.name}` }),
    })),
    silence({
      id: 'prober-silent',
      description: `${region.name} has not probed the endpoints for ${SILENT_MINUTES} minutes: the loss of ${region.peer.name} would not be noticed`,
      metric: options => watch.metric(watch.probes[0].probed, watch.probes[0].depth, options),
      severity: AlertSeverity.CRITICAL,
    }),
    ...witness === undefined ? [] : witnessSignals(region, watch, witness),
    ...everyMinuteSignals({ id: 'prober', undone: `${region.name} does not see the endpoints`, region, schedule: prober.schedule }),
  ];
  return signals.map(signal => ({ ...signal, publishedIn: region, section: DashboardSection.DETECTION }));
}

/** What a witness tells this Region, and that it does not: until it speaks again the Regions judge each other alone, as they would without it. */
function witnessSignals(region: DrRegion, watch: RegionWatch, witness: string): SignalOfMinute[] {
  const [{ probed, depth }] = watch.probes;
  return [
    ...watch.probes.map((probe): SignalOfMinute => ({
      id: `witness-${probe.depth}-probe-of-${probe.probed.role}`,
      description: `The ${probe.depth} probe of ${probe.probed.name} from ${witness} fails`,
      graph: 'Failing probes of the witness',
      axisLabel: '1 = fails',
      metric: watch.witnessMetric(witness, probe.probed, probe.depth, {
        period: Duration.minutes(1), label: `${probe.depth} probe of ${probe.probed.name} from ${witness}`,
      }),
    })),
    silence({
      id: 'witness-silent',
      description: `${witness} has not told ${region.name} for ${SILENT_MINUTES} minutes what it sees: the Regions judge each other without it`,
      metric: options => watch.witnessMetric(witness, probed, depth, options),
      severity: AlertSeverity.WARNING,
    }),
  ];
}

interface Silence extends Pick<SignalOfMinute, 'id' | 'description'> {
  readonly metric: (options: cloudwatch.MetricOptions) => cloudwatch.Metric;
  readonly severity: AlertSeverity;
}

/** That nobody looks has no error of its own: the function may not be called at all. */
function silence({ id, description, metric, severity }: Silence): SignalOfMinute {
  return {
    id,
    description,
    graph: 'Probes made',
    axisLabel: 'data points',
    metric: metric({ statistic: cloudwatch.Stats.SAMPLE_COUNT, period: Duration.minutes(1) }),
    alarm: {
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: SILENT_MINUTES,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
      severity,
      ownPage: true,
    },
  };
}
