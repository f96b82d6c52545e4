import type { Construct } from 'constructs';
import type { DrRegion, DrTopology } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';

/** The name of the queue that a bucket's replication events of a Region wait in. */
export function eventsQueueNameIn(region: DrRegion, owner: Construct, topology: DrTopology): string {
  return topology._name(NAME_KINDS.queue, `${owner.node.id}-replication-events`, region);
}

/** The name of the queue that takes what its consumers fail on. */
export function setAsideQueueNameIn(region: DrRegion, owner: Construct, topology: DrTopology): string {
  return topology._name(NAME_KINDS.queue, `${owner.node.id}-replication-events-set-aside`, region);
}
