import { RunMode } from '../../../src/recovery/plan/run-mode';
import { recoverySeconds } from '../../../src/recovery/state/recovery-time';
import { RUN_METRIC, runDurations } from '../../../src/recovery/state/run-durations';

const SEEN = '2026-05-01T10:00:00.000Z';
const STARTED = '2026-05-01T10:01:20.000Z';
const NOW = Date.parse('2026-05-01T10:06:00.000Z');

const step = (id: string, endedAt: string) => ({ id, startedAt: STARTED, endedAt: `2026-05-01T${endedAt}Z` });
const ACTIVATED = step('activate-region', '10:04:10.500');
const VERIFIED = step('verify-traffic', '10:05:00.000');
const FORCED = { mode: RunMode.FAILOVER, outcome: 'succeeded', steps: [ACTIVATED, VERIFIED], lossSeenAt: SEEN } as const;

const measured = (changes: Partial<Parameters<typeof recoverySeconds>[0]> = {}) => recoverySeconds({ ...FORCED, ...changes }, STARTED, NOW);

describe('recovery time of a run', () => {
  test('counts from the loss, and not from the start of the run, until clients are served in the other Region', () => {
    expect(measured()).toBe(300);
  });

  test.each([['not known', 'unknown'], ['not said', undefined]])('of a loss that is %s: from the start of the run', (_, lossSeenAt) => {
    expect(measured({ lossSeenAt })).toBe(220);
  });

  test('ends when all is verified: names lead to the Region, and what it depends on works, whichever is later', () => {
    expect(measured({ steps: [VERIFIED, step('verify-service', '10:04:40.000')] })).toBe(300);
    expect(measured({ steps: [step('verify-service', '10:05:10.000'), VERIFIED] })).toBe(310);
  });

  test('ends with the last time that a step was taken, where nothing is verified with the activation, else with the run', () => {
    expect(measured({ steps: [step('verify-traffic', '10:02:00.000'), ACTIVATED, VERIFIED] })).toBe(300);
    expect(measured({ steps: [ACTIVATED] })).toBe(250.5);
    expect(measured({ steps: [] })).toBe(360);
  });

  test('is of forced runs that succeeded: a planned one loses nothing, and of one that failed nobody knows whether clients are served', () => {
    expect(measured({ mode: RunMode.SWITCHOVER })).toBeUndefined();
    expect(measured({ outcome: 'failed' })).toBeUndefined();
  });

  test('is nothing where clocks differ by more than it took', () => {
    expect(measured({ lossSeenAt: '2026-05-01T10:07:00.000Z' })).toBe(0);
  });

  test('is published beside the duration of the run', () => {
    const published = (recovered?: number) => runDurations(RunMode.FAILOVER, STARTED, [], NOW, recovered)
      .map(({ MetricName, Value, Unit, Dimensions }) => [MetricName, Value, Unit, Dimensions]);
    const dimensions = [{ Name: 'Mode', Value: 'failover' }];
    expect(published(300)).toEqual([['RunDuration', 280, 'Seconds', dimensions], [RUN_METRIC.recoveryTime, 300, 'Seconds', dimensions]]);
    expect(published()).toEqual([['RunDuration', 280, 'Seconds', dimensions]]);
  });
});
