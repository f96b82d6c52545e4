import type { ControlPlaneCall } from './control-planes';
import { controlPlaneOf } from './control-planes';
import type { ExecutionMetrics } from './execution-metrics';
import type { CallContext, Fabric, Service } from './fabric';
import { Caller } from './fabric';
import type { Lambda } from './lambda';
import type { Network } from './network';
import { NotModelled, onlyParameters, ServiceError } from './service-error';
import type { Definition } from '../asl/definition';
import type { Environment, ExecutionEvent, TaskCall } from '../asl/environment';
import { StateError } from '../asl/errors';
import { Execution } from '../asl/execution';
import type { Json } from '../asl/json';
import { Tokens } from '../asl/tokens';
import { STEP_FUNCTIONS_FIGURES } from '../behaviours/step-functions';
import type { Prng } from '../clock/prng';
import type { VirtualClock } from '../clock/virtual-clock';
import type { History } from '../history/history';

/** What a schedule's kills call themselves. */
const KILLED = 'Killed';

/** A state machine as its template has it. */
export interface Machine {
  readonly region: string;
  readonly arn: string;
  readonly definition: Definition;
}

/** An integration beside those of the library: what a team's step calls. */
export type Integration = (given: any, call: TaskCall) => Promise<Json>;

/** Step Functions of all Regions. */
export class StepFunctions {
  public readonly operations: Service = {
    StartExecution: (input, context) => this.startBy(input, context),
    DescribeExecution: (input, context) => this.describe(input, context),
    StopExecution: (input, context) => this.stop(input, context),
    RedriveExecution: (input, context) => this.redrive(input, context),
    SendTaskSuccess: input => this.giveBack('SendTaskSuccess', input),
    SendTaskFailure: input => this.giveBack('SendTaskFailure', input),
  };
  public readonly tokens: Tokens;
  /** Looks at every event of every execution; a schedule kills from here. */
  public onEvent: ((event: ExecutionEvent, execution: Execution) => void) | undefined;
  private readonly machines = new Map<string, Machine>();
  private readonly executions = new Map<string, Execution>();

  constructor(
    private readonly clock: VirtualClock,
    private readonly prng: Prng,
    private readonly network: Network,
    private readonly fabric: Fabric,
    private readonly lambda: Lambda,
    private readonly history: History,
    private readonly integrations: { readonly [resource: string]: Integration },
    private readonly metrics: ExecutionMetrics,
  ) {
    this.tokens = new Tokens(action => clock.wake(action));
  }

  public add(machine: Machine): void {
    this.machines.set(machine.arn, machine);
  }

  public all(): Execution[] {
    return [...this.executions.values()];
  }

  public find(executionArn: string): Execution | undefined {
    return this.executions.get(executionArn);
  }

