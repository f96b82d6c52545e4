import { Duration, Lazy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { PublishedLatch } from './published-latch';
import { STATE_KIND } from './state-kinds';
import { EveryMinute, LONGEST_SETTINGS } from '../../lambda/every-minute';
import type { DrRegion, DrTopology } from '../../topology';
import { KeyPurpose } from '../../topology';
import { refuse } from '../../topology/configuration-error';
import { metricNamespace } from '../../topology/metric-namespace';
import { throughService } from '../../topology/regional-grant';
import type { LatchSeries, PublisherSettings } from '../handlers/publisher-settings';
import { StatePublisherFunction } from '../handlers/state-publisher-function';

export interface StatePublisherProps {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  readonly tableName: string;
  readonly tableArn: string;
}

/** Shorter than the schedule, so that no two run at a time. */
const PUBLISHER_TIMEOUT = Duration.seconds(30);

/** The kinds of items that the publisher reads. Not the lock: whether a run is under way is nobody's graph. */
const PUBLISHED_KINDS = [STATE_KIND.state, STATE_KIND.latch, STATE_KIND.drill, STATE_KIND.run];

/**
 * Publishes every minute what the state table of a Region says. Without a trace: there are two calls, and the log says what came of them.
 */
export class StatePublisher {
  /** What calls the function, and what surrounds it. */
  public readonly schedule: EveryMinute;

  private readonly handler: lambda.Function;
  private readonly settings: PublisherSettings;
  private readonly latches: LatchSeries[] = [];

  constructor(scope: Construct, props: StatePublisherProps) {
    const { topology, region, tableName } = props;
    this.settings = {
      tableName,
      namespace: metricNamespace(topology),
      region: region.name,
      isHome: region === topology.primary,
      latches: this.latches,
    };
    this.schedule = new EveryMinute(scope, 'publisher', {
      topology,
      region,
      component: 'recovery/state-publisher',
      description: `Publishes the recovery state of ${region.name}: latches and status`,
      statements: reading(props),
      timeout: PUBLISHER_TIMEOUT,
    });
    this.handler = new StatePublisherFunction(this.schedule, 'handler', {
      ...this.schedule.functionOptions,
      environment: { PUBLISHER_SETTINGS: Lazy.string({ produce: () => this.render() }) },
    });
    this.schedule.call(this.handler);
  }

  /**
   * Has a latch published with the state.
   *
   * @throws ConfigurationError for more latches than the settings of the function can name
   */
  public publishLatch(owner: Construct, { metricName, dimensions }: PublishedLatch): void {
    this.latches.push({ metricName, dimensions });
    if (Buffer.byteLength(this.render()) > LONGEST_SETTINGS) {
      refuse(owner, {
        prop: 'topology',
        value: `one with ${this.latches.length} records`,
        rule: `the function that publishes their latches is told of them in its environment, where Lambda has room for ${LONGEST_SETTINGS} bytes of it`,
        remedy: 'Give this record a topology of its own, with another applicationName',
      });
    }
  }

  /** Keeps other functions of the account from taking what this one needs. */
  public reserve(executions: number): void {
    (this.handler.node.defaultChild as lambda.CfnFunction).reservedConcurrentExecutions = executions;
  }

  private render(): string {
    return JSON.stringify(this.settings);
  }
}

/** What the function may do beside publishing. */
function reading({ topology, region, tableArn }: StatePublisherProps): iam.PolicyStatement[] {
  const { key } = topology.encryptionKey(region, KeyPurpose.RECOVERY);
  return [
    new iam.PolicyStatement({
      actions: ['dynamodb:GetItem', 'dynamodb:Query'],
      resources: [tableArn],
      conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': PUBLISHED_KINDS } },
    }),
    throughService(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [key.keyArn] }), 'dynamodb', region),
  ];
}
