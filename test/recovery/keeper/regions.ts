import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import { CloudWatchClient, DescribeAlarmsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, GetItemCommand, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { GlobalCluster } from '@aws-sdk/client-rds';
import { DescribeGlobalClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { ConditionalTables } from './conditional-table';
import type { KeeperWorld } from '../../../src/recovery/handlers/keeper/keeper';
import type { OperatorWorld } from '../../../src/recovery/handlers/operator-command';
import type { KeeperRequest } from '../../../src/recovery/handlers/requests';
import type { KeeperAnswer } from '../../../src/recovery/handlers/run-keeper';
import { handleRunKeeper } from '../../../src/recovery/handlers/run-keeper';
import type { Attributes } from '../../../src/recovery/handlers/state-item';
import { RunMode } from '../../../src/recovery/plan/run-mode';
import type { KeeperSettings } from '../../../src/recovery/state/keeper-settings';
import type { OperatorCommand } from '../../../src/recovery/state/operator-settings';
import { PRIMARY, SECONDARY } from '../../support/environment';

export const HOME: string = PRIMARY;
export const STANDBY: string = SECONDARY;
export const NOW = Date.parse('2026-03-04T05:06:07Z');
export const STARTED = '2026-03-04T05:05:55.123Z';
const TABLES: { readonly [region: string]: string } = { [HOME]: 'state-of-home', [STANDBY]: 'state-of-standby' };

/** An execution's ARN: the run's id. */
export function execution(region: string, name = 'run-1'): string {
  return `arn:aws:states:${region}:111111111111:execution:payments-failover:${name}`;
}

function other(region: string): string {
  return region === HOME ? STANDBY : HOME;
}

/** The member of the global database in a Region. */
export function clusterOf(region: string): string {
  return `arn:aws:rds:${region}:111111111111:cluster:main-${region}`;
}

export function settingsOf(region: string): KeeperSettings {
  return {
    region,
    peer: other(region),
    home: HOME,
    tables: TABLES,
    namespace: 'MultiRegionDr/Payments/test',
    latches: [{
      metricName: 'LatchClosed',
      regions: [HOME, STANDBY],
      dimensions: [{ HostedZone: 'Z1', Record: 'api.example.com' }, { HostedZone: 'Z1', Record: 'web.example.com' }],
    }],
    lockSeconds: { [RunMode.FAILOVER]: 1860, [RunMode.SWITCHOVER]: 1860, [RunMode.FAILBACK]: 1860, [RunMode.DRILL]: 7260 },
    databases: [{ globalClusterIdentifier: 'main', clusterArn: clusterOf(region), peerClusterArn: clusterOf(other(region)) }],
    fenceSeconds: { forced: 1320, planned: 1020 },
    blockSeconds: 1800,
    pauseSeconds: 600,
  };
}

/** The global database, at rest. */
export function writtenIn(region: string): GlobalCluster {
  return { GlobalClusterMembers: [HOME, STANDBY].map(each => ({ DBClusterArn: clusterOf(each), IsWriter: each === region })) };
}

/** An error as the SDK throws it when it gives up. */
export function failing(name: string, status = 400): Error {
  return Object.assign(new Error(`${name}!`), { name, $metadata: { httpStatusCode: status } });
}

export const UNREACHABLE = Object.assign(new Error('no answer'), { name: 'TimeoutError' });
export const THROTTLED = failing('ThrottlingException');
export const DENIED = failing('AccessDeniedException');

type Operation = 'GetItem' | 'Query' | 'TransactWriteItems' | 'PutMetricData' | 'DescribeExecution' | 'DescribeAlarms' | 'DescribeGlobalClusters';

/** Two Regions as the keeper sees them: their tables, what is published there, and what fails. */
export class Regions {
  public now = NOW;
  public readonly tables = new ConditionalTables();
  /** What was published, in order: Region, record, value. */
  public readonly published: { readonly region: string; readonly MetricData: MetricDatum[] }[] = [];
  /** What is thrown instead, by Region and operation; `once` lets later calls pass. */
  public readonly faults: { region: string; operation: Operation; error: Error; once?: boolean; afterwards?: boolean }[] = [];
  public readonly executions: { [arn: string]: string } = {};
  public readonly alarms: { [name: string]: string } = {};
  /** When alarms went to their states. */
  public readonly since: { [name: string]: Date } = {};
  /** The global database, as RDS tells it. */
  public database: GlobalCluster = writtenIn(HOME);
  /** Others than that, by their identifier. */
  public readonly databases: { [identifier: string]: GlobalCluster } = {};
  public readonly calls: string[] = [];
  public readonly logged: object[] = [];
  public readonly waits: number[] = [];
  /** Happens before the next transaction of a Region: somebody else is quicker. */
  public quicker?: () => void;
  private readonly clients: { [region: string]: ReturnType<typeof connect> };

  constructor() {
    this.clients = Object.fromEntries([HOME, STANDBY].map(region => [region, connect()]));
    for (const [region, { dynamoDb, cloudWatch, sfn, rds }] of Object.entries(this.clients)) {
      const on = (operation: Operation, carryOut: (input: any) => unknown) =>
        async (input: unknown) => this.answer(region, operation, () => carryOut(input));
      const mocks = { dynamoDb: mockClient(dynamoDb), cloudWatch: mockClient(cloudWatch), sfn: mockClient(sfn), rds: mockClient(rds) };
      mocks.dynamoDb.on(GetItemCommand).callsFake(on('GetItem', input => {
        expect(input.ConsistentRead).toBe(true);
        return this.tables.get(input);
      }));
      mocks.dynamoDb.on(QueryCommand).callsFake(on('Query', input => this.tables.query(input)));
      mocks.dynamoDb.on(TransactWriteItemsCommand).callsFake(on('TransactWriteItems', input => {
        const quicker = this.quicker;
        this.quicker = undefined;
        quicker?.();
        return this.tables.transact(input);
      }));
      mocks.cloudWatch.on(PutMetricDataCommand).callsFake(on('PutMetricData', ({ Namespace, MetricData }) => {
        expect(Namespace).toBe('MultiRegionDr/Payments/test');
        this.published.push({ region, MetricData });
        return {};
      }));
      mocks.cloudWatch.on(DescribeAlarmsCommand).callsFake(on('DescribeAlarms', ({ AlarmNames }) => {
        const found = AlarmNames.filter((name: string) => name in this.alarms)
          .map((AlarmName: string) => ({ AlarmName, StateValue: this.alarms[AlarmName], StateTransitionedTimestamp: this.since[AlarmName] }));
        // The service leaves out what it has nothing of.
        return { ...found.length > 1 ? { MetricAlarms: found.slice(1) } : {}, ...found.length > 0 ? { CompositeAlarms: found.slice(0, 1) } : {} };
      }));
      mocks.rds.on(DescribeGlobalClustersCommand).callsFake(on('DescribeGlobalClusters', ({ GlobalClusterIdentifier }) =>
        ({ GlobalClusters: [this.databases[GlobalClusterIdentifier] ?? this.database] })));
      mocks.sfn.on(DescribeExecutionCommand).callsFake(on('DescribeExecution', ({ executionArn }) => {
        if (!(executionArn in this.executions)) {
          throw failing('ExecutionDoesNotExist');
        }
        return { status: this.executions[executionArn] };
      }));
    }
  }

  public item(region: string, key: string): { [name: string]: any } | undefined {
    const item = this.tables.table(TABLES[region])[key];
    return item && Object.fromEntries(Object.entries(item).map(([name, { S, N, BOOL }]) => [name, S ?? (N === undefined ? BOOL : Number(N))]));
  }

  /** The whole of a table, as plain values. */
  public all(region: string): object {
    return Object.fromEntries(Object.keys(this.tables.table(TABLES[region])).map(key => [key, this.item(region, key)]));
  }

  public put(region: string, key: string, values: { readonly [name: string]: string | number | boolean }): this {
    const [kind, ...id] = key.split('/');
    const attributes = Object.entries({ kind, id: id.join('/'), ...values }).map(([name, value]) =>
      [name, typeof value === 'string' ? { S: value } : typeof value === 'number' ? { N: String(value) } : { BOOL: value }]);
    this.tables.table(TABLES[region])[key] = Object.fromEntries(attributes) as Attributes;
    return this;
  }

  public remove(region: string, key: string): void {
    delete this.tables.table(TABLES[region])[key];
  }

  public fail(region: string, operation: Operation, error: Error, options: { once?: boolean; afterwards?: boolean } = {}): this {
    this.faults.push({ region, operation, error, ...options });
    return this;
  }

  public lose(region: string): this {
    for (const operation of ['GetItem', 'Query', 'TransactWriteItems', 'PutMetricData', 'DescribeExecution', 'DescribeAlarms'] as const) {
      this.fail(region, operation, UNREACHABLE);
    }
    return this;
  }

  public async keep(region: string, request: KeeperRequest): Promise<KeeperAnswer> {
    return handleRunKeeper(request, this.world(region));
  }

  public world(region: string, settings: Partial<KeeperSettings> = {}): KeeperWorld {
    return {
      settings: { ...settingsOf(region), ...settings },
      clients: name => this.clients[name],
      now: () => this.now,
      wait: async milliseconds => { this.waits.push(milliseconds); },
      log: entry => { this.logged.push(entry); },
    };
  }

  public operators(region: string, command: OperatorCommand, signalAlarms = ['decision', 'endpoint']): OperatorWorld {
    const { tables, home, peer } = settingsOf(region);
    return { ...this.world(region), settings: { command, region, peer, home, tables, signalAlarms } };
  }

  private answer(region: string, operation: Operation, carryOut: () => unknown): unknown {
    this.calls.push(`${operation} ${region}`);
    const index = this.faults.findIndex(fault => fault.region === region && fault.operation === operation);
    if (index < 0) {
      return carryOut();
    }
    const [fault] = this.faults[index].once ? this.faults.splice(index, 1) : [this.faults[index]];
    if (fault.afterwards) {
      carryOut();
    }
    throw fault.error;
  }
}

function connect() {
  return { dynamoDb: new DynamoDBClient({}), cloudWatch: new CloudWatchClient({}), sfn: new SFNClient({}), rds: new RDSClient({}) };
}