  /** Starts an execution as an operator, a schedule or a service does. */
  public start(machineArn: string, name: string, input: Json): Execution {
    const machine = this.machines.get(machineArn);
    if (machine === undefined) {
      throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${machineArn}'`);
    }
    const arn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    const known = this.executions.get(arn);
    if (known !== undefined) {
      if (known.status === 'RUNNING' && JSON.stringify(known.props.input) === JSON.stringify(input)) {
        return known;
      }
      throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    const execution = new Execution({ definition: machine.definition, machineArn, arn, name, input }, this.environment(machine), this.tokens);
    this.executions.set(arn, execution);
    const { TimeoutSeconds: timeoutSeconds } = machine.definition;
    this.history.add({ kind: 'execution-started', region: machine.region, machine: machineArn, executionArn: arn, input, timeoutSeconds });
    execution.start();
    return execution;
  }

  private environment({ region }: Machine): Environment {
    const { clock, prng, network } = this;
    return {
      now: () => clock.now(),
      random: () => prng.next(),
      sleep: async milliseconds => {
        await clock.sleep(milliseconds);
        return network.works(region) ? undefined : new Promise(resolve => { network.whenWorking(region, resolve); });
      },
      after: (milliseconds, action) => {
        let cancelled = false;
        const cancel = clock.after(milliseconds, () => network.whenWorking(region, () => {
          if (!cancelled) {
            action();
          }
        }));
        return () => {
          cancelled = true;
          cancel();
        };
      },
      spawn: coroutine => clock.spawn(coroutine),
      wake: action => clock.wake(action),
      transitionMilliseconds: () => prng.between(...STEP_FUNCTIONS_FIGURES.transitionMilliseconds.range),
      task: async call => this.task(region, call),
      observe: event => this.note(region, event),
    };
  }

  private note(region: string, event: ExecutionEvent): void {
    const { kind, executionArn, state } = event;
    if (kind === 'entered' || kind === 'exited') {
      this.history.add({ kind: kind === 'entered' ? 'state-entered' : 'state-exited', executionArn, state: state! });
    }
    const execution = this.executions.get(executionArn)!;
    if (kind === 'redriven') {
      this.history.add({ kind: 'execution-redriven', executionArn });
    }
    if (kind === 'ended') {
      const { status, error, cause } = execution;
      this.history.add({ kind: 'execution-ended', region, executionArn, status, error, cause });
      this.metrics.ended(region, execution);
    }
    this.onEvent?.(event, execution);
  }

  private async task(region: string, call: TaskCall): Promise<Json> {
    const resource = call.resource.split(':').slice(5).join(':');
    const given = call.arguments as any;
    switch (resource) {
      case 'lambda:invoke':
        onlyParameters('lambda:invoke', given, ['FunctionName', 'Payload']);
        return { ExecutedVersion: '$LATEST', StatusCode: 200, Payload: await this.lambda.invoke(region, given.FunctionName.split(':').pop(), given.Payload ?? {}) };
      case 'sns:publish':
      case 'sns:publish.waitForTaskToken':
        return this.publish(region, given, call.executionArn);
      case 'states:startExecution.sync:2':
        onlyParameters('states:startExecution', given, ['StateMachineArn', 'Name', 'Input']);
        return this.child(given, call);
      default: {
        const integration = this.integrations[resource];
        const controlPlane = controlPlaneOf(resource);
        if (integration === undefined && controlPlane !== undefined) {
          return this.askControlPlane(controlPlane, region, call);
        }
        if (integration === undefined) {
          throw new NotModelled(`integration ${call.resource} is not modelled`);
        }
        return integration(given, call);
      }
    }
  }

  private async publish(region: string, given: object, executionArn: string): Promise<Json> {
    try {
      return await this.fabric.call('sns', region, new Caller('state-machine', region, executionArn), 'Publish', given);
    } catch (error) {
      const { name, message } = error as Error;
      throw new StateError(name === 'TimeoutError' ? 'SNS.SdkClientException' : `SNS.${name.replace(/Exception$/, '')}Exception`, message);
    }
  }

  private async askControlPlane({ service, operation }: ControlPlaneCall, region: string, call: TaskCall): Promise<Json> {
    try {
      return await this.fabric.call(service, region, new Caller('state-machine', region, call.executionArn), operation, call.arguments);
    } catch {
      throw new StateError(`${service[0].toUpperCase()}${service.slice(1)}.SdkClientException`, 'no answer in time');
    }
  }

  private async child({ StateMachineArn, Name, Input = {} }: any, { signal }: TaskCall): Promise<Json> {
    let execution: Execution;
    try {
      execution = this.start(StateMachineArn, Name ?? `child-${this.executions.size}`, Input);
    } catch (error) {
      throw error instanceof ServiceError ? new StateError(`StepFunctions.${error.name}Exception`, error.message) : error;
    }
    signal.onStop(() => execution.abort());
    await execution.ended();
    const { status, output = null, error, cause } = execution;
    if (status !== 'SUCCEEDED') {
      throw new StateError('States.TaskFailed', JSON.stringify({ Status: status, Error: error, Cause: cause }));
    }
    return { ExecutionArn: execution.props.arn, Status: status, Output: output };
  }

  private startBy(input: any, { now }: CallContext) {
    onlyParameters('StartExecution', input, ['stateMachineArn', 'name', 'input']);
    const execution = this.start(input.stateMachineArn, input.name ?? `unnamed-${this.executions.size}`, JSON.parse(input.input ?? '{}'));
    return { executionArn: execution.props.arn, startDate: new Date(now) };
  }

  private describe(input: any, { region }: CallContext) {
    onlyParameters('DescribeExecution', input, ['executionArn', 'includedData']);
    const { props, status, error, cause, output, startedAt, stoppedAt } = this.inRegion(region, input.executionArn);
    return {
      executionArn: props.arn,
      stateMachineArn: props.machineArn,
      name: props.name,
      // A kill stands for an end by Step Functions itself, which is FAILED; people stop by StopExecution.
      status: status === 'ABORTED' && error === KILLED ? 'FAILED' : status,
      startDate: new Date(startedAt),
      ...stoppedAt !== undefined && { stopDate: new Date(stoppedAt) },
      ...error !== undefined && { error, cause },
      ...output !== undefined && { output: JSON.stringify(output) },
    };
  }

  private stop(input: any, { region }: CallContext) {
    onlyParameters('StopExecution', input, ['executionArn', 'error', 'cause']);
    this.inRegion(region, input.executionArn).abort(input.error, input.cause);
    return {};
  }

  private redrive(input: any, { region }: CallContext) {
    onlyParameters('RedriveExecution', input, ['executionArn']);
    const execution = this.inRegion(region, input.executionArn);
    if (['RUNNING', 'SUCCEEDED'].includes(execution.status)) {
      throw new ServiceError('ExecutionNotRedrivable', `an execution that is ${execution.status} cannot be redriven`);
    }
    execution.redrive();
    return {};
  }

  private giveBack(what: string, input: any) {
    onlyParameters(what, input, ['taskToken', 'output', 'error', 'cause']);
    const known = what === 'SendTaskSuccess'
      ? this.tokens.succeed(input.taskToken, JSON.parse(input.output))
      : this.tokens.fail(input.taskToken, input.error ?? '', input.cause ?? '');
    if (!known) {
      throw new ServiceError('TaskTimedOut', 'Task Timed Out: Provided task does not exist anymore');
    }
    return {};
  }

  private inRegion(region: string, executionArn: string): Execution {
    const execution = this.executions.get(executionArn);
    if (execution === undefined || executionArn.split(':')[3] !== region) {
      throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    }
    return execution;
  }
}
