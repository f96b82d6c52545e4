import { cluster, globalCluster, HOME_ARN, promotion, STANDBY_ARN } from './aurora';
import type { GlobalDatabase } from '../../../src/recovery/handlers/global-database';
import { judgePromotion } from '../../../src/recovery/handlers/promotion-verdict';
import { RunMode } from '../../../src/recovery/plan/run-mode';

const ELSEWHERE = 'arn:aws:rds:us-east-1:111111111111:cluster:payments-main-witness';
const UNDER_WAY = (to: string | undefined, status: 'pending' | 'failing-over' | 'cancelling' | undefined = 'failing-over') =>
  ({ FailoverState: { Status: status, FromDbClusterArn: HOME_ARN, ToDbClusterArn: to } });

const AS_IT_WAS: GlobalDatabase = { global: globalCluster(), cluster: cluster() };
const WRITER: GlobalDatabase = { global: globalCluster({}, STANDBY_ARN), cluster: cluster() };

const PLANNED = [RunMode.SWITCHOVER, RunMode.FAILBACK];
const ALL = [RunMode.FAILOVER, ...PLANNED];

interface Row {
  readonly when: string;
  readonly database: GlobalDatabase;
  readonly modes: RunMode[];
  readonly waitedSeconds?: number;
  readonly verdict: string;
}

const TABLE: Row[] = [
  { when: 'another member is the writer and nothing is under way', database: AS_IT_WAS, modes: ALL, verdict: 'promote' },
  { when: 'the state of nothing is empty', database: { ...AS_IT_WAS, global: globalCluster({ FailoverState: {} }) }, modes: ALL, verdict: 'promote' },
  { when: 'the target is the writer and works', database: WRITER, modes: ALL, verdict: 'promoted' },
  {
    when: 'the target is the writer, and the global database has not come to rest',
    database: { ...WRITER, global: globalCluster({ Status: 'failing-over', ...UNDER_WAY(STANDBY_ARN) }, STANDBY_ARN) },
    modes: [RunMode.FAILOVER],
    verdict: 'promoted',
  },
  {
    when: 'the target is the writer, and its promotion is still said to be under way',
    database: { ...WRITER, global: globalCluster(UNDER_WAY(STANDBY_ARN), STANDBY_ARN) },
    modes: PLANNED,
    verdict: 'promoting',
  },
  {
    when: 'the target is the writer, and the global database is in a state that nobody has listed',
    database: { ...WRITER, global: globalCluster({ Status: 'switching-over' }, STANDBY_ARN) },
    modes: PLANNED,
    verdict: 'promoting',
  },
  {
    when: 'the target is the writer and does not work yet',
    database: { ...WRITER, cluster: cluster({ Status: 'promoting' }) },
    modes: ALL,
    verdict: 'promoting',
  },
  { when: 'the target is being promoted', database: { ...AS_IT_WAS, global: globalCluster(UNDER_WAY(STANDBY_ARN)) }, modes: ALL, verdict: 'promoting' },
  {
    when: 'the target is being promoted, in words that nobody has listed',
    database: { ...AS_IT_WAS, global: globalCluster(UNDER_WAY(STANDBY_ARN, undefined)) },
    modes: ALL,
    verdict: 'promoting',
  },
  {
    when: 'a switchover to the target is under way, which waits for a Region that is lost',
    database: { ...AS_IT_WAS, global: globalCluster({ FailoverState: { Status: 'failing-over', ToDbClusterArn: STANDBY_ARN, IsDataLossAllowed: false } }) },
    modes: [RunMode.FAILOVER],
    waitedSeconds: 60,
    verdict: 'promote',
  },
  {
    when: 'the same, and it may not wait at all but be about to end',
    database: { ...AS_IT_WAS, global: globalCluster({ FailoverState: { Status: 'failing-over', ToDbClusterArn: STANDBY_ARN, IsDataLossAllowed: false } }) },
    modes: [RunMode.FAILOVER],
    waitedSeconds: 59,
    verdict: 'promoting',
  },
  {
    when: 'a forced promotion of the target is under way for long',
    database: { ...AS_IT_WAS, global: globalCluster(UNDER_WAY(STANDBY_ARN)) },
    modes: [RunMode.FAILOVER],
    waitedSeconds: 600,
    verdict: 'promoting',
  },
  {
    when: 'the switchover of the run itself is under way',
    database: { ...AS_IT_WAS, global: globalCluster({ FailoverState: { Status: 'switching-over' as never, ToDbClusterArn: STANDBY_ARN } }) },
    modes: PLANNED,
    verdict: 'promoting',
  },
  {
    when: 'something is under way, and RDS does not say for whom',
    database: { ...AS_IT_WAS, global: globalCluster(UNDER_WAY(undefined, 'pending')) },
    modes: ALL,
    verdict: 'promoting',
  },
  {
    when: 'the target is being promoted and has left the state in which it could be asked to',
    database: { global: globalCluster(UNDER_WAY(STANDBY_ARN)), cluster: cluster({ Status: 'failing-over', DBClusterMembers: [] }) },
    modes: ALL,
    verdict: 'promoting',
  },
  { when: 'another member is being promoted', database: { ...AS_IT_WAS, global: globalCluster(UNDER_WAY(ELSEWHERE)) }, modes: ALL, verdict: 'conflict' },
  {
    when: 'the target is the writer, and another member takes it over',
    database: { ...WRITER, global: globalCluster(UNDER_WAY(HOME_ARN), STANDBY_ARN) },
    modes: ALL,
    verdict: 'conflict',
  },
  { when: 'the global database does not exist', database: { cluster: cluster() }, modes: ALL, verdict: 'refused' },
  { when: 'the target does not exist', database: { global: globalCluster() }, modes: ALL, verdict: 'refused' },
  {
    when: 'the target is no member',
    database: { ...AS_IT_WAS, global: globalCluster({ GlobalClusterMembers: [{ DBClusterArn: HOME_ARN, IsWriter: true }] }) },
    modes: ALL,
    verdict: 'refused',
  },
  {
    when: 'nothing is a member',
    database: { ...AS_IT_WAS, global: globalCluster({ GlobalClusterMembers: undefined }) },
    modes: ALL,
    verdict: 'refused',
  },
  { when: 'the target has no instance', database: { ...AS_IT_WAS, cluster: cluster({ DBClusterMembers: [] }) }, modes: ALL, verdict: 'refused' },
  { when: 'nothing is said of instances', database: { ...AS_IT_WAS, cluster: cluster({ DBClusterMembers: undefined }) }, modes: ALL, verdict: 'refused' },
  { when: 'the target does not work', database: { ...AS_IT_WAS, cluster: cluster({ Status: 'stopped' }) }, modes: ALL, verdict: 'refused' },
  { when: 'the target is backed up', database: { ...AS_IT_WAS, cluster: cluster({ Status: 'backing-up' }) }, modes: ALL, verdict: 'promote' },
  ...['modifying', 'storage-optimization', 'failing-over'].flatMap(Status => [
    { when: `the target is ${Status}`, database: { ...AS_IT_WAS, cluster: cluster({ Status }) }, modes: [RunMode.FAILOVER], verdict: 'promote' },
    { when: `the target is ${Status}`, database: { ...AS_IT_WAS, cluster: cluster({ Status }) }, modes: PLANNED, verdict: 'refused' },
  ]),
  { when: 'the target is the writer, and is backed up', database: { ...WRITER, cluster: cluster({ Status: 'backing-up' }) }, modes: ALL, verdict: 'promoted' },
  { when: 'the target is the writer, and is being changed', database: { ...WRITER, cluster: cluster({ Status: 'modifying' }) }, modes: ALL, verdict: 'promoting' },
  { when: 'no member is the writer', database: { ...AS_IT_WAS, global: globalCluster({}, ELSEWHERE) }, modes: PLANNED, verdict: 'refused' },
  { when: 'no member is the writer', database: { ...AS_IT_WAS, global: globalCluster({}, ELSEWHERE) }, modes: [RunMode.FAILOVER], verdict: 'promote' },
];

