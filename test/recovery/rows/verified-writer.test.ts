import { RenderedRun, RUN_ID } from './rendered-run';
import type { PromoterClients } from '../../../src/recovery/handlers/aurora-promoter';
import { handleAuroraPromoter } from '../../../src/recovery/handlers/aurora-promoter';
import { StateError } from '../../simulation/asl/errors';
import type { Machine } from '../machine/machines';
import { fullOrchestrator, machinesOf } from '../machine/machines';

const fixture = fullOrchestrator();
const { topology } = fixture;
const { failover, planned } = machinesOf(fixture, topology.secondary);
const [HOME_ARN, STANDBY_ARN] = topology.regions.map(({ name }) => `arn:aws:rds:${name}:${topology.account}:cluster:payments-${name}`);

/** How the global database looks, one look after the other; the last one stands. */
type Look = 'old writer' | 'being promoted' | 'new writer, not available' | 'new writer, handing over' | 'new writer, global database at work' | 'new writer';

function global(look: Look) {
  const writer = look.startsWith('new') ? STANDBY_ARN : HOME_ARN;
  return {
    GlobalClusterIdentifier: 'payments-global',
    Status: look.endsWith('at work') ? 'switching-over' : 'available',
    GlobalClusterMembers: [HOME_ARN, STANDBY_ARN].map(DBClusterArn => ({ DBClusterArn, IsWriter: DBClusterArn === writer })),
    ...['being promoted', 'new writer, handing over'].includes(look) ? { FailoverState: { Status: 'failing-over', ToDbClusterArn: STANDBY_ARN } } : {},
  };
}

/** A rendered run whose promotions are made by the handler itself, of a database that looks like this. */
async function runOf(machine: Machine, ...looks: Look[]) {
  const asked: string[] = [];
  let polls = 0;
  const answers: { readonly [command: string]: (input: any) => object } = {
    GetItemCommand: ({ Key }) => Key.kind.S === 'lock' ? { Item: { runId: { S: RUN_ID }, epoch: { N: '4' } } } : {},
    DescribeGlobalClustersCommand: () => ({ GlobalClusters: [global(looks[Math.min(polls++, looks.length - 1)])] }),
    DescribeDBClustersCommand: () => ({
      DBClusters: [{ Status: looks[Math.min(polls - 1, looks.length - 1)] === 'new writer, not available' ? 'modifying' : 'available', DBClusterMembers: [{}] }],
    }),
    FailoverGlobalClusterCommand: () => ({}),
    SwitchoverGlobalClusterCommand: () => ({}),
  };
  const send = async (command: { readonly input: any }) => {
    asked.push(command.constructor.name);
    return answers[command.constructor.name](command.input);
  };
  const clients = () => ({ rds: { send }, dynamoDb: { send } }) as unknown as PromoterClients;
  const settings = { tableName: 'state', region: topology.secondary.name, databases: [] };
  const run = new RenderedRun({
    machine,
    answers: {
      'promote-main.ask': async ({ Payload }, { clock }) => {
        const wait = async (milliseconds: number) => clock.sleep(milliseconds);
        const world = { settings, clients, now: () => clock.now(), wait, log: () => undefined };
        return handleAuroraPromoter(Payload, world).catch(({ name, message }: Error) => { throw new StateError(name, message); }) as never;
      },
    },
  });
  const { status, error } = await run.toItsEnd();
  return { run, status, error, asked: asked.filter(name => /GlobalClusters?Command$/.test(name)), polls };
}

test.each([['by force', failover, 'FailoverGlobalClusterCommand'], ['by plan', planned, 'SwitchoverGlobalClusterCommand']] as const)(
  'ORC-12: %s the new writer is waited for until it is one and works, and users are sent there, or the run called a success, only then', async (_how, machine, promotion) => {
    // By plan the whole has to come to rest, the one that hands over included. By force nobody waits for a member that may be lost.
    const unrest: Look[] = machine === planned ? ['new writer, handing over', 'new writer, global database at work'] : [];
    const looks: Look[] = ['old writer', 'being promoted', 'being promoted', 'new writer, not available', ...unrest, 'new writer'];
    const done = await runOf(machine, ...looks);
    expect([done.status, done.error]).toEqual(['SUCCEEDED', undefined]);
    expect(done.asked.filter(command => command !== 'DescribeGlobalClustersCommand')).toEqual([promotion]);
    expect(done.polls).toBe(looks.length);
    const verified = done.run.states.lastIndexOf('promote-main.ask');
    expect(done.run.states.indexOf('activate-region')).toBeGreaterThan(verified);
    expect(done.run.states.indexOf('finish-run')).toBeGreaterThan(verified);

    const limit = fixture.orchestrator.plan(topology.secondary).steps.find(({ id }) => id === 'promote-main')!.timeout.toSeconds();
    for (const forever of ['being promoted', 'new writer, not available', ...unrest] satisfies Look[]) {
      const late = await runOf(machine, 'old writer', forever);
      expect([forever, late.status, late.error]).toEqual([forever, 'FAILED', 'PromotionTimedOut']);
      expect(late.run.states.filter(state => /^(activate-region|verify-traffic|finish-run)/.test(state))).toEqual([]);
      expect(late.run.told.at(-1)).toMatch(/failed$/);
      expect(late.run.seconds).toBeGreaterThanOrEqual(limit);
      // By plan it waits for a minute behind its fence.
      expect(late.run.seconds).toBeLessThan(limit + (machine === planned ? 120 : 60));
      // A forced run has closed the latch before it asked, so that DNS converges meanwhile; a planned one leaves traffic where it is.
      expect(late.run.states.includes('shift-traffic')).toBe(machine === failover);
    }
    if (machine === planned) {
      expect(done.run.states.indexOf('shift-traffic')).toBeGreaterThan(verified);
    }
  });

test('ORC-02, ORC-20: each machine asks for the promotion of the member of its own Region, in its own mode: with consent to lose data the forced one alone', async () => {
  for (const region of topology.regions) {
    const home = region === topology.primary;
    const { failover: byForce, planned: byPlan } = machinesOf(fixture, region);
    for (const [machine, mode] of [[byForce, 'failover'], [byPlan, home ? 'failback' : 'switchover']] as const) {
      const run = new RenderedRun({ machine });
      await expect(run.toItsEnd()).resolves.toMatchObject({ status: 'SUCCEEDED' });
      const { given } = run.call('promote-main.ask');
      expect(given.FunctionName).toContain(`:${region.name}:`);
      expect(given.Payload).toMatchObject({ mode, globalClusterIdentifier: 'payments-global', targetClusterArn: home ? HOME_ARN : STANDBY_ARN });
    }
  }
});
