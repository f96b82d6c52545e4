import { cluster, globalCluster, HOME_ARN, promotion, STANDBY_ARN } from './aurora';
import { judgePromotion } from '../../../src/recovery/handlers/promotion-verdict';
import { RunMode } from '../../../src/recovery/plan/run-mode';

const WITNESS_ARN = 'arn:aws:rds:us-east-1:111111111111:cluster:payments-main-witness';
const TO_STANDBY = { Status: 'switching-over', ToDbClusterArn: STANDBY_ARN } as const;
const judge = (global: ReturnType<typeof globalCluster>, status = 'available') =>
  judgePromotion(promotion({ mode: RunMode.SWITCHOVER }), { global, cluster: cluster({ Status: status }) });
const membersOf = (...arns: string[]) => arns.map(DBClusterArn => ({ DBClusterArn, IsWriter: DBClusterArn === HOME_ARN }));

describe('a promotion that is under way', () => {
  test.each([
    ['is not that of a writer before the target is one', globalCluster({ FailoverState: TO_STANDBY as never }), 'available', false,
      'the target is being promoted: switching-over'],
    ['is that of a writer that works', globalCluster({ Status: 'modifying' }, STANDBY_ARN), 'available', true,
      'the target is the writer: cluster available, global database modifying'],
    ['is that of a writer that does not work yet', globalCluster({}, STANDBY_ARN), 'promoting', false,
      'the target is the writer: cluster promoting, global database available'],
  ])('%s', (_, global, status, isWriter, detail) => {
    expect(judge(global, status)).toMatchObject({ kind: 'promoting', isWriter, detail });
  });
});

describe('the member that hands over', () => {
  test.each([
    ['is the one that RDS names', globalCluster({ FailoverState: { ...TO_STANDBY, FromDbClusterArn: WITNESS_ARN } as never }), WITNESS_ARN],
    ['else the writer, wherever it stands', globalCluster({
      FailoverState: TO_STANDBY as never, GlobalClusterMembers: membersOf(STANDBY_ARN, WITNESS_ARN, HOME_ARN),
    }), HOME_ARN],
    ['else, where the target is the writer already, another one', globalCluster({ Status: 'modifying' }, STANDBY_ARN), HOME_ARN],
    ['else none', globalCluster({ Status: 'modifying', GlobalClusterMembers: [{ DBClusterArn: STANDBY_ARN, IsWriter: true }] }), undefined],
  ])('%s', (_, global, expected) => {
    const verdict = judge(global);
    expect(verdict.kind).toBe('promoting');
    expect(verdict).toHaveProperty('sourceArn', expected);
  });
});
