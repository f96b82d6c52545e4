import { App, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations } from 'aws-cdk-lib/assertions';
import { MathExpression, Metric, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { factsOfMetric, METRIC_FACTS } from '../../src/monitoring/metric-facts/metric-facts';
import { validateMetricFacts } from '../../src/monitoring/metric-facts/metric-rules';

const HERE = 'eu-west-1';
const OTHER = 'eu-central-1';

function metric(namespace: string, metricName: string, dimensionsMap: { [name: string]: string } = {}, unit?: Unit): Metric {
  return new Metric({ namespace, metricName, dimensionsMap, unit });
}

function judge(candidate: Metric | MathExpression, region = HERE): Stack {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  validateMetricFacts(stack, 'signals[0].metric', candidate, region);
  return stack;
}

const ALB_METRICS = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html';
const OR_BY_HAND = ', or create the alarm yourself and give it to "addAlarm" if AWS publishes it so by now.';

describe('MON-20: a metric that contradicts the facts is refused, with what is right', () => {
  test.each([
    ['a dimension too many', metric('AWS/DynamoDB', 'UserErrors', { TableName: 'sessions' }),
      'dimensions = TableName: AWS/DynamoDB publishes UserErrors by no dimension and has no data under other dimensions '
      + '(https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html). '
      + `Name the dimensions of one of these sets, all of them and no other${OR_BY_HAND}`],
    ['a dimension too few', metric('AWS/ApplicationELB', 'UnHealthyHostCount', { LoadBalancer: 'app/service/50dc6c495c0c9188' }),
      'dimensions = LoadBalancer: AWS/ApplicationELB publishes UnHealthyHostCount by LoadBalancer + TargetGroup, or '
      + `LoadBalancer + TargetGroup + AvailabilityZone and has no data under other dimensions (${ALB_METRICS}). `
      + `Name the dimensions of one of these sets, all of them and no other${OR_BY_HAND}`],
    ['an ARN where the last parts of it belong', metric('AWS/ApplicationELB', 'RequestCount', { LoadBalancer: 'arn:aws:elb:x' }),
      'dimensions.LoadBalancer = "arn:aws:elb:x": the dimension is of the form "app/name/50dc6c495c0c9188", not an ARN or a name '
      + `(${ALB_METRICS}). Take it from loadBalancer.loadBalancerFullName.`],
    ['a unit that is not published', metric('AWS/RDS', 'AuroraGlobalDBRPOLag', { DBClusterIdentifier: 'orders' }, Unit.SECONDS),
      'unit = "Seconds": AWS/RDS publishes AuroraGlobalDBRPOLag in Milliseconds, and a unit converts nothing: it hides the data of every '
      + 'other unit (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html). Leave the unit out.'],
    ['a metric of us-east-1 elsewhere', metric('AWS/Route53', 'HealthCheckStatus', { HealthCheckId: 'abc' }),
      `region = "${HERE}": AWS/Route53 publishes HealthCheckStatus in us-east-1 only, whatever Region it is about `
      + '(https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html). '
      + 'Put the alarm into a stack of us-east-1 and show the metric with "region: \'us-east-1\'".'],
    ['replication to the Region that is said to publish it', metric('AWS/DynamoDB', 'ReplicationLatency', { TableName: 'a', ReceivingRegion: HERE }),
      `dimensions.ReceivingRegion = "${HERE}": ReplicationLatency is published in the Region that sends, by the name of the Region that `
      + 'receives (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html). '
      + `Name the other Region of the table, or watch the metric in the Region that sends to ${HERE}.`],
  ])('%s', (_title, candidate, message) => {
    expect(() => judge(candidate)).toThrow(`[Stack] signals[0].metric.${message}`);
  });

  test('a Region is of another partition by how its name begins', () => {
    expect(() => judge(metric('AWS/Route53', 'HealthCheckStatus', { HealthCheckId: 'abc' }), 'ap-cn-1')).toThrow('metric.region = "ap-cn-1": ');
  });

  test('inside an expression too', () => {
    const inner = metric('AWS/DynamoDB', 'SystemErrors', { TableName: 'sessions' });
    const total = new MathExpression({ expression: 'a + b', usingMetrics: { a: metric('Payments', 'Refused'), b: inner } });
    expect(() => judge(total)).toThrow('AWS/DynamoDB publishes SystemErrors by TableName + Operation');
  });
});

describe('MON-20: what agrees with the facts, or what they do not know, is let pass', () => {
  test.each([
    ['dimensions in any order', metric('AWS/Lambda', 'Errors', { Resource: 'f:live', FunctionName: 'f' }), HERE],
    ['no dimension, where the whole Region is meant', metric('AWS/DynamoDB', 'UserErrors'), HERE],
    ['one of two kinds of things with a metric of one name', metric('AWS/RDS', 'DatabaseConnections', { ProxyName: 'orders' }), HERE],
    ['the other kind', metric('AWS/RDS', 'DatabaseConnections', { DBClusterIdentifier: 'orders' }), HERE],
    ['the unit that is published', metric('AWS/RDS', 'CPUUtilization', { DBClusterIdentifier: 'orders' }, Unit.PERCENT), HERE],
    ['a unit where the page states none', metric('AWS/NATGateway', 'PeakBytesPerSecond', { NatGatewayId: 'nat-1' }, Unit.BYTES), HERE],
    ['us-east-1', metric('AWS/Route53', 'HealthCheckStatus', { HealthCheckId: 'abc' }), 'us-east-1'],
    ...['cn-north-1', 'us-gov-west-1', 'us-iso-east-1', 'us-isob-east-1', 'eu-isoe-west-1', 'eusc-de-east-1'].map((region): [string, Metric, string] =>
      [`another partition, which has no us-east-1: ${region}`, metric('AWS/Billing', 'EstimatedCharges', { Currency: 'USD' }), region]),
    ['replication to the other Region', metric('AWS/DynamoDB', 'ReplicationLatency', { TableName: 'a', ReceivingRegion: OTHER }), HERE],
    ['replication of a table that is named after the Region', metric('AWS/DynamoDB', 'ReplicationLatency', { TableName: HERE, ReceivingRegion: OTHER }), HERE],
    ['sets that the page says exist without listing them', metric('AWS/Backup', 'NumberOfBackupJobsFailed', { VaultName: 'v' }), HERE],
    ['values that the deployment knows', metric('AWS/NetworkELB', 'UnHealthyHostCount', {
      LoadBalancer: Lazy.string({ produce: () => 'net/a/1' }), TargetGroup: Lazy.string({ produce: () => 'targetgroup/a/1' }),
    }), HERE],
    ['a Region that the deployment knows', metric('AWS/Route53', 'DNSQueries', { HostedZoneId: 'Z1' }), Lazy.string({ produce: () => HERE })],
    ['the form that the service uses', metric('AWS/ApplicationELB', 'HealthyHostCount', {
      LoadBalancer: 'app/service/50dc6c495c0c9188', TargetGroup: 'targetgroup/service/73e2d6bc24d8a067',
    }), HERE],
    ['a namespace of the library', metric('MultiRegionDr/Payments/prod', 'Active', { Component: 'recovery-state' }), HERE],
    ['a namespace of a team', metric('Payments', 'Refused', { Shop: 'x' }), HERE],
  ])('%s', (_title, candidate, region) => {
    Annotations.fromStack(judge(candidate, region)).hasNoWarning('*', '*');
  });

  test('a name that a known service does not have here is a warning: services gain metrics', () => {
    Annotations.fromStack(judge(metric('AWS/Route53', 'DNSQueryLatency', { HostedZoneId: 'Z1' }))).hasWarning('/Stack',
      'signals[0].metric: "DNSQueryLatency" is none of the metrics of AWS/Route53 that are known here. If the service has no such metric, an alarm '
      + 'on it is created without complaint and never has data. Compare with '
      + 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html. [ack: cdk-multi-region-dr:unknownMetric]');
  });

  test('a name that every object has is none of a service', () => {
    expect(factsOfMetric('AWS/Lambda', 'constructor')).toEqual([]);
  });

  test('a name that the deployment knows is not judged', () => {
    Annotations.fromStack(judge(metric('AWS/Lambda', Lazy.string({ produce: () => 'Errors' })))).hasNoWarning('*', '*');
  });
});

describe('MON-20: the table', () => {
  test('names a page of AWS for every fact', () => {
    for (const { source } of METRIC_FACTS) {
      expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/[\w/.-]+\.html$/);
    }
  });

  test('says of no metric twice that a set of dimensions is one of its own', () => {
    const keys = METRIC_FACTS.flatMap(({ namespace, metrics, dimensionSets }) => Object.keys(metrics).flatMap(name =>
      dimensionSets.map(set => `${namespace} ${name} ${[...set].sort().join(' ')}`)));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });
});
