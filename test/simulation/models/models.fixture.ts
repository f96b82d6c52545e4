import type { CallFaultRule } from './call-faults';
import { CallFaults } from './call-faults';
import { ExecutionMetrics } from './execution-metrics';
import type { Service } from './fabric';
import { Fabric } from './fabric';
import type { HandlerBinding } from './lambda';
import { Lambda } from './lambda';
import { Network } from './network';
import type { Integration } from './step-functions';
import { StepFunctions } from './step-functions';
import { parseDefinition } from '../asl/definition';
import type { Json } from '../asl/json';
import { Prng } from '../clock/prng';
import { VirtualClock } from '../clock/virtual-clock';
import { History } from '../history/history';

export const HOME = 'us-east-1';
export const STANDBY = 'us-west-2';

/** Functions and state machines without an app: what they are is said by each test. */
export class Bench {
  public readonly clock = new VirtualClock(0);
  public readonly history = new History(0, () => this.clock.now());
  public readonly network = new Network(this.clock);
  public readonly services: { [service: string]: Service } = {};
  public readonly points: string[] = [];
  public readonly integrations: { [resource: string]: Integration } = {};
  public readonly lambda: Lambda;
  public readonly stepFunctions: StepFunctions;
  public readonly fabric: Fabric;

  constructor(...faults: readonly CallFaultRule[]) {
    const { clock, network, history } = this;
    this.fabric = new Fabric(clock, new Prng(1), network, new CallFaults(faults), history, this.services);
    this.lambda = new Lambda(clock, new Prng(2), network, this.fabric, history, () => ({}));
    const metrics = new ExecutionMetrics(clock, new Prng(3), network, key => { this.points.push(key); });
    this.stepFunctions = new StepFunctions(clock, new Prng(4), network, this.fabric, this.lambda, history, this.integrations, metrics);
    this.services.sfn = this.stepFunctions.operations;
  }

  /** A function `work` of the standby. */
  public work(handle: HandlerBinding['handle'], timeoutSeconds = 60): void {
    this.lambda.add({ region: STANDBY, name: 'work', timeoutSeconds, environment: { SETTINGS: '{"of":"a template"}' } }, { principal: 'work', settingsVariable: 'SETTINGS', handle });
  }

  /** A state machine of the standby. */
  public machine(name: string, states: object, fields: object = {}): string {
    const arn = `arn:aws:states:${STANDBY}:1:stateMachine:${name}`;
    const definition = parseDefinition(JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'One', States: states, ...fields }));
    this.stepFunctions.add({ region: STANDBY, arn, definition });
    return arn;
  }

  /** What comes of something within a time, an error by its name. */
  public async outcome(asked: Promise<unknown>, seconds = 600): Promise<any> {
    const answer = asked.then(result => result, (error: Error & { readonly error?: string }) => error.error ?? error.name);
    await this.wait(seconds);
    return answer;
  }

  public async wait(seconds: number): Promise<void> {
    await this.clock.runUntil(this.clock.now() + 1000 * seconds);
  }

  public async invoke(event: Json = {}, seconds = 600): Promise<any> {
    return this.outcome(this.lambda.invoke(STANDBY, 'work', event), seconds);
  }
}
