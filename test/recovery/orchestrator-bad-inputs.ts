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
const WHOLE_SECONDS = (seconds: number) => ({
  rule: 'Step Functions counts in whole seconds',
  remedy: `Write Duration.seconds(${seconds})`,
});
const CALLS = 'calls at a time are counted, from 1';
const PROVISIONED = {
  prop: 'provisionedConcurrency',
  rule: CALLS,
  remedy: 'Write a whole number of at least 1, or leave it out for functions without provisioned concurrency',
};
const RESERVED = {
  prop: 'reservedConcurrency',
  rule: CALLS,
  remedy: 'Write a whole number of at least 1, or leave it out for functions without a reservation: with 0 they would never be called',
};
const DRY_CALLS = {
  prop: 'dryCallInterval',
  rule: 'EventBridge counts in whole minutes, and a function that is broken should be known within a day',
  remedy: 'Write Duration.minutes(1) to Duration.days(1), or leave it out for Duration.minutes(5)',
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
      ...WHOLE_SECONDS(1),
    },
    {
      title: 'a pause in parts of seconds',
      options: { automation: Automation.automatic({ minimumPause: Duration.millis(1500) }) },
      prop: 'automation.minimumPause',
      value: 'Duration.millis(1500)',
      ...WHOLE_SECONDS(2),
    },
    {
      title: 'a limit in parts of seconds',
      options: { timeout: Duration.millis(1800500) },
      prop: 'timeout',
      value: 'Duration.millis(1800500)',
      ...WHOLE_SECONDS(1801),
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
      title: 'a promoting function in parts of seconds',
      options: { handlerTimeout: Duration.millis(90_500) },
      prop: 'handlerTimeout',
      value: 'Duration.millis(90500)',
      ...WHOLE_SECONDS(91),
    },
    {
      title: 'another function in parts of seconds',
      options: { functionTimeout: Duration.millis(30_500) },
      prop: 'functionTimeout',
      value: 'Duration.millis(30500)',
      ...WHOLE_SECONDS(31),
    },
    { title: 'no function that is kept ready', options: { provisionedConcurrency: 0 }, value: '0', ...PROVISIONED },
    { title: 'a part of a function that is kept ready', options: { provisionedConcurrency: 1.5 }, value: '1.5', ...PROVISIONED },
    { title: 'a reservation for no call', options: { reservedConcurrency: 0 }, value: '0', ...RESERVED },
    { title: 'a reservation for a part of a call', options: { reservedConcurrency: 2.5 }, value: '2.5', ...RESERVED },
    {
      title: 'a reservation below what is kept ready',
      options: { provisionedConcurrency: 3, reservedConcurrency: 2 },
      prop: 'reservedConcurrency',
      value: '2',
      rule: 'Lambda provisions no more of a function than is reserved for it, and provisionedConcurrency is 3',
      remedy: 'Write at least 3, or leave it out',
    },
    { title: 'functions that are tried in parts of minutes', options: { dryCallInterval: Duration.seconds(90) }, value: 'Duration.seconds(90)', ...DRY_CALLS },
    { title: 'functions that are tried more often than a rule can', options: { dryCallInterval: Duration.seconds(30) }, value: 'Duration.seconds(30)', ...DRY_CALLS },
    { title: 'functions that are tried less than once a day', options: { dryCallInterval: Duration.hours(25) }, value: 'Duration.hours(25)', ...DRY_CALLS },
    {
      title: 'applications that rest on their role for longer than its contract allows',
      options: { roleMaxAge: Duration.minutes(2) },
      prop: 'roleMaxAge',
      value: 'Duration.minutes(2)',
      rule: 'by the contract of roles no application writes 60 seconds after its Region was told',
      remedy: 'Write at most Duration.minutes(1), and have applications read their role again by then',
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
