import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { DBClusterSnapshot } from '@aws-sdk/client-rds';
import { CopyDBClusterSnapshotCommand, DescribeDBClusterSnapshotsCommand, RDSClient } from '@aws-sdk/client-rds';
import { mockClient } from 'aws-sdk-client-mock';
import { fault } from './aurora';
import { handler } from '../../../src/recovery/handlers/snapshot-keeper.lambda';

const NOW = new Date('2026-03-01T12:00:00Z');
const rds = mockClient(RDSClient);
const cloudWatch = mockClient(CloudWatchClient);
const SUSPECT = 'rds:unplanned-global-failover-main-2026-03-01-11-30';
const COPY = 'kept-unplanned-global-failover-main-2026-03-01-11-30';
const LONG = 'rds:unplanned-global-failover-a-name-of-a-cluster-that-is-long-2026-03-01-11-30';

function snapshot(DBClusterSnapshotIdentifier: string, Status = 'available'): DBClusterSnapshot {
  return { DBClusterSnapshotIdentifier, Status };
}

/** What there is of each cluster, in one page. */
function snapshotsAre(clusters: { readonly [cluster: string]: DBClusterSnapshot[] }): void {
  rds.on(DescribeDBClusterSnapshotsCommand).callsFake(async ({ DBClusterIdentifier }) => ({ DBClusterSnapshots: clusters[DBClusterIdentifier] }));
}

function copies() {
  return rds.commandCalls(CopyDBClusterSnapshotCommand).map(({ args }) => args[0].input);
}

function published() {
  return cloudWatch.commandCalls(PutMetricDataCommand).map(({ args }) => args[0].input);
}

beforeEach(() => {
  rds.reset();
  cloudWatch.reset();
  rds.on(CopyDBClusterSnapshotCommand).resolves({});
  cloudWatch.on(PutMetricDataCommand).resolves({});
  jest.useFakeTimers({ now: NOW });
  jest.spyOn(console, 'log').mockReturnValue(undefined);
  process.env.AWS_REGION = 'eu-west-1';
  process.env.SNAPSHOT_KEEPER_SETTINGS = JSON.stringify({ region: 'eu-west-1', namespace: 'MultiRegionDr/Payments/test', clusters: ['main', 'audit'] });
});

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
  delete process.env.SNAPSHOT_KEEPER_SETTINGS;
  delete process.env.AWS_REGION;
});

