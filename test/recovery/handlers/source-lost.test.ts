import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeDBClustersCommand, DescribeGlobalClustersCommand, RDSClient, SwitchoverGlobalClusterCommand } from '@aws-sdk/client-rds';
import { mockClient } from 'aws-sdk-client-mock';
import { cluster, fault, globalCluster, HOME_ARN, LOCK, promotion, STANDBY_ARN, STATE } from './aurora';
import { handleAuroraPromoter } from '../../../src/recovery/handlers/aurora-promoter';
import type { PromotionAnswer, PromotionRequest } from '../../../src/recovery/handlers/requests';
import { isRefusal } from '../../../src/recovery/handlers/run-errors';
import { RunMode } from '../../../src/recovery/plan/run-mode';

const NOW = 1_000_000;
const SILENCE = fault('TimeoutError', 0);
const SWITCHING = { FailoverState: { Status: 'switching-over' as never, FromDbClusterArn: HOME_ARN, ToDbClusterArn: STANDBY_ARN } };

/** What the members say, by ARN: an error, or a status. */
type Said = { readonly [arn: string]: Error | string };

/** A promoter between a target that answers and whatever the source says. */
function promoter(global: ReturnType<typeof globalCluster>, said: Said) {
  const clients = { rds: new RDSClient({}), dynamoDb: new DynamoDBClient({}) };
  mockClient(clients.dynamoDb).on(GetItemCommand).callsFake(async ({ Key }) => ({ Item: Key.kind.S === 'lock' ? LOCK : STATE }));
  const rds = mockClient(clients.rds);
  rds.on(DescribeGlobalClustersCommand).resolves({ GlobalClusters: [global] });
  rds.on(DescribeDBClustersCommand).callsFake(async ({ DBClusterIdentifier }) => {
    const [, answer = 'available'] = Object.entries(said).find(([arn]) => arn.endsWith(`:${DBClusterIdentifier}`)) ?? [];
    if (answer instanceof Error) {
      throw answer;
    }
    return { DBClusters: [cluster({ Status: answer })] };
  });
  const asked: string[] = [];
  return {
    rds,
    asked,
    ask: async (request: Partial<PromotionRequest> = {}) => handleAuroraPromoter(promotion({ mode: RunMode.SWITCHOVER, ...request }), {
      settings: { tableName: 'state', region: 'eu-central-1', databases: [] },
      clients: region => {
        asked.push(region);
        return clients;
      },
      now: () => NOW,
      wait: async () => {},
      log: () => {},
    }) as Promise<PromotionAnswer>,
  };
}

describe('a planned promotion whose source is lost', () => {
  test('is waited for, and remembers since when', async () => {
    const { ask } = promoter(globalCluster(SWITCHING), { [HOME_ARN]: SILENCE });
    await expect(ask()).resolves.toMatchObject({ status: 'promoting', silentSince: NOW });
    await expect(ask({ silentSince: NOW - 59_000 })).resolves.toEqual({
      status: 'promoting', silentSince: NOW - 59_000, detail: 'the target is being promoted: switching-over; the source has not answered for 59 seconds',
    });
  });

  test('is in vain after a minute, which is no refusal: a database was asked to move', async () => {
    const { ask } = promoter(globalCluster(SWITCHING), { [HOME_ARN]: SILENCE });
    await expect(ask({ silentSince: NOW - 60_000 })).rejects.toMatchObject({ name: 'SourceLost', message: expect.stringContaining('60 seconds') });
    expect(isRefusal('SourceLost')).toBe(false);
  });

  test.each(['available', 'switching-over'])('one that answers (%s) is waited for until the limit of the step, and what was silent is forgotten', async status => {
    const { ask } = promoter(globalCluster(SWITCHING), { [HOME_ARN]: status });
    await expect(ask({ silentSince: NOW - 600_000 })).resolves.toEqual({ status: 'promoting', silentSince: 0, detail: 'the target is being promoted: switching-over' });
  });

  test.each(['ThrottlingException', 'AccessDenied'])('one that says %s has answered', async name => {
    const { ask } = promoter(globalCluster(SWITCHING), { [HOME_ARN]: fault(name) });
    await expect(ask({ silentSince: NOW - 600_000 })).resolves.toMatchObject({ silentSince: 0 });
  });

  test('is asked in its own Region', async () => {
    const { ask, asked } = promoter(globalCluster(SWITCHING), {});
    await ask();
    expect(asked[asked.length - 1]).toBe('eu-west-1');
  });

  test('the call of the switchover itself not answered: the same, whoever RDS does not answer', async () => {
    const { ask, rds } = promoter(globalCluster(), { [HOME_ARN]: SILENCE });
    rds.on(SwitchoverGlobalClusterCommand).rejects(SILENCE);
    await expect(ask()).resolves.toMatchObject({ status: 'promoting', silentSince: NOW });
    await expect(ask({ silentSince: NOW - 60_000 })).rejects.toMatchObject({ name: 'SourceLost' });
  });

  test('the call not answered by a Region that works: asked again by the machine', async () => {
    const { ask, rds } = promoter(globalCluster(), {});
    rds.on(SwitchoverGlobalClusterCommand).rejects(SILENCE);
    await expect(ask({ silentSince: NOW - 60_000 })).rejects.toMatchObject({ name: 'ServiceUnavailable' });
  });

  test('a target that is the writer already is not given up: it has everything', async () => {
    const { ask } = promoter(globalCluster(SWITCHING, STANDBY_ARN), { [HOME_ARN]: SILENCE });
    await expect(ask({ silentSince: NOW - 59_000 })).resolves.toMatchObject({ status: 'promoting' });
    await expect(ask({ silentSince: NOW - 60_000 })).resolves.toMatchObject({ status: 'promoted' });
  });

  test('a target that is the writer and does not work yet is', async () => {
    const { ask } = promoter(globalCluster(SWITCHING, STANDBY_ARN), { [HOME_ARN]: SILENCE, [STANDBY_ARN]: 'promoting' });
    await expect(ask({ silentSince: NOW - 60_000 })).rejects.toMatchObject({ name: 'SourceLost' });
  });

  test('of several members, RDS says which one hands over', async () => {
    const witness = HOME_ARN.replace('eu-west-1', 'eu-south-1').replace('payments-main', 'witness');
    const { GlobalClusterMembers = [], ...rest } = globalCluster(SWITCHING, STANDBY_ARN);
    const members = [{ DBClusterArn: witness, IsWriter: false }, ...GlobalClusterMembers];
    const { ask } = promoter({ ...rest, GlobalClusterMembers: members }, { [witness]: SILENCE });
    await expect(ask({ silentSince: NOW - 60_000 })).resolves.toMatchObject({ status: 'promoting', silentSince: 0 });
  });

  test('without a word of who hands over, nobody is asked', async () => {
    const { GlobalClusterMembers = [], ...rest } = globalCluster({ FailoverState: { Status: 'pending', ToDbClusterArn: STANDBY_ARN } });
    const { ask } = promoter({ ...rest, GlobalClusterMembers: GlobalClusterMembers.slice(1) }, { [HOME_ARN]: SILENCE });
    await expect(ask({ silentSince: NOW - 60_000 })).resolves.toEqual({ status: 'promoting', detail: 'the target is being promoted: pending' });
  });

  test('a forced run asks nothing of it', async () => {
    const { ask, asked } = promoter(globalCluster(SWITCHING), { [HOME_ARN]: SILENCE });
    await expect(ask({ mode: RunMode.FAILOVER, silentSince: NOW - 600_000 })).resolves.toMatchObject({ status: 'promoting' });
    expect(asked).not.toContain('eu-west-1');
  });
});
