import type { Stack } from 'aws-cdk-lib';
import { CrossStackReferences, ReferenceStrength, Tags } from 'aws-cdk-lib';
import { crossRegionReferences } from './cross-region-references';
import type { Placement } from './deployment-waves';
import { waitsFor } from './deployment-waves';
import type { DrRegion } from './dr-region';
import type { DrTopology } from './dr-topology';
import { LayerStack } from './layer-stack';
import { ROUTE53_HOME_REGION } from './region-services';
import { StackLayer } from './stack-layer';
import type { StackSource } from './stack-source';
import { REGION_ROLE_TAG } from './tags';

const DESCRIPTIONS: Record<StackLayer, string> = {
  [StackLayer.FOUNDATION]: 'keys, network, buckets',
  [StackLayer.DATA]: 'databases and session tables',
  [StackLayer.RECOVERY]: 'recovery state and alarms',
  [StackLayer.EDGE]: 'the DNS record of this Region',
  [StackLayer.GLOBAL]: 'health checks and failover records',
  [StackLayer.WITNESS]: 'the eyes of a third Region',
  [StackLayer.LINK]: 'connections to the other Region',
  [StackLayer.VIEW]: 'the dashboard of both Regions',
};

/** Creates each stack when it is first asked for, and puts it into its wave. */
export class CreatedStacks implements StackSource {
  private readonly stacks: { stack: Stack; placement: Placement }[] = [];

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
      // It grows with every store, and CloudFormation counts the spaces.
      suppressTemplateIndentation: placement.layer === StackLayer.RECOVERY || undefined,
    }, zones);
    Tags.of(stack).add(REGION_ROLE_TAG, placement.role ?? placement.layer);
    this.fixReferences(stack, placement.layer);
    stack.node.addValidation({ validate: () => crossRegionReferences(stack) });
    this.putIntoWave(stack, placement);
    return stack;
  }

  /** A template must not change with a flag of the consumer's app. Only `link` may read the other Region: a dashboard is deployable without it. */
  private fixReferences(stack: Stack, layer: StackLayer): void {
    CrossStackReferences.of(stack).consume(layer === StackLayer.LINK ? ReferenceStrength.WEAK : ReferenceStrength.STRONG);
  }

  private putIntoWave(stack: Stack, placement: Placement): void {
    for (const other of this.stacks) {
      if (waitsFor(placement, other.placement)) {
        stack.addStackDependency(other.stack, 'deployment wave');
      } else if (waitsFor(other.placement, placement)) {
        other.stack.addStackDependency(stack, 'deployment wave');
      }
    }
    this.stacks.push({ stack, placement });
  }
}

function stackId(layer: StackLayer, region: string): string {
  return `${layer}-${region}`;
}
