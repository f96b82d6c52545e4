import type { Stack } from 'aws-cdk-lib';
import { Annotations, Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { NameClaim } from './claimed-names';
import { ClaimedNames } from './claimed-names';
import { refuse } from './configuration-error';
import { CreatedStacks } from './created-stacks';
import type { Placement } from './deployment-waves';
import { DrRegion } from './dr-region';
import type { DrTopologyProps, HandedOverTopologyProps } from './dr-topology-props';
import { EncryptionKeys } from './encryption-keys';
import { validateFunctionRuntime } from './function-runtime-rules';
import { HandedOverStacks } from './handed-over-stacks';
import type { NameKind } from './name-kinds';
import { physicalName } from './names';
import type { KeyPurpose, RegionalKey } from './regional-key';
import { RegionalScopes } from './regional-scopes';
import { RegionRole, StackLayer } from './stack-layer';
import type { StackSource } from './stack-source';
import { tagAll, APPLICATION_TAG, ENVIRONMENT_TAG } from './tags';
import { defaultEnvironmentName, refuseWitness, validateTopology } from './topology-rules';
import { refuseTwin } from './twin-topologies';

/**
 * The two Regions, their stacks, names and keys: the context that every construct of the library is given.
 *
 * It has no resource of its own but the keys. Create it directly under an `App` or a `Stage`.
 */
export class DrTopology extends Construct {
  /**
   * A topology over stacks that the consumer owns. Layers of one Region may share a stack while no cycle of deployment results.
   *
   * @throws ConfigurationError when a stack's env is not concrete, when the stacks are in different accounts or the same Region,
   * and, as constructs are added, when the sharing of a stack would make a cycle: the error names the layer to separate
   */
  public static fromStacks(scope: Construct, id: string, props: HandedOverTopologyProps): DrTopology {
    const topology = new DrTopology(scope, id, {
      ...props,
      account: props.primary.foundation.account,
      primary: { region: props.primary.foundation.region },
      secondary: { region: props.secondary.foundation.region },
    });
    topology.stacks = new HandedOverStacks(topology, props);
    return topology;
  }

  /** The account of both Regions. */
  public readonly account: string;
  /** The partition of both Regions, for example `aws`. */
  public readonly partition: string;
  /** Begins every name. */
  public readonly applicationName: string;
  /** Keeps two environments of one account apart. */
  public readonly environmentName: string;
  /** The home Region. */
  public readonly primary: DrRegion;
  /** The standby Region. */
  public readonly secondary: DrRegion;
  /** The tie-breaking third Region, if any. */
  public readonly witnessRegion?: string;
  /** What happens to data when its stack is deleted. */
  public readonly removalPolicy: RemovalPolicy;
  /**
   * In which the functions of this library run, if another one than they are built for.
   * @internal
   */
  public readonly _functionRuntime?: lambda.Runtime;

  private stacks: StackSource;
  private warned = false;
  private readonly scopes: RegionalScopes;
  private readonly keys: EncryptionKeys;
  private readonly names = new ClaimedNames();

  /**
   * A topology that creates its own stacks, one per Region and layer, each when it is first needed.
   *
   * @throws ConfigurationError for equal or unknown Regions, a Region or account that is not concrete, names outside their
   * limits, a runtime in which the functions of this library do not run, or a scope inside a stack
   */
  constructor(scope: Construct, id: string, props: DrTopologyProps) {
    super(scope, id);
    this.account = props.account;
    this.applicationName = props.applicationName ?? id;
    this.environmentName = props.environmentName ?? defaultEnvironmentName(this);
    this.witnessRegion = props.witnessRegion;
    this.removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    this.partition = validateTopology(this, {
      account: props.account,
      primaryRegion: props.primary.region,
      secondaryRegion: props.secondary.region,
      witnessRegion: props.witnessRegion,
      applicationName: this.applicationName,
      environmentName: this.environmentName,
      removalPolicy: this.removalPolicy,
      tags: props.tags ?? {},
      zones: { primary: props.primary.availabilityZones, secondary: props.secondary.availabilityZones },
    });
    if (props.functionRuntime) {
      validateFunctionRuntime(this, props.functionRuntime);
    }
    this._functionRuntime = props.functionRuntime;
    refuseTwin(this);
    this.primary = DrRegion._of(this, RegionRole.PRIMARY, props.primary.region, props.primary.availabilityZones);
    this.secondary = DrRegion._of(this, RegionRole.SECONDARY, props.secondary.region, props.secondary.availabilityZones);

    const tags = { ...props.tags, [APPLICATION_TAG]: this.applicationName, [ENVIRONMENT_TAG]: this.environmentName };
    tagAll(this, tags);
    this.stacks = new CreatedStacks(this);
    this.scopes = new RegionalScopes(tags);
    this.keys = new EncryptionKeys(this, { given: props.encryptionKeys ?? {}, pendingWindow: props.keyPendingWindow ?? Duration.days(30) });
  }

  /** Both Regions, the home Region first. */
  public get regions(): DrRegion[] {
    return [this.primary, this.secondary];
  }

  /**
   * The stack in `us-east-1` for what Route 53 keeps there.
   *
   * @throws ConfigurationError when the stacks were handed over without a `globalStack`, or outside the partition `aws`
   */
  public get globalStack(): Stack {
    if (this.partition !== 'aws') {
      refuse(this, {
        prop: 'primary.region',
        value: `"${this.primary.name}"`,
        rule: `failover by Route 53 health checks is supported in partition "aws", not in "${this.partition}"`,
        remedy: 'Leave the DNS part out and move traffic by other means',
      });
    }
    return this.stacks.global();
  }

  /**
   * The stack in the witness Region, for what looks at both Regions from there.
   *
   * @throws ConfigurationError without a `witnessRegion`, and when the stacks were handed over without a `witnessStack`
   */
  public get witnessStack(): Stack {
    return this.stacks.witness(this.witnessRegion ?? refuseWitness(this, 'witnessRegion'));
  }

  /**
   * The customer-managed key of a Region for a purpose, created on first use in the `foundation` stack.
   * The other Region names it by `aliasArn`.
   */
  public encryptionKey(region: DrRegion, purpose: KeyPurpose): RegionalKey {
    return this.keys.keyFor(region, purpose);
  }

  /**
   * Makes a layer's stack wait for another's. For stores that a team adds itself.
   *
   * @param earlier the Region whose layer is deployed first
   * @param earlierLayer the layer that is deployed first
   * @param later the Region whose layer waits
   * @param laterLayer the layer that waits
   * @param reason shown in errors
   * @throws ConfigurationError when stacks were handed over and the order makes a cycle: it names the layer to separate
   */
  public deployBefore(earlier: DrRegion, earlierLayer: StackLayer, later: DrRegion, laterLayer: StackLayer, reason: string): void {
    this._order({ layer: earlierLayer, role: earlier.role }, { layer: laterLayer, role: later.role }, reason);
  }

  /**
   * The key for a purpose in the home Region of Route 53, whatever the Regions of the topology are.
   * @internal
   */
  public _globalKey(purpose: KeyPurpose): RegionalKey {
    return this.keys.globalKey(purpose);
  }

  /**
   * The key for a purpose in any Region in which the topology has stacks: one of the two, or the witness Region.
   * @internal
   */
  public _keyIn({ name }: Pick<DrRegion, 'name'>, purpose: KeyPurpose): RegionalKey {
    const region = this.regions.find(each => each.name === name);
    return region ? this.encryptionKey(region, purpose) : this.keys.witnessKey(purpose);
  }

  /** @internal */
  public _order(earlier: Placement, later: Placement, reason: string): void {
    this.stacks.order(earlier, later, reason);
  }

  /** @internal */
  public _regionalStack(region: DrRegion, layer: StackLayer): Stack {
    if (layer === StackLayer.GLOBAL || layer === StackLayer.WITNESS) {
      refuse(this, {
        prop: 'layer',
        value: `"${layer}"`,
        rule: 'this layer exists once, not per Region',
        remedy: `Use DrTopology.${layer}Stack`,
      });
    }
    const stack = this.stacks.regional(region, layer);
    if (region === this.primary) {
      this.warnOfSharedFate(stack);
    }
    return stack;
  }

  /**
   * The place in a Region's stack where a construct puts the resources of a layer.
   * @internal
   */
  public _scope(owner: Construct, drRole: string, region: DrRegion, layer: StackLayer): Construct {
    return this.scopes.in(region.stack(layer), owner, drRole, region.role);
  }

  /** @internal */
  public _globalScope(owner: Construct, drRole: string): Construct {
    return this.scopes.in(this.globalStack, owner, drRole, 'global');
  }

  /** @internal */
  public _witnessScope(owner: Construct, drRole: string): Construct {
    return this.scopes.in(this.witnessStack, owner, drRole, StackLayer.WITNESS);
  }

  /**
   * Every place in a stack where constructs of this topology put resources.
   * @internal
   */
  public get _scopes(): Construct[] {
    return this.scopes.all;
  }

  /** @internal */
  public _name(kind: NameKind, component: string, region?: Pick<DrRegion, 'name'>): string {
    return physicalName(this, kind, component, region?.name);
  }

  /**
   * Takes a name for one resource, derived or given. To be called once for each resource, where it is created.
   * @internal
   */
  public _claim(claim: NameClaim): void {
    this.names.claim(claim);
  }

  /** Said once, on a stack: CDK collects no annotation outside of stacks. */
  private warnOfSharedFate(stack: Stack): void {
    if (this.primary.name === 'us-east-1' && !this.warned) {
      this.warned = true;
      Annotations.of(stack).addWarningV2('cdk-multi-region-dr:primaryInUsEast1',
        'primary.region is us-east-1, which also hosts the control planes of Route 53, IAM and CloudFront and the metrics of Route 53. '
        + 'Recovery does not need them, but while us-east-1 is lost no DNS record, health check or role can be changed, '
        + 'and alarms on Route 53 metrics are silent. Another primary Region avoids the shared fate.');
    }
  }
}
