import type { Json } from './json';
import type { Signal } from './signal';
import type { Cancel } from '../clock/virtual-clock';

/** What a Task asks of a service. */
export interface TaskCall {
  /** The integration, as the definition names it: `arn:aws:states:::lambda:invoke`. */
  readonly resource: string;
  readonly arguments: Json;
  readonly executionArn: string;
  readonly state: string;
  /** Set for `.waitForTaskToken`: what the service is asked for is over when somebody gives it back. */
  readonly token?: string;
  /** Stops when the answer is of no use any more: the state timed out, or the execution was ended. */
  readonly signal: Signal;
}

/** What happens in an execution, in order. */
export interface ExecutionEvent {
  readonly kind: 'started' | 'redriven' | 'entered' | 'scheduled' | 'answered' | 'failed' | 'retried' | 'caught' | 'exited' | 'ended';
  readonly executionArn: string;
  /** Absent for the execution itself. */
  readonly state?: string;
  /** The name of an error, or the status at the end. */
  readonly detail?: string;
}

/** The world of the interpreter. */
export interface Environment {
  readonly now: () => number;
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly after: (milliseconds: number, action: () => void) => Cancel;
  readonly spawn: (coroutine: () => Promise<unknown>) => void;
  readonly wake: (action: () => void) => void;
  /** @throws StateError with the name by which the integration reports it */
  readonly task: (call: TaskCall) => Promise<Json>;
  /** May end the execution: the interpreter looks after each event. */
  readonly observe: (event: ExecutionEvent) => void;
  /** How long Step Functions takes from one state to the next. */
  readonly transitionMilliseconds: () => number;
}
