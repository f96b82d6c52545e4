import type { IConstruct } from 'constructs';
import { refuse } from '../topology/configuration-error';
import type { DrRegion } from '../topology/dr-region';
import type { DrTopology } from '../topology/dr-topology';

/** One value for each of the two Regions of a topology, made for both at once. */
export class PerRegion<T> {
  private readonly values: ReadonlyMap<DrRegion, T>;

  constructor(private readonly owner: IConstruct, private readonly topology: DrTopology, make: (region: DrRegion) => T) {
    this.values = new Map(topology.regions.map(region => [region, make(region)]));
  }

  public get(region: DrRegion, prop: string = 'region'): T {
    return this.values.get(region) ?? refuse(this.owner, {
      prop,
      value: `"${region.name}"`,
      rule: `it is not a Region of the topology "${this.topology.node.path}", which spans ${this.topology.regions.map(own => own.name).join(' and ')}`,
      remedy: 'Pass the topology\'s "primary" or "secondary"',
    });
  }
}
