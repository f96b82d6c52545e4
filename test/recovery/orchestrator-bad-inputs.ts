import { Duration } from 'aws-cdk-lib';
import type { FailoverOrchestratorProps } from '../../src';
import { Automation, FailoverOrchestrator } from '../../src';
import { badInputs } from '../support/bad-inputs';
import { createdTopology } from '../support/environment';

const UNNOTICED = {
  rule: 'runs begin by themselves when the loss of a Region is noticed, and nothing notices it',
  remedy: 'Give detection, a FailoverDetection of the same topology, or write Automation.manual()',
};
const LAMBDA = {
  rule: 'Lambda stops a function after 900 seconds',
  remedy: 'Write at most Duration.minutes(15): waiting is done by the state machine, not by a function',
};
const TIME = {
  rule: 'time limits and thresholds are computed from it at synthesis, so it must be known and longer than zero',
  remedy: 'Write a duration such as Duration.seconds(30)',
};
const ASSUMPTION = {
  rule: 'best is at most typical, and typical at most worst',
  remedy: 'Write three durations of which none is shorter than the one before',
};

/** Props with which recovery could not begin, or not end in time. */
export const ORCHESTRATOR_BAD_INPUTS = badInputs<Partial<FailoverOrchestratorProps>>({
  construct: 'FailoverOrchestrator',
  path: 'Payments/recovery',
  make: props => {
    const topology = createdTopology();
    return new FailoverOrchestrator(topology, 'recovery', { topology, recoverables: [], ...props });
  },
  inputs: [
    {
      title: 'automation without detection',
      options: { automation: Automation.automatic() },
      prop: 'automation',
      value: 'Automation.automatic()',
      ...UNNOTICED,
    },
    {
      title: 'an approval without detection',
      options: { automation: Automation.approval() },
      prop: 'automation',
      value: 'Automation.approval()',
      ...UNNOTICED,
    },
    {
      title: 'an approval that waits for half a second',
      options: { automation: Automation.approval({ timeout: Duration.millis(500) }) },
      prop: 'automation.timeout',
      value: 'Duration.millis(500)',
      rule: 'Step Functions counts in whole seconds',
      remedy: 'Write Duration.seconds(1)',
    },
    {
      title: 'a pause in parts of seconds',
      options: { automation: Automation.automatic({ minimumPause: Duration.millis(1500) }) },
      prop: 'automation.minimumPause',
      value: 'Duration.millis(1500)',
      rule: 'Step Functions counts in whole seconds',
      remedy: 'Write Duration.seconds(2)',
    },
    {
      title: 'a limit in parts of seconds',
      options: { timeout: Duration.millis(1800500) },
      prop: 'timeout',
      value: 'Duration.millis(1800500)',
      rule: 'Step Functions counts in whole seconds',
      remedy: 'Write Duration.seconds(1801)',
    },
    {
      title: 'a limit shorter than the steps of a run',
      options: { timeout: Duration.seconds(60) },
      prop: 'timeout',
      value: 'Duration.seconds(60)',
      rule: 'the steps of a failover to eu-west-1 may take 180 seconds together, and a run that is cut off leaves what it began',
      remedy: 'Write at least Duration.seconds(180), or give the steps shorter time limits',
    },
    {
      title: 'a promoting function beyond Lambda',
      options: { handlerTimeout: Duration.minutes(16) },
      prop: 'handlerTimeout',
      value: 'Duration.minutes(16)',
      ...LAMBDA,
    },
    {
      title: 'another function beyond Lambda',
      options: { functionTimeout: Duration.minutes(20) },
      prop: 'functionTimeout',
      value: 'Duration.minutes(20)',
      ...LAMBDA,
    },
    {
      title: 'a drill that stays for no time',
      options: { drillHold: Duration.seconds(0) },
      prop: 'drillHold',
      value: 'Duration.seconds(0)',
      ...TIME,
    },
    {
      title: 'an assumption whose best is above its typical',
      options: { assumptions: { promotion: { best: Duration.seconds(90), typical: Duration.minutes(1), worst: Duration.minutes(2), source: 'a drill' } } },
      prop: 'assumptions.promotion',
      value: '1 minute 30 seconds / 1 minute / 2 minutes',
      ...ASSUMPTION,
    },
    {
      title: 'an assumption whose typical is above its worst',
      options: { assumptions: { operatorResponse: { typical: Duration.minutes(1), worst: Duration.seconds(30), source: 'a drill' } } },
      prop: 'assumptions.operatorResponse',
      value: '1 minute / 1 minute / 30 seconds',
      ...ASSUMPTION,
    },
    {
      title: 'an assumption of no time',
      options: { assumptions: { steps: { 'warm-up': { typical: Duration.seconds(0), worst: Duration.seconds(30), source: 'a drill' } } } },
      prop: 'assumptions.steps.warm-up.typical',
      value: 'Duration.seconds(0)',
      ...TIME,
    },
  ],
});
