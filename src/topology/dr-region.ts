import type { Environment, Stack } from 'aws-cdk-lib';
import type { DrTopology } from './dr-topology';
import type { RegionRole, StackLayer } from './stack-layer';

/** One Region of the pair: where it is, what it is by design, and its stacks. */
export class DrRegion {
  /** @internal */
  public static _of(topology: DrTopology, role: RegionRole, name: string, availabilityZones?: string[]): DrRegion {
    return new DrRegion(topology, role, name, availabilityZones);
  }

  /** The Region's name, for example `us-east-1`. */
  public readonly name: string;
  /** Home or standby, by design. Which Region is active is run-time state and in no template. */
  public readonly role: RegionRole;
  /** Account and Region, to be passed as `env` to the stacks of the workload. */
  public readonly env: Environment;
  /** The Availability Zones given for this Region. @default - CDK looks them up and pins them in `cdk.context.json` */
  public readonly availabilityZones?: string[];

  private constructor(private readonly topology: DrTopology, role: RegionRole, name: string, availabilityZones?: string[]) {
    this.role = role;
    this.name = name;
    this.env = { account: topology.account, region: name };
    this.availabilityZones = availabilityZones;
  }

  /** The other Region of the pair. */
  public get peer(): DrRegion {
    return this.topology.primary === this ? this.topology.secondary : this.topology.primary;
  }

  /**
   * The stack of this Region that holds a layer. Created on first use unless the stacks were handed over.
   *
   * @throws ConfigurationError for `StackLayer.GLOBAL` and `StackLayer.WITNESS`, which belong to no Region of the pair: use
   * `DrTopology.globalStack` and `DrTopology.witnessStack`
   */
  public stack(layer: StackLayer): Stack {
    return this.topology._regionalStack(this, layer);
  }
}
