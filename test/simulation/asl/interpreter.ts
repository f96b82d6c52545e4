import type { StateDefinition, Workflow } from './definition';
import type { Environment } from './environment';
import { matches, StateError } from './errors';
import type { Surroundings } from './expressions';
import { compile } from './expressions';
import type { Json } from './json';
import type { Progress } from './progress';
import { Retries } from './retry';
import type { Signal } from './signal';
import type { Tokens } from './tokens';

/** What `$states.context` says of the execution. */
export interface ExecutionContext {
  readonly Id: string;
  readonly Name: string;
  readonly Input: Json;
  readonly StartTime: string;
  readonly RedriveCount: number;
  readonly RedriveTime?: string;
}

/** What comes after a state. */
interface Move {
  readonly output: Json;
  /** Absent at the end. */
  readonly next?: string;
}

/** What one state sees. */
interface Visit {
  readonly name: string;
  readonly state: StateDefinition;
  readonly progress: Progress;
  readonly signal: Signal;
  readonly enteredAt: string;
  readonly retries: Retries;
  token?: string;
}

/** The largest time-out that a task can have is the one that it has when it says none. */
const NO_TIMEOUT = 99_999_999;

/** Carries out the states of one execution, or of one redrive of it. */
export class Interpreter {
  constructor(
    private readonly environment: Environment,
    private readonly tokens: Tokens,
    private readonly execution: ExecutionContext,
    private readonly machine: { readonly Id: string; readonly Name: string },
  ) {}

  public async run(progress: Progress, signal: Signal): Promise<Json> {
    while (progress.done === undefined) {
      await signal.guard(this.environment.sleep(this.environment.transitionMilliseconds()));
      const { state: name } = progress;
      const state = progress.workflow.States[name];
      const retries = new Retries(state, this.environment.random);
      const visit: Visit = { name, state, progress, signal, enteredAt: this.time(), retries };
      this.observe('entered', visit);
      const { output, next } = await this.visit(visit);
      if (next === undefined) {
        progress.done = { output };
      } else {
        progress.moveTo(next, output);
      }
      this.observe('exited', visit);
    }
    return progress.done.output;
  }

  private async visit(visit: Visit): Promise<Move> {
    const { state, progress } = visit;
    switch (state.Type) {
      case 'Pass':
      case 'Succeed':
        return this.leave(visit, progress.input);
      case 'Fail':
        throw new StateError(await this.text(visit, state.Error), await this.text(visit, state.Cause));
      case 'Choice':
        return this.choose(visit);
      case 'Wait':
        await visit.signal.guard(this.environment.sleep(await this.waitingTime(visit)));
        return this.leave(visit, progress.input);
      case 'Task':
        return this.guarded(visit, async () => this.task(visit));
      case 'Parallel':
        return this.guarded(visit, async () => this.parallel(visit));
      default:
        return this.guarded(visit, async () => this.map(visit));
    }
  }

  /** Evaluates what a state says about its end. Output and assignments see the variables as they were. */
  private async leave(visit: Visit, output: Json, result?: { readonly [name: string]: Json }, from: StateDefinition = visit.state): Promise<Move> {
    const surroundings = this.surroundings(visit, result);
    const said = from.Output === undefined ? output : await compile(from.Output)(surroundings);
    const assigned = from.Assign === undefined ? {} : await compile(from.Assign)(surroundings);
    visit.signal.check();
    visit.progress.scope.assign(assigned as { [name: string]: Json });
    return { output: said, next: from.Next };
  }

  private async choose(visit: Visit): Promise<Move> {
    const { state, progress: { input } } = visit;
    for (const choice of state.Choices) {
      const holds = await compile(choice.Condition)(this.surroundings(visit));
      if (typeof holds !== 'boolean') {
        throw new StateError('States.QueryEvaluationError', `Condition "${choice.Condition}" is ${JSON.stringify(holds)}, neither true nor false`);
      }
      if (holds) {
        return this.leave(visit, input, undefined, choice);
      }
    }
    if (state.Default === undefined) {
      throw new StateError('States.NoChoiceMatched', `no choice of "${visit.name}" matched`);
    }
    return this.leave(visit, input, undefined, { ...state, Next: state.Default });
  }

  private async waitingTime(visit: Visit): Promise<number> {
    const { Seconds, Timestamp } = visit.state;
    const surroundings = this.surroundings(visit);
    if (Seconds !== undefined) {
      const seconds = await compile(Seconds)(surroundings);
      return 1000 * (typeof seconds === 'number' ? seconds : this.fails(`Seconds is ${JSON.stringify(seconds)}`));
    }
    const moment = Date.parse(String(await compile(Timestamp)(surroundings)));
    return Math.max(0, Number.isNaN(moment) ? this.fails('Timestamp is no time') : moment - this.environment.now());
  }

