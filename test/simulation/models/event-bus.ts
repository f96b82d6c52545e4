import type { Lambda } from './lambda';
import type { Network } from './network';
import { NotModelled } from './service-error';
import type { Json } from '../asl/json';
import { CLOUDWATCH_FIGURES } from '../behaviours/cloudwatch';
import type { Prng } from '../clock/prng';
import type { VirtualClock } from '../clock/virtual-clock';

/** A rule as its template has it. */
export interface Rule {
  readonly region: string;
  /** Milliseconds; absent for a rule that waits for events. */
  readonly every?: number;
  readonly pattern?: { readonly [field: string]: unknown };
  /** Names of functions. */
  readonly targets: readonly string[];
}

/** The default bus of each Region: schedules, and events of alarms. */
export class EventBus {
  /** What a schedule of faults does to the events of a Region. */
  public readonly faults = new Map<string, 'lost' | 'alarms-lost' | 'twice'>();
  private readonly rules: Rule[] = [];

  constructor(
    private readonly clock: VirtualClock,
    private readonly prng: Prng,
    private readonly network: Network,
    private readonly lambda: Lambda,
  ) {}

  /** Rules without a function of the library reach nothing that is simulated. */
  public add(rule: Rule): void {
    if (rule.targets.some(name => this.lambda.has(rule.region, name))) {
      this.rules.push(rule);
    }
  }

  /** Begins the schedules, each at a second of its own. */
  public begin(): void {
    for (const { region, every, targets } of this.rules) {
      if (every !== undefined) {
        this.clock.every(every, () => this.deliver(region, targets, { 'detail-type': 'Scheduled Event' }), this.prng.between(0, every));
      }
    }
  }

  public publish(region: string, event: { readonly [field: string]: Json }): void {
    for (const { region: place, pattern, targets } of this.rules) {
      if (place === region && pattern !== undefined && this.faults.get(region) !== 'alarms-lost' && matches(pattern, event)) {
        const seconds = this.prng.between(...CLOUDWATCH_FIGURES.eventSeconds.range);
        this.clock.after(1000 * seconds, () => this.deliver(region, targets, event));
      }
    }
  }

  private deliver(region: string, targets: readonly string[], event: Json): void {
    const fault = this.faults.get(region);
    if (!this.network.works(region) || fault === 'lost') {
      return;
    }
    for (const target of targets.filter(name => this.lambda.has(region, name))) {
      this.lambda.post(region, target, event);
      if (fault === 'twice') {
        this.lambda.post(region, target, event);
      }
    }
  }
}

/** Whether an event fits a pattern: lists of values, of `{ prefix }` and of `{ anything-but }`. */
function matches(pattern: { readonly [field: string]: unknown }, event: { readonly [field: string]: Json }): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    const value = event[field];
    if (!Array.isArray(wanted)) {
      return value !== null && typeof value === 'object' && matches(wanted as { readonly [field: string]: unknown }, value as { [field: string]: Json });
    }
    const values = Array.isArray(value) ? value : [value];
    return values.some(each => wanted.some(one => typeof one === 'object' ? fits(one, each) : one === each));
  });
}

function fits(rule: object, value: Json): boolean {
  const [[operator, operand], ...others] = Object.entries<any>(rule);
  if (others.length > 0 || !['prefix', 'anything-but'].includes(operator)) {
    throw new NotModelled(`event pattern ${JSON.stringify(rule)} is not modelled`);
  }
  return operator === 'prefix' ? typeof value === 'string' && value.startsWith(operand) : ![operand].flat().includes(value);
}
