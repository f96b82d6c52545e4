import type { CalledOperation, CallFaults } from './call-faults';
import { isControlPlane } from './control-planes';
import type { Network } from './network';
import { NotModelled, ServiceError } from './service-error';
import type { CallFault } from '../behaviours/faults';
import { CALL_FIGURES } from '../behaviours/faults';
import type { Prng } from '../clock/prng';
import type { VirtualClock } from '../clock/virtual-clock';
import type { History } from '../history/history';

/** Who calls: one invocation of a function, or a service on behalf of somebody. */
export class Caller {
  /** A caller that is dead makes no call any more, and gets no answer. */
  public dead = false;
  public onDeath: (() => void) | undefined;

  /** @param about the execution that a service works for */
  constructor(public readonly principal: string, public readonly region: string, public readonly about?: string) {}

  public die(): void {
    this.dead = true;
    this.onDeath?.();
  }
}

/** What a service does in its Region, at one moment. */
export interface CallContext {
  readonly region: string;
  readonly caller: Caller;
  readonly now: number;
  /** Answer an older state, if there is one. */
  readonly stale: boolean;
  /** End a list early, if it can be. */
  readonly partial: boolean;
  /** Which metrics are read: all that are asked for, or by this fault none of them. */
  readonly metrics?: 'metric-failed' | 'metric-partial';
  /** The same for all attempts of one call, as the SDK fills it in. */
  readonly requestToken: string;
}

export type Operation = (input: any, context: CallContext) => unknown;

/** A service: operations by name. */
export type Service = { readonly [operation: string]: Operation };

/** The smallest part of an SDK client that handlers use. */
export interface Client {
  readonly send: (command: any) => Promise<any>;
}

/** A promise of its own each time: one for all would keep whatever awaits it. */
const never = async (): Promise<never> => new Promise(() => undefined);
const REFUSALS: { readonly [service: string]: { readonly throttle: string; readonly failure: string; readonly denied: string } } = {
  dynamoDb: { throttle: 'ThrottlingException', failure: 'InternalServerError', denied: 'AccessDeniedException' },
  cloudWatch: { throttle: 'Throttling', failure: 'InternalServiceFault', denied: 'AccessDenied' },
  rds: { throttle: 'Throttling', failure: 'InternalFailure', denied: 'AccessDenied' },
  s3: { throttle: 'SlowDown', failure: 'InternalError', denied: 'AccessDenied' },
  sfn: { throttle: 'ThrottlingException', failure: 'InternalFailure', denied: 'AccessDeniedException' },
  sns: { throttle: 'Throttled', failure: 'InternalError', denied: 'AuthorizationError' },
  ec2: { throttle: 'RequestLimitExceeded', failure: 'InternalError', denied: 'UnauthorizedOperation' },
};

/** What lies between callers and services: distance, loss, and the faults that a schedule asks for. */
export class Fabric {
  private calls = 0;

  constructor(
    private readonly clock: VirtualClock,
    private readonly prng: Prng,
    private readonly network: Network,
    private readonly faults: CallFaults,
    private readonly history: History,
    private readonly services: { readonly [service: string]: Service },
  ) {}

  /** A client of one service in one Region, as an SDK client looks to handlers. */
  public client(service: string, region: string, caller: Caller): Client {
    return { send: async command => this.call(service, region, caller, command.constructor.name.replace(/Command$/, ''), command.input) };
  }

