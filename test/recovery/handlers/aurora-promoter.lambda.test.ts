import { setTimeout as wait } from 'timers/promises';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeDBClustersCommand, DescribeGlobalClustersCommand, FailoverGlobalClusterCommand, RDSClient, SwitchoverGlobalClusterCommand,
} from '@aws-sdk/client-rds';
import { mockClient } from 'aws-sdk-client-mock';
import { cluster, fault, GLOBAL_ID, globalCluster, HOME_ARN, LOCK, promotion, STANDBY_ARN, STATE } from './aurora';
import { handler } from '../../../src/recovery/handlers/aurora-promoter.lambda';
import type { PromotionAnswer } from '../../../src/recovery/handlers/requests';
import { RunMode } from '../../../src/recovery/plan/run-mode';

jest.mock('timers/promises', () => ({ setTimeout: jest.fn().mockResolvedValue(undefined) }));

const dynamoDb = mockClient(DynamoDBClient);
const rds = mockClient(RDSClient);
const PLANNED = promotion({ mode: RunMode.SWITCHOVER });
const UNDER_WAY = globalCluster({ FailoverState: { Status: 'failing-over', ToDbClusterArn: STANDBY_ARN } });

beforeEach(() => {
  jest.clearAllMocks();
  dynamoDb.reset();
  rds.reset();
  tableHolds({ lock: LOCK, state: STATE });
  rds.on(DescribeGlobalClustersCommand).resolves({ GlobalClusters: [globalCluster()] });
  rds.on(DescribeDBClustersCommand).resolves({ DBClusters: [cluster()] });
  rds.on(FailoverGlobalClusterCommand).resolves({});
  rds.on(SwitchoverGlobalClusterCommand).resolves({});
  jest.spyOn(console, 'log').mockReturnValue(undefined);
  process.env.AWS_REGION = 'eu-central-1';
  process.env.PROMOTER_SETTINGS = JSON.stringify({ tableName: 'state-of-the-standby', region: 'eu-central-1', databases: [] });
});

afterEach(() => {
  jest.restoreAllMocks();
  delete process.env.PROMOTER_SETTINGS;
  delete process.env.AWS_REGION;
});

/** What the state table answers of its items. */
function tableHolds(items: { readonly lock?: object; readonly state?: object }): void {
  dynamoDb.on(GetItemCommand).callsFake(async ({ Key }) => ({ Item: items[Key.kind.S as 'lock' | 'state'] }));
}

/** The calls that change something, each with the Region that it went to. */
async function promotions() {
  return Promise.all(rds.calls()
    .filter(({ args: [command] }) => command instanceof FailoverGlobalClusterCommand || command instanceof SwitchoverGlobalClusterCommand)
    .map(async ({ args: [command], thisValue }) => ({
      name: command.constructor.name,
      region: await (thisValue as RDSClient).config.region(),
      input: command.input,
    })));
}

/** In the order of the looks; the last one stands. */
function seen(...looks: ReturnType<typeof globalCluster>[]): void {
  const on = rds.on(DescribeGlobalClustersCommand);
  looks.slice(0, -1).forEach(look => on.resolvesOnce({ GlobalClusters: [look] }));
  on.resolves({ GlobalClusters: [looks[looks.length - 1]] });
}

