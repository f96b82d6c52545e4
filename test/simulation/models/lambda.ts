import { CONTROL_PLANES } from './control-planes';
import type { Fabric } from './fabric';
import { Caller } from './fabric';
import type { Network } from './network';
import { NotModelled } from './service-error';
import { StateError } from '../asl/errors';
import type { Json } from '../asl/json';
import { copyOf } from '../asl/json';
import { LAMBDA_FIGURES } from '../behaviours/lambda';
import type { Prng } from '../clock/prng';
import type { VirtualClock } from '../clock/virtual-clock';
import type { History } from '../history/history';

/** A function as its template has it. */
export interface FunctionSettings {
  readonly region: string;
  readonly name: string;
  readonly timeoutSeconds: number;
  readonly environment: { readonly [variable: string]: string };
}

/** What a handler is given beside its event. */
export interface HandlerWorld {
  /** Of the function. */
  readonly region: string;
  readonly settings: any;
  readonly clients: (region: string) => { readonly [service: string]: any };
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly log: (entry: object) => void;
}

/** A handler of the library, and how its functions are told from others. */
export interface HandlerBinding {
  /** What faults and histories call it. */
  readonly principal: string;
  /** The environment variable that holds its settings. */
  readonly settingsVariable: string;
  readonly handle: (event: any, world: any) => Promise<unknown>;
}

interface BoundFunction {
  readonly settings: FunctionSettings;
  readonly binding: HandlerBinding;
  /** The settings that the handler is told: read once, because no handler may change them. */
  readonly told: object;
}

/** What handlers reach beside AWS: by service, made for one caller. */
export type OtherClients = (caller: Caller) => { [service: string]: unknown };

const SERVICES = ['dynamoDb', 'cloudWatch', 'rds', 's3', 'sfn', 'ec2', ...CONTROL_PLANES];
const ASYNCHRONOUS_RETRIES = 2;
const FAULTS: { readonly [fault: string]: string } = {
  'throttle': 'Lambda.TooManyRequestsException',
  'server-error': 'Lambda.ServiceException',
  'timeout': 'Lambda.SdkClientException',
  'access-denied': 'Lambda.AccessDeniedException',
  'killed-before': 'Lambda.Unknown',
};

/** The functions of all Regions: each runs the real handler. */
export class Lambda {
  /** How far the clocks of a Region's functions are off, in milliseconds. */
  public readonly skew = new Map<string, number>();
  /** Reads what handlers log. */
  public onLog: ((region: string, principal: string, entry: object) => void) | undefined;
  private readonly functions = new Map<string, BoundFunction>();


  constructor(
    private readonly clock: VirtualClock,
    private readonly prng: Prng,
    private readonly network: Network,
    private readonly fabric: Fabric,
    private readonly history: History,
    private readonly others: OtherClients,
  ) {}

  public add(settings: FunctionSettings, binding: HandlerBinding): void {
    this.functions.set(`${settings.region}/${settings.name}`, { settings, binding, told: frozen(JSON.parse(settings.environment[binding.settingsVariable])) });
  }

  public has(region: string, name: string): boolean {
    return this.functions.has(`${region}/${name}`);
  }

  /** Calls a function of the own Region, and awaits its answer. */
  public async invoke(region: string, name: string, event: Json): Promise<Json> {
    const found = this.functions.get(`${region}/${name}`);
    if (found === undefined) {
      throw new NotModelled(`function ${name} in ${region}: no handler is bound to it`);
    }
    const { binding } = found;
    const call = { principal: binding.principal, service: 'lambda', operation: 'Invoke', region, callerRegion: region };
    const fault = FAULTS[this.fabric.fault(call) ?? ''];
    if (fault !== undefined) {
      await this.clock.sleep(500);
      throw new StateError(fault, 'a fault of the schedule');
    }
    try {
      return await this.run(found, event);
    } catch (error) {
      if (error instanceof StateError) {
        this.history.add({ kind: 'invocation-failed', region, principal: binding.principal, error: error.error });
      }
      throw error;
    }
  }

  /** As events call it: again when it fails. Nobody hears of its end. */
  public post(region: string, name: string, event: Json): void {
    this.clock.spawn(async () => {
      for (let attempt = 0; attempt <= ASYNCHRONOUS_RETRIES; attempt++) {
        try {
          await this.invoke(region, name, event);
          return;
        } catch (error) {
          if (!(error instanceof StateError)) {
            throw error;
          }
          await this.clock.sleep(60_000 * (attempt + 1));
        }
      }
    });
  }

  private async run({ settings: { region, timeoutSeconds }, binding, told }: BoundFunction, event: Json): Promise<Json> {
    const caller = new Caller(binding.principal, region);
    return new Promise((resolve, reject) => {
      let over = false;
      const finish = (action: () => void) => {
        if (!over) {
          over = true;
          cancel();
          this.clock.wake(action);
        }
      };
      const cancel = this.clock.after(1000 * timeoutSeconds, () => this.network.whenWorking(region, () => finish(() => {
        caller.dead = true;
        reject(new StateError('Sandbox.Timedout', `Task timed out after ${timeoutSeconds} seconds`));
      })));
      caller.onDeath = () => finish(() => reject(new StateError('Lambda.Unknown', 'the function died')));
      this.clock.spawn(async () => {
        await this.fabric.pause(caller, this.startTime());
        try {
          const answer = await binding.handle(copyOf(event), this.world(told, caller));
          finish(() => resolve(copyOf(answer ?? null) as Json));
        } catch (error) {
          if (error instanceof NotModelled || !(error instanceof Error)) {
            throw error;
          }
          finish(() => reject(new StateError(error.name, error.message)));
        }
      });
    });
  }

  private world(settings: object, caller: Caller): HandlerWorld {
    const clients = new Map<string, { readonly [service: string]: unknown }>();
    return {
      region: caller.region,
      settings,
      clients: region => {
        const known = clients.get(region) ?? this.clientsOf(region, caller);
        clients.set(region, known);
        return known;
      },
      now: () => this.clock.now() + (this.skew.get(caller.region) ?? 0),
      wait: async milliseconds => this.fabric.pause(caller, milliseconds),
      log: entry => this.onLog?.(caller.region, caller.principal, entry),
    };
  }

  private clientsOf(region: string, caller: Caller): { readonly [service: string]: unknown } {
    const made: { [service: string]: unknown } = this.others(caller);
    for (const service of SERVICES) {
      made[service] = this.fabric.client(service, region, caller);
    }
    return made;
  }

  private startTime(): number {
    const { coldShare, coldMilliseconds, warmMilliseconds } = LAMBDA_FIGURES;
    return this.prng.between(...(this.prng.chance(coldShare.range[0]) ? coldMilliseconds : warmMilliseconds).range);
  }
}

function frozen<T>(value: T): T {
  if (value !== null && typeof value === 'object') {
    Object.values(value).forEach(each => frozen(each));
    Object.freeze(value);
  }
  return value;
}
