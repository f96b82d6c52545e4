import type { MadeCall } from './made-calls';
import { CALLED_SERVICES, MADE_CALLS } from './made-calls';
import type { CallFault } from '../behaviours/faults';
import { CALL_FAULTS } from '../behaviours/faults';
import type { Prng } from '../clock/prng';
import type { CallFaultRule } from '../models/call-faults';
import { canHappen } from '../models/call-faults';

const MINUTE = 60_000;
const FAULTS = Object.keys(CALL_FAULTS) as CallFault[];
const PRINCIPALS = [...new Set(MADE_CALLS.map(({ principal }) => principal))];

/**
 * A fault of calls: usually of one call, sometimes of all that one function calls, or of a service in a whole Region.
 *
 * @param moments when something happens, in milliseconds since the start: faults that meet with a run are worth more than those beside it
 */
export function randomCallFault(prng: Prng, regions: readonly string[], moments: readonly number[], minutes: number): CallFaultRule {
  const kind = prng.next();
  const rule = kind < 0.7 ? ofCall(prng, moments, minutes) : kind < 0.85 ? ofFunction(prng, moments) : ofService(prng, regions, moments);
  return { ...rule, fault: prng.pick(FAULTS.filter(fault => MADE_CALLS.some(call => isOf(rule, call) && canHappen(fault, call)))) };
}

type Where = Omit<CallFaultRule, 'fault'>;

/** Half of the time services come first: each is to be hit, however many calls others make. */
function ofCall(prng: Prng, moments: readonly number[], minutes: number): Where {
  const wanted = prng.chance(0.5) ? prng.pick(CALLED_SERVICES) : undefined;
  const { principal, service, operation, seldom } = prng.pick(MADE_CALLS.filter(call => [undefined, call.service].includes(wanted)));
  return seldom
    ? { principal, service, operation, from: Math.min(...moments), until: minutes * MINUTE, skip: prng.chance(0.8) ? 0 : 1, times: prng.whole(1, 3) }
    : { principal, service, operation, ...span(prng, moments), skip: prng.whole(0, 2), times: prng.whole(1, 4) };
}

function ofFunction(prng: Prng, moments: readonly number[]): Where {
  return { principal: prng.pick(PRINCIPALS), ...span(prng, moments), skip: prng.whole(0, 5), times: prng.whole(1, 4) };
}

/** A service that is impaired, whoever calls it. */
function ofService(prng: Prng, regions: readonly string[], moments: readonly number[]): Where {
  return { service: prng.pick(CALLED_SERVICES), region: prng.pick(regions), ...span(prng, moments), times: prng.whole(5, 60) };
}

function span(prng: Prng, moments: readonly number[]): { readonly from: number; readonly until: number } {
  const from = Math.max(0, prng.pick(moments) + prng.between(-1, 5) * MINUTE);
  return { from, until: from + prng.between(1, 15) * MINUTE };
}

function isOf({ principal, service, operation }: Where, call: MadeCall): boolean {
  return (principal ?? call.principal) === call.principal
    && (service ?? call.service) === call.service && (operation ?? call.operation) === call.operation;
}
