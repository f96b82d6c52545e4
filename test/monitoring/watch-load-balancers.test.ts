import type { App } from 'aws-cdk-lib';
import { CfnParameter } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LambdaTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { WatchedRegion } from './watched-workload';
import { seenIn, watchedWorkload, widgetOf } from './watched-workload';
import type { WatchLoadBalancerOptions } from '../../src';
import { ACCOUNT } from '../support/environment';

const HEALTH = { Statistic: 'Maximum', Period: 60, EvaluationPeriods: 2, DatapointsToAlarm: 2 };

function application({ stack, monitoring }: WatchedRegion, options?: WatchLoadBalancerOptions): void {
  const vpc = new ec2.Vpc(stack, 'Vpc');
  const loadBalancer = new elbv2.ApplicationLoadBalancer(stack, 'Web', { vpc });
  const listener = loadBalancer.addListener('Http', { port: 80, open: false });
  monitoring.watchApplicationLoadBalancer(loadBalancer, [listener.addTargets('Service', { port: 80, targets: [] })], options);
}

function network({ stack, monitoring }: WatchedRegion): void {
  const vpc = new ec2.Vpc(stack, 'Vpc');
  const loadBalancer = new elbv2.NetworkLoadBalancer(stack, 'Edge', { vpc });
  const groups = ['One', 'Two'].map((id, index) => loadBalancer.addListener(id, { port: 80 + index }).addTargets(id, { port: 80 + index, targets: [] }));
  monitoring.watchNetworkLoadBalancer(loadBalancer, groups, { id: 'edge' });
}

