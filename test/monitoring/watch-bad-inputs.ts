import { CfnParameter, Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { WatchedRegion } from './watched-workload';
import { watchedWorkload } from './watched-workload';
import type { WatchFunctionOptions, WatchLoadBalancerOptions } from '../../src';
import { badInputs } from '../support/bad-inputs';
import { ACCOUNT, PRIMARY, SECONDARY } from '../support/environment';

/** Does it in the home Region alone. */
function inPrimary(build: (each: WatchedRegion) => void): () => unknown {
  return () => watchedWorkload(each => each.region.name === PRIMARY && build(each));
}

function makeFunction({ stack }: WatchedRegion, id: string = 'Handler'): lambda.Function {
  return new lambda.Function(stack, id, { runtime: lambda.Runtime.NODEJS_22_X, handler: 'x', code: lambda.Code.fromInline('x') });
}

function watchFunction(options: WatchFunctionOptions): () => unknown {
  return inPrimary(each => each.monitoring.watchFunction(makeFunction(each), options));
}

function loadBalancerArn(path: string, region: string = PRIMARY): string {
  return `arn:aws:elasticloadbalancing:${region}:${ACCOUNT}:${path}`;
}

function watchLoadBalancer(balancer: string, target: string | undefined, options?: WatchLoadBalancerOptions): () => unknown {
  return inPrimary(({ stack, monitoring }) => monitoring.watchApplicationLoadBalancer(
    elbv2.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Web', { loadBalancerArn: balancer, securityGroupId: 'sg-1' }),
    target === undefined ? [] : [elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'Targets', { targetGroupArn: target })],
    options));
}

const WEB = loadBalancerArn('loadbalancer/app/web/50dc6c495c0c9188');
const TARGETS = loadBalancerArn('targetgroup/web/73e2d6bc24d8a067');
const LATER = Lazy.number({ produce: () => 5 });

const ELSEWHERE = {
  rule: `this is the monitoring of ${ACCOUNT}/${PRIMARY}, where no metric of another Region or account is published`,
  remedy: 'Use the monitoring of the Region that the resource is in: forRegion(region)',
};

const KNOWN_NUMBER = 'an alarm compares with a number that is known at synthesis';
const SUCH_A_NUMBER = 'Write such a number, or leave it out';
const SHARE = { rule: 'it is a share of the timeout, which Lambda lets no run exceed', remedy: 'Write more than 0 and at most 100, or leave it out for 80' };
const FULL_NAME_RULE = 'its metrics are published under its full name, which has the form';