  public async call(service: string, region: string, caller: Caller, operation: string, input: any): Promise<any> {
    if (isControlPlane(service)) {
      return this.callControlPlane(service, caller, operation);
    }
    const work = this.services[service]?.[operation];
    if (work === undefined) {
      return this.refuse(new NotModelled(`${service}.${operation} is not modelled`));
    }
    if (caller.dead) {
      return never();
    }
    const fault = this.fault({ principal: caller.principal, service, operation, region, callerRegion: caller.region });
    if (fault === 'killed-before') {
      caller.die();
      return never();
    }
    const near = caller.region === region;
    if (!this.network.reaches(caller.region, region) || fault === 'timeout') {
      return this.gone(caller, fault === 'timeout' ? this.answerTime(near) : this.draw(near ? 'nearConnectSeconds' : 'farConnectSeconds'));
    }
    const { throttle, failure, denied } = REFUSALS[service];
    switch (fault) {
      case 'throttle':
        return this.fail(caller, new ServiceError(throttle, 'Rate exceeded', 400));
      case 'server-error':
        return this.fail(caller, new ServiceError(failure, 'We encountered an internal error. Please try again.', 500));
      case 'access-denied':
        return this.fail(caller, new ServiceError(denied, `${caller.principal} is not authorized to perform ${operation}`, 403));
      default:
    }
    const latency = this.prng.between(...CALL_FIGURES[near ? 'nearMilliseconds' : 'farMilliseconds'].range);
    await this.pause(caller, latency / 2);
    const context: CallContext = {
      region,
      caller,
      now: this.clock.now(),
      stale: fault === 'stale-read',
      partial: fault === 'partial-list',
      ...(fault === 'metric-failed' || fault === 'metric-partial') && { metrics: fault },
      requestToken: `call-${++this.calls}`,
    };
    let answer = this.attempt(work, input, context);
    if (fault === 'killed-after') {
      caller.die();
      return never();
    }
    if (fault === 'made-twice') {
      await this.pause(caller, 3000);
      answer = this.attempt(work, input, context);
    }
    if (fault === 'answered-late' || !this.network.answers(caller.region, region)) {
      return this.gone(caller, this.answerTime(near));
    }
    await this.pause(caller, latency / 2);
    return answer();
  }

  /** Noted, whether it is answered or not: recovery must do without. What a change there would do is not modelled. */
  private async callControlPlane(service: string, caller: Caller, operation: string): Promise<never> {
    this.history.add({ kind: 'control-plane-called', principal: caller.principal, service, operation });
    return this.network.controlPlanes
      ? this.refuse(new NotModelled(`${service}.${operation} is not modelled`))
      : this.gone(caller, this.answerTime(false));
  }

  /** The fault that a schedule has for a call, noted. */
  public fault(call: CalledOperation): CallFault | undefined {
    const fault = this.faults.take(call, this.clock.now() - this.history.start);
    if (fault !== undefined) {
      const { principal, service, operation, region } = call;
      this.history.add({ kind: 'call-fault', fault, principal, service, operation, region });
    }
    return fault;
  }

  /** Parks a caller: a Region that is lost stands still. */
  public async pause(caller: Caller, milliseconds: number): Promise<void> {
    await this.clock.sleep(milliseconds);
    if (!this.network.works(caller.region)) {
      await new Promise<void>(resolve => { this.network.whenWorking(caller.region, resolve); });
    }
    if (caller.dead) {
      await never();
    }
  }

  private attempt(work: Operation, input: any, context: CallContext): () => unknown {
    try {
      const answer = work(input, context);
      return () => answer;
    } catch (error) {
      if (!(error instanceof ServiceError)) {
        void this.refuse(error);
      }
      return () => { throw error; };
    }
  }

  private async fail(caller: Caller, error: ServiceError): Promise<never> {
    await this.pause(caller, 1000 * this.draw('refusedSeconds'));
    throw error;
  }

  private async gone(caller: Caller, seconds: number): Promise<never> {
    await this.pause(caller, 1000 * seconds);
    throw Object.assign(new Error('no answer in time'), { name: 'TimeoutError' });
  }

  private answerTime(near: boolean): number {
    return this.draw(near ? 'nearAnswerSeconds' : 'farAnswerSeconds');
  }

  private draw(figure: keyof typeof CALL_FIGURES): number {
    return this.prng.between(...CALL_FIGURES[figure].range);
  }

  /** Ends the simulation, and leaves the caller where it is. */
  private async refuse(error: unknown): Promise<never> {
    this.clock.spawn(async () => { throw error; });
    return never();
  }
}
