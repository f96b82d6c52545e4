import { TAKEN_OVER, TOLD } from './taken-over';
import type { CallFault } from '../../../behaviours/faults';
import { ARMED, LOSS, MINUTE, REGION_LOSS, schedule } from '../../scenarios';
import { STANDBY } from '../../system';
import type { Expectation, Trial } from '../../trial';

/** What is called while a Region is lost, by whom. `lambda`: the function itself. */
const CALLED: { readonly [principal: string]: readonly string[] } = {
  'run-keeper': ['dynamoDb', 'cloudWatch', 'lambda'],
  'readiness-checker': ['dynamoDb', 'cloudWatch', 'rds', 's3', 'lambda'],
  'aurora-promoter': ['dynamoDb', 'rds', 'lambda'],
  'traffic-verifier': ['lambda'],
  'run-decider': ['dynamoDb', 'cloudWatch', 'rds', 'sfn', 'lambda'],
  'state-publisher': ['dynamoDb', 'cloudWatch', 'lambda'],
  'endpoint-prober': ['cloudWatch', 'lambda'],
  'state-machine': ['sns'],
};

/** Who makes reads that may be old, or lists that may end early. Of all other calls the fault means nothing. */
const MEANT_FOR: { readonly [fault in CallFault]?: readonly string[] } = {
  'stale-read': [
    'run-keeper dynamoDb', 'readiness-checker dynamoDb', 'readiness-checker rds', 'aurora-promoter dynamoDb', 'aurora-promoter rds',
    'run-decider dynamoDb', 'run-decider cloudWatch', 'run-decider rds', 'state-publisher dynamoDb',
  ],
  'partial-list': ['readiness-checker cloudWatch', 'readiness-checker rds', 'aurora-promoter rds', 'run-decider cloudWatch', 'run-decider rds'],
};

/** As many calls in a row as a run has to get over. */
const TIMES = 2;

/** One that may not promote has to be given leave by people: nothing is asked for again and again. */
const NOT_PROMOTED: Expectation = { promotions: 0, moves: 1, runs: 0, begun: 1, pages: [TOLD.failed] };

/** What a fault comes to that a run does not get over. */
const OTHERWISE: { readonly [trial: string]: Expectation } = {
  'access-denied aurora-promoter dynamoDb': { ...NOT_PROMOTED, refusal: 'StateUnreadable' },
  'access-denied aurora-promoter rds': { ...NOT_PROMOTED, refusal: 'CallFailed' },
  'access-denied aurora-promoter lambda': { ...NOT_PROMOTED, refusal: 'CallFailed' },
  // The message of the end is what was refused, and it is not what the run is for.
  'access-denied state-machine sns': { ...TAKEN_OVER, pages: [] },
};

/** One fault of calls, in the middle of a forced run: of every service that somebody calls in it. */
export function faultOfCalls(fault: CallFault): Trial[] {
  const calls = Object.entries(CALLED).flatMap(([principal, services]) => services.map(service => ({ principal, service })));
  return calls.filter(({ principal, service }) => means(fault, principal, service)).map(({ principal, service }): Trial => {
    const rule = { fault, principal, service, callerRegion: STANDBY, from: LOSS, until: 20 * MINUTE, times: TIMES };
    return {
      name: `${service} of ${principal}`,
      schedule: schedule({ orders: ARMED, world: [REGION_LOSS], calls: [rule] }),
      expects: { ...OTHERWISE[`${fault} ${principal} ${service}`] ?? TAKEN_OVER, met: fault },
    };
  });
}

/** What was denied is allowed, and a person resumes the run. */
export const ALLOWED_AND_REDRIVEN: Trial = {
  name: 'allowed, and resumed by a person',
  schedule: schedule({
    orders: [...ARMED, { at: LOSS + 3 * MINUTE, region: STANDBY, what: 'redrive' }],
    world: [REGION_LOSS],
    calls: [{ fault: 'access-denied', principal: 'aurora-promoter', service: 'rds', from: LOSS, until: LOSS + 2 * MINUTE }],
  }),
  expects: { ...TAKEN_OVER, within: 180 + 240, refusal: 'CallFailed', pages: [TOLD.failed, TOLD.succeeded], met: 'access-denied' },
};

/** Denied for good: the run ends, again and again, and never half way. */
export const DENIED_FOR_GOOD: readonly Trial[] = [{
  name: 'the keeper of runs may never write',
  schedule: schedule({
    orders: ARMED, world: [REGION_LOSS], calls: [{ fault: 'access-denied', principal: 'run-keeper', service: 'dynamoDb', from: LOSS, until: 20 * MINUTE }],
  }),
  expects: { unchanged: true, begun: 0, refusal: 'StateUnreadable', pages: [TOLD.failed], met: 'access-denied' },
}];

function means(fault: CallFault, principal: string, service: string): boolean {
  const meant = MEANT_FOR[fault];
  if (meant !== undefined) {
    return meant.includes(`${principal} ${service}`);
  }
  // Step Functions is no function that dies. And a call of a function that is made twice, or whose answer is lost, is one that dies after its work.
  return service === 'lambda' ? !['answered-late', 'made-twice', 'killed-after'].includes(fault) : !(principal === 'state-machine' && fault.startsWith('killed'));
}
