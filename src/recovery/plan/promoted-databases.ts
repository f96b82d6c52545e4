import type { IConstruct } from 'constructs';
import type { RecoveryPlan } from './plan';
import { refuse } from '../../topology/configuration-error';
import type { WatchedDatabase } from '../decision/database-health';
import type { AuroraParameters } from '../functions/aurora-statements';

const PROMOTION = 'promote-aurora';

/**
 * The databases that a Region promotes, as it sees them.
 *
 * @param own the plan of the forced failover to the Region
 * @param peer that to the other one
 * @throws ConfigurationError for a database that one of the Regions could not promote: it could not be left again
 */
export function databasesOf(scope: IConstruct, own: RecoveryPlan, peer: RecoveryPlan): WatchedDatabase[] {
  const members = new Map(clustersOf(peer));
  return clustersOf(own).map(([globalClusterIdentifier, clusterArn]) => ({
    globalClusterIdentifier,
    clusterArn,
    peerClusterArn: members.get(globalClusterIdentifier) ?? refuse(scope, {
      prop: 'recoverables',
      value: `promotion of "${globalClusterIdentifier}" in ${own.target.name} only`,
      rule: `a run to ${peer.target.name} would not bring the database back, and nobody could write there`,
      remedy: 'Return a step with RecoveryAction.promoteAurora for either target from promotionSteps',
    }),
  }));
}

/** The key of a database's member in the Region that a plan activates, where that is known. */
export function storageKeyOf(plan: RecoveryPlan, { clusterArn }: WatchedDatabase): string | undefined {
  return promotionsOf(plan).find(({ targetClusterArn }) => targetClusterArn === clusterArn)!.storageKey;
}

/** What a plan says of each database that it promotes. */
export function promotionsOf({ steps }: RecoveryPlan): AuroraParameters[] {
  return steps.filter(({ action }) => action.kind === PROMOTION).map(({ action }) => action.parameters);
}

function clustersOf(plan: RecoveryPlan): [string, string][] {
  return promotionsOf(plan).map(({ globalClusterIdentifier, targetClusterArn }) => [globalClusterIdentifier, targetClusterArn]);
}
