import { CallFaults } from './call-faults';
import type { CallFaultRule } from './call-faults';
import { Caller, Fabric } from './fabric';
import { Network } from './network';
import { Rds } from './rds';
import type { Member } from './rds-database';
import { GlobalDatabase } from './rds-database';
import { proves } from '../behaviours/proves';
import { Prng } from '../clock/prng';
import { VirtualClock } from '../clock/virtual-clock';
import { History } from '../history/history';

const HOME = 'us-east-1';
const STANDBY = 'us-west-2';
const ARN = (region: string) => `arn:aws:rds:${region}:1:cluster:main-${region}`;
const member = (region: string): Member => ({
  arn: ARN(region), region, identifier: `main-${region}`, instances: ['available'], acceptsWrites: region === HOME, synchronised: true, log: [],
});

/** A database, and RDS in front of it. */
class Bench {
  public readonly clock = new VirtualClock(0);
  public readonly history = new History(0, () => this.clock.now());
  public readonly network = new Network(this.clock);
  public readonly rds = new Rds();
  public readonly database: GlobalDatabase;
  private readonly fabric: Fabric;

  constructor(...faults: readonly CallFaultRule[]) {
    const members = [member(HOME), member(STANDBY)];
    this.database = new GlobalDatabase('main', members, members[0], this.clock, this.network, new Prng(1), this.history);
    this.database.lag = 1000;
    this.rds.databases.push(this.database);
    this.fabric = new Fabric(this.clock, new Prng(2), this.network, new CallFaults(faults), this.history, { rds: this.rds.operations });
  }

  /** The answer of a call, or the name of its error. */
  public async call(region: string, operation: string, input: object, from = STANDBY): Promise<any> {
    const answer = this.fabric.call('rds', region, new Caller('test', from), operation, input).catch((error: Error) => error.name);
    await this.clock.runUntil(this.clock.now() + 20_000);
    return answer;
  }

  public async promote(target: string, region: string, fields: object = { AllowDataLoss: true }): Promise<any> {
    return this.call(region, 'FailoverGlobalCluster', { GlobalClusterIdentifier: 'main', TargetDbClusterIdentifier: ARN(target), ...fields });
  }

  public async global(): Promise<any> {
    return (await this.call(STANDBY, 'DescribeGlobalClusters', { GlobalClusterIdentifier: 'main' })).GlobalClusters[0];
  }

  public async wait(seconds: number): Promise<void> {
    await this.clock.runUntil(this.clock.now() + 1000 * seconds);
  }

  public get writer(): string {
    return this.database.writer.region;
  }
}

test('a failover is asked for in the target\'s Region, answers as pending, and ends with the target as writer', async () => {
  const bench = new Bench();
  bench.network.lose(HOME);
  const { GlobalCluster } = await bench.promote(STANDBY, STANDBY);
  expect(GlobalCluster).toMatchObject({ Status: 'failing-over', FailoverState: { Status: 'pending', IsDataLossAllowed: true }, GlobalClusterMembers: [{ IsWriter: true }, { IsWriter: false }] });
  expect(await bench.promote(STANDBY, STANDBY)).toBe('InvalidGlobalClusterStateFault');
  await bench.wait(500);
  const after = await bench.global();
  expect(after).toMatchObject({ Status: 'available', GlobalClusterMembers: [{ IsWriter: false, SynchronizationStatus: 'pending-resync' }, { IsWriter: true }] });
  expect(after.FailoverState).toBeUndefined();
});

test.each([
  ['of the writer', HOME, HOME, {}, 'InvalidGlobalClusterStateFault'],
  ['in another Region than the target\'s', STANDBY, HOME, {}, 'InvalidGlobalClusterStateFault'],
  ['of an unknown cluster', 'eu-west-1', STANDBY, {}, 'DBClusterNotFoundFault'],
  ['of an unknown database', STANDBY, STANDBY, { GlobalClusterIdentifier: 'other' }, 'GlobalClusterNotFoundFault'],
])('a promotion %s is refused', async (_what, target, region, fields, error) => {
  expect(await new Bench().promote(target, region, { AllowDataLoss: true, ...fields })).toBe(error);
});