describe('the promotion of a database', () => {
  test('a forced one is FailoverGlobalCluster with consent to lose data, asked in the Region that takes over', async () => {
    await expect(handler(promotion())).resolves.toMatchObject({ status: 'promoting' });
    await expect(promotions()).resolves.toEqual([{
      name: 'FailoverGlobalClusterCommand',
      region: 'eu-central-1',
      input: { GlobalClusterIdentifier: GLOBAL_ID, TargetDbClusterIdentifier: STANDBY_ARN, AllowDataLoss: true },
    }]);
  });

  test('a planned one is SwitchoverGlobalCluster, asked in the Region of the present writer', async () => {
    await expect(handler(PLANNED)).resolves.toMatchObject({ status: 'promoting' });
    await expect(promotions()).resolves.toEqual([{
      name: 'SwitchoverGlobalClusterCommand',
      region: 'eu-west-1',
      input: { GlobalClusterIdentifier: GLOBAL_ID, TargetDbClusterIdentifier: STANDBY_ARN },
    }]);
  });

  test('a switchover that waits for a lost Region is overtaken by force; where RDS refuses that, it is waited for', async () => {
    seen(globalCluster({ FailoverState: { Status: 'switching-over' as never, ToDbClusterArn: STANDBY_ARN } }));
    const late = promotion({ waitedSeconds: 60 });
    await expect(handler(late)).resolves.toMatchObject({ status: 'promoting', detail: 'RDS has taken the promotion' });
    await expect(promotions()).resolves.toMatchObject([{ name: 'FailoverGlobalClusterCommand' }]);
    rds.on(FailoverGlobalClusterCommand).rejects(Object.assign(new Error('busy'), { name: 'InvalidGlobalClusterStateFault' }));
    await expect(handler(late)).resolves.toEqual({
      status: 'promoting', detail: 'the target is being promoted: switching-over; InvalidGlobalClusterStateFault: busy',
    });
  });

  test('ORC-02: is FailoverGlobalCluster in the Region that takes over when forced, SwitchoverGlobalCluster where the writer is when planned, and detaches nothing', async () => {
    // What RDS says may be old: one look that says no is none.
    rds.on(DescribeDBClustersCommand).resolvesOnce({ DBClusters: [cluster({ DBClusterMembers: [] })] }).resolves({ DBClusters: [cluster()] });
    await expect(handler(promotion())).resolves.toMatchObject({ status: 'promoting' });
    await handler(PLANNED);
    const target = { GlobalClusterIdentifier: GLOBAL_ID, TargetDbClusterIdentifier: STANDBY_ARN };
    await expect(promotions()).resolves.toEqual([
      { name: 'FailoverGlobalClusterCommand', region: 'eu-central-1', input: { ...target, AllowDataLoss: true } },
      { name: 'SwitchoverGlobalClusterCommand', region: 'eu-west-1', input: target },
    ]);
    // To detach is no last resort either: not where RDS refuses, is promoting another member, or does not answer.
    const ends: readonly [string, Error, ReturnType<typeof globalCluster>][] = [
      ['PromotionRefused', fault('InvalidDBClusterStateFault'), globalCluster()],
      ['PromotionConflict', fault('InvalidDBClusterStateFault'), globalCluster({ FailoverState: { Status: 'pending', ToDbClusterArn: HOME_ARN } })],
      ['ServiceUnavailable', fault('InternalFailure', 503), globalCluster()],
    ];
    for (const [name, refusal, look] of ends) {
      seen(look);
      rds.on(FailoverGlobalClusterCommand).rejects(refusal);
      rds.on(SwitchoverGlobalClusterCommand).rejects(refusal);
      for (const request of [promotion(), PLANNED]) {
        await expect(handler(request)).rejects.toMatchObject({ name });
      }
    }
    expect([...new Set(rds.calls().map(({ args: [command] }) => command.constructor.name))].sort()).toEqual([
      'DescribeDBClustersCommand', 'DescribeGlobalClustersCommand', 'FailoverGlobalClusterCommand', 'SwitchoverGlobalClusterCommand',
    ]);
  });

  test('ORC-04: what RDS throttles is asked again, three times in the own Region and once in the other, and then left to the machine; a refusal is not', async () => {
    const forced = rds.on(FailoverGlobalClusterCommand);
    for (const throttle of ['Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'TooManyRequestsException']) {
      forced.rejects(fault(throttle));
      await expect(handler(promotion())).rejects.toMatchObject({ name: 'ServiceUnavailable', message: expect.stringContaining(throttle) });
    }
    forced.rejects(fault('AccessDenied'));
    await expect(handler(promotion())).rejects.toMatchObject({ name: 'AccessDenied' });
    forced.resolves({});
    await expect(handler(promotion())).resolves.toMatchObject({ status: 'promoting' });
    await handler(PLANNED);
    const attempts = await Promise.all(rds.calls().map(async ({ thisValue }) => {
      const { region, maxAttempts, retryMode } = (thisValue as RDSClient).config;
      return [await region(), await maxAttempts(), typeof retryMode === 'function' ? await retryMode() : retryMode].join();
    }));
    expect([...new Set(attempts)].sort()).toEqual(['eu-central-1,4,standard', 'eu-west-1,2,standard']);
  });

  test('no member is ever detached', async () => {
    await handler(promotion());
    await handler(PLANNED);
    expect(rds.calls().map(({ args: [command] }) => command.constructor.name)).not.toContain('RemoveFromGlobalClusterCommand');
  });

  test('ORC-20: home again by SwitchoverGlobalCluster without a word of data loss, asked where the writer is, until home is the writer', async () => {
    process.env.AWS_REGION = 'eu-west-1';
    process.env.PROMOTER_SETTINGS = JSON.stringify({ tableName: 'state-of-home', region: 'eu-west-1' });
    const home = promotion({ mode: RunMode.FAILBACK, targetClusterArn: HOME_ARN });
    const underWay = { FailoverState: { Status: 'switching-over' as never, ToDbClusterArn: HOME_ARN } };
    seen(globalCluster({}, STANDBY_ARN), globalCluster(underWay, STANDBY_ARN), globalCluster(underWay), globalCluster({ Status: 'modifying' }), globalCluster());
    const answers = [];
    for (let poll = 0; poll < 5; poll++) {
      answers.push((await handler(home) as PromotionAnswer).status);
    }
    expect(answers).toEqual(['promoting', 'promoting', 'promoting', 'promoting', 'promoted']);
    await expect(promotions()).resolves.toEqual([{
      name: 'SwitchoverGlobalClusterCommand',
      region: 'eu-central-1',
      input: { GlobalClusterIdentifier: GLOBAL_ID, TargetDbClusterIdentifier: HOME_ARN },
    }]);
    // A home that does not work is not handed to.
    rds.on(DescribeDBClustersCommand).resolves({ DBClusters: [cluster({ Status: 'modifying' })] });
    await expect(handler(home)).resolves.toMatchObject({ status: 'promoting' });
    seen(globalCluster({}, STANDBY_ARN));
    await expect(handler(home)).rejects.toMatchObject({ name: 'PromotionRefused', message: `${HOME_ARN} is modifying` });
    await expect(promotions()).resolves.toHaveLength(1);
  });

  test('looks at the cluster and the global database where the cluster is, and at nothing of the Region that may be lost', async () => {
    seen(globalCluster({}, STANDBY_ARN));
    await expect(handler(promotion())).resolves.toMatchObject({ status: 'promoted' });
    const looks = await Promise.all(rds.calls().map(async ({ args: [{ input }], thisValue }) =>
      [await (thisValue as RDSClient).config.region(), input]));
    expect(looks).toEqual([
      ['eu-central-1', { GlobalClusterIdentifier: GLOBAL_ID }],
      ['eu-central-1', { DBClusterIdentifier: 'payments-main-standby' }],
    ]);
  });

  test.each([[promotion()], [PLANNED]])('ORC-06: asks RDS for nothing that is done or under way already', async request => {
    seen(UNDER_WAY, globalCluster({}, STANDBY_ARN));
    await expect(handler(request)).resolves.toMatchObject({ status: 'promoting' });
    await expect(handler(request)).resolves.toMatchObject({ status: 'promoted' });
    await expect(promotions()).resolves.toEqual([]);
  });

  test.each([
    ['nobody holds it', { state: STATE }],
    ['another run holds it', { lock: { ...LOCK, runId: { S: 'another' } }, state: STATE }],
    ['it holds another one', { lock: { ...LOCK, epoch: { N: '7' } }, state: STATE }],
    ['it is no lock', { lock: { kind: { S: 'lock' } } }],
    ['its holder has no epoch', { lock: { ...LOCK, epoch: undefined } }],
    ['the Region knows of a later epoch', { lock: LOCK, state: { epoch: { N: '9' } } }],
  ])('ORC-06, ORC-17: nothing is promoted, nor looked at, without the lock: LockLost when %s', async (_why, items) => {
    tableHolds(items);
    await expect(handler(promotion())).rejects.toMatchObject({ name: 'LockLost' });
    expect(rds.calls()).toHaveLength(0);
  });

  test.each([[{ lock: LOCK }], [{ lock: LOCK, state: { epoch: { N: '7' } } }]])('goes on where the Region knows of no later epoch', async items => {
    tableHolds(items);
    await expect(handler(promotion())).resolves.toMatchObject({ status: 'promoting' });
  });

  test.each([['ServiceUnavailable', fault('InternalServerError', 500)], ['StateUnreadable', fault('AccessDeniedException')]])(
    'ORC-17: %s when the lock cannot be read', async (name, error) => {
      dynamoDb.on(GetItemCommand).rejects(error);
      await expect(handler(promotion())).rejects.toMatchObject({ name });
      expect(rds.calls()).toHaveLength(0);
    });

  test('reads the lock of its own Region, with consistency', async () => {
    await handler(promotion());
    const [lock, state, ...others] = dynamoDb.calls();
    expect(others).toEqual([]);
    const item = (kind: string, id: string) => ({ TableName: 'state-of-the-standby', Key: { kind: { S: kind }, id: { S: id } }, ConsistentRead: true });
    expect([lock, state].map(({ args }) => args[0].input)).toEqual([item('lock', 'run'), item('state', 'current')]);
    await expect((lock.thisValue as DynamoDBClient).config.region()).resolves.toBe('eu-central-1');
  });

  test('ORC-17: PromotionConflict when another member is being promoted', async () => {
    seen(globalCluster({ FailoverState: { Status: 'pending', ToDbClusterArn: HOME_ARN } }));
    await expect(handler(promotion())).rejects.toMatchObject({ name: 'PromotionConflict' });
    await expect(promotions()).resolves.toEqual([]);
  });

  test.each([
    [{ DBClusterMembers: [] }, 'has no instance'], [{ Status: 'creating' }, 'is creating'],
  ])('ORC-17: PromotionRefused when the target cannot be promoted, after three looks: what RDS says may be old. %j', async (state, why) => {
    rds.on(DescribeDBClustersCommand).resolves({ DBClusters: [cluster(state)] });
    await expect(handler(promotion())).rejects.toMatchObject({ name: 'PromotionRefused', message: `${STANDBY_ARN} ${why}` });
    expect(rds.commandCalls(DescribeGlobalClustersCommand)).toHaveLength(3);
    expect(wait).toHaveBeenCalledTimes(2);
    expect(wait).toHaveBeenCalledWith(5000);
    await expect(promotions()).resolves.toEqual([]);
  });

  test.each([
    ['GlobalClusterNotFoundFault', DescribeGlobalClustersCommand, `${GLOBAL_ID} does not exist`],
    ['DBClusterNotFoundFault', DescribeDBClustersCommand, `${STANDBY_ARN} does not exist`],
  ])('ORC-17: PromotionRefused when there is none: %s', async (name, command, message) => {
    rds.on(command as typeof DescribeGlobalClustersCommand).rejects(fault(name));
    await expect(handler(promotion())).rejects.toMatchObject({ name: 'PromotionRefused', message });
  });

  test.each([DescribeGlobalClustersCommand, DescribeDBClustersCommand])('PromotionRefused when RDS answers nothing', async command => {
    rds.on(command as typeof DescribeGlobalClustersCommand).resolves({});
    await expect(handler(promotion())).rejects.toMatchObject({ name: 'PromotionRefused' });
  });

  test.each([
    ['InvalidGlobalClusterStateFault', promotion()], ['InvalidDBClusterStateFault', promotion()],
    ['InvalidGlobalClusterStateFault', PLANNED], ['InvalidDBClusterStateFault', PLANNED],
    ['GlobalClusterNotFoundFault', PLANNED], ['DBClusterNotFoundFault', promotion()],
  ])('looks again when RDS refuses a call: %s', async (name, request) => {
    rds.on(FailoverGlobalClusterCommand).rejects(fault(name));
    rds.on(SwitchoverGlobalClusterCommand).rejects(fault(name));
    seen(globalCluster(), UNDER_WAY);
    await expect(handler(request)).resolves.toMatchObject({ status: 'promoting' });
    await expect(promotions()).resolves.toHaveLength(1);
  });

  test('ORC-17: PromotionRefused, in the words of RDS, when it refuses and nothing is under way', async () => {
    rds.on(FailoverGlobalClusterCommand).rejects(fault('InvalidDBClusterStateFault'));
    await expect(handler(promotion())).rejects.toMatchObject({
      name: 'PromotionRefused',
      message: 'InvalidDBClusterStateFault: the service says InvalidDBClusterStateFault',
    });
    await expect(promotions()).resolves.toHaveLength(3);
  });

  test.each(['backing-up', 'modifying', 'failing-over'])('asks RDS for a forced promotion of a target that is %s, and waits where it is refused for that', async Status => {
    rds.on(DescribeDBClustersCommand).resolves({ DBClusters: [cluster({ Status })] });
    await expect(handler(promotion())).resolves.toMatchObject({ status: 'promoting', detail: 'RDS has taken the promotion' });
    rds.on(FailoverGlobalClusterCommand).rejects(fault('InvalidDBClusterStateFault'));
    await expect(handler(promotion())).resolves.toMatchObject({ status: 'promoting', detail: expect.stringContaining(`${STANDBY_ARN} is ${Status}; InvalidDBClusterStateFault`) });
    await expect(promotions()).resolves.toHaveLength(2);
  });

  test('behind the fence of a planned run: asks RDS for a target of which a backup has begun since, and waits where it is refused for that', async () => {
    rds.on(DescribeDBClustersCommand).resolves({ DBClusters: [cluster({ Status: 'backing-up' })] });
    await expect(handler(PLANNED)).resolves.toMatchObject({ status: 'promoting', detail: 'RDS has taken the promotion' });
    rds.on(SwitchoverGlobalClusterCommand).rejects(fault('InvalidDBClusterStateFault'));
    await expect(handler(PLANNED)).resolves.toMatchObject({ status: 'promoting', detail: expect.stringContaining(`${STANDBY_ARN} is backing-up; InvalidDBClusterStateFault`) });
    await expect(promotions()).resolves.toEqual(Array(2).fill(expect.objectContaining({ name: 'SwitchoverGlobalClusterCommand' })));
  });

  test('makes sure of the lock before each call: it may be lost while RDS is waited for', async () => {
    rds.on(FailoverGlobalClusterCommand).rejects(fault('InvalidDBClusterStateFault'));
    dynamoDb.on(GetItemCommand).resolvesOnce({ Item: LOCK }).resolvesOnce({ Item: STATE }).resolves({});
    await expect(handler(promotion())).rejects.toMatchObject({ name: 'LockLost' });
    await expect(promotions()).resolves.toHaveLength(1);
  });

  test.each([
    ['the look', DescribeGlobalClustersCommand, promotion()],
    ['the look at the cluster', DescribeDBClustersCommand, promotion()],
    ['the forced call', FailoverGlobalClusterCommand, promotion()],
    ['the planned call', SwitchoverGlobalClusterCommand, PLANNED],
  ])('ORC-17: ServiceUnavailable, which the machine retries, when RDS does not answer %s', async (_what, command, request) => {
    rds.on(command as typeof DescribeGlobalClustersCommand).rejects(fault('InternalFailure', 503));
    await expect(handler(request)).rejects.toMatchObject({ name: 'ServiceUnavailable' });
  });

  test('ORC-17: an error that nobody foresaw stays what it is', async () => {
    rds.on(FailoverGlobalClusterCommand).rejects(fault('AccessDenied', 403));
    await expect(handler(promotion())).rejects.toMatchObject({ name: 'AccessDenied' });
    rds.on(DescribeDBClustersCommand).rejects(fault('AccessDenied', 403));
    await expect(handler(promotion())).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('a call whose answer was lost is not made again when RDS has taken it', async () => {
    rds.on(FailoverGlobalClusterCommand).rejects(fault('TimeoutError', 0));
    seen(globalCluster(), UNDER_WAY);
    await expect(handler(promotion())).rejects.toMatchObject({ name: 'ServiceUnavailable' });
    await expect(handler(promotion())).resolves.toMatchObject({ status: 'promoting' });
    await expect(promotions()).resolves.toHaveLength(1);
  });
});
