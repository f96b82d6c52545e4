import type { IConstruct } from 'constructs';
import type { RecordNames } from './record-names';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';

/** The names that each app's FailoverDns have records of, by zone and name, each with its holder. */
const TAKEN = new WeakMap<IConstruct, Map<string, IConstruct>>();

export interface NamesToTake {
  readonly names: RecordNames;
  /** As the consumer wrote it. */
  readonly recordName: string;
  readonly regions: readonly DrRegion[];
}

/**
 * Takes the names of a FailoverDns in its zone, or refuses one that another has. Route 53 would refuse the records, too, but at the
 * deployment, after the latches were created; weighted ones of other Regions it would take, and share the traffic between both.
 *
 * @param owner the FailoverDns
 */
export function takeNames(owner: IConstruct, { names: { hostedZoneId, domainName, regional }, recordName, regions }: NamesToTake): void {
  const taken = TAKEN.get(owner.node.root) ?? new Map<string, IConstruct>();
  TAKEN.set(owner.node.root, taken);
  for (const name of [domainName, ...regions.map(regional)]) {
    const key = `${hostedZoneId}/${name}`;
    const holder = taken.get(key);
    if (holder) {
      refuse(owner, {
        prop: 'recordName',
        value: `"${recordName}"`,
        rule: `it needs records of the name "${name}", and "${holder.node.path}" has records of that name in the same zone`,
        remedy: 'Create one FailoverDns for a name, and give another one another recordName',
      });
    }
    taken.set(key, owner);
  }
}
