import type { CalledOperation, CallFaultRule } from './call-faults';
import { CallFaults, canHappen } from './call-faults';
import type { CallFault } from '../behaviours/faults';
import { CALL_FAULTS } from '../behaviours/faults';

const REGION = 'us-west-2';
const CALL = { principal: 'run-keeper', service: 'dynamoDb', operation: 'GetItem', region: REGION, callerRegion: REGION };
const RULE: CallFaultRule = { fault: 'throttle', service: 'dynamoDb', from: 0, until: 100 };
const FAULTS = Object.keys(CALL_FAULTS) as CallFault[];
const happening = (call: Partial<CalledOperation>) => FAULTS.filter(fault => canHappen(fault, { ...CALL, ...call }));

test('a rule hits as many calls as it says, after those that it lets pass', () => {
  const faults = new CallFaults([{ ...RULE, skip: 1, times: 2 }]);
  expect([1, 2, 3, 4].map(() => faults.take(CALL, 50))).toEqual([undefined, 'throttle', 'throttle', undefined]);
});

test('a rule has struck when it has hit a call, not when it has let one pass', () => {
  const rules = [{ ...RULE, skip: 1 }, { ...RULE, principal: 'run-decider' }];
  const faults = new CallFaults(rules);
  faults.take(CALL, 50);
  expect(faults.struck).toEqual([]);
  faults.take(CALL, 50);
  expect(faults.struck).toEqual([rules[0]]);
});

test.each([
  ['of a function that is invoked', { service: 'lambda', operation: 'Invoke' }, ['timeout', 'throttle', 'server-error', 'access-denied', 'killed-before']],
  ['of an endpoint', { service: 'http', operation: 'Ask' }, ['timeout', 'server-error']],
  ['of a resolver', { service: 'dns', operation: 'Resolve' }, ['timeout', 'server-error']],
  [
    'of Step Functions, which does not die', { principal: 'state-machine', service: 'sns', operation: 'Publish' },
    ['timeout', 'answered-late', 'made-twice', 'throttle', 'server-error', 'access-denied'],
  ],
] as const)('faults %s are those that can happen', (_, call, faults) => {
  expect(happening(call).sort()).toEqual([...faults].sort());
});

test('a metric may not be read where one is asked for', () => {
  const faults = (operation: string) => (['metric-failed', 'metric-partial'] as const).filter(fault => canHappen(fault, { ...CALL, service: 'cloudWatch', operation }));
  expect([faults('GetMetricData'), faults('PutMetricData')]).toEqual([['metric-failed', 'metric-partial'], []]);
});

test('a read may be old, a list may end early, and a write neither', () => {
  expect(happening({ operation: 'GetItem' })).toContain('stale-read');
  expect(happening({ operation: 'Query' })).toContain('partial-list');
  expect(happening({ operation: 'TransactWriteItems' }).filter(fault => ['stale-read', 'partial-list'].includes(fault))).toEqual([]);
});
