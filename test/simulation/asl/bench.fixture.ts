import { parseDefinition } from './definition';
import type { Environment, ExecutionEvent, TaskCall } from './environment';
import { StateError } from './errors';
import { Execution } from './execution';
import type { Json } from './json';
import { Tokens } from './tokens';
import { Prng } from '../clock/prng';
import { VirtualClock } from '../clock/virtual-clock';

export const START = Date.parse('2026-01-31T12:00:00.000Z');

/** How tasks answer, by the last part of their resource. */
export interface Services {
  readonly [integration: string]: (call: TaskCall, bench: Bench) => Promise<Json>;
}

/** An execution on a clock of its own, with what happened in it. */
export class Bench {
  public readonly clock = new VirtualClock(START);
  public readonly events: ExecutionEvent[] = [];
  public readonly execution: Execution;
  public readonly tokens: Tokens;
  public onEvent: ((event: ExecutionEvent) => void) | undefined;

  constructor(definition: object, input: Json, services: Services = {}, seed = 1) {
    const { clock } = this;
    const prng = new Prng(seed);
    const environment: Environment = {
      now: () => clock.now(),
      random: () => prng.next(),
      sleep: async milliseconds => clock.sleep(milliseconds),
      after: (milliseconds, action) => clock.after(milliseconds, action),
      spawn: coroutine => clock.spawn(coroutine),
      wake: action => clock.wake(action),
      transitionMilliseconds: () => 0,
      observe: event => {
        this.events.push(event);
        this.onEvent?.(event);
      },
      task: async call => {
        const service = services[call.resource.split(':').pop()!];
        if (service === undefined) {
          throw new Error(`no service for ${call.resource}`);
        }
        return service(call, this);
      },
    };
    this.tokens = new Tokens(environment.wake);
    const text = JSON.stringify({ QueryLanguage: 'JSONata', ...definition });
    const machineArn = 'arn:aws:states:us-west-2:111111111111:stateMachine:machine';
    this.execution = new Execution(
      { definition: parseDefinition(text), machineArn, arn: 'arn:aws:states:us-west-2:111111111111:execution:machine:run', name: 'run', input },
      environment, this.tokens,
    );
  }

  /** Runs it to its end, or for an hour. */
  public async run(): Promise<Execution> {
    this.execution.start();
    return this.goOn();
  }

  public async goOn(): Promise<Execution> {
    await this.clock.runWhile(() => this.execution.status === 'RUNNING', this.clock.now() + 3_600_000);
    return this.execution;
  }

  public get seconds(): number {
    return (this.clock.now() - START) / 1000;
  }

  /** The states that were entered, in order. */
  public entered(): string[] {
    return this.events.filter(({ kind }) => kind === 'entered').map(({ state }) => state!);
  }
}

/** Fails as often as there are names, then answers. */
export function failing(...errors: string[]): (call: TaskCall) => Promise<Json> {
  const left = [...errors];
  return async () => {
    const error = left.shift();
    if (error !== undefined) {
      throw new StateError(error, 'told to');
    }
    return 'done';
  };
}

/** Answers after a time. */
export function slow(seconds: number, answer: Json): Services[string] {
  return async (_call, { clock }) => {
    await clock.sleep(1000 * seconds);
    return answer;
  };
}
