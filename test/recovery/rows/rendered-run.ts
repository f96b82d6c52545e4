import { Bench } from '../../simulation/asl/bench.fixture';
import type { TaskCall } from '../../simulation/asl/environment';
import { StateError } from '../../simulation/asl/errors';
import type { Execution } from '../../simulation/asl/execution';
import type { Json } from '../../simulation/asl/json';
import type { Machine } from '../machine/machines';

/** What a state asked, of whom. */
export interface Asked {
  readonly state: string;
  /** For example `lambda:invoke`. */
  readonly integration: string;
  readonly given: any;
  /** Seconds after the execution began. */
  readonly at: number;
}

export interface RenderedRunProps {
  readonly machine: Machine;
  readonly input?: Json;
  /** States whose first call fails, each with the name of the error. */
  readonly failing?: { readonly [state: string]: string };
  /** What functions answer instead of success, by state. */
  readonly answers?: { readonly [state: string]: (given: any, bench: Bench) => Json | Promise<Json> };
  /** What people do who are asked. @default - they approve at once */
  readonly asked?: (token: string, bench: Bench) => void;
}

/** The id of every run on the bench: the ARN of its execution. */
export const RUN_ID = 'arn:aws:states:us-west-2:111111111111:execution:machine:run';
export const BY_HAND = { actor: 'Ada', reason: 'a test', automatic: false };
export const BY_ITSELF = { ...BY_HAND, actor: 'automation', automatic: true };

/** A state machine as its template has it, run on a virtual clock to its end. Whatever it calls works, unless told otherwise. */
export class RenderedRun {
  public readonly calls: Asked[] = [];
  private readonly bench: Bench;
  private readonly failed = new Set<string>();

  constructor(private readonly props: RenderedRunProps) {
    const integrations = ['invoke', 'publish', 'publish.waitForTaskToken', 'describeServices', 'updateService', 'describeAutoScalingGroups', 'setDesiredCapacity', '2'];
    const service = async (call: TaskCall) => this.answer(call);
    this.bench = new Bench(props.machine, props.input ?? BY_HAND, Object.fromEntries(integrations.map(name => [name, service])));
  }

  public async toItsEnd(): Promise<Execution> {
    return this.bench.run();
  }

  /** Goes on where it failed, as an operator has it do. */
  public async redriven(): Promise<Execution> {
    this.bench.execution.redrive();
    return this.bench.goOn();
  }

  public get seconds(): number {
    return this.bench.seconds;
  }

  /** The states that called something, in order. */
  public get states(): string[] {
    return this.calls.map(({ state }) => state);
  }

  /** What people were told, in order. */
  public get told(): string[] {
    return this.calls.filter(({ integration }) => integration.startsWith('sns:publish')).map(({ given }) => given.Subject);
  }

  public call(state: string): Asked {
    return this.calls.find(call => call.state === state)!;
  }

  private async answer(call: TaskCall): Promise<Json> {
    const { state, resource, token } = call;
    const given = call.arguments as any;
    const { failing = {}, answers = {}, asked = () => this.bench.tokens.succeed(token!, {}) } = this.props;
    const integration = resource.split(':').slice(5).join(':');
    this.calls.push({ state, integration, given, at: this.seconds });
    if (state in failing && !this.failed.has(state)) {
      this.failed.add(state);
      throw new StateError(failing[state], 'told to');
    }
    if (state in answers) {
      return this.wrapped(integration, await answers[state](given, this.bench));
    }
    if (token !== undefined) {
      asked(token, this.bench);
    }
    return this.wrapped(integration, ANSWERS[integration]?.(given) ?? {});
  }

  private wrapped(integration: string, answer: Json): Json {
    return integration === 'lambda:invoke' ? { StatusCode: 200, Payload: answer } : answer;
  }
}

/** What a service that works says. */
const ANSWERS: { readonly [integration: string]: (given: any) => Json } = {
  'lambda:invoke': ({ Payload = {} }) => ofFunction(Payload),
  'aws-sdk:ecs:describeServices': () => ({ Services: [{ Status: 'ACTIVE', DesiredCount: 100, RunningCount: 100 }] }),
  'aws-sdk:autoscaling:describeAutoScalingGroups': () => ({
    AutoScalingGroups: [{ DesiredCapacity: 100, Instances: Array.from({ length: 100 }, () => ({ LifecycleState: 'InService' })) }],
  }),
};

function ofFunction({ action, runId, startedAt, failure, checks, targetClusterArn, domainName }: any): Json {
  if (failure !== undefined) {
    // As the keeper ends a run that failed: under the name of its failure.
    throw new StateError(failure.error, failure.cause);
  }
  switch (action) {
    case 'begin': return { runId, startedAt, epoch: 4, target: 'here', source: 'there', resumed: false };
    case 'finish': return { outcome: 'succeeded', blocked: true, published: true };
    default: return checks !== undefined ? { findings: checks.map(({ id }: any) => ({ id, ok: true, detail: 'holds' })) }
      : targetClusterArn !== undefined ? { status: 'promoted', detail: 'is the writer' }
        : domainName !== undefined ? { moved: true, detail: 'leads here' } : {};
  }
}
