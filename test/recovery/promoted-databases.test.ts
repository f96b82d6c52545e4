import { Stack } from 'aws-cdk-lib';
import type { RecoveryPlan } from '../../src';
import { RecoveryAction } from '../../src';
import { databasesOf, promotionsOf, storageKeyOf } from '../../src/recovery/plan/promoted-databases';

const [HOME, STANDBY] = ['eu-west-1', 'eu-central-1'];
const clusterOf = (region: string, name: string) => `arn:aws:rds:${region}:111111111111:cluster:${name}`;

/** A plan to a Region that promotes some databases, between steps of other kinds. */
function planTo(region: string, names: readonly string[], keyOf: (name: string) => string | undefined = () => undefined): RecoveryPlan {
  const promotions = names.map(name =>
    RecoveryAction.promoteAurora({ globalClusterIdentifier: name, targetClusterArn: clusterOf(region, name), storageKey: keyOf(name) }));
  const actions = [RecoveryAction.checkTable('orders'), ...promotions, RecoveryAction.invokeFunction({ functionName: 'warm' })];
  return { target: { name: region }, steps: actions.map(action => ({ action })) } as unknown as RecoveryPlan;
}

const watched = (name: string) => ({ globalClusterIdentifier: name, clusterArn: clusterOf(STANDBY, name), peerClusterArn: clusterOf(HOME, name) });

test('a Region watches the databases that it promotes, each with its member in either Region', () => {
  expect(databasesOf(new Stack(), planTo(STANDBY, ['orders', 'audit']), planTo(HOME, ['audit', 'orders']))).toEqual([watched('orders'), watched('audit')]);
  expect(databasesOf(new Stack(), planTo(STANDBY, []), planTo(HOME, []))).toEqual([]);
});

test('a database that the other Region could not take back is refused', () => {
  expect(() => databasesOf(new Stack(undefined, 'Payments'), planTo(STANDBY, ['orders', 'audit']), planTo(HOME, ['orders'])))
    .toThrow('[Payments] recoverables = promotion of "audit" in eu-central-1 only: a run to eu-west-1 would not bring the database back, and nobody could write there. '
      + 'Return a step with RecoveryAction.promoteAurora for either target from promotionSteps.');
});

test('what a plan says of a database is what its promotion says', () => {
  expect(promotionsOf(planTo(STANDBY, ['orders']))).toEqual([{ globalClusterIdentifier: 'orders', targetClusterArn: clusterOf(STANDBY, 'orders') }]);
});

test('the key of a member is known where its promotion names it', () => {
  expect(storageKeyOf(planTo(STANDBY, ['audit', 'orders'], name => `alias/${name}`), watched('orders'))).toBe('alias/orders');
  expect(storageKeyOf(planTo(STANDBY, ['orders']), watched('orders'))).toBeUndefined();
});