test('a cluster without an instance is not promoted', async () => {
  const bench = new Bench();
  bench.database.members[1].instances = [];
  expect(await bench.promote(STANDBY, STANDBY)).toBe('InvalidDBClusterStateFault');
});

test('a failover loses what was not replicated, and what an unreachable old writer took meanwhile', async () => {
  const bench = new Bench();
  await bench.wait(100);
  bench.network.separate(HOME, STANDBY);
  bench.network.separate(STANDBY, HOME);
  bench.clock.every(1000, () => { bench.database.write(HOME, 1); });
  await bench.promote(STANDBY, STANDBY);
  await bench.wait(600);
  expect(bench.writer).toBe(STANDBY);
  bench.network.join(HOME, STANDBY);
  bench.network.join(STANDBY, HOME);
  await bench.wait(60);
  expect(bench.history.of('writes-lost').map(({ forced }) => forced)).toEqual([true, true]);
  await bench.wait(1000);
  expect((await bench.global()).GlobalClusterMembers[0].SynchronizationStatus).toBe('connected');
});

test('a switchover loses nothing, is asked for at the writer, and changes nothing when the writer is lost meanwhile', async () => {
  const bench = new Bench();
  bench.database.write(HOME, 5);
  expect(await bench.promote(STANDBY, STANDBY, {})).toBe('InvalidGlobalClusterStateFault');
  await bench.promote(STANDBY, HOME, {});
  await bench.wait(200);
  expect([bench.writer, bench.history.of('writes-lost')]).toEqual([STANDBY, []]);
  await bench.promote(HOME, STANDBY, {});
  bench.network.lose(STANDBY);
  await bench.wait(200);
  expect(bench.writer).toBe(STANDBY);
  expect(bench.history.of('promotion-ended').map(({ moved }) => moved)).toEqual([true, false]);
});

proves('rds/instances-of-cluster', async () => {
  const bench = new Bench();
  bench.database.members[1].instances = ['available', 'creating'];
  const list = (cluster: string, from = STANDBY) =>
    bench.call(from, 'DescribeDBInstances', { Filters: [{ Name: 'db-cluster-id', Values: [cluster] }] });
  const instances = [['1', 'available'], ['2', 'creating']].map(([number, DBInstanceStatus]) => (
    { DBInstanceIdentifier: `main-us-west-2-${number}`, DBClusterIdentifier: 'main-us-west-2', DBInstanceStatus }
  ));
  expect(await list(ARN(STANDBY))).toEqual({ DBInstances: instances });
  expect(await list('main-us-west-2')).toEqual({ DBInstances: instances });
  expect(await list(ARN(HOME))).toEqual({ DBInstances: [] });
  expect(await list(ARN(HOME), HOME)).toMatchObject({ DBInstances: [{ DBInstanceIdentifier: 'main-us-east-1-1' }] });
  await expect(bench.call(STANDBY, 'DescribeDBInstances', { Filters: [{ Name: 'engine', Values: [] }] })).rejects.toThrow('filtered by their cluster');
});

proves('rds/instance-status', async () => {
  const bench = new Bench();
  bench.database.members[1].instances = ['available', 'failed'];
  bench.database.down.add(STANDBY);
  const { DBInstances } = await bench.call(STANDBY, 'DescribeDBInstances', { Filters: [{ Name: 'db-cluster-id', Values: [ARN(STANDBY)] }] });
  expect(DBInstances.map(({ DBInstanceStatus }: { readonly DBInstanceStatus: string }) => DBInstanceStatus)).toEqual(['rebooting', 'failed']);
});

proves('rds/instance-unavailable', async () => {
  const bench = new Bench();
  bench.database.members[1].instances = ['creating'];
  bench.network.lose(HOME);
  expect(await bench.promote(STANDBY, STANDBY)).toMatchObject({ GlobalCluster: { Status: 'failing-over' } });
});