/** What the watchers of a Region refuse. */
export const WATCHERS = badInputs<never>({
  construct: 'RegionalMonitoring, watchers',
  requirements: 'MON-14, MON-15, MON-18, MON-19, MON-28',
  path: 'Payments/Monitoring',
  make: () => undefined,
  inputs: [
    {
      title: 'a function whose timeout is not known',
      make: inPrimary(({ stack, monitoring }) => monitoring.watchFunction(lambda.Function.fromFunctionName(stack, 'Handler', 'elsewhere'))),
      prop: 'options.timeout',
      rule: 'the alarm on the duration of "Workload-eu-west-1/Handler" is a share of its timeout, which is known of functions that are created in this app only',
      remedy: 'Write its timeout',
    },
    {
      title: 'a timeout of nothing',
      make: watchFunction({ timeout: Duration.seconds(0) }),
      prop: 'options.timeout',
      value: 'Duration.seconds(0)',
      rule: 'time limits and thresholds are computed from it at synthesis, so it must be known and longer than zero',
      remedy: 'Write a duration such as Duration.seconds(30)',
    },
    ...[0, -5, 101, NaN, LATER].map(durationThresholdPercent => ({
      title: `a share of the timeout of ${durationThresholdPercent === LATER ? 'a token' : durationThresholdPercent}`,
      make: watchFunction({ durationThresholdPercent }),
      prop: 'options.durationThresholdPercent',
      value: durationThresholdPercent === LATER ? 'not known at synthesis' : String(durationThresholdPercent),
      ...SHARE,
    })),
    ...[-1, 100, NaN, LATER].map(errorRateThreshold => ({
      title: `an error rate of ${errorRateThreshold === LATER ? 'a token' : errorRateThreshold}`,
      make: watchFunction({ errorRateThreshold }),
      prop: 'options.errorRateThreshold',
      value: errorRateThreshold === LATER ? 'not known at synthesis' : String(errorRateThreshold),
      rule: `${KNOWN_NUMBER}, at least 0 and below 100`,
      remedy: SUCH_A_NUMBER,
    })),
    {
      title: 'an id that cannot be part of a name',
      make: watchFunction({ id: 'my function' }),
      prop: 'options.id',
      value: '"function-my function"',
      rule: 'it names states, alarms and lines of reports and must be 1 to 80 letters, digits, hyphens or underscores, beginning with a letter or digit',
      remedy: 'Write an id such as "database-main"',
    },
    {
      title: 'a second function with the id of the first',
      make: inPrimary(each => {
        each.monitoring.watchFunction(makeFunction(each, 'One'), { id: 'api' });
        each.monitoring.watchFunction(makeFunction(each, 'Two'), { id: 'api' });
      }),
      prop: 'function-api.signals[0].id',
      value: '"duration"',
      rule: 'function-api.signals[0] of eu-west-1 has the same id',
      remedy: 'Give one of the two another id',
    },
    {
      title: 'a function of the other Region',
      make: () => {
        const handlers: lambda.Function[] = [];
        return watchedWorkload(each => {
          handlers.push(makeFunction(each));
          each.monitoring.watchFunction(handlers[0]);
        });
      },
      prop: 'fn',
      value: `"Workload-eu-west-1/Handler" in ${ACCOUNT}/${PRIMARY}`,
      rule: `this is the monitoring of ${ACCOUNT}/${SECONDARY}, where no metric of another Region or account is published`,
      remedy: ELSEWHERE.remedy,
    },
    {
      title: 'a function of another account',
      make: inPrimary(({ stack, monitoring }) => monitoring.watchFunction(
        lambda.Function.fromFunctionArn(stack, 'Handler', `arn:aws:lambda:${PRIMARY}:222222222222:function:api`), { timeout: Duration.seconds(3) })),
      prop: 'fn',
      value: `"Workload-eu-west-1/Handler" in 222222222222/${PRIMARY}`,
      ...ELSEWHERE,
    },
    {
      title: 'a name that only a stack of another Region knows',
      make: inPrimary(({ stack, monitoring }) => {
        const elsewhere = new Stack(stack.node.root as never, 'Elsewhere', { env: { account: ACCOUNT, region: SECONDARY } });
        const functionName = new CfnParameter(elsewhere, 'Name').valueAsString;
        monitoring.watchFunction(lambda.Function.fromFunctionAttributes(elsewhere, 'Handler', {
          functionArn: `arn:aws:lambda:${PRIMARY}:${ACCOUNT}:function:${functionName}`,
        }), { timeout: Duration.seconds(3) });
      }),
      prop: 'fn',
      value: `"Elsewhere/Handler" in ${ACCOUNT}/${SECONDARY}`,
      ...ELSEWHERE,
    },
    {
      title: 'a load balancer without target groups',
      make: watchLoadBalancer(WEB, undefined),
      prop: 'targetGroups',
      value: '[]',
      rule: 'the health of targets is published for a load balancer and a target group together, so that there is none to watch',
      remedy: 'Give the target groups that the listeners forward to',
    },
    {
      title: 'a Network Load Balancer for an Application Load Balancer',
      make: watchLoadBalancer(loadBalancerArn('loadbalancer/net/edge/50dc6c495c0c9188'), TARGETS),
      prop: 'loadBalancer',
      value: '"net/edge/50dc6c495c0c9188"',
      rule: `${FULL_NAME_RULE} app/<name>/<id>`,
      remedy: 'Import it by its ARN, which ends in loadbalancer/app/<name>/<id>',
    },
    {
      title: 'the ARN of a listener for that of a target group',
      make: watchLoadBalancer(WEB, loadBalancerArn('listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2')),
      prop: 'targetGroups[0]',
      value: '"listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2"',
      rule: `${FULL_NAME_RULE} targetgroup/<name>/<id>`,
      remedy: 'Import it by its ARN, which ends in targetgroup/<name>/<id>',
    },
    {
      title: 'a load balancer of another Region',
      make: watchLoadBalancer(loadBalancerArn('loadbalancer/app/web/50dc6c495c0c9188', SECONDARY), TARGETS),
      prop: 'loadBalancer',
      value: `"Workload-eu-west-1/Web" in ${ACCOUNT}/${SECONDARY}`,
      ...ELSEWHERE,
    },
    {
      title: 'a target group of another Region',
      make: watchLoadBalancer(WEB, loadBalancerArn('targetgroup/web/73e2d6bc24d8a067', SECONDARY)),
      prop: 'targetGroups[0]',
      value: `"Workload-eu-west-1/Targets" in ${ACCOUNT}/${SECONDARY}`,
      ...ELSEWHERE,
    },
    ...(['unhealthyHosts', 'healthyHosts'] as const).map(prop => ({
      title: `no host as limit of ${prop}`,
      make: watchLoadBalancer(WEB, TARGETS, { [prop]: 0 }),
      prop: `options.${prop}`,
      value: '0',
      rule: `${KNOWN_NUMBER}, at least 1`,
      remedy: SUCH_A_NUMBER,
    })),
    {
      title: 'fewer than no failed invocation',
      make: inPrimary(({ stack, monitoring }) => monitoring.watchRule(
        new events.Rule(stack, 'Rule', { eventPattern: { source: ['orders'] } }), { failedInvocationsThreshold: -1 })),
      prop: 'options.failedInvocationsThreshold',
      value: '-1',
      rule: `${KNOWN_NUMBER}, at least 0`,
      remedy: SUCH_A_NUMBER,
    },
    {
      title: 'fewer than no message',
      make: inPrimary(({ stack, monitoring }) => monitoring.watchQueue(new sqs.Queue(stack, 'Jobs'), { messagesThreshold: -1 })),
      prop: 'options.messagesThreshold',
      value: '-1',
      rule: `${KNOWN_NUMBER}, at least 0`,
      remedy: SUCH_A_NUMBER,
    },
    {
      title: 'messages that may not wait at all',
      make: inPrimary(({ stack, monitoring }) => monitoring.watchQueue(new sqs.Queue(stack, 'Jobs'), { maxMessageAge: Duration.seconds(0) })),
      prop: 'options.maxMessageAge',
      value: 'Duration.seconds(0)',
      rule: 'time limits and thresholds are computed from it at synthesis, so it must be known and longer than zero',
      remedy: 'Write a duration such as Duration.seconds(30)',
    },
    {
      title: 'a state machine of another account',
      make: inPrimary(({ stack, monitoring }) => monitoring.watchStateMachine(
        sfn.StateMachine.fromStateMachineArn(stack, 'Billing', `arn:aws:states:${PRIMARY}:222222222222:stateMachine:billing`))),
      prop: 'stateMachine',
      value: `"Workload-eu-west-1/Billing" in 222222222222/${PRIMARY}`,
      ...ELSEWHERE,
    },
    {
      title: 'an alarm on no failed execution',
      make: inPrimary(({ stack, monitoring }) => monitoring.watchStateMachine(
        sfn.StateMachine.fromStateMachineName(stack, 'Billing', 'billing'), { failedExecutions: 0 })),
      prop: 'options.failedExecutions',
      value: '0',
      rule: `${KNOWN_NUMBER}, at least 1`,
      remedy: SUCH_A_NUMBER,
    },
  ],
});
