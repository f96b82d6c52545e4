import type { Call } from './move-traffic-shell';
import { blocksUnder, callsOf } from './move-traffic-shell';
import type { FailoverDnsOptions } from '../../src/dns';
import { RegionalEndpoint } from '../../src/dns';
import type { StateItems } from '../../src/recovery/handlers/state-metrics';
import { stateMetrics } from '../../src/recovery/handlers/state-metrics';
import { bareDns } from '../dns/fixture';
import { answersTo } from '../route53/answers';
import type { Configuration } from '../route53/configuration';
import { configurationOf, templatesOfApp } from '../route53/configuration';
import { answering } from '../route53/observed';
import { createdTopology, testApp } from '../support/environment';

export const HOME = 'us-east-1';
export const STANDBY = 'us-west-2';

/** The system that the page speaks of. */
export function paymentsInProd(options: Partial<FailoverDnsOptions> = {}) {
  const app = testApp();
  const topology = createdTopology(app, { environmentName: 'prod', primary: { region: HOME }, secondary: { region: STANDBY } });
  const dns = bareDns(options, topology);
  topology.regions.forEach(region => dns.addEndpoint(region, RegionalEndpoint.hostName(`ingress.${region.name}.example.net`)));
  return { app, topology, dns };
}

/** What a transaction writes, as the items that the publisher would read then. */
export function itemsOf({ options }: Call): StateItems {
  const [, state, latch] = JSON.parse(options['transact-items']).map((write: any) => write.Update && {
    ...write.Update.Key,
    ...Object.fromEntries([...write.Update.UpdateExpression.matchAll(/(\w+) = (:\w+)/g)]
      .map(([, name, value]: string[]) => [name, write.Update.ExpressionAttributeValues[value]])),
  });
  return { state, latch };
}

/** A metric with the points of each minute. */
interface Stream {
  readonly region: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: { readonly [name: string]: string };
}

/**
 * Lives through losses, returns and sections of the page, and says after each command who answers: by what the commands and the
 * publishers of the Regions that work have published, and by what Route 53 was told.
 */
export class Story {
  public readonly told: string[] = [];
  private readonly items: { [region: string]: StateItems } = { [HOME]: {}, [STANDBY]: {} };
  private readonly lost = new Set<string>();
  private readonly minutes = new Map<string, number[][]>();
  private readonly disabled = new Map<string, boolean>();
  private readonly configuration: Configuration;

  constructor(private readonly system: ReturnType<typeof paymentsInProd>) {
    this.configuration = configurationOf(templatesOfApp(system.app));
    this.minute();
  }

  public lose(region: string): this {
    this.lost.add(region);
    return this.tell(`${region} is lost`);
  }

  public bringBack(region: string): this {
    this.lost.delete(region);
    return this.tell(`${region} is back`);
  }

  /** Does what a section says, or some of its blocks, and waits a minute. */
  public follow(title: string, from?: number, to?: number): this {
    for (const call of callsOf(blocksUnder(title).slice(from, to), { epochs: this.epochs(), checks: this.checksByAlarm() })) {
      this.move(call);
    }
    return this.tell('a minute later');
  }

  private tell(what: string): this {
    this.minute();
    this.told.push(`${what}: ${this.answering()}`);
    return this;
  }

  private move({ command, options: { region, value, ...options }, succeeded }: Call): void {
    if (!succeeded) {
      this.told.push(`${command} fails`);
    } else if (command === 'dynamodb transact-write-items') {
      const items = itemsOf({ command, options: { region, ...options }, succeeded });
      this.items[region] = items;
      const latch = items.latch!.closed.BOOL ? 'closed' : 'open';
      this.told.push(`${region} records ${items.state!.activeRegion.S} active, its latch ${latch}, in epoch ${items.state!.epoch.N}: ${this.answering()}`);
    } else if (command === 'cloudwatch put-metric-data') {
      const dimensions = Object.fromEntries(options.dimensions.split(',').map(dimension => dimension.split('=')));
      this.publish({ region, namespace: options.namespace, metricName: options['metric-name'], dimensions }, Number(value));
      this.told.push(`${region} publishes ${value}: ${this.answering()}`);
    } else if (command === 'route53 update-health-check') {
      this.disabled.set(options['health-check-id'], 'disabled' in options);
      this.told.push(`a check is ${'disabled' in options ? 'disabled' : 'enabled'}: ${this.answering()}`);
    }
  }

  /** A Region that is lost publishes nothing; the others publish what their items say. */
  private minute(): void {
    this.minutes.forEach(minutes => minutes.push([]));
    for (const region of this.system.topology.regions.filter(({ name }) => !this.lost.has(name))) {
      const { metricNamespace: namespace, metricName, dimensions } = this.system.dns.forRegion(region).latch;
      const { data, malformed } = stateMetrics(this.items[region.name], new Date(0), {
        tableName: '', namespace, region: region.name, isHome: region.name === HOME, latches: [{ metricName, dimensions }],
      });
      expect(malformed).toEqual([]);
      this.publish({ region: region.name, namespace, metricName, dimensions }, data.find(({ MetricName }) => MetricName === metricName)!.Value!);
    }
  }

  private publish(stream: Stream, value: number): void {
    const key = JSON.stringify(stream);
    const minutes = this.minutes.get(key) ?? [[]];
    minutes[minutes.length - 1].push(value);
    this.minutes.set(key, minutes);
  }

  private answering(): string {
    const { dns, topology } = this.system;
    const healthChecks = new Map([...this.configuration.healthChecks]
      .map(([id, check]) => [id, { id, config: { ...check.config, Disabled: this.disabled.get(id) } }]));
    const answers = answersTo(dns.domainName, 'A', { ...this.configuration, healthChecks }, {
      endpoints: Object.fromEntries(topology.regions.filter(({ name }) => !this.lost.has(name))
        .map(region => [dns.forRegion(region).domainName, answering(['/health'])])),
      streams: [...this.minutes].map(([key, minutes]) => ({ ...JSON.parse(key) as Stream, minutes })),
    });
    const regions = answers.map(({ path }) => topology.regions.find(({ name }) => path[path.length - 1].includes(name))!.name);
    return `${regions.sort().join(' and ')} answer${regions.length > 1 ? '' : 's'}`;
  }

  private epochs(): { [region: string]: number } {
    return Object.fromEntries(Object.entries(this.items).flatMap(([region, { state }]) => state ? [[region, Number(state.epoch.N)]] : []));
  }

  private checksByAlarm(): { [alarmName: string]: string[] } {
    const byAlarm: { [alarmName: string]: string[] } = {};
    for (const { id, config } of this.configuration.healthChecks.values()) {
      if (config.AlarmIdentifier) {
        (byAlarm[config.AlarmIdentifier.Name] ??= []).push(id);
      }
    }
    return byAlarm;
  }
}
