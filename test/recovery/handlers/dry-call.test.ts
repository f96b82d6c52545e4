import { cluster, fault, GLOBAL_ID, globalCluster, STANDBY_ARN } from './aurora';
import { handleAuroraPromoter } from '../../../src/recovery/handlers/aurora-promoter';
import type { DryCall } from '../../../src/recovery/handlers/dry-call';
import { handleOperatorCommand } from '../../../src/recovery/handlers/operator-command';
import { handlePeerRun } from '../../../src/recovery/handlers/peer-run';
import { handleReadinessChecker } from '../../../src/recovery/handlers/readiness-checker';
import { handleRunKeeper } from '../../../src/recovery/handlers/run-keeper';
import { handleTrafficVerifier } from '../../../src/recovery/handlers/traffic-verifier';
import { HOME, settingsOf, STANDBY } from '../keeper/regions';

/** As EventBridge sends it. */
const EVENT = { 'version': '0', 'detail-type': 'Scheduled Event', 'source': 'aws.events', 'region': STANDBY, 'detail': {} } as DryCall;
const DENIED = fault('AccessDeniedException');

/** A world whose calls are noted; each is answered, or rejected, by the name of its command. */
function worldOf<Settings>(settings: Settings, answers: { readonly [command: string]: object | Error } = {}) {
  const calls: string[] = [];
  const logged: object[] = [];
  const clients = (region: string) => {
    const send = async (command: object) => {
      const name = command.constructor.name.replace(/Command$/, '');
      calls.push(`${region} ${name}`);
      const answer = answers[name] ?? {};
      if (answer instanceof Error) {
        throw answer;
      }
      return answer;
    };
    const client = { send: send as never };
    const dns = {
      resolve: async (name: string) => {
        calls.push(`dns ${name}`);
        return [];
      },
      texts: jest.fn(),
    };
    return { dynamoDb: client, cloudWatch: client, sfn: client, rds: client, s3: client, dns, http: { ask: jest.fn() } };
  };
  return { calls, logged, settings, clients, now: () => 0, wait: async () => undefined, log: (entry: object) => { logged.push(entry); } };
}

describe('a function that only runs call, called by its rule', () => {
  test('ORC-14: the keeper reads the state of its own Region, and nothing else', async () => {
    const world = worldOf(settingsOf(STANDBY));
    await expect(handleRunKeeper(EVENT, world)).resolves.toEqual({ dry: true });
    expect(new Set(world.calls)).toEqual(new Set([`${STANDBY} GetItem`]));
    await expect(handleRunKeeper(EVENT, worldOf(settingsOf(STANDBY), { GetItem: DENIED }))).rejects.toMatchObject({ name: 'StateUnreadable' });
  });

  test('ORC-14: the promoter reads the lock and looks at each of its databases, in its own Region, and promotes none', async () => {
    const settings = {
      tableName: 'state', region: STANDBY, databases: [{ globalClusterIdentifier: GLOBAL_ID, targetClusterArn: STANDBY_ARN }],
    };
    const answers = { DescribeGlobalClusters: { GlobalClusters: [globalCluster()] }, DescribeDBClusters: { DBClusters: [cluster()] } };
    const world = worldOf(settings, answers);
    await expect(handleAuroraPromoter(EVENT, world)).resolves.toEqual({ dry: true });
    expect(world.calls).toEqual(['GetItem', 'GetItem', 'DescribeGlobalClusters', 'DescribeDBClusters'].map(name => `${STANDBY} ${name}`));
    for (const command of Object.keys(answers)) {
      await expect(handleAuroraPromoter(EVENT, worldOf(settings, { ...answers, [command]: DENIED }))).rejects.toBe(DENIED);
    }
    // Before its first deployment is complete.
    await expect(handleAuroraPromoter(EVENT, worldOf(settings, { DescribeGlobalClusters: fault('GlobalClusterNotFoundFault') })))
      .resolves.toEqual({ dry: true });
  });

  test('the checker answers, and checks nothing', async () => {
    const world = worldOf({});
    await expect(handleReadinessChecker(EVENT, world)).resolves.toEqual({ dry: true });
    expect(world.calls).toEqual([]);
  });

  test('the verifier looks where each of its names leads, which is no fault whatever it sees', async () => {
    const names = { 'api.example.com': { ownName: 'api-own.example.com', peerName: 'api-peer.example.com' } };
    const world = worldOf({ region: STANDBY, names });
    await expect(handleTrafficVerifier(EVENT, world)).resolves.toEqual({ dry: true });
    expect(world.calls).toEqual(['dns api.example.com', 'dns api-own.example.com', 'dns api-peer.example.com']);
    expect(world.logged).toEqual([expect.objectContaining({ message: 'dry call', domainName: 'api.example.com', moved: false })]);
  });

  test('what starts runs of the other Region looks whether it may, and starts none: that the Region is lost is no fault', async () => {
    const settings = { region: 'eu-west-1', stateMachineArn: 'arn:aws:states:eu-west-1:111111111111:stateMachine:failback' };
    for (const answer of [fault('ExecutionDoesNotExist'), fault('TimeoutError', 0)]) {
      const world = worldOf(settings, { DescribeExecution: answer });
      await expect(handlePeerRun(EVENT, world)).resolves.toEqual({ dry: true });
      expect(world.calls).toEqual(['eu-west-1 DescribeExecution']);
    }
    await expect(handlePeerRun(EVENT, worldOf(settings, { DescribeExecution: DENIED }))).rejects.toBe(DENIED);
  });
});

describe('a command of operators, called by its rule', () => {
  const settings = { region: STANDBY, peer: HOME, home: HOME, tables: { [STANDBY]: 'state', [HOME]: 'state-of-peer' }, signalAlarms: ['decision'] };

  test.each(['arm', 'disarm', 'acknowledge'] as const)('%s looks at its own Region, and changes nothing', async command => {
    const world = worldOf({ ...settings, command }, { DescribeAlarms: { MetricAlarms: [{ AlarmName: 'decision', StateValue: 'OK' }] } });
    await expect(handleOperatorCommand(EVENT, world)).resolves.toEqual({ dry: true });
    expect(new Set(world.calls)).toEqual(new Set(['GetItem', 'DescribeAlarms'].map(name => `${STANDBY} ${name}`)));
    expect(world.logged).toEqual([{ message: 'dry call', command, activeRegion: HOME, epoch: 0, signals: [{ alarmName: 'decision', state: 'OK' }] }]);
  });

  test('what it may not read is a fault', async () => {
    const without = (denied: string) => handleOperatorCommand(EVENT, worldOf({ ...settings, command: 'arm' as const }, { [denied]: DENIED }));
    await expect(without('GetItem')).rejects.toMatchObject({ name: 'StateUnreadable' });
    await expect(without('DescribeAlarms')).rejects.toBe(DENIED);
  });
});
