import type { DeciderSettings } from '../../../src/recovery/handlers/decider-settings';
import { handleRunDecider } from '../../../src/recovery/handlers/run-decider';
import type { Attributes } from '../../../src/recovery/handlers/state-item';
import { HOME, NOW, STANDBY } from '../decision/states';
import { ConditionalTables } from '../keeper/conditional-table';

export { HOME, NOW, STANDBY };

const TABLES: { readonly [region: string]: string } = { [HOME]: 'state-of-home', [STANDBY]: 'state-of-standby' };

export const clusterArn = (region: string, name = 'main') => `arn:aws:rds:${region}:111111111111:cluster:${name}-${region}`;

/** An error as the SDK throws it. */
export function fault(name: string, extra: object = {}): Error {
  return Object.assign(new Error(name), { name, ...extra });
}

export const UNREACHABLE = fault('TimeoutError');
export const FORBIDDEN = fault('AccessDenied', { $metadata: { httpStatusCode: 403 } });
export const THROTTLED = fault('Throttling', { $metadata: { httpStatusCode: 400 } });

/** How the alarms of a Region stand while its own endpoint fails, and that of the other one. */
export const BOTH_FAIL = {
  CompositeAlarms: [{ AlarmName: 'decision', StateValue: 'OK' }],
  MetricAlarms: ['peer-endpoint', 'own-endpoint'].map(AlarmName => ({ AlarmName, StateValue: 'ALARM' })),
};

export function settingsOf(region: string, changes: Partial<DeciderSettings> = {}): DeciderSettings {
  const peer = region === HOME ? STANDBY : HOME;
  return {
    region,
    peer,
    home: HOME,
    tables: TABLES,
    namespace: 'MultiRegionDr/Payments/test',
    decisionAlarmName: 'decision',
    ownEndpointAlarms: ['own-endpoint'],
    bothFail: { all: ['peer-endpoint', 'own-endpoint'] },
    blockSeconds: 1800,
    automatic: true,
    machines: { forced: `machine/failover/${region}`, ...region === STANDBY && { planned: 'machine/switchover' } },
    databases: [{ globalClusterIdentifier: 'main', clusterArn: clusterArn(region), peerClusterArn: clusterArn(peer) }],
    latchAlarmsOfPeer: ['latch-of-peer'],
    ...changes,
  };
}

type Answer = object | Error | ((input: never) => object | Error);

/** The services of both Regions as one decider sees them: the home Region serves, its endpoint is dead, and its databases work. */
export class TwoRegions {
  /** By Region and command, for example `eu-west-1 DescribeDBClusters`; a list is answered one after the other, the last for ever. */
  public readonly answers: { [call: string]: Answer | Answer[] } = {};
  public readonly calls: { readonly region: string; readonly command: string; readonly input: any; readonly at: number }[] = [];
  public readonly logged: any[] = [];
  public time = NOW;

  constructor(public readonly settings: DeciderSettings = settingsOf(STANDBY), public readonly tables = new ConditionalTables()) {
    const { region, peer } = settings;
    this.answers[`${region} DescribeAlarms`] = { CompositeAlarms: [{ AlarmName: 'decision', StateValue: 'ALARM' }] };
    this.writtenIn(peer);
    this.answers[`${region} DescribeDBClusters`] = { DBClusters: [{ Status: 'available', DBClusterMembers: [{}] }] };
    this.answers[`${peer} DescribeDBClusters`] = { DBClusters: [{ Status: 'available' }] };
    for (const each of [region, peer]) {
      this.hold(each, 'state/current', { activeRegion: { S: peer }, epoch: { N: '0' }, phase: { S: 'idle' }, armed: { BOOL: true } });
    }
  }

  /** Has RDS say that the database is written there. */
  public writtenIn(writer: string): void {
    const GlobalClusterMembers = [HOME, STANDBY].map(region => ({ DBClusterArn: clusterArn(region), IsWriter: region === writer }));
    this.answers[`${this.settings.region} DescribeGlobalClusters`] = { GlobalClusters: [{ GlobalClusterMembers }] };
  }

  /** Puts an item into the table of a Region. */
  public hold(region: string, key: string, item: Attributes): void {
    const [kind, id] = key.split('/');
    this.tables.table(TABLES[region])[key] = { kind: { S: kind }, id: { S: id }, ...item };
  }

  public item(region: string, key: string): Attributes {
    return this.tables.table(TABLES[region])[key];
  }

  public async decide(event: { readonly 'detail-type'?: string } = { 'detail-type': 'Scheduled Event' }) {
    return handleRunDecider(event, {
      settings: this.settings,
      clients: region => {
        const send = async (command: { readonly input: unknown }) => this.answer(region, command.constructor.name.replace(/Command$/, ''), command.input);
        const client = { send: send as never };
        return { dynamoDb: client, cloudWatch: client, rds: client, sfn: client };
      },
      now: () => this.time,
      wait: async milliseconds => { this.time += milliseconds; },
      log: entry => { this.logged.push(entry); },
    });
  }

  public of(command: string) {
    return this.calls.filter(call => call.command === command);
  }

  private answer(region: string, command: string, input: any): object {
    this.calls.push({ region, command, input, at: this.time - NOW });
    const given = this.answers[`${region} ${command}`];
    const next = Array.isArray(given) ? (given.length > 1 ? given.shift()! : given[0]) : given;
    const answer = typeof next === 'function' ? next(input as never) : next;
    if (answer instanceof Error) {
      throw answer;
    }
    switch (command) {
      case 'GetItem': return answer ?? this.tables.get(input);
      case 'TransactWriteItems': return answer ?? this.tables.transact(input);
      default: return answer ?? {};
    }
  }
}
