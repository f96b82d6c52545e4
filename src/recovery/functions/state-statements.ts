import * as iam from 'aws-cdk-lib/aws-iam';
import type { DrRegion, DrTopology } from '../../topology';
import { KeyPurpose } from '../../topology';
import { acknowledgeWildcard } from '../../topology/acknowledged-wildcard';
import { throughService } from '../../topology/regional-grant';
import type { RecoveryFunction } from '../machinery/recovery-function';
import { RecoveryNames } from '../machinery/recovery-names';
import type { STATE_KIND } from '../regional-state/state-kinds';

type StateKind = typeof STATE_KIND[keyof typeof STATE_KIND];

/** The kinds of items on which a function may do something, by what it may do. */
export type ItemAccess = { readonly [action in 'GetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem']?: readonly StateKind[] };

/**
 * What a function may do with the state table of a Region, which may be the other one. In a transaction each write needs its own action.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export function stateStatements(topology: DrTopology, region: DrRegion, access: ItemAccess): iam.PolicyStatement[] {
  const resources = [new RecoveryNames(topology, region).stateTableArn()];
  return Object.entries(access).map(([action, kinds]) => new iam.PolicyStatement({
    actions: [`dynamodb:${action}`],
    resources,
    conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [...kinds] } },
  }));
}

/** What DynamoDB does with the key of the table, in the table's own Region. */
export function stateKeyStatement(topology: DrTopology, region: DrRegion, actions: string[]): iam.PolicyStatement {
  const { key } = topology.encryptionKey(region, KeyPurpose.RECOVERY);
  return throughService(new iam.PolicyStatement({ actions, resources: [key.keyArn] }), 'dynamodb', region);
}

/** The same for a function in the other Region, which knows the key by its alias only. */
export function peerKeyStatement(topology: DrTopology, peer: DrRegion, actions: string[]): iam.PolicyStatement {
  return throughService(topology.encryptionKey(peer, KeyPurpose.RECOVERY).crossRegionStatement(actions), 'dynamodb', peer);
}

/** States the wildcard of `peerKeyStatement`. */
export function acknowledgePeerKey({ role }: Pick<RecoveryFunction, 'role'>, { resources }: iam.PolicyStatement): void {
  resources.forEach(resource => acknowledgeWildcard(role, resource, 'the id of a key in the other Region does not cross; the condition kms:ResourceAliases narrows it'));
}
