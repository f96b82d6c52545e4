import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { WatchedRegion } from './watched-workload';
import { seenIn, watchedWorkload, widgetOf } from './watched-workload';
import type { WatchFunctionOptions } from '../../src';
import { ACCOUNT } from '../support/environment';

const REF = { Ref: Match.stringLikeRegexp('^Handler') };

function handler({ stack }: WatchedRegion, props: Partial<lambda.FunctionProps> = {}): lambda.Function {
  return new lambda.Function(stack, 'Handler', {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('x'), timeout: Duration.seconds(60), ...props,
  });
}

function watched(options?: WatchFunctionOptions, props?: Partial<lambda.FunctionProps>) {
  return seenIn(watchedWorkload(each => each.monitoring.watchFunction(handler(each, props), options)));
}

describe('a function of the workload, in both Regions', () => {
  const regions = watched();

  test('MON-14: a run that takes more than 80 % of the timeout of its function', () => {
    for (const { workload } of regions) {
      workload.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace: 'AWS/Lambda',
        MetricName: 'Duration',
        Dimensions: [{ Name: 'FunctionName', Value: REF }],
        Statistic: 'Maximum',
        Period: 300,
        Threshold: 48_000,
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 2,
        TreatMissingData: 'notBreaching',
      });
    }
  });

  test('MON-15: more than 5 % of its runs fail, of which an idle function has none', () => {
    for (const { workload } of regions) {
      const metric = (MetricName: string) => ({
        Id: MetricName.toLowerCase(),
        ReturnData: false,
        MetricStat: { Metric: { Namespace: 'AWS/Lambda', MetricName, Dimensions: [{ Name: 'FunctionName', Value: REF }] }, Stat: 'Sum', Period: 300 },
      });
      workload.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Metrics: [Match.objectLike({ Expression: 'IF(invocations > 0, 100 * errors / invocations, 0)' }), metric('Errors'), metric('Invocations')],
        Threshold: 5,
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 2,
        DatapointsToAlarm: 2,
        TreatMissingData: 'notBreaching',
      });
    }
  });

  test('MON-16: a run that Lambda refuses, in one of the last two minutes', () => {
    for (const { workload } of regions) {
      workload.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace: 'AWS/Lambda',
        MetricName: 'Throttles',
        Dimensions: [{ Name: 'FunctionName', Value: REF }],
        Statistic: 'Sum',
        Period: 60,
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 2,
        DatapointsToAlarm: 1,
        TreatMissingData: 'notBreaching',
      });
    }
  });

  test('MON-17: its concurrency beside that of the account, on the dashboard of its Region', () => {
    for (const seen of regions) {
      const widget = widgetOf(seen, `function-handler, ${seen.region.name}: Concurrent runs`);
      expect(widget!.properties.metrics).toEqual([
        ['AWS/Lambda', 'ConcurrentExecutions', 'FunctionName', expect.stringContaining('ExportsOutputRefHandler'), expect.objectContaining({ stat: 'Maximum' })],
        ['AWS/Lambda', 'ConcurrentExecutions', expect.objectContaining({ stat: 'Maximum', region: seen.region.name })],
      ]);
    }
  });

  test('MON-21, MON-29: the same three alarms in each Region, beside the function, with literal names; both dashboards show them', () => {
    const names = regions.map(({ workload }) => Object.values(workload.findResources('AWS::CloudWatch::Alarm'))
      .map(({ Properties: { AlarmName } }) => AlarmName as string).filter(name => name.includes('function-handler')));
    for (const [index, { region, dashboard }] of regions.entries()) {
      expect(names[index].map(name => name.replace(/-[0-9a-f]{8}$/, '')).sort()).toEqual(
        ['duration', 'error-rate', 'throttles'].map(id => `payments-test-monitoring-function-handler-${id}-${region.name}`));
      names.flat().forEach(name => expect(dashboard).toContain(`:alarm:${name}`));
    }
  });
});

describe('what is known of a function', () => {
  test('MON-14: what Lambda takes as timeout where none is given; limits that are given', () => {
    for (const { workload } of watched({ durationThresholdPercent: 50, errorRateThreshold: 1 }, { timeout: undefined })) {
      workload.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'Duration', Threshold: 1500 });
      workload.hasResourceProperties('AWS::CloudWatch::Alarm', { Metrics: Match.anyValue(), Threshold: 1 });
    }
  });

  test('MON-14: a timeout that is given is that which counts', () => {
    for (const { workload } of watched({ timeout: Duration.seconds(10) })) {
      workload.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'Duration', Threshold: 8000 });
    }
  });

  test('MON-15: a function with a name is watched from the recovery stack, and both dashboards draw its error rate with the goal of 1 %', () => {
    for (const seen of watched({ id: 'api' }, { functionName: 'payments-api' })) {
      const { recovery, workload, region } = seen;
      workload.resourceCountIs('AWS::CloudWatch::Alarm', 0);
      recovery.hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName: 'Duration', Dimensions: [{ Name: 'FunctionName', Value: 'payments-api' }], Threshold: 48_000,
      });
      for (const each of [region, region.peer]) {
        const widget = widgetOf(seen, `function-api, ${each.name}: Runs that fail (goal: below 1 %)`);
        expect(widget!.properties.annotations).toEqual({
          horizontal: [expect.objectContaining({ value: 5, label: 'error-rate above 5' }), expect.objectContaining({ value: 1, label: 'error-rate goal' })],
        });
      }
      expect(widgetOf(seen, `function-api, ${region.name}: Longest run`)!.properties.annotations)
        .toEqual({ horizontal: [expect.objectContaining({ value: 48_000 })] });
    }
  });

  test('MON-20: a version or an alias is watched under its own dimensions, with the timeout of its function', () => {
    const regions = seenIn(watchedWorkload(each => {
      const alias = new lambda.Alias(each.stack, 'Live', { aliasName: 'live', version: handler(each, { functionName: 'payments-api' }).currentVersion });
      each.monitoring.watchFunction(alias);
    }));
    for (const { workload } of regions) {
      workload.hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName: 'Duration',
        Dimensions: [{ Name: 'FunctionName', Value: REF }, { Name: 'Resource', Value: { 'Fn::Join': ['', [REF, ':live']] } }],
        Threshold: 48_000,
      });
    }
  });

  test('MON-14: a function that was created elsewhere, with its timeout', () => {
    const regions = seenIn(watchedWorkload(({ region, stack, monitoring }) => monitoring.watchFunction(
      lambda.Function.fromFunctionArn(stack, 'Handler', `arn:aws:lambda:${region.name}:${ACCOUNT}:function:elsewhere`), { timeout: Duration.seconds(10) })));
    for (const { recovery } of regions) {
      recovery.hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName: 'Duration', Dimensions: [{ Name: 'FunctionName', Value: 'elsewhere' }], Threshold: 8000,
      });
    }
  });

  test('MON-15: its alarms are changed by their keys, alike in both Regions', () => {
    const topology = watchedWorkload(each => each.monitoring.watchFunction(handler(each)), {
      alarms: { 'function-handler/throttles': { threshold: 9 }, 'function-handler/duration': { enabled: false } },
    });
    for (const { workload } of seenIn(topology)) {
      workload.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'Throttles', Threshold: 9 });
      workload.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { MetricName: 'Duration' }, 0);
    }
  });
});
