import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmSettings } from '../../src/dns/followed-alarm';
import { settingsDigest } from '../../src/dns/followed-alarm';
import { latchSettings } from '../../src/dns/latch-settings';

const settings = () => latchSettings('MultiRegionDr/Payments/test', { HostedZone: 'Z1', Record: 'api.example.com' });

const OTHER: AlarmSettings = {
  namespace: 'MultiRegionDr/Payments/other',
  metricName: 'Closed',
  dimensions: { HostedZone: 'Z2', Record: 'api.example.com' },
  statistic: 'Minimum',
  period: Duration.minutes(2),
  threshold: 2,
  comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
  evaluationPeriods: 2,
  treatMissingData: TreatMissingData.IGNORE,
};

test('equal settings have equal digests', () => {
  expect(settingsDigest(settings())).toBe(settingsDigest(settings()));
});

test.each(Object.keys(OTHER) as (keyof AlarmSettings)[])('a changed %s changes the digest, and so the alarm\'s name', setting => {
  expect(OTHER[setting]).not.toEqual(settings()[setting]);
  expect(settingsDigest({ ...settings(), [setting]: OTHER[setting] })).not.toBe(settingsDigest(settings()));
});

test('the first data point that says so closes the latch, and no data is neither closed nor open', () => {
  expect({ ...settings(), period: settings().period.toSeconds() }).toEqual({
    namespace: 'MultiRegionDr/Payments/test',
    metricName: 'LatchClosed',
    dimensions: { HostedZone: 'Z1', Record: 'api.example.com' },
    statistic: 'Maximum',
    period: 60,
    threshold: 1,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    evaluationPeriods: 1,
    treatMissingData: 'missing',
  });
});

test('the alarm stays within what a Route 53 health check can follow', () => {
  const { statistic, period, namespace } = settings();
  expect(['Average', 'Minimum', 'Maximum', 'Sum', 'SampleCount']).toContain(statistic);
  expect(period.toSeconds() % 60).toBe(0);
  expect(namespace).not.toMatch(/^AWS\//);
});