describe('the keeper of snapshots', () => {
  test('copies what a forced failover left behind, in its own Region and under the key that it has', async () => {
    snapshotsAre({ main: [snapshot(SUSPECT), snapshot('rds:main-2026-03-01-04-00'), snapshot('before-the-release')], audit: [] });
    await handler({});
    expect(copies()).toEqual([{ SourceDBClusterSnapshotIdentifier: SUSPECT, TargetDBClusterSnapshotIdentifier: COPY }]);
    await expect((rds.calls()[0].thisValue as RDSClient).config.region()).resolves.toBe('eu-west-1');
  });

  test('copies it once: not while a copy is being made, nor when it was made', async () => {
    snapshotsAre({ main: [snapshot(SUSPECT), snapshot(COPY, 'copying')], audit: [snapshot(COPY), snapshot(SUSPECT)] });
    await handler({});
    expect(copies()).toEqual([]);
  });

  test('waits for one that Aurora is still taking', async () => {
    snapshotsAre({ main: [snapshot(SUSPECT, 'creating')] });
    await handler({});
    expect(copies()).toEqual([]);
  });

  test('gives a copy of a long name a name that RDS takes, the same each time and another for another snapshot', async () => {
    snapshotsAre({ main: [snapshot(LONG), snapshot(`${LONG}-2`)] });
    await handler({});
    const names = copies().map(({ TargetDBClusterSnapshotIdentifier }) => TargetDBClusterSnapshotIdentifier!);
    expect(names).toEqual([
      expect.stringMatching(/^kept-unplanned-global-failover-a-name-of-a-cluster-[a-z-]*-[0-9a-f]{8}$/),
      expect.stringMatching(/^kept-unplanned-global-failover-/),
    ]);
    expect(new Set(names).size).toBe(2);
    names.forEach(name => {
      expect(name.length).toBeLessThanOrEqual(63);
      expect(name).not.toMatch(/--|-$/);
    });
    await handler({});
    expect(copies().map(({ TargetDBClusterSnapshotIdentifier }) => TargetDBClusterSnapshotIdentifier)).toEqual([...names, ...names]);
  });

  test('a name of 63 characters is used as it is', async () => {
    const longest = `rds:unplanned-global-failover-${'x'.repeat(63 - 'kept-unplanned-global-failover-'.length)}`;
    snapshotsAre({ main: [snapshot(longest), snapshot(`${longest}y`)] });
    await handler({});
    expect(copies().map(({ TargetDBClusterSnapshotIdentifier }) => TargetDBClusterSnapshotIdentifier!.length)).toEqual([63, 63]);
    expect(copies()[0].TargetDBClusterSnapshotIdentifier).toBe(`kept-${longest.slice(4)}`);
    expect(copies()[1].TargetDBClusterSnapshotIdentifier).not.toBe(`kept-${longest.slice(4)}`);
  });

  test('a name that is cut at a hyphen gets no two of them', async () => {
    const cut = `rds:unplanned-global-failover-${'x'.repeat(54 - 'kept-unplanned-global-failover-'.length - 1)}-${'y'.repeat(20)}`;
    snapshotsAre({ main: [snapshot(cut)] });
    await handler({});
    expect(copies()[0].TargetDBClusterSnapshotIdentifier).toMatch(/x-[0-9a-f]{8}$/);
  });

  test('reads all pages', async () => {
    rds.on(DescribeDBClusterSnapshotsCommand, { DBClusterIdentifier: 'main', Marker: undefined }).resolves({ Marker: 'next' });
    rds.on(DescribeDBClusterSnapshotsCommand, { DBClusterIdentifier: 'main', Marker: 'next' }).resolves({ DBClusterSnapshots: [snapshot(SUSPECT)] });
    rds.on(DescribeDBClusterSnapshotsCommand, { DBClusterIdentifier: 'audit' }).resolves({});
    await handler({});
    expect(copies()).toHaveLength(1);
  });

  test('gives up a cluster whose pages do not end, by name, and looks after the others', async () => {
    let pages = 0;
    rds.on(DescribeDBClusterSnapshotsCommand, { DBClusterIdentifier: 'main' }).callsFake(async () => {
      pages += 1;
      if (pages > 100) {
        throw new Error('it asks for ever');
      }
      return { Marker: 'next' };
    });
    rds.on(DescribeDBClusterSnapshotsCommand, { DBClusterIdentifier: 'audit' }).resolves({ DBClusterSnapshots: [snapshot(SUSPECT)] });
    await expect(handler({})).rejects.toMatchObject({
      name: 'SnapshotsNotKept',
      message: 'main: ServiceUnavailable: DescribeDBClusterSnapshots of main: no end after 20 pages',
    });
    expect(pages).toBe(20);
    expect(copies()).toHaveLength(1);
  });

  test('reads as many pages as there may be', async () => {
    const last = 19;
    rds.on(DescribeDBClusterSnapshotsCommand, { DBClusterIdentifier: 'main' }).callsFake(async ({ Marker = '0' }) =>
      Number(Marker) < last ? { Marker: String(Number(Marker) + 1) } : { DBClusterSnapshots: [snapshot(SUSPECT)] });
    rds.on(DescribeDBClusterSnapshotsCommand, { DBClusterIdentifier: 'audit' }).resolves({});
    await handler({});
    expect(copies()).toHaveLength(1);
  });

  test('publishes how many copies it has begun, also when there are none', async () => {
    snapshotsAre({ main: [snapshot(SUSPECT)], audit: [snapshot(`${SUSPECT}-2`)] });
    await handler({});
    snapshotsAre({});
    await handler({});
    expect(published().map(({ MetricData }) => MetricData![0].Value)).toEqual([2, 0]);
    expect(published()[0]).toEqual({
      Namespace: 'MultiRegionDr/Payments/test',
      MetricData: [{
        MetricName: 'SuspectWritesSnapshotsKept',
        Dimensions: [{ Name: 'Component', Value: 'recovery-state' }],
        Timestamp: NOW,
        Value: 2,
      }],
    });
  });

  test('a copy that exists already is none that it has to make', async () => {
    snapshotsAre({ main: [snapshot(SUSPECT)] });
    rds.on(CopyDBClusterSnapshotCommand).rejects(fault('DBClusterSnapshotAlreadyExistsFault'));
    await expect(handler({})).resolves.toBeUndefined();
  });

  test('SnapshotsNotKept when one cannot be kept, and the others are looked after', async () => {
    snapshotsAre({ main: [snapshot(SUSPECT)], audit: [snapshot(`${SUSPECT}-2`)] });
    rds.on(CopyDBClusterSnapshotCommand, { SourceDBClusterSnapshotIdentifier: SUSPECT }).rejects(fault('SnapshotQuotaExceededFault'));
    await expect(handler({})).rejects.toMatchObject({
      name: 'SnapshotsNotKept',
      message: 'main: SnapshotQuotaExceededFault: the service says SnapshotQuotaExceededFault',
    });
    expect(copies()).toHaveLength(2);
    expect(published().map(({ MetricData }) => MetricData![0].Value)).toEqual([1]);
  });
});
