import { Duration, Token } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { functionSignals } from './function-signals';
import type { ResourceWatcher } from './resource-watcher';
import { literal } from './resource-watcher';
import type { WatchFunctionOptions } from './watch-options';
import { refuse } from '../topology/configuration-error';
import { requirePositive } from '../topology/duration-rules';

/** What Lambda takes where nothing is said: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
const TIMEOUT_OF_LAMBDA = Duration.seconds(3);

/** Watches a function of the workload. */
export function watchFunction(watcher: ResourceWatcher, fn: lambda.IFunction, options: WatchFunctionOptions): void {
  const { durationThresholdPercent = 80, errorRateThreshold = 5 } = options;
  watcher.requireNumber({ prop: 'errorRateThreshold', value: errorRateThreshold, atLeast: 0, below: 100 });
  requirePercentage(watcher, durationThresholdPercent);
  watcher.watch({
    kind: 'function',
    prop: 'fn',
    resource: fn,
    options,
    signals: functionSignals(watcher.region, {
      dimensions: dimensionsOf(fn), timeout: timeoutOf(watcher, fn, options), durationThresholdPercent, errorRateThreshold,
    }),
  });
}

/** A version or an alias has dimensions of its own, by which its metrics are apart from the function's. */
function dimensionsOf(fn: lambda.IFunction): cloudwatch.DimensionsMap {
  const given = fn instanceof lambda.Function && literal((fn.node.defaultChild as lambda.CfnFunction).functionName);
  return given ? { FunctionName: given } : fn.metricDuration().dimensions as cloudwatch.DimensionsMap;
}

function timeoutOf(watcher: ResourceWatcher, fn: lambda.IFunction, options: WatchFunctionOptions): Duration {
  const code = fn instanceof lambda.QualifiedFunctionBase ? fn.lambda : fn;
  const timeout = options.timeout ?? (code instanceof lambda.Function ? code.timeout ?? TIMEOUT_OF_LAMBDA : undefined);
  if (!timeout) {
    return refuse(watcher.owner, {
      prop: 'options.timeout',
      rule: `the alarm on the duration of "${fn.node.path}" is a share of its timeout, which is known of functions that are created in this app only`,
      remedy: 'Write its timeout',
    });
  }
  requirePositive(watcher.owner, 'options.timeout', timeout);
  return timeout;
}

function requirePercentage(watcher: ResourceWatcher, value: number): void {
  if (Token.isUnresolved(value) || !(value > 0 && value <= 100)) {
    refuse(watcher.owner, {
      prop: 'options.durationThresholdPercent',
      value: Token.isUnresolved(value) ? 'not known at synthesis' : String(value),
      rule: 'it is a share of the timeout, which Lambda lets no run exceed',
      remedy: 'Write more than 0 and at most 100, or leave it out for 80',
    });
  }
}
