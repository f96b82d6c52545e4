import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import type { StepTime } from '../handlers/requests';

/** What a run publishes at its end, in the Region that it is in, in seconds. */
export const RUN_METRIC = {
  /** Dimensions `Mode` and `Step`. */
  stepDuration: 'StepDuration',
  /** Dimension `Mode`. */
  runDuration: 'RunDuration',
  /** Dimension `Mode`. Of forced runs: from the loss, as far as it was seen, until clients were served there. */
  recoveryTime: 'RecoveryTime',
} as const;

/**
 * How long a run and its steps took.
 *
 * @param recoverySeconds from the loss until clients were served. Absent where nothing was lost
 */
export function runDurations(mode: string, startedAt: string, steps: readonly StepTime[], now: number, recoverySeconds?: number): MetricDatum[] {
  const datum = (name: string, milliseconds: number, dimensions: { readonly [name: string]: string }): MetricDatum => ({
    MetricName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    // Clocks of two services may differ by more than a short step takes.
    Value: Math.max(0, milliseconds) / 1000,
    Unit: 'Seconds',
    Timestamp: new Date(now),
  });
  return [
    datum(RUN_METRIC.runDuration, now - Date.parse(startedAt), { Mode: mode }),
    ...recoverySeconds === undefined ? [] : [datum(RUN_METRIC.recoveryTime, 1000 * recoverySeconds, { Mode: mode })],
    ...steps.map(step => datum(RUN_METRIC.stepDuration, Date.parse(step.endedAt) - Date.parse(step.startedAt), { Mode: mode, Step: step.id })),
  ];
}
