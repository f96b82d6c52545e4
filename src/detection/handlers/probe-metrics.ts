import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import type { Observation } from './endpoint-probe';

/** The name of the metric of every probe. */
export const ENDPOINT_FAILED = 'EndpointFailed';

/** Stored by the second, so that an alarm can look at ten of them. */
const HIGH_RESOLUTION = 1;

/** A data point for each probe: 1 when the endpoint failed, 0 when it works. What a witness saw is told apart. */
export function metricData(record: string, observations: readonly Observation[], at: Date, witness?: string): MetricDatum[] {
  return observations.map(({ target, failure }) => ({
    MetricName: ENDPOINT_FAILED,
    Dimensions: [
      { Name: 'Record', Value: record },
      { Name: 'Region', Value: target.region },
      { Name: 'Probe', Value: target.probe },
      ...witness === undefined ? [] : [{ Name: 'Witness', Value: witness }],
    ],
    Timestamp: at,
    Value: failure === undefined ? 0 : 1,
    StorageResolution: HIGH_RESOLUTION,
  }));
}
