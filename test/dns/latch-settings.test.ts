import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmSettings } from '../../src/dns/followed-alarm';
import { settingsDigest } from '../../src/dns/followed-alarm';
import { latchSettings } from '../../src/dns/latch-settings';

const SETTINGS = latchSettings('MultiRegionDr/Payments/test', { HostedZone: 'Z1', Record: 'api.example.com' });

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
  expect(settingsDigest(latchSettings('MultiRegionDr/Payments/test', { HostedZone: 'Z1', Record: 'api.example.com' }))).toBe(settingsDigest(SETTINGS));
});

test.each(Object.keys(SETTINGS) as (keyof AlarmSettings)[])('a changed %s changes the digest, and so the alarm\'s name', setting => {
  expect(OTHER[setting]).not.toEqual(SETTINGS[setting]);
  expect(settingsDigest({ ...SETTINGS, [setting]: OTHER[setting] })).not.toBe(settingsDigest(SETTINGS));
});

test('the alarm stays within what a Route 53 health check can follow', () => {
  expect(['Average', 'Minimum', 'Maximum', 'Sum', 'SampleCount']).toContain(SETTINGS.statistic);
  expect(SETTINGS.period.toSeconds() % 60).toBe(0);
  expect(SETTINGS.namespace).not.toMatch(/^AWS\//);
});