describe('what is to be done about a promotion', () => {
  const cases = TABLE.flatMap(({ modes, ...row }) => modes.map(mode => ({ ...row, mode })));

  test.each(cases)('$mode, when $when: $verdict', ({ mode, database, waitedSeconds, verdict }) => {
    expect(judgePromotion(promotion({ mode, waitedSeconds }), database).kind).toBe(verdict);
  });

  test('says who would hand over', () => {
    expect(judgePromotion(promotion({ mode: RunMode.SWITCHOVER }), AS_IT_WAS)).toMatchObject({ kind: 'promote', writerArn: HOME_ARN });
  });

  test.each(ALL)('%s: waits where a target is refused at which something is done, and for nothing else', mode => {
    const busy = { ...AS_IT_WAS, cluster: cluster({ Status: 'backing-up' }) };
    expect(judgePromotion(promotion({ mode }), busy)).toMatchObject({ unlessRefused: `${STANDBY_ARN} is backing-up`, writerArn: HOME_ARN });
    expect(judgePromotion(promotion({ mode }), AS_IT_WAS)).not.toHaveProperty('unlessRefused');
  });

  test.each([
    [{ global: undefined, cluster: cluster() }, 'payments-main-global does not exist'],
    [{ global: globalCluster(), cluster: undefined }, `${STANDBY_ARN} does not exist`],
    [{ global: globalCluster(), cluster: cluster({ Status: 'stopped' }) }, `${STANDBY_ARN} is stopped`],
    [{ global: globalCluster(), cluster: cluster({ DBClusterMembers: [] }) }, `${STANDBY_ARN} has no instance`],
  ])('a refusal says why', (database, detail) => {
    expect(judgePromotion(promotion(), database)).toEqual({ kind: 'refused', detail });
  });
});