  /** Tries a state again, or leaves it by a catcher. */
  private async guarded(visit: Visit, attempt: () => Promise<Move>): Promise<Move> {
    const { state, progress, signal, retries } = visit;
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof StateError)) {
          throw error;
        }
        this.observe('failed', visit, error.error);
        const delay = retries.delay(error.error);
        const catcher = state.Catch?.find(({ ErrorEquals }: { readonly ErrorEquals: string[] }) => matches(ErrorEquals, error.error));
        if (delay !== undefined) {
          progress.branches = undefined;
          await signal.guard(this.environment.sleep(delay));
          this.observe('retried', visit, error.error);
        } else if (catcher !== undefined) {
          const errorOutput = { Error: error.error, Cause: error.reason };
          this.observe('caught', visit, error.error);
          return this.leave(visit, errorOutput, { errorOutput }, catcher);
        } else {
          throw error;
        }
      }
    }
  }

  private async task(visit: Visit): Promise<Move> {
    const { state } = visit;
    const waits = state.Resource.endsWith('.waitForTaskToken');
    visit.token = waits ? this.tokens.issue(this.execution.Id) : undefined;
    const surroundings = this.surroundings(visit);
    const given = state.Arguments === undefined ? visit.progress.input : await compile(state.Arguments)(surroundings);
    const limit = Number(state.TimeoutSeconds === undefined ? NO_TIMEOUT : await compile(state.TimeoutSeconds)(surroundings));
    this.observe('scheduled', visit);
    const result = await this.limited(visit, limit, async signal => {
      const { token } = visit;
      const back = token === undefined ? undefined : this.tokens.wait(token);
      back?.catch(() => undefined);
      const answer = await this.environment.task({
        resource: state.Resource, arguments: given, executionArn: this.execution.Id, state: visit.name, token, signal,
      });
      return back ?? answer;
    });
    this.observe('answered', visit);
    return this.leave(visit, result, { result });
  }

  /** The answer of something, unless the state's time is over first. */
  private async limited(visit: Visit, seconds: number, work: (signal: Signal) => Promise<Json>): Promise<Json> {
    const own = visit.signal.below();
    let expired = false;
    const cancel = this.environment.after(1000 * seconds, () => {
      expired = true;
      this.environment.wake(() => own.stop());
    });
    try {
      return await own.guard(work(own));
    } catch (error) {
      throw expired && !visit.signal.isStopped ? new StateError('States.Timeout', `no answer within ${seconds} s`) : error;
    } finally {
      cancel();
      own.release();
      if (visit.token !== undefined) {
        this.tokens.forget(visit.token);
      }
    }
  }

  private async parallel(visit: Visit): Promise<Move> {
    const { state, progress } = visit;
    if (progress.branches === undefined) {
      const given = state.Arguments === undefined ? progress.input : await compile(state.Arguments)(this.surroundings(visit));
      progress.branches = state.Branches.map((branch: Workflow) => progress.branch(branch, given));
    }
    const result = await this.sideBySide(visit, progress.branches!, Infinity);
    return this.leave(visit, result, { result });
  }

  private async map(visit: Visit): Promise<Move> {
    const { state, progress } = visit;
    if (progress.branches === undefined) {
      const items = state.Items === undefined ? progress.input : await compile(state.Items)(this.surroundings(visit));
      if (!Array.isArray(items)) {
        throw new StateError('States.QueryEvaluationError', `the items of "${visit.name}" are no list`);
      }
      progress.branches = await Promise.all(items.map(async (Value, Index) => {
        const surroundings = this.surroundings({ ...visit, progress: progress.branch(state.ItemProcessor, Value, { Index, Value }) });
        const given = state.ItemSelector === undefined ? Value : await compile(state.ItemSelector)(surroundings);
        return progress.branch(state.ItemProcessor, given, { Index, Value });
      }));
    }
    const limit = Number(await compile(state.MaxConcurrency ?? 0)(this.surroundings(visit)));
    const result = await this.sideBySide(visit, progress.branches, limit === 0 ? Infinity : limit);
    return this.leave(visit, result, { result });
  }

  /** Runs branches interleaved. The first that fails stops the others. */
  private async sideBySide(visit: Visit, branches: readonly Progress[], limit: number): Promise<Json[]> {
    const signal = visit.signal.below();
    const queue = [...branches];
    const worker = async () => {
      for (let branch = queue.shift(); branch !== undefined; branch = queue.shift()) {
        try {
          await this.run(branch, signal);
        } catch (error) {
          signal.stop();
          throw error;
        }
      }
    };
    try {
      await Promise.all(Array.from({ length: Math.min(limit, branches.length) }, worker));
    } finally {
      signal.release();
    }
    return branches.map(({ done }) => done!.output);
  }

  private surroundings(visit: Visit, result?: { readonly [name: string]: Json }): Surroundings {
    const { name, progress, enteredAt, retries, token } = visit;
    return {
      variables: {
        ...progress.scope.all(),
        states: {
          input: progress.input,
          ...result,
          context: {
            Execution: this.execution,
            StateMachine: this.machine,
            State: { Name: name, EnteredTime: enteredAt, RetryCount: retries.total },
            ...token !== undefined && { Task: { Token: token } },
            ...progress.item !== undefined && { Map: { Item: progress.item } },
          },
        },
      },
      now: this.environment.now(),
      random: this.environment.random,
    };
  }

  private async text(visit: Visit, value: unknown): Promise<string> {
    return value === undefined ? '' : String(await compile(value)(this.surroundings(visit)));
  }

  private observe(kind: 'entered' | 'scheduled' | 'answered' | 'failed' | 'retried' | 'caught' | 'exited', visit: Visit, detail?: string): void {
    this.environment.observe({ kind, executionArn: this.execution.Id, state: visit.name, detail });
    visit.signal.check();
  }

  private time(): string {
    return new Date(this.environment.now()).toISOString();
  }

  private fails(what: string): never {
    throw new StateError('States.QueryEvaluationError', what);
  }
}
