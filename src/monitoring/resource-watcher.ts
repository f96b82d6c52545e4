import { Stack, Token } from 'aws-cdk-lib';
import type { ResourceEnvironment } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import type { HealthSignal } from './health-signal';
import { statsOf } from './metric-parts';
import type { WatchOptions } from './watch-options';
import { requireIdentifier } from '../recovery/plan/identifier-rules';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';
import { differs } from '../topology/environments';

/** Where the alarms of a source live. */
export interface AlarmPlace {
  /** @default - the `recovery` stack of the Region */
  readonly scope?: (region: DrRegion) => Construct;
}

/** Takes the signals of a source into the monitoring. */
export type SignalTaker = (sourceId: string, signals: HealthSignal[], place?: AlarmPlace) => void;

/** What is watched. */
export interface WatchedResource {
  /** Begins the id of the source, for example `function`. */
  readonly kind: string;
  /** The parameter in which the resource is given. */
  readonly prop: string;
  readonly resource: IConstruct & { readonly env: ResourceEnvironment };
  readonly options: WatchOptions;
  readonly signals: HealthSignal[];
}

/** A number that an option gives. */
export interface KnownNumber {
  readonly prop: string;
  readonly value: number;
  readonly atLeast: number;
  readonly below?: number;
}

/** Watches resources of a team's workload in one Region. */
export class ResourceWatcher {
  constructor(public readonly owner: IConstruct, public readonly region: DrRegion, private readonly take: SignalTaker) {}

  /**
   * Adds the signals of a resource. Values of the resource's own stack stay there: an alarm on them is put below the resource, and names
   * what it notifies, so that neither stack waits for the other because of it.
   */
  public watch({ kind, prop, resource, options, signals }: WatchedResource): void {
    const sourceId = `${kind}-${options.id ?? pathInStack(resource)}`;
    requireIdentifier(this.owner, 'options.id', sourceId);
    this.requireHere(prop, resource, resource.env);
    const known = signals.flatMap(({ metric }) => statsOf(metric)).flatMap(({ dimensions }) => dimensions ?? [])
      .every(({ value }) => !Token.isUnresolved(value));
    if (known) {
      this.take(sourceId, signals);
    } else {
      this.requireHere(prop, resource, Stack.of(resource));
      this.take(sourceId, signals, { scope: () => resource as Construct });
    }
  }

  /** Refuses what is known to be in another Region or account: no alarm of this one would ever have its data. */
  public requireHere(prop: string, resource: IConstruct, { account, region }: { readonly account: string; readonly region: string }): void {
    if (differs(region, this.region.name) || differs(account, this.region.env.account!)) {
      refuse(this.owner, {
        prop,
        value: `"${resource.node.path}" in ${account}/${region}`,
        rule: `this is the monitoring of ${this.region.env.account}/${this.region.name}, where no metric of another Region or account is published`,
        remedy: 'Use the monitoring of the Region that the resource is in: forRegion(region)',
      });
    }
  }

  /** Refuses a number that no alarm could compare with. */
  public requireNumber({ prop, value, atLeast, below = Infinity }: KnownNumber): void {
    if (Token.isUnresolved(value) || !(value >= atLeast && value < below)) {
      refuse(this.owner, {
        prop: `options.${prop}`,
        value: Token.isUnresolved(value) ? 'not known at synthesis' : String(value),
        rule: `an alarm compares with a number that is known at synthesis, at least ${atLeast}${below === Infinity ? '' : ` and below ${below}`}`,
        remedy: 'Write such a number, or leave it out',
      });
    }
  }
}

/** A name that was given, where it is known at synthesis: any template may spell it. */
export function literal(name: string | undefined): string | undefined {
  return name !== undefined && !Token.isUnresolved(name) ? name : undefined;
}

function pathInStack(resource: IConstruct): string {
  return resource.node.path.slice(Stack.of(resource).node.path.length + 1).toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