const statusOf = async (bench: Bench) => (await bench.call(STANDBY, 'DescribeDBClusters', { DBClusterIdentifier: ARN(STANDBY) })).DBClusters[0].Status;

proves('rds/backing-up', async () => {
  const bench = new Bench();
  expect(await statusOf(bench)).toBe('available');
  bench.database.backups.set(STANDBY, 'promotable');
  expect(await statusOf(bench)).toBe('backing-up');
});

proves('rds/backing-up-serves', async () => {
  const bench = new Bench();
  [HOME, STANDBY].forEach(region => bench.database.backups.set(region, 'in-the-way'));
  await bench.wait(100);
  expect([bench.database.write(HOME, 1), bench.database.visibleLag()]).toEqual(['acknowledged', 1000]);
});

proves('world-faults/backup', async () => {
  const bench = new Bench();
  bench.database.backups.set(STANDBY, 'promotable');
  bench.network.lose(HOME);
  expect(await bench.promote(STANDBY, STANDBY)).toMatchObject({ GlobalCluster: { Status: 'failing-over' } });
  expect(await statusOf(bench)).toBe('failing-over');
  await bench.wait(500);
  expect([bench.writer, await statusOf(bench)]).toEqual([STANDBY, 'backing-up']);
});

proves('world-faults/backup-in-the-way', async () => {
  const bench = new Bench();
  bench.database.backups.set(STANDBY, 'in-the-way');
  expect(await bench.promote(STANDBY, HOME, {})).toBe('InvalidDBClusterStateFault');
  bench.network.lose(HOME);
  expect(await bench.promote(STANDBY, STANDBY)).toBe('InvalidDBClusterStateFault');
  bench.database.backups.delete(STANDBY);
  expect(await bench.promote(STANDBY, STANDBY)).toMatchObject({ GlobalCluster: { Status: 'failing-over' } });
});

proves('rds/failover-overtakes', async () => {
  const bench = new Bench();
  bench.database.pace = 'stuck';
  await bench.promote(STANDBY, HOME, {});
  bench.database.pace = 'usual';
  expect(await bench.promote(STANDBY, STANDBY)).toBe('InvalidGlobalClusterStateFault');
  bench.network.lose(HOME);
  expect(await bench.promote(STANDBY, STANDBY)).toMatchObject({ GlobalCluster: { Status: 'failing-over' } });
  await bench.wait(500);
  expect(bench.writer).toBe(STANDBY);
  expect(bench.history.of('promotion-ended').map(({ moved }) => moved)).toEqual([false, true]);
});

proves('rds/rejoin-snapshot', async () => {
  const bench = new Bench();
  bench.network.lose(HOME);
  await bench.promote(STANDBY, STANDBY);
  await bench.wait(500);
  const list = async () => (await bench.call(HOME, 'DescribeDBClusterSnapshots', { DBClusterIdentifier: 'main-us-east-1' })).DBClusterSnapshots;
  bench.network.restore(HOME);
  expect(await list()).toEqual([]);
  await bench.wait(60);
  const [snapshot, ...others] = await list();
  expect([snapshot.DBClusterSnapshotIdentifier, snapshot.SnapshotType, others]).toEqual([expect.stringMatching(/^rds:unplanned-global-failover-main-us-east-1-1970-01-01-00-\d\d$/), 'automated', []]);
  const copy = { SourceDBClusterSnapshotIdentifier: snapshot.DBClusterSnapshotIdentifier, TargetDBClusterSnapshotIdentifier: 'kept' };
  expect(await bench.call(HOME, 'CopyDBClusterSnapshot', copy)).toEqual({});
  expect(await bench.call(HOME, 'CopyDBClusterSnapshot', copy)).toBe('DBClusterSnapshotAlreadyExistsFault');
  expect(await bench.call(STANDBY, 'CopyDBClusterSnapshot', copy)).toBe('DBClusterSnapshotNotFoundFault');
  expect((await list()).map(({ SnapshotType }: any) => SnapshotType)).toEqual(['automated', 'manual']);
});

