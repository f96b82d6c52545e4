import type { Stack } from 'aws-cdk-lib';
import { Token } from 'aws-cdk-lib';
import { refuse } from './configuration-error';
import type { Placement } from './deployment-waves';
import type { DrRegion } from './dr-region';
import type { DrTopology } from './dr-topology';
import { ROUTE53_HOME_REGION } from './region-services';
import type { RegionStacks } from './region-stacks';
import { RegionRole, StackLayer } from './stack-layer';
import type { StackSource } from './stack-source';
import { refuseWitness } from './topology-rules';

/** Every stack that a consumer hands over. */
export interface GivenStacks {
  readonly primary: RegionStacks;
  readonly secondary: RegionStacks;
  readonly globalStack?: Stack;
  readonly witnessStack?: Stack;
}

interface DeclaredOrder {
  readonly earlier: Placement;
  readonly later: Placement;
  readonly reason: string;
}

/** Places layers into the consumer's stacks and refuses a sharing that cannot be deployed. */
export class HandedOverStacks implements StackSource {
  private readonly orders: DeclaredOrder[] = [];

  constructor(private readonly topology: DrTopology, private readonly given: GivenStacks) {
    this.validateRegion('primary', given.primary);
    this.validateRegion('secondary', given.secondary);
    if (given.globalStack) {
      this.validateStack('globalStack', given.globalStack, ROUTE53_HOME_REGION);
    }
    if (given.witnessStack) {
      this.validateStack('witnessStack', given.witnessStack, this.topology.witnessRegion ?? refuseWitness(this.topology, 'witnessStack'));
    }
  }

  public regional(region: DrRegion, layer: StackLayer): Stack {
    return this.stackOf({ role: region.role, layer });
  }

  public global(): Stack {
    return this.given.globalStack ?? refuse(this.topology, {
      prop: 'globalStack',
      rule: `failover records and health checks need a stack in ${ROUTE53_HOME_REGION}, where Route 53 publishes its metrics`,
      remedy: `Give DrTopology.fromStacks a "globalStack" with env.region "${ROUTE53_HOME_REGION}"`,
    });
  }

  public witness(region: string): Stack {
    return this.given.witnessStack ?? refuse(this.topology, {
      prop: 'witnessStack',
      rule: `what looks at both Regions from the witness Region needs a stack in ${region}`,
      remedy: `Give DrTopology.fromStacks a "witnessStack" with env.region "${region}"`,
    });
  }

  public order(earlier: Placement, later: Placement, reason: string): void {
    const [first, second] = [this.stackOf(earlier), this.stackOf(later)];
    if (first === second) {
      return;
    }
    if (dependsOn(first, second)) {
      this.refuseCycle({ earlier, later, reason });
    }
    second.addStackDependency(first, reason);
    this.orders.push({ earlier, later, reason });
  }

  private stackOf(placement: Placement): Stack {
    return placement.role === undefined ? this.global() : layerOf(this.layersOf(placement.role), placement.layer as keyof RegionStacks);
  }

  private layersOf(role: RegionRole): RegionStacks {
    return role === RegionRole.PRIMARY ? this.given.primary : this.given.secondary;
  }

  private refuseCycle(order: DeclaredOrder): never {
    const [first, second] = [this.stackOf(order.earlier), this.stackOf(order.later)];
    const opposites = this.orders.filter(({ earlier, later }) => this.stackOf(earlier) === second && this.stackOf(later) === first);
    const separate = this.layerToSeparate(order, opposites);
    refuse(this.topology, {
      prop: propOf(separate ?? order.later),
      rule: `stack "${first.stackName}" must be deployed before stack "${second.stackName}" (${order.reason}) and after it`
        + ` (${opposites[0]?.reason ?? 'a dependency of the stacks given'})`,
      remedy: separate
        ? `Give the layer a stack of its own: DrTopology.fromStacks(..., { ${exampleOf(separate)} })`
        : 'Give the layers that share these stacks stacks of their own, or remove the dependency',
    });
  }

  /** A layer that is both before and after the other stack would be so in a stack of its own, too: to separate it is no help. */
  private layerToSeparate({ earlier, later }: DeclaredOrder, opposites: DeclaredOrder[]): Placement | undefined {
    const torn = opposites.flatMap(opposite => [
      ...isSame(later, opposite.earlier) ? [later] : [],
      ...isSame(earlier, opposite.later) ? [earlier] : [],
    ]);
    return [later, earlier, ...opposites.flatMap(opposite => [opposite.later, opposite.earlier])]
      .find(placement => this.sharesFoundation(placement) && !torn.some(other => isSame(placement, other)));
  }

  private sharesFoundation(placement: Placement): boolean {
    return placement.role !== undefined && placement.layer !== StackLayer.FOUNDATION
      && this.stackOf(placement) === this.layersOf(placement.role).foundation;
  }

  private validateRegion(role: string, stacks: RegionStacks): void {
    for (const [layer, stack] of Object.entries(stacks) as [string, Stack | undefined][]) {
      if (stack) {
        this.validateStack(`${role}.${layer}`, stack, stacks.foundation.region);
      }
    }
  }

  private validateStack(prop: string, stack: Stack, region: string): void {
    if (stack.nestedStackParent) {
      refuse(this.topology, {
        prop,
        value: `"${stack.node.path}"`,
        rule: 'a nested stack always takes the Region of its parent',
        remedy: 'Give a top-level stack',
      });
    }
    if (stack.region !== region || stack.account !== this.topology.account) {
      refuse(this.topology, {
        prop,
        value: `stack in ${describe(stack.account)}/${describe(stack.region)}`,
        rule: `expected a stack in ${this.topology.account}/${region}: the stacks of one Region share one environment, and one account holds both Regions`,
        remedy: 'Give the stack that env',
      });
    }
  }
}

/** What a dashboard shows may be in the stack of alarms, which the foundation does not wait for. */
function layerOf(stacks: RegionStacks, layer: keyof RegionStacks): Stack {
  return stacks[layer] ?? (layer === StackLayer.VIEW ? stacks.recovery : undefined) ?? stacks.foundation;
}

/** Whether one stack waits for another, directly or through others. */
function dependsOn(stack: Stack, target: Stack, seen = new Set<Stack>()): boolean {
  if (stack === target) {
    return true;
  }
  if (seen.has(stack)) {
    return false;
  }
  seen.add(stack);
  return stack.dependencies.some(dependency => dependsOn(dependency, target, seen));
}

function isSame(one: Placement, other: Placement): boolean {
  return one.layer === other.layer && one.role === other.role;
}

function propOf(placement: Placement): string {
  return placement.role ? `${placement.role}.${placement.layer}` : 'globalStack';
}

function exampleOf(placement: Placement): string {
  return `${placement.role}: { foundation, ${placement.layer}: ownStack }`;
}

function describe(part: string): string {
  return Token.isUnresolved(part) ? '(not set)' : part;
}
