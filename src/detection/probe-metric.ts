import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { ProbeDepth } from './probe-depth';
import type { DrRegion } from '../topology';
import { ENDPOINT_FAILED } from './handlers/probe-metrics';

/** One probe of one Region, as another or the same one sees it. */
export interface ProbeMetricProps {
  readonly namespace: string;
  /** The name that clients use. */
  readonly record: string;
  /** The Region that probes, or is told by a witness, and in which the metric is. */
  readonly observer: DrRegion;
  readonly probed: DrRegion;
  readonly depth: ProbeDepth;
  /** The third Region that probed, if it was not the observer itself. @default - the observer probed */
  readonly witness?: string;
}

/** 1 while a probe fails, 0 while the endpoint works, stored by the second. */
export function probeMetric(props: ProbeMetricProps, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
  const { namespace, record, observer, probed, depth, witness } = props;
  return new cloudwatch.Metric({
    namespace,
    metricName: ENDPOINT_FAILED,
    dimensionsMap: { Record: record, Region: probed.name, Probe: depth, ...witness === undefined ? {} : { Witness: witness } },
    statistic: cloudwatch.Stats.MAXIMUM,
    period: Duration.seconds(10),
    region: observer.name,
    ...options,
  });
}
