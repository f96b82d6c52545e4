import type { Duration } from 'aws-cdk-lib';
import { Lazy } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { RecoveryFunctionId, RecoveryNames } from './recovery-names';
import { READY_ALIAS } from './recovery-names';
import { deadLetterQueue, settingAside } from '../../lambda/dead-letters';
import { LONGEST_SETTINGS } from '../../lambda/every-minute';
import { functionLog } from '../../lambda/function-log';
import { inRuntimeOf } from '../../lambda/function-runtime';
import { GrowingRole } from '../../lambda/growing-role';
import { handlerOptions } from '../../lambda/handler-options';
import type { DrRegion, DrTopology } from '../../topology';
import { refuse } from '../../topology/configuration-error';
import { writeTo } from '../../topology/service-role';

/** What every function of recovery is told of the Region that it is in. */
export interface FunctionPlace {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  /** Of the same Region. */
  readonly names: RecoveryNames;
}

/** Where Lambda puts the calls of a function that were not carried out. */
export interface SetAside {
  readonly queueName: string;
  /** How old a call may be and still be of use. */
  readonly maxEventAge: Duration;
}

export interface RecoveryFunctionProps extends FunctionPlace {
  /** The class that projen made of the handler. */
  readonly code: new (scope: Construct, id: string, props: lambda.FunctionOptions) => lambda.Function;
  readonly description: string;
  readonly timeout: Duration;
  /** What it may do beside writing its log. More can be added until synthesis. */
  readonly statements: iam.PolicyStatement[];
  /** The environment variable that holds the settings, for example `KEEPER_SETTINGS`. */
  readonly settingsVariable: string;
  /** Asked at synthesis, when plans and latches are complete. */
  readonly settings: () => object;
  /** For a function that nobody waits for. @default - none: whoever calls it sees what becomes of the call */
  readonly setAside?: SetAside;
}

/**
 * A function that the machines of recovery, or operators, call in one Region: literal name, a role of its own, a log of its own, outside
 * of any VPC, so that it works while a network does not. Whoever calls it decides about retries: Lambda makes none.
 */
export class RecoveryFunction extends Construct {
  public readonly functionName: string;
  /** Literal. */
  public readonly functionArn: string;
  public readonly timeout: Duration;
  /** The most calls at a time, where they are limited. */
  public readonly reserved?: number;
  /** For findings that are to be acknowledged. Statements are added by `addStatements`. */
  public readonly role: iam.Role;
  /** For what calls it from the same stack: its version that is kept ready, if one is. */
  public readonly handler: lambda.IFunction;
  /** Receives the calls that were not carried out, of a function that nobody waits for. */
  public readonly deadLetterQueue?: sqs.IQueue;

  private readonly permissions: GrowingRole;

  /** @param id also names the function */
  constructor(scope: Construct, id: RecoveryFunctionId, props: RecoveryFunctionProps) {
    super(scope, id);
    const { topology, region, names, code: FunctionOfHandler, description, timeout, settingsVariable, settings, setAside } = props;
    this.functionName = names.functionName(id);
    this.functionArn = names.functionArn(id);
    const { provisioned, reserved } = names.capacityOf(id);
    this.reserved = reserved;
    this.timeout = timeout;
    const logGroup = functionLog(this, topology, region);
    this.deadLetterQueue = setAside && deadLetterQueue(this, { topology, region, queueName: setAside.queueName });
    this.permissions = new GrowingRole(this, 'handler-role', {
      description,
      service: 'lambda.amazonaws.com',
      statements: [
        writeTo(logGroup),
        ...this.deadLetterQueue ? settingAside(this.deadLetterQueue, { topology, region }) : [],
        ...props.statements,
      ],
    });
    this.role = this.permissions.role;
    const handler = new FunctionOfHandler(this, 'handler', {
      ...handlerOptions({ functionName: this.functionName, description, role: this.role, logGroup, timeout }),
      maxEventAge: setAside?.maxEventAge,
      deadLetterQueue: this.deadLetterQueue,
      reservedConcurrentExecutions: reserved,
      environment: { [settingsVariable]: Lazy.string({ produce: () => this.render(settings()) }) },
    });
    inRuntimeOf(topology, handler);
    this.handler = provisioned === undefined ? handler : this.keepReady(handler, provisioned);
  }

  /** Lets the function do more. Statements that it has already are not added again. */
  public addStatements(...statements: iam.PolicyStatement[]): void {
    this.permissions.addStatements(...statements);
  }

  /** Published anew whenever code or settings change. */
  private keepReady(handler: lambda.Function, provisionedConcurrentExecutions: number): lambda.IFunction {
    return new lambda.Alias(this, READY_ALIAS, {
      aliasName: READY_ALIAS, version: handler.currentVersion, provisionedConcurrentExecutions, retryAttempts: 0,
    });
  }

  private render(settings: object): string {
    const rendered = JSON.stringify(settings);
    const bytes = Buffer.byteLength(rendered);
    if (bytes > LONGEST_SETTINGS) {
      refuse(this, {
        prop: 'topology',
        value: `settings of ${bytes} bytes`,
        rule: `the function is told of stores and records in its environment, where Lambda has room for ${LONGEST_SETTINGS} bytes of them`,
        remedy: 'Give some of the stores or records a topology of its own, with another applicationName',
      });
    }
    return rendered;
  }
}
