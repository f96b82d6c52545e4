import { Resource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { ExistingDatabase } from './existing-database';
import type { DrTopology } from '../topology';
import { KeyPurpose, StackLayer } from '../topology';

/** Says which stacks of a database go before which. One of which both members exist has no order. */
export function orderStacks({ node: { id } }: IConstruct, topology: DrTopology, existing?: ExistingDatabase): void {
  const { primary, secondary } = topology;
  if (existing?._members.secondary) {
    return;
  }
  if (!existing && Resource.isOwnedResource(topology.encryptionKey(secondary, KeyPurpose.SECRETS).key)) {
    topology.deployBefore(secondary, StackLayer.FOUNDATION, primary, StackLayer.DATA,
      `the replica of the credentials of database "${id}" needs the key of its Region`);
  }
  topology.deployBefore(primary, StackLayer.DATA, secondary, StackLayer.DATA,
    `the cluster in ${secondary.name} joins the global cluster of database "${id}"`);
}
