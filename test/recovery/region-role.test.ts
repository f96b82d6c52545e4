import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { transpile } from 'typescript';
import { execution, HOME, NOW, Regions, STANDBY, STARTED } from './keeper/regions';
import { RunMode } from '../../src/recovery/plan/run-mode';
import { readProjectFile } from '../project/project-files';

type RegionRole = (dynamoDb: DynamoDBClient, tableName: string, region: string, home: string, now: Date) => Promise<{ role: string; epoch: number }>;

/** The function that an application copies, as the README has it. */
const [, example] = /```mts\n(import [^`]*function regionRole[^`]*)```/.exec(readProjectFile('src', 'recovery', 'README.md'))!;
const regionRole: RegionRole = new Function('GetItemCommand', `${transpile(example.replace(/^import .*$/m, ''), { target: 99 })}; return regionRole;`)(GetItemCommand);

async function roleIn(regions: Regions, region: string, now = regions.now) {
  const dynamoDb = new DynamoDBClient({});
  mockClient(dynamoDb).on(GetItemCommand).callsFake(input => {
    expect(input).toMatchObject({ ConsistentRead: true, Key: { kind: { S: 'state' }, id: { S: 'current' } } });
    return regions.tables.get(input);
  });
  return regionRole(dynamoDb, region === HOME ? 'state-of-home' : 'state-of-standby', region, HOME, new Date(now));
}

const rolesIn = async (regions: Regions, now = regions.now) => (await Promise.all([HOME, STANDBY].map(region => roleIn(regions, region, now)))).map(({ role, epoch }) => `${role} ${epoch}`);

async function begun(mode: RunMode) {
  const regions = new Regions();
  const runId = execution(STANDBY);
  await regions.keep(STANDBY, { action: 'begin', mode, runId, startedAt: STARTED, actor: 'Ada', reason: 'test', automatic: false });
  return { regions, run: { runId, epoch: 1 } };
}

describe('the role of a Region, as an application reads it by the example of the README', () => {
  test('before anything ever moved', async () => {
    await expect(rolesIn(new Regions())).resolves.toEqual(['active 0', 'standby 0']);
  });

  test('in a planned run never two are active', async () => {
    const { regions, run } = await begun(RunMode.SWITCHOVER);
    await expect(rolesIn(regions)).resolves.toEqual(['active 0', 'standby 0']);
    await regions.keep(STANDBY, { action: 'fence', ...run });
    await expect(rolesIn(regions)).resolves.toEqual(['fenced 0', 'standby 0']);
    await regions.keep(STANDBY, { action: 'activate', mode: RunMode.SWITCHOVER, ...run });
    await expect(rolesIn(regions)).resolves.toEqual(['standby 1', 'active 1']);
  });

  test('a fence ends by itself, when the run that wrote it died', async () => {
    const { regions, run } = await begun(RunMode.SWITCHOVER);
    await regions.keep(STANDBY, { action: 'fence', ...run });
    await expect(rolesIn(regions, NOW + 1_019_000)).resolves.toEqual(['fenced 0', expect.stringContaining('standby')]);
    await expect(rolesIn(regions, NOW + 1_020_000)).resolves.toEqual(['active 0', expect.stringContaining('standby')]);
  });

  test('under partition both may be active, the lost one in the lower epoch', async () => {
    const { regions, run } = await begun(RunMode.FAILOVER);
    regions.fail(HOME, 'TransactWriteItems', new Error('partition'));
    await regions.keep(STANDBY, { action: 'activate', mode: RunMode.FAILOVER, ...run });
    await expect(rolesIn(regions)).resolves.toEqual(['active 0', 'active 1']);
  });
});
