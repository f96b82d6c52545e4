import type { Definition } from './definition';
import type { Environment } from './environment';
import { StateError, Stopped } from './errors';
import { Interpreter } from './interpreter';
import type { Json } from './json';
import { Progress } from './progress';
import { Scope } from './scope';
import { Signal } from './signal';
import type { Tokens } from './tokens';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** What is executed, and as what. */
export interface ExecutionProps {
  readonly definition: Definition;
  readonly machineArn: string;
  readonly arn: string;
  readonly name: string;
  readonly input: Json;
}

/** One execution of a state machine of type Standard. */
export class Execution {
  public status: ExecutionStatus = 'RUNNING';
  public output: Json | undefined;
  public error: string | undefined;
  public cause: string | undefined;
  public stoppedAt: number | undefined;
  public redriveCount = 0;
  public readonly startedAt: number;
  private readonly progress: Progress;
  private readonly waiting: (() => void)[] = [];
  private signal = new Signal();
  private redrivenAt: number | undefined;

  constructor(public readonly props: ExecutionProps, private readonly environment: Environment, private readonly tokens: Tokens) {
    this.startedAt = environment.now();
    this.progress = new Progress(props.definition, props.input, new Scope());
  }

  public start(): void {
    this.environment.observe({ kind: 'started', executionArn: this.props.arn });
    this.environment.spawn(async () => this.drive());
  }

  /** Ends it from outside. What it asked of a service goes on there. */
  public abort(error?: string, cause?: string): void {
    if (this.status === 'RUNNING') {
      this.finish('ABORTED', error, cause);
    }
  }

  /** Goes on with the states that did not succeed; those that did keep their results. */
  public redrive(): void {
    if (this.status === 'RUNNING' || this.status === 'SUCCEEDED') {
      throw new Error(`an execution that is ${this.status} cannot be redriven`);
    }
    this.status = 'RUNNING';
    this.error = this.cause = this.stoppedAt = undefined;
    this.redriveCount++;
    this.redrivenAt = this.environment.now();
    this.signal = new Signal();
    this.environment.observe({ kind: 'redriven', executionArn: this.props.arn });
    this.environment.spawn(async () => this.drive());
  }

  public async ended(): Promise<void> {
    return this.status === 'RUNNING' ? new Promise(resolve => { this.waiting.push(resolve); }) : undefined;
  }

  private async drive(): Promise<void> {
    const { definition: { TimeoutSeconds }, machineArn, arn, name, input } = this.props;
    const { signal, environment } = this;
    const cancel = TimeoutSeconds === undefined ? undefined : environment.after(1000 * TimeoutSeconds, () => {
      this.finish('TIMED_OUT', 'States.Timeout', `no end within ${TimeoutSeconds} s`);
    });
    const interpreter = new Interpreter(environment, this.tokens, {
      Id: arn,
      Name: name,
      Input: input,
      StartTime: new Date(this.startedAt).toISOString(),
      RedriveCount: this.redriveCount,
      ...this.redrivenAt !== undefined && { RedriveTime: new Date(this.redrivenAt).toISOString() },
    }, { Id: machineArn, Name: machineArn.slice(machineArn.lastIndexOf(':') + 1) });
    try {
      const output = await interpreter.run(this.progress, signal);
      if (!signal.isStopped) {
        this.output = output;
        this.finish('SUCCEEDED');
      }
    } catch (error) {
      if (error instanceof StateError) {
        if (!signal.isStopped) {
          this.finish('FAILED', error.error, error.reason);
        }
      } else if (!(error instanceof Stopped)) {
        throw error;
      }
    } finally {
      cancel?.();
    }
  }

  private finish(status: ExecutionStatus, error?: string, cause?: string): void {
    this.status = status;
    this.error = error;
    this.cause = cause;
    this.stoppedAt = this.environment.now();
    this.environment.wake(() => {
      this.signal.stop();
      for (const resolve of this.waiting.splice(0)) {
        resolve();
      }
    });
    this.environment.observe({ kind: 'ended', executionArn: this.props.arn, detail: status });
  }
}
