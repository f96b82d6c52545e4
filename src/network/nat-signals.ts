import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { AlertSeverity } from '../monitoring/alert-severity';
import { DashboardSection } from '../monitoring/dashboard-section';
import type { HealthSignal } from '../monitoring/health-signal';
import { anyOf, TWICE_IN_A_ROW } from '../monitoring/signal-terms';
import type { DrRegion } from '../topology';

/**
 * What is watched of the NAT gateways of a Region, all of them together: what they process, which is paid by the byte, and connections that
 * they refuse for want of a port. None where there are none. The ids of gateways are random, so that only their own Region can name them.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
 */
export function natSignals(region: DrRegion, vpc: ec2.IVpc): HealthSignal[] {
  const gateways = vpc.node.findAll().filter(construct => construct instanceof ec2.CfnNatGateway);
  if (gateways.length === 0) {
    return [];
  }
  const total = (metricNames: string[], period: Duration) => sumOf(gateways, region, metricNames, period);
  return [
    {
      id: 'nat-bytes',
      description: `Bytes that the NAT gateways in ${region.name} processed`,
      publishedIn: region,
      metric: total(['BytesInFromSource', 'BytesInFromDestination'], Duration.minutes(5)),
      section: DashboardSection.COST,
      graph: 'Bytes through NAT gateways',
      axisLabel: 'bytes per 5 minutes',
    },
    {
      id: 'nat-port-errors',
      description: `NAT gateways in ${region.name} refuse connections: too many go to one destination at a time`,
      publishedIn: region,
      metric: total(['ErrorPortAllocation'], Duration.minutes(1)),
      section: DashboardSection.TRAFFIC,
      graph: 'Connections refused by NAT gateways',
      alarm: anyOf(AlertSeverity.WARNING, TWICE_IN_A_ROW),
    },
  ];
}

function sumOf(gateways: ec2.CfnNatGateway[], { name }: DrRegion, metricNames: string[], period: Duration): cloudwatch.MathExpression {
  const usingMetrics = Object.fromEntries(gateways.flatMap((gateway, index) => metricNames.map(metricName => [
    `gateway${index + 1}${metricName}`,
    new cloudwatch.Metric({
      namespace: 'AWS/NATGateway',
      metricName,
      dimensionsMap: { NatGatewayId: gateway.attrNatGatewayId },
      statistic: cloudwatch.Stats.SUM,
      period,
      region: name,
    }),
  ])));
  return new cloudwatch.MathExpression({ expression: `SUM([${Object.keys(usingMetrics).join(', ')}])`, usingMetrics, period });
}
