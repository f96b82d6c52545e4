import { CrossStackReferences, ReferenceStrength, Stack, Tags } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { crossRegionReferences } from './cross-region-references';
import type { Placement } from './deployment-waves';
import { waveOf } from './deployment-waves';
import type { DrRegion } from './dr-region';
import type { DrTopology } from './dr-topology';
import { ROUTE53_HOME_REGION } from './region-services';
import { StackLayer } from './stack-layer';
import type { StackSource } from './stack-source';
import { REGION_ROLE_TAG } from './tags';

const DESCRIPTIONS: Record<StackLayer, string> = {
  [StackLayer.FOUNDATION]: 'keys, network, buckets',
  [StackLayer.DATA]: 'databases and session tables',
  [StackLayer.RECOVERY]: 'recovery state, alarms and dashboard',
  [StackLayer.EDGE]: 'the DNS record of this Region',
  [StackLayer.GLOBAL]: 'health checks and failover records',
  [StackLayer.WITNESS]: 'the eyes of a third Region',
  [StackLayer.LINK]: 'connections to the other Region',
  [StackLayer.VIEW]: 'views over both Regions',
};

/** A stack that keeps to the Availability Zones given for its Region instead of looking them up. */
class LayerStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps, private readonly zones?: string[]) {
    super(scope, id, props);
  }

  public get availabilityZones(): string[] {
    return this.zones ?? super.availabilityZones;
  }
}

/** Creates each stack when it is first asked for, and puts it into its wave. */
export class CreatedStacks implements StackSource {
  private readonly stacks: { stack: Stack; wave: number }[] = [];

  constructor(private readonly topology: DrTopology) {}

  public regional(region: DrRegion, layer: StackLayer): Stack {
    return this.find(layer, region.name) ?? this.create({ layer, role: region.role }, region.name, region.availabilityZones);
  }

  public global(): Stack {
    return this.find(StackLayer.GLOBAL, ROUTE53_HOME_REGION) ?? this.create({ layer: StackLayer.GLOBAL }, ROUTE53_HOME_REGION);
  }

  public witness(region: string): Stack {
    return this.find(StackLayer.WITNESS, region) ?? this.create({ layer: StackLayer.WITNESS }, region);
  }

  /** The waves already hold every order that a construct asks for. */
  public order(): void {}

  private find(layer: StackLayer, region: string): Stack | undefined {
    return this.topology.node.tryFindChild(stackId(layer, region)) as Stack | undefined;
  }

  private create(placement: Placement, region: string, zones?: string[]): Stack {
    const { account, applicationName, environmentName } = this.topology;
    const stack = new LayerStack(this.topology, stackId(placement.layer, region), {
      env: { account, region },
      stackName: `${applicationName}-${environmentName}-${placement.layer}-${region}`,
      description: `${applicationName} ${environmentName}, ${placement.role ?? 'both Regions'}: ${DESCRIPTIONS[placement.layer]}`,
    }, zones);
    Tags.of(stack).add(REGION_ROLE_TAG, placement.role ?? placement.layer);
    this.fixReferences(stack, placement.layer);
    stack.node.addValidation({ validate: () => crossRegionReferences(stack) });
    this.putIntoWave(stack, waveOf(placement));
    return stack;
  }

  /** A template must not change with a flag of the consumer's app. Only `link` and `view` may read the other Region. */
  private fixReferences(stack: Stack, layer: StackLayer): void {
    const readsOtherRegion = layer === StackLayer.LINK || layer === StackLayer.VIEW;
    CrossStackReferences.of(stack).consume(readsOtherRegion ? ReferenceStrength.WEAK : ReferenceStrength.STRONG);
  }

  private putIntoWave(stack: Stack, wave: number): void {
    for (const other of this.stacks) {
      if (other.wave < wave) {
        stack.addStackDependency(other.stack, 'deployment wave');
      } else if (other.wave > wave) {
        other.stack.addStackDependency(stack, 'deployment wave');
      }
    }
    this.stacks.push({ stack, wave });
  }
}

function stackId(layer: StackLayer, region: string): string {
  return `${layer}-${region}`;
}