test('nobody can say the lag while the writer is lost', () => {
  const bench = new Bench();
  expect(bench.database.visibleLag()).toBe(0);
  bench.network.lose(HOME);
  expect(bench.database.visibleLag()).toBeUndefined();
});

const rule = (fault: CallFaultRule['fault']): CallFaultRule => ({ fault, from: 0, until: 1000, operation: 'FailoverGlobalCluster' });

test.each([
  ['timeout', 'TimeoutError', 0],
  ['answered-late', 'TimeoutError', 1],
  ['throttle', 'Throttling', 0],
  ['server-error', 'InternalFailure', 0],
  ['access-denied', 'AccessDenied', 0],
  ['made-twice', 'InvalidGlobalClusterStateFault', 1],
] as const)('the fault %s is seen as %s, with %i promotions accepted', async (fault, error, accepted) => {
  const bench = new Bench(rule(fault));
  expect(await bench.promote(STANDBY, STANDBY)).toBe(error);
  expect(bench.history.of('promotion-accepted')).toHaveLength(accepted);
});

test('a stale read answers what was before', async () => {
  const bench = new Bench({ fault: 'stale-read', from: 0, until: 1e9, operation: 'DescribeGlobalClusters', skip: 2 });
  await bench.global();
  bench.network.lose(HOME);
  await bench.promote(STANDBY, STANDBY);
  await bench.wait(500);
  expect((await bench.global()).GlobalClusterMembers[1].IsWriter).toBe(true);
  expect((await bench.global()).GlobalClusterMembers[1].IsWriter).toBe(false);
});

test('a call to a Region that is lost is not answered, and one that is not modelled ends the simulation', async () => {
  const bench = new Bench();
  bench.network.lose(HOME);
  expect(await bench.call(HOME, 'DescribeGlobalClusters', {})).toBe('TimeoutError');
  await expect(bench.call(STANDBY, 'DeleteGlobalCluster', {})).rejects.toThrow('rds.DeleteGlobalCluster is not modelled');
});

proves('call-faults/partial-list', async () => {
  const bench = new Bench({ fault: 'partial-list', from: 0, until: 1e9 });
  expect(await bench.call(STANDBY, 'DescribeGlobalClusters', {})).toMatchObject({ Marker: 'more' });
  const instances = await bench.call(STANDBY, 'DescribeDBInstances', { Filters: [{ Name: 'db-cluster-id', Values: [ARN(STANDBY)] }] });
  expect(instances).toEqual({ DBInstances: [], Marker: 'more' });
});

proves('world-faults/region-cut', async () => {
  const bench = new Bench();
  bench.network.separate(HOME, STANDBY);
  bench.network.separate(STANDBY, HOME);
  expect(await bench.call(HOME, 'DescribeGlobalClusters', {})).toBe('TimeoutError');
  expect([bench.network.works(HOME), bench.database.visibleLag()]).toEqual([true, undefined]);
});

proves('world-faults/one-way', async () => {
  const bench = new Bench();
  bench.network.separate(HOME, STANDBY);
  // The call gets there; its answer does not come back.
  bench.database.writer = bench.database.members[1];
  expect(await bench.promote(HOME, HOME)).toBe('TimeoutError');
  expect(bench.history.of('promotion-accepted')).toHaveLength(1);
});

proves('world-faults/lag', async () => {
  const bench = new Bench();
  await bench.wait(100);
  bench.database.lag = 30_000;
  await bench.wait(60);
  expect(bench.database.visibleLag()).toBe(30_000);
});

proves('world-faults/promotion-slow', async () => {
  const bench = new Bench();
  bench.database.pace = 'slow';
  await bench.promote(STANDBY, STANDBY);
  await bench.wait(160);
  expect(bench.writer).toBe(HOME);
  await bench.wait(320);
  expect(bench.writer).toBe(STANDBY);
});

proves('world-faults/promotion-stuck', async () => {
  const bench = new Bench();
  bench.database.pace = 'stuck';
  await bench.promote(STANDBY, STANDBY);
  await bench.wait(7200);
  expect([bench.writer, (await bench.global()).Status]).toEqual([HOME, 'failing-over']);
});
