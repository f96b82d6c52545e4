import { everyMinuteLines } from './every-minute';
import { HOURS, PRICES } from './prices';
import type { Price } from './prices';
import { alarmUses } from '../monitoring/published-metrics/alarm-uses';
import type { Template } from '../monitoring/published-metrics/templates';
import { resourcesOfType } from '../monitoring/published-metrics/templates';
import { widgetUses } from '../monitoring/published-metrics/widget-uses';

/** What a construct has running, and what that costs. */
export interface Line {
  readonly construct: string;
  readonly what: string;
  readonly quantity: number;
  readonly price: Price;
}

/** Alarms with a shorter period, in seconds, are of high resolution. */
const STANDARD_RESOLUTION = 60;
/** The metrics of a Region that are assumed to be streamed, each with an update every minute. */
export const STREAMED_METRICS = 100;
const MINUTES_OF_AN_HOUR = 60;
/** In seconds. */
const FAST_INTERVAL = 10;

/** What is paid for whether it is used or not, counted from templates. */
export function estimate(templates: readonly Template[]): Line[] {
  const count = (type: string) => [...resourcesOfType(templates, type)].length;
  const alarms = [...resourcesOfType(templates, 'AWS::CloudWatch::Alarm')];
  const fast = alarms.filter(({ properties: { Period } }) => typeof Period === 'number' && Period < STANDARD_RESOLUTION).length;
  return [
    { construct: 'Network', what: 'NAT gateways', quantity: count('AWS::EC2::NatGateway'), price: PRICES.natGateway },
    { construct: 'Network', what: 'their addresses', quantity: count('AWS::EC2::EIP'), price: PRICES.publicAddress },
    { construct: 'Network', what: 'interface endpoints, by zone', quantity: endpointZones(templates), price: PRICES.interfaceEndpoint },
    { construct: 'Database', what: 'instances', quantity: count('AWS::RDS::DBInstance'), price: PRICES.instance },
    { construct: 'Database', what: 'secrets, with their replicas', quantity: secrets(templates), price: PRICES.secret },
    { construct: 'Keys', what: 'keys of both Regions', quantity: count('AWS::KMS::Key'), price: PRICES.key },
    { construct: 'DNS', what: 'health checks', quantity: count('AWS::Route53::HealthCheck'), price: PRICES.healthCheck },
    { construct: 'DNS', what: 'HTTPS, latency, text match, fast interval', quantity: healthCheckOptions(templates), price: PRICES.healthCheckOption },
    { construct: 'Monitoring', what: 'metrics in alarms', quantity: alarmUses(templates).length - fast, price: PRICES.alarmMetric },
    { construct: 'Monitoring', what: 'metrics in alarms of high resolution', quantity: fast, price: PRICES.fastAlarmMetric },
    { construct: 'Monitoring', what: 'composite alarms', quantity: count('AWS::CloudWatch::CompositeAlarm'), price: PRICES.compositeAlarm },
    { construct: 'Monitoring', what: 'dashboards', quantity: count('AWS::CloudWatch::Dashboard'), price: PRICES.dashboard },
    { construct: 'Monitoring', what: 'metrics that recovery publishes', quantity: ownMetrics(templates), price: PRICES.customMetric },
    ...everyMinuteLines(templates),
    { construct: 'Metric streams', what: 'thousands of updates', quantity: streamedUpdates(templates), price: PRICES.metricUpdates },
  ].filter(({ quantity }) => quantity > 0);
}

/** What a line comes to in a month, in whole cents: the sum is that of what is written. */
export function monthly({ quantity, price: { usd, per } }: Line): number {
  return Number((quantity * usd * (per.endsWith('hour') ? HOURS : 1)).toFixed(2));
}

function endpointZones(templates: readonly Template[]): number {
  return [...resourcesOfType(templates, 'AWS::EC2::VPCEndpoint')].flatMap(({ properties }) => properties.SubnetIds ?? []).length;
}

function secrets(templates: readonly Template[]): number {
  return [...resourcesOfType(templates, 'AWS::SecretsManager::Secret')]
    .reduce((sum, { properties }) => sum + 1 + (properties.ReplicaRegions as unknown[] | undefined ?? []).length, 0);
}

function healthCheckOptions(templates: readonly Template[]): number {
  return [...resourcesOfType(templates, 'AWS::Route53::HealthCheck')].flatMap(({ properties }) => {
    const config = properties.HealthCheckConfig as { readonly [name: string]: unknown };
    return [config.MeasureLatency, config.SearchString, String(config.Type).startsWith('HTTPS'), config.RequestInterval === FAST_INTERVAL].filter(Boolean);
  }).length;
}

/** In thousands. Which metrics an account has in the namespaces of the streams is not in its templates: a hundred in each Region are assumed. */
function streamedUpdates(templates: readonly Template[]): number {
  return [...resourcesOfType(templates, 'AWS::CloudWatch::MetricStream')].length * STREAMED_METRICS * HOURS * MINUTES_OF_AN_HOUR / 1000;
}

/** One metric however many alarms and graphs it has. */
function ownMetrics(templates: readonly Template[]): number {
  const keys = [...alarmUses(templates), ...widgetUses(templates)].filter(({ namespace }) => namespace.startsWith('MultiRegionDr/'))
    .map(({ region, namespace, metricName, dimensions }) => JSON.stringify([region, namespace, metricName, dimensions]));
  return new Set(keys).size;
}
