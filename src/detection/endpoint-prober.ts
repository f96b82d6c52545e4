import { Duration, Lazy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EndpointProberFunction } from './handlers/endpoint-prober-function';
import type { ProberSettings } from './handlers/prober-settings';
import { EveryMinute, LONGEST_SETTINGS } from '../lambda/every-minute';
import type { DrRegion, DrTopology } from '../topology';

export interface EndpointProberProps {
  readonly topology: DrTopology;
  /** The Region that probes. */
  readonly region: Pick<DrRegion, 'name'>;
  /** Sets its names apart from those of another detection. */
  readonly component: string;
  readonly domainName: string;
  /** Asked at synthesis: what an endpoint listens on may be known only then. */
  readonly settings: () => ProberSettings;
}

/**
 * The last round begins after 50 seconds and may take six: well below 60, which is 80 % of this and would be told. A call that is late
 * overlaps the next, which does no harm.
 */
const TIMEOUT = Duration.seconds(75);

/**
 * Probes the endpoints of both Regions from one of them, every ten seconds. Outside of any VPC: it must see what clients see, and must not
 * stop with a NAT gateway.
 */
export class EndpointProber extends Construct {
  public readonly schedule: EveryMinute;

  constructor(scope: Construct, id: string, { topology, region, component, domainName, settings }: EndpointProberProps) {
    super(scope, id);
    this.schedule = new EveryMinute(this, 'schedule', {
      topology,
      region,
      component: `${component}/prober`,
      description: `Probes ${domainName} in both Regions from ${region.name}`,
      statements: [],
      timeout: TIMEOUT,
    });
    this.schedule.call(new EndpointProberFunction(this, 'handler', {
      ...this.schedule.functionOptions,
      environment: { PROBER_SETTINGS: Lazy.string({ produce: () => JSON.stringify(settings()) }) },
    }));
  }
}

/** What is wrong with settings that Lambda has no room for. */
export function settingsError(settings: ProberSettings): string[] {
  const length = Buffer.byteLength(JSON.stringify(settings));
  return length <= LONGEST_SETTINGS ? [] : [
    `the prober would be told ${length} bytes about its probes in its environment, where Lambda has room for ${LONGEST_SETTINGS}. `
    + 'Shorten paths and search strings.',
  ];
}
