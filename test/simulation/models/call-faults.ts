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
  'partial-list': /^(Query|GetMetricData|DescribeAlarms|DescribeGlobalClusters)/,
};

function isFor(rule: CallFaultRule, call: CalledOperation): boolean {
  return (MEANT_FOR[rule.fault]?.test(call.operation) ?? true)
    && (rule.principal === undefined || rule.principal === call.principal)
    && (rule.service === undefined || rule.service === call.service)
    && (rule.operation === undefined || rule.operation === call.operation)
    && (rule.region === undefined || rule.region === call.region)
    && (rule.callerRegion === undefined || rule.callerRegion === call.callerRegion);
}
