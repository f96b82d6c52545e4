import { Duration } from 'aws-cdk-lib';
import { exampleStep, ExampleStore } from './example-store';
import type { DrTopology } from '../../src';
import { RecoveryAction } from '../../src';

/** A store with the steps of an Aurora global database, without the database. */
export function auroraStore(topology: DrTopology, id = 'database-main'): ExampleStore {
  const action = (region: { readonly name: string }) => ({
    globalClusterIdentifier: `payments-test-${id}`,
    targetClusterArn: `arn:aws:rds:${region.name}:111111111111:cluster:payments-test-${id}-${region.name}`,
  });
  return new ExampleStore(topology, {
    id,
    readinessChecks: region => [exampleStep(`check-${id}`, region, { action: RecoveryAction.checkAurora(action(region)), timeout: Duration.seconds(30) })],
    promotionSteps: region => [exampleStep(`promote-${id}`, region, {
      action: RecoveryAction.promoteAurora({ ...action(region), storageKey: `alias/payments-test-${id}` }), timeout: Duration.minutes(15),
    })],
    fencingSteps: () => [],
  });
}
