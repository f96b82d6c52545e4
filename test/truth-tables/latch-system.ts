import type { LatchCase } from './latch-cases';
import { settled } from './latch-cases';
import { ENDPOINT_METRIC } from './latch-fixtures';
import type { LatchState, Lost } from './latch.data';
import type { Fixture } from '../dns/fixture';
import { answersTo } from '../route53/answers';
import type { Configuration, StackTemplate } from '../route53/configuration';
import { configurationOf, templatesOfApp } from '../route53/configuration';
import type { DataStream, Observed } from '../route53/observed';
import { answering } from '../route53/observed';

/** What each state of a latch leaves in its metric. The latch closes with the first point that says so, also within a minute. */
const MINUTES: { readonly [state in LatchState]: (open: number, closed: number) => number[][] } = {
  'open': open => [[open], [open]],
  'closed': (open, closed) => [[open], [open, closed]],
  'no data yet': () => [],
  'stale after open': open => [[open], [], []],
  'stale after closed': (open, closed) => [[open], [closed], [], []],
};

/** `primary` or `secondary`. */
export type Role = 'primary' | 'secondary';

/** Which part of the answers each Region gets. */
export type Shares = { readonly [role in Role]?: number };

/** A synthesised system, asked in the cases of the table. */
export class LatchSystem {
  public readonly templates: readonly StackTemplate[];
  private readonly configuration: Configuration;

  constructor(private readonly fixture: Fixture, private readonly healthPaths: readonly string[] = ['/health']) {
    this.templates = templatesOfApp(fixture.app);
    this.configuration = configurationOf(this.templates);
  }

  /** What clients get who ask for the failover name. */
  public shares(each: LatchCase, recordType: string, configuration: Configuration = this.configuration): Shares {
    return this.sharesOf(this.fixture.dns.domainName, each, recordType, configuration);
  }

  /** What clients get who ask for the name of one Region. */
  public regionalShares(role: Role, each: LatchCase, recordType: string): Shares {
    const { dns, topology } = this.fixture;
    return this.sharesOf(dns.forRegion(topology[role]).domainName, each, recordType, this.configuration);
  }

  private sharesOf(name: string, each: LatchCase, recordType: string, configuration: Configuration): Shares {
    const answers = answersTo(name, recordType, configuration, this.observed(settled(each)));
    return Object.fromEntries(answers.map(({ path, probability }) => [this.roleOf(path[path.length - 1]), probability]));
  }

  /** Latches are published as their handles say, so that an alarm on anything else does not see them. */
  private observed({ lost, latch, reverseLatch, primaryUp, secondaryUp }: LatchCase): Observed {
    const { dns, topology: { primary, secondary } } = this.fixture;
    const up = [...primaryUp ? [primary] : [], ...secondaryUp ? [secondary] : []];
    return {
      endpoints: Object.fromEntries(up.map(region => [dns.forRegion(region).domainName, answering(this.healthPaths)])),
      streams: [
        this.stream('secondary', latch), this.endpointStream('primary', primaryUp, lost),
        this.stream('primary', reverseLatch), this.endpointStream('secondary', secondaryUp, lost),
      ],
      targetHealthy: target => up.some(({ role }) => role === this.roleOf(target)),
    };
  }

  private stream(role: Role, state: LatchState): DataStream {
    const { region, metricNamespace, metricName, dimensions, openValue, closedValue } = this.fixture.dns.forRegion(this.fixture.topology[role]).latch;
    return { region: region.name, namespace: metricNamespace, metricName, dimensions, minutes: MINUTES[state](openValue, closedValue) };
  }

  /** The other Region tells of an endpoint, and no more once it is lost itself. */
  private endpointStream(role: Role, isUp: boolean, lost: Lost): DataStream {
    const observer = this.fixture.topology[role].peer;
    const told = isUp ? [[1], [1]] : [[0], [0]];
    return { region: observer.name, ...ENDPOINT_METRIC, dimensions: { Endpoint: role }, minutes: observer.role === lost ? [...told, [], []] : told };
  }

  /** Endpoints are named after their Region, or values of a stack in it. */
  private roleOf(target: string): Role {
    const found = this.fixture.topology.regions.filter(({ name }) => target.includes(name));
    if (found.length !== 1) {
      throw new Error(`"${target}" is the endpoint of ${found.length} Regions`);
    }
    return found[0].role;
  }
}
