import { PAYMENTS, recordsOf, simulated } from './payments-simulation';
import { readProjectFile } from '../../project/project-files';
import { deploymentOf } from '../../simulation/deployment/deployment';
import { HANDLERS } from '../../simulation/deployment/handlers';
import type { Schedule } from '../../simulation/schedules/schedule';
import { judge } from '../../simulation/scoreboard/judge';
import { ARMED, LOSS, MINUTE, REGION_LOSS, schedule, start, SWITCHED_OVER, world } from '../../simulation/scoreboard/scenarios';
import { HOME, STANDBY } from '../../simulation/scoreboard/system';
import type { Expectation } from '../../simulation/scoreboard/trial';

const deployment = deploymentOf(PAYMENTS);
const DIES_AFTER_PROMOTION = [{ machine: 'failover', state: 'activate-region', moment: 'before the call' as const, skip: 0, resumeAfter: 5000 }];

/** What can happen, and what has to come of it. */
const SCENARIOS: readonly [what: string, schedule: Schedule, expects: Expectation][] = [
  ['failover', schedule({ orders: ARMED, world: [REGION_LOSS] }), { at: STANDBY, promotions: 1, runs: 1 }],
  ['failback', schedule({ minutes: 25, orders: [...ARMED, ...SWITCHED_OVER, start('planned', HOME, 12 * MINUTE)] }), { at: HOME, promotions: 2, runs: 2 }],
  ['partial failure', schedule({ orders: ARMED, world: [REGION_LOSS], kills: DIES_AFTER_PROMOTION }), { at: STANDBY, promotions: 1, runs: 1 }],
  ['false alarm', schedule({ orders: ARMED, world: [world('region-lost', HOME, LOSS, { until: LOSS + 30_000 })] }), { unchanged: true, begun: 0 }],
];

test('TEST-04: failover, failback, partial failure and false alarm end as they must, run from the synthesised app with the library\'s handlers', async () => {
  expect(deployment.machines.map(({ region }) => region).sort()).toEqual([HOME, HOME, HOME, STANDBY, STANDBY, STANDBY]);
  for (const [what, given, expects] of SCENARIOS) {
    expect([what, judge(await simulated(given), expects)]).toEqual([what, []]);
  }
});

/** Cut off and not lost, a Region goes on to acknowledge writes until it is told. */
const CUT_OFF = schedule({ orders: ARMED, world: [world('region-cut', HOME, LOSS, { until: LOSS + 8 * MINUTE })] });
/** How long an application keeps what it has read of its role. */
const ROLE_KEPT = MINUTE;

test('TEST-04: what a failover loses was acknowledged since the moment that its record names, the lag before it was measured, and until the Region was told', async () => {
  for (const [given, isTold] of [[SCENARIOS[0][1], false], [CUT_OFF, true]] as const) {
    const { history } = await simulated(given);
    const [{ lagInMilliseconds, lagMeasuredAt, suspectFrom, suspectUntil }] = recordsOf({ history });
    const lost = history.of('writes-lost');
    expect(lost.length).toBeGreaterThan(0);
    expect(Date.parse(suspectFrom!)).toBe(Date.parse(lagMeasuredAt!) - lagInMilliseconds!);
    const told = history.of('state-written').find(({ region, activeRegion }) => region === HOME && activeRegion === STANDBY);
    expect([suspectUntil !== undefined, told !== undefined]).toEqual([isTold, isTold]);
    if (told !== undefined) {
      const beyond = Date.parse(suspectUntil!) - told.at - ROLE_KEPT;
      // The decider that tells it says so when it looks again, a minute later.
      expect([beyond >= 0, beyond < MINUTE + 5000]).toEqual([true, true]);
    }
    for (const { from, until } of lost) {
      expect(from).toBeGreaterThanOrEqual(Date.parse(suspectFrom!));
      expect(suspectUntil === undefined || until <= Date.parse(suspectUntil)).toBe(true);
    }
  }
});

test('NET-11: a failover needs nothing of the peering connection: calls of EC2 fail and it completes, its functions are in no VPC, and no replication takes that path', async () => {
  const calls = [{ fault: 'server-error' as const, service: 'ec2', from: 0, until: 40 * MINUTE }];
  const simulation = await simulated(schedule({ orders: ARMED, world: [REGION_LOSS], calls }));
  expect(recordsOf(simulation).map(({ mode, outcome }) => [mode, outcome])).toEqual([['failover', 'succeeded']]);

  const ofTheLibrary = deployment.functions.filter(({ environment }) =>
    HANDLERS.some(({ settingsVariable }) => environment[settingsVariable] !== undefined));
  const names = new Set(ofTheLibrary.map(({ name }) => name));
  expect(names.size).toBeGreaterThan(10);
  const resources = PAYMENTS.stacks.flatMap(stack => Object.values(stack.resources)).filter(({ Properties }) => names.has(Properties?.FunctionName));
  expect(resources.filter(({ Properties }) => Properties.VpcConfig !== undefined)).toEqual([]);

  const section = readProjectFile('src', 'network', 'README.md').split('## What uses the connection, and what does not')[1].split('\n## ')[0];
  const paths = section.split('\n').filter(line => line.startsWith('| ')).slice(1).map(line => line.split(' | '));
  const over = (overPeering: boolean) => paths.filter(cells => (cells.at(-1) !== 'no |') === overPeering).map(([what]) => what.slice(2));
  expect(over(false)).toEqual([
    'Aurora Global Database', 'DynamoDB global tables', 'S3 replication', 'Secrets Manager, AWS Backup', 'detection', 'recovery', 'traffic of clients',
  ]);
  // What a team sends itself, and what it asks for.
  expect(over(true)).toEqual([expect.stringMatching(/^clients of the other Region's writer .*your workload sends itself$/)]);
});