describe.each([
  ['Application Load Balancer', 'AWS/ApplicationELB', 'Web', application],
  ['Network Load Balancer', 'AWS/NetworkELB', 'Edge', network],
])('%s, in both Regions', (_, Namespace, id, build) => {
  const regions = seenIn(watchedWorkload(each => build(each)));
  const Dimensions = [
    { Name: 'LoadBalancer', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^${id}`), 'LoadBalancerFullName'] } },
    { Name: 'TargetGroup', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('Group'), 'TargetGroupFullName'] } },
  ];

  test('MON-18: a target that does not pass its health check for two minutes', () => {
    for (const { workload } of regions) {
      workload.hasResourceProperties('AWS::CloudWatch::Alarm', {
        ...HEALTH,
        Namespace,
        MetricName: 'UnHealthyHostCount',
        Dimensions,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
      });
    }
  });

  test('MON-18: no target that passes it', () => {
    for (const { workload } of regions) {
      workload.hasResourceProperties('AWS::CloudWatch::Alarm', {
        ...HEALTH,
        Namespace,
        MetricName: 'HealthyHostCount',
        Dimensions,
        Threshold: 1,
        ComparisonOperator: 'LessThanThreshold',
        TreatMissingData: 'missing',
      });
    }
  });

  test('MON-19: every dimension is the full name of what it names, never an ARN', () => {
    for (const { workload } of regions) {
      const alarms = Object.values(workload.findResources('AWS::CloudWatch::Alarm', { Properties: { Namespace } }));
      expect(alarms.length).toBeGreaterThanOrEqual(2);
      for (const { Properties } of alarms) {
        expect(Properties.Dimensions.map(({ Value }: { Value: { 'Fn::GetAtt': string[] } }) => Value['Fn::GetAtt'][1]))
          .toEqual(['LoadBalancerFullName', 'TargetGroupFullName']);
      }
    }
  });
});

test('MON-18: errors and response time of an Application Load Balancer, on the dashboard of its Region', () => {
  for (const seen of seenIn(watchedWorkload(each => application(each)))) {
    const metricsOf = (graph: string) => widgetOf(seen, `load-balancer-web, ${seen.region.name}: ${graph}`)!.properties.metrics!
      .map(metric => [metric[1], metric[2], (metric.at(-1) as { stat: string }).stat]);
    expect(metricsOf('Answers with an error')).toEqual([['HTTPCode_ELB_5XX_Count', 'LoadBalancer', 'Sum'], ['HTTPCode_Target_5XX_Count', 'LoadBalancer', 'Sum']]);
    expect(metricsOf('Response time of targets')).toEqual([['TargetResponseTime', 'LoadBalancer', 'p99']]);
  }
});

test('MON-18: connections of a Network Load Balancer, on the dashboard of its Region', () => {
  for (const seen of seenIn(watchedWorkload(network))) {
    const metricsOf = (graph: string) => widgetOf(seen, `load-balancer-edge, ${seen.region.name}: ${graph}`)!.properties.metrics!
      // The average is what dashboards draw where nothing is said.
      .map(metric => [metric[1], (metric.at(-1) as { stat?: string }).stat ?? 'Average']);
    expect(metricsOf('Open connections')).toEqual([['ActiveFlowCount', 'Average']]);
    expect(metricsOf('Connections reset')).toEqual([['TCP_ELB_Reset_Count', 'Sum']]);
  }
});

test('MON-18: target groups of one load balancer are told apart, by their place or by number', () => {
  const ids = (topology: ReturnType<typeof watchedWorkload>) => seenIn(topology).map(({ workload, region }) =>
    Object.values(workload.findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName: 'HealthyHostCount' } }))
      .map(({ Properties }) => Properties.AlarmName.replace(new RegExp(`-healthy-hosts-${region.name}.*`), '').replace('payments-test-monitoring-', '')));
  expect(ids(watchedWorkload(network))).toEqual(Array(2).fill(['target-group-edge-1', 'target-group-edge-2']));
  expect(ids(watchedWorkload(each => application(each)))).toEqual(Array(2).fill(['target-group-web-http-servicegroup']));
  expect(ids(watchedWorkload(each => application(each, { id: 'api' })))).toEqual(Array(2).fill(['target-group-api']));
});

test('MON-18: limits that a team gives', () => {
  for (const { workload } of seenIn(watchedWorkload(each => application(each, { unhealthyHosts: 2, healthyHosts: 3 })))) {
    workload.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'UnHealthyHostCount', Threshold: 2 });
    workload.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'HealthyHostCount',
      Threshold: 3,
      AlarmDescription: Match.stringLikeRegexp('fewer than 3 targets pass their health check'),
    });
  }
});

describe('load balancers that were created elsewhere', () => {
  const arnOf = (region: string, rest: string) => `arn:aws:elasticloadbalancing:${region}:${ACCOUNT}:${rest}`;

  test('MON-19: their full names come from their ARNs, and the recovery stack watches them', () => {
    const regions = seenIn(watchedWorkload(({ region, stack, monitoring }) => {
      const web = elbv2.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Web', {
        loadBalancerArn: arnOf(region.name, 'loadbalancer/app/web/50dc6c495c0c9188'), securityGroupId: 'sg-0123456789abcdef0',
      });
      const edge = elbv2.NetworkLoadBalancer.fromNetworkLoadBalancerAttributes(stack, 'Edge', {
        loadBalancerArn: arnOf(region.name, 'loadbalancer/net/edge/60dc6c495c0c9188'),
      });
      monitoring.watchApplicationLoadBalancer(web, [elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'WebTargets', {
        targetGroupArn: arnOf(region.name, 'targetgroup/web/73e2d6bc24d8a067'),
      })]);
      monitoring.watchNetworkLoadBalancer(edge, [elbv2.NetworkTargetGroup.fromTargetGroupAttributes(stack, 'EdgeTargets', {
        targetGroupArn: arnOf(region.name, 'targetgroup/edge/83e2d6bc24d8a067'),
      })]);
    }));
    for (const { recovery, dashboard } of regions) {
      for (const [LoadBalancer, TargetGroup] of [
        ['app/web/50dc6c495c0c9188', 'targetgroup/web/73e2d6bc24d8a067'], ['net/edge/60dc6c495c0c9188', 'targetgroup/edge/83e2d6bc24d8a067'],
      ]) {
        recovery.hasResourceProperties('AWS::CloudWatch::Alarm', {
          MetricName: 'UnHealthyHostCount', Dimensions: [{ Name: 'LoadBalancer', Value: LoadBalancer }, { Name: 'TargetGroup', Value: TargetGroup }],
        });
        expect(dashboard.split(`"${LoadBalancer}"`).length).toBeGreaterThan(4);
      }
    }
  });

  test('MON-19: of an ARN that is known at deployment only, the last part', () => {
    const regions = seenIn(watchedWorkload(({ stack, monitoring }) => {
      const [loadBalancerArn, targetGroupArn] = ['LoadBalancerArn', 'TargetGroupArn'].map(id => new CfnParameter(stack, id).valueAsString);
      const web = elbv2.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Web', { loadBalancerArn, securityGroupId: 'sg-1' });
      monitoring.watchApplicationLoadBalancer(web, [elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'Targets', { targetGroupArn })]);
    }));
    const select = (index: number, by: string, from: unknown) => ({ 'Fn::Select': [index, { 'Fn::Split': [by, from] }] });
    const path = { Ref: 'LoadBalancerArn' };
    for (const { workload } of regions) {
      workload.hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName: 'HealthyHostCount',
        Dimensions: [
          { Name: 'LoadBalancer', Value: { 'Fn::Join': ['', [select(1, '/', path), '/', select(2, '/', path), '/', select(3, '/', path)]] } },
          { Name: 'TargetGroup', Value: select(5, ':', { Ref: 'TargetGroupArn' }) },
        ],
      });
    }
  });
});

describe('MON-18: targets that are Lambda functions, whose health is checked only where somebody says so', () => {
  function functionBehind(healthCheck?: elbv2.HealthCheck): App {
    return watchedWorkload(({ stack, monitoring }) => {
      const loadBalancer = new elbv2.ApplicationLoadBalancer(stack, 'Web', { vpc: new ec2.Vpc(stack, 'Vpc') });
      const fn = new lambda.Function(stack, 'Handler', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'x', code: lambda.Code.fromInline('x') });
      const targets = new elbv2.ApplicationTargetGroup(stack, 'Targets', { healthCheck });
      loadBalancer.addListener('Http', { port: 80, open: false, defaultTargetGroups: [targets] });
      monitoring.watchApplicationLoadBalancer(loadBalancer, [targets]);
      targets.addTarget(new LambdaTarget(fn));
    }).node.root as App;
  }

  test('synthesis fails where nobody does', () => {
    expect(() => functionBehind().synth()).toThrow(/\[Workload-eu-west-1\/Targets\] The health of these targets is watched, .* healthCheck: \{ enabled: true \}/);
  });

  test('and succeeds where somebody does', () => {
    expect(() => functionBehind({ enabled: true, path: '/health' }).synth()).not.toThrow();
  });
});
