import type { Duration } from 'aws-cdk-lib';

/** What every watcher can be told. */
export interface WatchOptions {
  /**
   * What the resource is called in alarms, on dashboards and in the keys of `alarms`, after its kind: `api` for `function-api`. What does
   * the same work in both Regions has the same id in both, as it has by default where both Regions have stacks of one class.
   * @default - the path of the construct in its stack, in lower case with hyphens
   */
  readonly id?: string;
}

/** How a function is watched. */
export interface WatchFunctionOptions extends WatchOptions {
  /**
   * After how long Lambda ends a run.
   * @default - the function's own. It must be given for a function that was created elsewhere
   */
  readonly timeout?: Duration;
  /**
   * How much of its timeout a run may take, in percent. Above 0, at most 100.
   * @default 80
   */
  readonly durationThresholdPercent?: number;
  /**
   * How many of 100 runs may fail, over 5 minutes, twice. At least 0, below 100.
   * @default 5
   */
  readonly errorRateThreshold?: number;
}

/** How a load balancer is watched. */
export interface WatchLoadBalancerOptions extends WatchOptions {
  /**
   * How many targets of a group must be unhealthy for an alarm, for 2 minutes. At least 1.
   * @default 1
   */
  readonly unhealthyHosts?: number;
  /**
   * How many targets of a group must stay healthy: below that there is an alarm, after 2 minutes. At least 1.
   * @default 1
   */
  readonly healthyHosts?: number;
}

/** How a rule is watched. */
export interface WatchRuleOptions extends WatchOptions {
  /**
   * How many invocations may fail in a minute. At least 0.
   * @default 0
   */
  readonly failedInvocationsThreshold?: number;
}

/** How a queue is watched. */
export interface WatchQueueOptions extends WatchOptions {
  /**
   * Whether the queue holds what others could not process: any message in it is then an alarm.
   * @default false
   */
  readonly deadLetter?: boolean;
  /**
   * How many messages may wait. At least 0.
   * @default - 0 in a dead-letter queue; otherwise any number
   */
  readonly messagesThreshold?: number;
  /**
   * For how long a message may wait.
   * @default - any time
   */
  readonly maxMessageAge?: Duration;
}

/** How a state machine is watched. */
export interface WatchStateMachineOptions extends WatchOptions {
  /**
   * How many executions must fail in a minute for an alarm, of each way to fail: failed, timed out, aborted. At least 1.
   * @default 1
   */
  readonly failedExecutions?: number;
}
