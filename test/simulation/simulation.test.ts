import { createHash } from 'crypto';
import { proves } from './behaviours/proves';
import { check } from './checker/check';
import type { Deployment } from './deployment/deployment';
import { deploymentOf } from './deployment/deployment';
import { HANDLERS } from './deployment/handlers';
import { randomSchedule } from './schedules/random';
import type { Schedule } from './schedules/schedule';
import { QUIET } from './schedules/schedule';
import { Simulation } from './simulation';
import { paymentsTemplates } from '../support/payments-templates';

const HOME = 'us-east-1';
const STANDBY = 'us-west-2';
const REGIONS: [string, string] = [HOME, STANDBY];
const MINUTE = 60_000;
const ARMED = REGIONS.map(region => ({ at: 2 * MINUTE, region, what: 'arm' as const }));
const LOSS: Schedule = { ...QUIET, seed: 1, minutes: 20, orders: ARMED, world: [{ fault: 'region-lost', region: HOME, from: 5 * MINUTE }] };
let deployment: Deployment;

// Six schedules on a machine that is busy.
beforeAll(() => {
  deployment = deploymentOf(paymentsTemplates());
});

async function simulate(schedule: Schedule, handlers = HANDLERS): Promise<Simulation> {
  const simulation = new Simulation({ deployment, handlers, home: HOME, standby: STANDBY, names: ['api.example.com'], schedule });
  await simulation.run();
  return simulation;
}
const digestOf = ({ history, population, lags }: Simulation) => createHash('sha256').update(JSON.stringify([history.events, population.intervals, lags])).digest('hex');

test('the same seed gives the same history, to the last byte, and another seed another', async () => {
  const digests: string[] = [];
  for (const seed of [1, 2, 3, 1, 2, 3]) {
    digests.push(digestOf(await simulate(randomSchedule(seed, REGIONS))));
  }
  expect(digests.slice(3)).toEqual(digests.slice(0, 3));
  expect(new Set(digests).size).toBe(3);
});

test('the verdicts of a loss are told, each when it becomes another one', async () => {
  const { history } = await simulate(LOSS);
  const verdicts = history.of('verdict').filter(({ region }) => region === STANDBY);
  expect(verdicts[0].verdict).toBe('nothing');
  expect(verdicts.map(({ verdict }) => verdict)).toContain('forced');
  verdicts.slice(1).forEach(({ verdict, reason }, index) => expect([verdict, reason]).not.toEqual([verdicts[index].verdict, verdicts[index].reason]));
});

describe('without the control planes of us-east-1', () => {
  const schedule: Schedule = { ...LOSS, world: [...LOSS.world, { fault: 'control-planes', region: HOME, from: MINUTE }] };

  test('a forced run goes through, and asks none', async () => {
    const { history } = await simulate(schedule);
    expect(history.of('execution-ended').map(({ status }) => status)).toEqual(['SUCCEEDED']);
    expect(history.of('control-plane-called')).toEqual([]);
    expect(check(history, { home: HOME, standby: STANDBY, trafficShift: 'plan' })).toEqual([]);
  });

  test('a handler that asks one gets no answer, and is seen', async () => {
    const changing = HANDLERS.map(binding => binding.principal !== 'traffic-verifier' ? binding : {
      ...binding,
      handle: async (_event: unknown, { clients, region }: any) =>
        clients(region).route53.send(new (class ChangeResourceRecordSetsCommand { public readonly input = {}; })()),
    });
    const { history } = await simulate(schedule, changing);
    expect(history.of('execution-ended').map(({ status }) => status)).not.toContain('SUCCEEDED');
    expect(check(history, { home: HOME, standby: STANDBY, trafficShift: 'plan' }).map(({ invariant }) => invariant)).toContain('no-control-plane');
  });
});

test('the snapshot of what a forced run may have lost is kept when the Region is back', async () => {
  const { rds } = await simulate({ ...LOSS, minutes: 110, world: [{ ...LOSS.world[0], until: 30 * MINUTE }] });
  const [lost, kept, ...others] = rds.snapshots;
  expect([lost.type, kept.type, others]).toEqual(['automated', 'manual', []]);
  expect(kept).toMatchObject({ region: HOME, cluster: lost.cluster });
  expect(lost.identifier).toMatch(/^rds:unplanned-global-failover-/);
  expect(kept.identifier).toMatch(/^kept-unplanned-global-failover-/);
});

proves('cloudwatch/actions', async () => {
  const { history } = await simulate({
    ...QUIET,
    seed: 1,
    minutes: 12,
    orders: [{ at: 3 * MINUTE, region: STANDBY, what: 'start', machine: 'planned', name: 'asked', input: { actor: 'operator', reason: 'a test', automatic: false } }],
    kills: [{ moment: 'before the call', skip: 0 }],
  });
  const [{ executionArn, at, status }] = history.of('execution-ended');
  const { machine } = history.of('execution-started').find(started => started.executionArn === executionArn)!;
  const [page] = history.of('paged').filter(({ about }) => about === machine);
  expect([status, page.subject]).toEqual(['ABORTED', expect.stringContaining('run-aborted')]);
  expect(page.at - at).toBeLessThan(180_000);
});
