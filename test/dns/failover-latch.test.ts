import { FailoverLatch } from '../../src/dns/failover-latch';
import { settingsDigest } from '../../src/dns/followed-alarm';
import { latchSettings } from '../../src/dns/latch-settings';
import { createdTopology, PRIMARY } from '../support/environment';

const settings = () => latchSettings('MultiRegionDr/Payments/test', { HostedZone: 'Z1', Record: 'api.example.com' });

function latchOf(given = settings()) {
  const topology = createdTopology();
  return FailoverLatch._of(topology, 'dns', topology.primary, given);
}

describe('a latch', () => {
  test('has the name of an alarm in its Region, which changes with any setting', () => {
    expect(latchOf().region.name).toBe(PRIMARY);
    expect(latchOf().alarmName).toMatch(new RegExp(`^payments-test-dns-latch-${settingsDigest(settings())}-${PRIMARY}-[0-9a-f]{8}$`));
    expect(latchOf({ ...settings(), threshold: 2 }).alarmName).not.toBe(latchOf().alarmName);
  });

  test('says what must be published to close and to open it', () => {
    const { metricNamespace, metricName, dimensions, closedValue, openValue } = latchOf();
    expect({ metricNamespace, metricName, dimensions, closedValue, openValue }).toEqual({
      metricNamespace: 'MultiRegionDr/Payments/test',
      metricName: 'LatchClosed',
      dimensions: { HostedZone: 'Z1', Record: 'api.example.com' },
      closedValue: 1,
      openValue: 0,
    });
  });

  test('is a metric as its alarm reads it, or as a dashboard asks for', () => {
    const { metricStat } = latchOf().metric().toMetricConfig();
    expect(metricStat).toMatchObject({ namespace: 'MultiRegionDr/Payments/test', metricName: 'LatchClosed', statistic: 'Maximum', region: PRIMARY });
    expect(metricStat!.period.toSeconds()).toBe(60);
    expect(latchOf().metric({ statistic: 'Minimum' }).statistic).toBe('Minimum');
  });
});
