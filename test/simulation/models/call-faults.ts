import type { CallFault } from '../behaviours/faults';

/** Which calls a fault is for. What is not said is any. */
export interface CallMatch {
  /** The function, by its id. */
  readonly principal?: string;
  readonly service?: string;
  readonly operation?: string;
  /** Where the call goes. */
  readonly region?: string;
  /** Where the caller is. */
  readonly callerRegion?: string;
}

/** A fault of calls, as data: a schedule holds them, and shrinking takes them away. */
export interface CallFaultRule extends CallMatch {
  readonly fault: CallFault;
  /** Milliseconds since the start of the simulation. */
  readonly from: number;
  readonly until: number;
  /** How many of the calls that match are let through first. */
  readonly skip?: number;
  /** How many calls it hits at most. */
  readonly times?: number;
}

export interface CalledOperation {
  readonly principal: string;
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly callerRegion: string;
}

/** The faults that are in force. */
export class CallFaults {
  private readonly seen = new Map<CallFaultRule, number>();

  constructor(private readonly rules: readonly CallFaultRule[]) {}

  /** Those of its rules that have hit a call. */
  public get struck(): readonly CallFaultRule[] {
    return this.rules.filter(rule => (this.seen.get(rule) ?? 0) > (rule.skip ?? 0));
  }

  /** The fault of this call, if there is one. */
  public take(call: CalledOperation, elapsed: number): CallFault | undefined {
    for (const rule of this.rules) {
      if (elapsed >= rule.from && elapsed < rule.until && isFor(rule, call)) {
        const count = this.seen.get(rule) ?? 0;
        this.seen.set(rule, count + 1);
        const { skip = 0, times = Infinity } = rule;
        if (count >= skip && count < skip + times) {
          return rule.fault;
        }
      }
    }
    return undefined;
  }
}

/** Faults that mean something for some operations only. */
const MEANT_FOR: { readonly [fault in CallFault]?: RegExp } = {
  'stale-read': /^(GetItem|Query|Describe)/,
  'metric-failed': /^GetMetricData$/,
  'metric-partial': /^GetMetricData$/,
  'partial-list': /^(Query|GetMetricData|DescribeAlarms|DescribeGlobalClusters|DescribeDBInstances)/,
};

const OUTSIDE_OF_AWS: readonly CallFault[] = ['timeout', 'server-error'];

/** Faults that mean something for some services only: a function that dies after its work is called by nobody again, and what answers no API has fewer faults. */
const SERVICES: { readonly [service: string]: readonly CallFault[] } = {
  lambda: ['timeout', 'throttle', 'server-error', 'access-denied', 'killed-before'],
  http: OUTSIDE_OF_AWS,
  dns: OUTSIDE_OF_AWS,
};

/** Whether a fault can happen to a call at all. */
export function canHappen(fault: CallFault, { principal, service, operation }: Pick<CalledOperation, 'principal' | 'service' | 'operation'>): boolean {
  // Step Functions itself is no function that dies.
  const dies = fault === 'killed-before' || fault === 'killed-after';
  return (MEANT_FOR[fault]?.test(operation) ?? true) && (SERVICES[service]?.includes(fault) ?? true) && !(dies && principal === 'state-machine');
}

function isFor(rule: CallFaultRule, call: CalledOperation): boolean {
  return canHappen(rule.fault, call)
    && (rule.principal === undefined || rule.principal === call.principal)
    && (rule.service === undefined || rule.service === call.service)
    && (rule.operation === undefined || rule.operation === call.operation)
    && (rule.region === undefined || rule.region === call.region)
    && (rule.callerRegion === undefined || rule.callerRegion === call.callerRegion);
}
