import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmGraph } from './alarm-widgets';
import type { GlobalAlarm } from './global-alarms';
import type { FailoverDns, RegionalDns } from '../dns';
import type { DrRegion } from '../topology';
import { ROUTE53_HOME_REGION } from '../topology/region-services';

const GRID_WIDTH = 24;
const HEIGHT = 6;

/** Above this share of the checkers a health check is healthy. */
const HEALTHY_ABOVE = 18;

/** A metric that may not be published, with the graph that shows it. */
interface CheckGraph {
  readonly metricName: string;
  readonly title: string;
  readonly axisLabel: string;
  metric(dns: RegionalDns, options: cloudwatch.MetricOptions): cloudwatch.Metric;
}

const CHECK_GRAPHS: readonly CheckGraph[] = [
  {
    metricName: 'HealthCheckPercentageHealthy',
    title: `Health checkers that find the endpoint healthy (healthy above ${HEALTHY_ABOVE} %)`,
    axisLabel: '%',
    metric: (dns, options) => dns.metricHealthCheckPercentageHealthy(options),
  },
  {
    metricName: 'ConnectionTime',
    title: 'Time to connect',
    axisLabel: 'ms',
    metric: (dns, options) => dns.metricConnectionTime(options),
  },
  {
    metricName: 'SSLHandshakeTime',
    title: 'Time of the TLS handshake',
    axisLabel: 'ms',
    metric: (dns, options) => dns.metricSSLHandshakeTime(options),
  },
  {
    metricName: 'TimeToFirstByte',
    title: 'Time to the first byte',
    axisLabel: 'ms',
    metric: (dns, options) => dns.metricTimeToFirstByte(options),
  },
];

/** The queries for the zone. Its id is known in every Region. */
export function queriesGraph(dns: FailoverDns): cloudwatch.GraphWidget {
  return new cloudwatch.GraphWidget({
    title: 'DNS queries of the zone (public zones only)',
    region: ROUTE53_HOME_REGION,
    width: GRID_WIDTH / 2,
    height: HEIGHT,
    left: [dns.metricDnsQueries({ label: 'queries a minute' })],
    leftYAxis: { min: 0, showUnits: false },
  });
}

/**
 * What health checkers measure, for stacks in us-east-1: health checks have random ids, which are known nowhere else.
 * What is not measured of an endpoint has no line, and of neither endpoint no graph.
 */
export function checkGraphs(dns: FailoverDns, regions: readonly DrRegion[]): cloudwatch.IWidget[] {
  return CHECK_GRAPHS.flatMap(({ metricName, title, axisLabel, metric }) => {
    const measured = regions.map(region => dns.forRegion(region)).filter(each => each.healthCheckMetrics.includes(metricName));
    return measured.length === 0 ? [] : [new cloudwatch.GraphWidget({
      title,
      region: ROUTE53_HOME_REGION,
      width: GRID_WIDTH / 2,
      height: HEIGHT,
      left: measured.map(each => metric(each, { label: each.region.name })),
      leftYAxis: { min: 0, label: axisLabel, showUnits: false },
    })];
  });
}

/** Alarms of us-east-1 on the dashboards of every Region: by ARN, which is known there, as the metrics are not. */
export function alarmGraphs(alarms: readonly GlobalAlarm[]): cloudwatch.IWidget[] {
  return alarms.map(({ title, arn }) => new AlarmGraph({ title, width: GRID_WIDTH / 4, height: HEIGHT }, ROUTE53_HOME_REGION, arn));
}

/** The way to the dashboard in us-east-1. */
export function dashboardLink(dashboardName: string): cloudwatch.TextWidget {
  const url = `https://${ROUTE53_HOME_REGION}.console.aws.amazon.com/cloudwatch/home?region=${ROUTE53_HOME_REGION}#dashboards/dashboard/${dashboardName}`;
  return new cloudwatch.TextWidget({
    width: GRID_WIDTH,
    height: 2,
    markdown: `Route 53 publishes its metrics in ${ROUTE53_HOME_REGION} only: [latencies and checkers](${url}) are on the dashboard there, `
      + `and these graphs have no data while ${ROUTE53_HOME_REGION} is lost. The latches do.`,
  });
}
