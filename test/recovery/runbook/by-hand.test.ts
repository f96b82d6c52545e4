import { spawnSync } from 'child_process';
import { runbookExample } from './environment';
import { RunMode } from '../../../src';
import { nextEpoch } from '../../../src/recovery/state/epochs';
import { HOME, NOW, Regions, STANDBY } from '../keeper/regions';

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

/** What the keeper is asked when somebody types the part of one Region, fills in who they are, and nothing else. */
function typed(region: string): { readonly [field: string]: unknown }[] {
  const part = section.split(/^\*\*/m).find(text => text.startsWith(`${region} takes over by force:**`))!;
  const blocks = [...part.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block.replace(/<you>/g, 'Ada').replace(/<why>/g, 'Region lost'));
  const { status, output: [, , , told] } = spawnSync('bash', ['--norc'], {
    input: cli(nextEpoch(0, { region, home: HOME })) + blocks.join('\n'), encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
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
  expect(runId).toMatch(new RegExp(`^arn:aws:states:${STANDBY}:\\d{12}:execution:[\\w-]+:by-hand-\\d{8}T\\d{4}Z$`));
  expect(new Date(startedAt as string).toISOString()).toBe(startedAt);
});
