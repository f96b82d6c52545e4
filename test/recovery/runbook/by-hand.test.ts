import { spawnSync } from 'child_process';
import { runbookExample } from './environment';
import { RunMode } from '../../../src';
import type { KeeperRequest } from '../../../src/recovery/handlers/requests';
import { nextEpoch } from '../../../src/recovery/state/epochs';
import { fault, settingsOf, TwoRegions, UNREACHABLE } from '../decider/two-regions';
import { execution, HOME, NOW, Regions, STANDBY } from '../keeper/regions';

const section = runbookExample().orchestrator.runbook().split(/^## /m).find(text => text.startsWith('Without the state machine\n'))!;

/** The CLI, which says by descriptor 3 what it was asked, and answers as `begin` does. */
const cli = (epoch: number) => `
aws() {
  printf '%s\\0' "$@" >&3; printf '\\1' >&3
  printf '{"runId":"any","epoch":${epoch},"resumed":false}{\\n    "StatusCode": 200\\n}\\n'
}
jq() { sed -n 's/.*"epoch":\\([0-9]*\\).*/\\1/p'; }
dig() { :; }
`;

/** What the keeper is asked when somebody types the part of one Region, after who they are and why, and nothing else. */
function typed(region: string): { readonly [field: string]: unknown }[] {
  const part = section.split(/^\*\*/m).find(text => text.startsWith(`${region} takes over by force:**`))!;
  const blocks = [...part.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block);
  const { status, output: [, , , told] } = spawnSync('bash', ['--norc'], {
    input: `${cli(nextEpoch(0, { region, home: HOME }))}\nOPERATOR=Ada REASON='Region lost'\n${blocks.join('\n')}`, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  expect(status).toBe(0);
  return told!.split('\x01').slice(0, -1).map(call => call.split('\0'))
    .filter(words => words.some(word => word.includes('-run-keeper-')))
    .map(words => JSON.parse(words[words.indexOf('--payload') + 1]));
}

test.each([STANDBY, HOME])('the run to %s that is typed by hand is one that the keeper takes, to its end', async region => {
  const regions = new Regions();
  if (region === HOME) {
    regions.put(HOME, 'state/current', { activeRegion: STANDBY, epoch: 0, phase: 'idle', updatedAt: new Date(NOW).toISOString(), armed: false });
  }
  const requests = typed(region);
  expect(requests.map(({ action }) => action)).toEqual(['begin', 'shift', 'fence', 'activate', 'finish']);
  for (const request of requests) {
    await regions.keep(region, request as any);
  }
  expect(regions.item(region, 'state/current')).toMatchObject({ activeRegion: region, epoch: region === HOME ? 2 : 1 });
  expect(regions.item(region, 'lock/run')).toBeUndefined();
  expect(requests[0]).toMatchObject({ mode: RunMode.FAILOVER, automatic: false, actor: 'Ada', reason: 'Region lost' });
});

test('a run that is typed by hand has a name of its own, in the Region that takes over, and begins when it is typed', () => {
  const [{ runId, startedAt }] = typed(STANDBY);
  expect(runId).toMatch(new RegExp(`^arn:aws:states:${STANDBY}:\\d{12}:execution:[\\w-]+:by-hand-\\d{8}T\\d{6}Z-\\d+$`));
  expect(new Date(startedAt as string).toISOString()).toBe(startedAt);
});

const MINUTE = 60_000;

/** A Region that takes over from one that is lost, with its keeper and its decider on one table. Step Functions answers, and knows nothing of what people do. */
class TakingOver {
  public readonly regions = new Regions();
  public readonly decider: TwoRegions;
  private readonly requests: KeeperRequest[];

  constructor(private readonly region: string) {
    const peer = region === HOME ? STANDBY : HOME;
    this.decider = new TwoRegions(settingsOf(region), this.regions.tables);
    for (const command of ['DescribeDBClusters', 'GetItem', 'TransactWriteItems']) {
      this.decider.answers[`${peer} ${command}`] = UNREACHABLE;
    }
    this.decider.answers[`${region} DescribeExecution`] = fault('ExecutionDoesNotExist');
    this.requests = typed(region) as unknown as KeeperRequest[];
  }

  /** The next command of the runbook, and then minutes in which the decider decides. */
  public async type(action: string, minutes: number) {
    const request = this.requests.find(each => each.action === action)!;
    const answer = await this.regions.keep(this.region, request);
    return { answer, verdicts: await this.pass(minutes) };
  }

  public async pass(minutes: number): Promise<string[]> {
    const verdicts: string[] = [];
    for (let minute = 0; minute < minutes; minute++) {
      this.regions.now += MINUTE;
      this.decider.time = this.regions.now;
      verdicts.push((await this.decider.decide()).reason);
    }
    return verdicts;
  }

  /** Somebody else begins a run. */
  public async begin(name: string, byHand: boolean, automatic = false) {
    return this.regions.keep(this.region, {
      action: 'begin', mode: RunMode.FAILOVER, runId: execution(this.region, name), startedAt: new Date(this.regions.now).toISOString(), actor: 'Eve', reason: 'too', automatic, byHand,
    });
  }

  public item(key: string) {
    return this.regions.item(this.region, key);
  }

  public get record() {
    return Object.entries(this.regions.all(this.region)).find(([key]) => key.includes('by-hand'))![1];
  }
}

/** The reasons of the minutes in which somebody carries on. */
const going = (count: number) => Array.from({ length: count }, () => 'run-in-progress');

describe.each([STANDBY, HOME])('while people take over by hand in %s, the decider beside them, and both armed', region => {
  test('the run holds its lock through a slow promotion, and comes to its end', async () => {
    const world = new TakingOver(region);
    expect((await world.type('begin', 7)).verdicts).toEqual(going(7));
    expect(world.item('lock/run')).toMatchObject({ byHand: true });
    await expect(world.begin('by-machine', false)).rejects.toMatchObject({ name: 'RunInProgress' });
    await expect(world.begin('by-automation', false, true)).rejects.toMatchObject({ name: 'RunInProgress' });
    await expect(world.begin('by-hand-too', true)).rejects.toMatchObject({ name: 'RunInProgress' });
    await world.type('shift', 1);
    expect((await world.type('fence', 8)).verdicts).toEqual(going(8));
    const { verdicts } = await world.type('activate', 6);
    expect(new Set(verdicts)).toEqual(new Set(['active']));
    await world.type('finish', 1);
    expect([world.item('lock/run'), world.item('state/current')]).toEqual([undefined, expect.objectContaining({ activeRegion: region, phase: 'idle' })]);
    expect(world.record).toMatchObject({ outcome: 'succeeded' });
    expect([world.decider.of('StartExecution'), world.decider.of('DescribeExecution')]).toEqual([[], []]);
  });

  test('a run that they leave is dead when its lock expires, and not before', async () => {
    const world = new TakingOver(region);
    await world.type('begin', 0);
    const lasts = (Date.parse(world.item('lock/run')!.expiresAt) - NOW) / MINUTE;
    await expect(world.pass(lasts)).resolves.toEqual(going(lasts));
    await world.pass(1);
    expect([world.item('lock/run'), world.record]).toEqual([undefined, expect.objectContaining({ outcome: 'failed' })]);
    await expect(world.type('activate', 0)).rejects.toMatchObject({ name: 'LockLost' });
    await expect(world.begin('by-hand-too', true)).resolves.toMatchObject({ resumed: false });
  });
});
