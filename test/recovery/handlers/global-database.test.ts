import { globalCluster, HOME_ARN, STANDBY_ARN } from './aurora';
import { memberOf, transitionOf, writerOf } from '../../../src/recovery/handlers/global-database';

describe('a global database as RDS describes it', () => {
  test('names its writer and its members', () => {
    expect(writerOf(globalCluster())).toBe(HOME_ARN);
    expect(memberOf(globalCluster(), STANDBY_ARN)).toMatchObject({ DBClusterArn: STANDBY_ARN, IsWriter: false });
    expect(memberOf(globalCluster(), `${STANDBY_ARN}-2`)).toBeUndefined();
  });

  test('may have no member, and no writer', () => {
    expect([writerOf({}), memberOf({}, HOME_ARN), writerOf(globalCluster({}, 'nobody'))]).toEqual([undefined, undefined, undefined]);
  });

  test.each([
    [undefined, undefined],
    [{}, undefined],
    [{ FromDbClusterArn: HOME_ARN }, undefined],
    [{ Status: 'pending' as const }, { status: 'pending', planned: false }],
    [{ ToDbClusterArn: STANDBY_ARN }, { to: STANDBY_ARN, status: 'under way', planned: false }],
    [{ Status: 'failing-over' as const, ToDbClusterArn: STANDBY_ARN }, { to: STANDBY_ARN, status: 'failing-over', planned: false }],
    [{ Status: 'failing-over' as const, IsDataLossAllowed: false }, { status: 'failing-over', planned: true }],
    [{ Status: 'failing-over' as const, IsDataLossAllowed: true }, { status: 'failing-over', planned: false }],
    [{ Status: 'switching-over' as never }, { status: 'switching-over', planned: true }],
  ])('FailoverState %j: %j is under way', (FailoverState, transition) => {
    expect(transitionOf({ FailoverState })).toEqual(transition);
  });
});
