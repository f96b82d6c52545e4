import { optionsOf } from './options';
import type { RecoverableApp } from './recoverable-app';
import { recoverableApp } from './recoverable-app';
import { simulate } from './simulate';
import { paymentsApp } from '../../app/payments-app';
import type { ReportTraffic, SimulationReport } from '../../simulation/report';

const HOME = 'us-east-1';
const STANDBY = 'us-west-2';
const LOSS = 620;
const REGION_BACK = 1220;

jest.setTimeout(240_000);

let payments: RecoverableApp;
beforeAll(() => {
  payments = recoverableApp(paymentsApp({ context: { 'aws:cdk:bundling-stacks': [] } }))!;
});

const play = async (scenario: string, ...more: string[]) => simulate(payments, optionsOf(['--scenario', scenario, ...more]));

/** Of whole spans between two moments. */
const between = ({ traffic }: SimulationReport, from: number, until: number) =>
  traffic.filter(({ fromSeconds }) => fromSeconds >= from && fromSeconds + 10 <= until);
const served = (spans: readonly ReportTraffic[]) => [...new Set(spans.flatMap(span => Object.keys(span.served)))].sort();
const total = (spans: readonly ReportTraffic[], outcome: 'acknowledgedWrites' | 'refusedWrites' | 'unreachable') =>
  spans.reduce((sum, span) => sum + span[outcome], 0);

describe('the loss of the home Region', () => {
  let report: SimulationReport;
  beforeAll(async () => {
    report = await play('region-loss');
  });

  test('is followed by a forced failover that nobody asked for, and by a failback that a person started', () => {
    expect(report.runs.map(({ mode, target, epoch, actor, outcome }) => [mode, target, epoch, actor, outcome])).toEqual([
      ['failover', STANDBY, 1, 'automation', 'succeeded'],
      ['failback', HOME, 2, 'operator', 'succeeded'],
    ]);
  });

  test('breaks no law', () => {
    expect(report.findings).toEqual([]);
  });

  test('is served by the home Region, by nobody, by the standby and by the home Region again', () => {
    const [failover, failback] = report.runs;
    const followed = failback.steps.find(({ id }) => id === 'record-cache')!.untilSeconds!;
    expect(served(between(report, 0, LOSS))).toEqual([HOME]);
    expect(served(between(report, LOSS, LOSS + 60))).toEqual([]);
    expect(served(between(report, failover.untilSeconds! + 60, failback.fromSeconds))).toEqual([STANDBY]);
    expect(served(between(report, followed, report.durationSeconds))).toEqual([HOME]);
  });

  test('is over for clients at the recovery time: before it no write was acknowledged', () => {
    const { rtoSeconds = NaN } = report.outcome;
    expect(rtoSeconds).toBeGreaterThan(60);
    expect(rtoSeconds).toBeLessThan(report.objectives.rtoSeconds);
    expect(total(between(report, LOSS, LOSS + rtoSeconds), 'acknowledgedWrites')).toBe(0);
    expect(total(between(report, LOSS + rtoSeconds - 10, LOSS + rtoSeconds + 20), 'acknowledgedWrites')).toBeGreaterThan(0);
  });

  test('loses writes of less than the lag, all of them acknowledged before the loss, and in the interval that the run calls suspect', () => {
    const { writes: { lost, lostBetween }, outcome: { rpoSeconds }, runs: [{ suspect, lagInMilliseconds = NaN }], startedAt } = report;
    expect(lost).toBeGreaterThan(0);
    expect(lostBetween.reduce((sum, { count }) => sum + count, 0)).toBe(lost);
    expect(rpoSeconds).toBeGreaterThan(0);
    expect(rpoSeconds).toBeLessThanOrEqual(lagInMilliseconds / 1000);
    const loss = new Date(Date.parse(startedAt) + 1000 * LOSS).toISOString();
    for (const { from, until } of lostBetween) {
      expect([suspect!.from, from, until, loss, suspect!.until].sort()).toEqual([suspect!.from, from, until, loss, suspect!.until]);
    }
  });

  test('is told phase by phase, from the loss to the last client', () => {
    const [{ steps }] = report.runs;
    expect([...new Set(steps.map(({ phase }) => phase))]).toEqual(['detect', 'decide', 'shift', 'promote', 'verify']);
    expect(steps[0]).toMatchObject({ id: 'detection', region: STANDBY, fromSeconds: LOSS });
    expect(steps.map(({ id }) => id)).toEqual(expect.arrayContaining([
      'decision', 'begin-run', 'readiness', 'shift-traffic', 'latch-reading', 'record-cache', 'promote-database-main', 'fence-source', 'activate-region', 'verify-traffic',
    ]));
    const span = (id: string) => steps.find(step => step.id === id)!;
    expect(span('shift-traffic').untilSeconds).toBeLessThanOrEqual(span('promote-database-main').fromSeconds);
    expect(span('promote-database-main').untilSeconds).toBeLessThanOrEqual(span('activate-region').fromSeconds);
  });

  test('is held against the budget of the failover, in all and phase by phase', () => {
    expect(report.budget.map(({ phase }) => phase)).toEqual(['detect', 'decide', 'shift', 'promote', 'verify', 'all of it']);
    const { best, typical, worst, actual } = report.budget[5];
    const budget = payments.orchestrator.budget(payments.topology.secondary);
    expect([best, typical, worst]).toEqual([budget.best, budget.typical, budget.worst].map(duration => duration.toSeconds()));
    // The run sees that traffic is served; the first write comes when an application has read its role again, which it keeps for seconds.
    expect(Math.abs(actual! - report.outcome.rtoSeconds!)).toBeLessThan(10);
    expect(report.budget.every(line => line.actual !== undefined && line.best <= line.typical && line.typical <= line.worst)).toBe(true);
  });

  test('tells who moved what, in the order in which it happened', () => {
    const told = report.moments.filter(({ kind }) => ['operator', 'decision', 'latch', 'writer', 'traffic'].includes(kind)).map(({ kind, region, label }) => `${kind} ${region}: ${label}`);
    const failover = ['traffic us-west-2: api.example.com leads to us-west-2', 'writer us-west-2: us-west-2 is the writer, by force'];
    expect(told.slice(0, 4)).toEqual([
      'operator us-east-1: arms automation', 'operator us-west-2: arms automation', 'decision us-west-2: automation starts the failover', 'latch us-west-2: closed',
    ]);
    expect(told.slice(4, 6).sort()).toEqual(failover);
    expect(told.slice(6)).toEqual([
      'operator us-west-2: acknowledges the run', 'operator us-east-1: starts the failback', 'writer us-east-1: us-east-1 is the writer',
      'latch us-west-2: open', 'traffic us-east-1: api.example.com leads to us-east-1',
    ]);
  });

  test('ends where it began', () => {
    expect(report.faults).toEqual([{ label: 'us-east-1 is lost', region: HOME, fromSeconds: LOSS, untilSeconds: REGION_BACK }]);
    expect(report.outcome).toMatchObject({ recovered: true, activeRegion: HOME });
    expect(total(between(report, report.durationSeconds - 120, report.durationSeconds), 'refusedWrites')).toBe(0);
  });

  test('names what was simulated, and says that it was', () => {
    expect(report.names).toMatchObject({ application: 'Payments', environment: 'prod', home: HOME, standby: STANDBY, publicName: 'api.example.com' });
    expect(report.names.database).toMatch(/^payments-prod-main-/);
    expect(report.objectives).toEqual({ rtoSeconds: 300, rpoSeconds: 5 });
    expect(report.disclaimer).toContain('This is a simulation');
  });

  test.each([[21], [33]])('ends well with the seed %d, too', async seed => {
    const { runs, findings, outcome, seed: used } = await play('region-loss', '--seed', `${seed}`);
    expect(runs.map(({ outcome: end }) => end)).toEqual(['succeeded', 'succeeded']);
    expect({ findings, recovered: outcome.recovered, used }).toEqual({ findings: [], recovered: true, used: seed });
  });

  test('is the same when it is played again', async () => {
    expect(await play('region-loss')).toEqual(report);
  });
});

describe('a stumble of the application', () => {
  let report: SimulationReport;
  beforeAll(async () => {
    report = await play('false-alarm');
  });

  test('starts no run, and moves neither traffic nor the writer', () => {
    expect(report.runs).toEqual([]);
    expect(report.moments.filter(({ kind }) => ['decision', 'traffic', 'writer', 'latch'].includes(kind))).toEqual([]);
    expect(served(report.traffic)).toEqual([HOME]);
  });

  test('is seen, and not taken for a loss: no alarm of the standby goes off', () => {
    expect(report.moments.filter(({ kind }) => kind === 'alarm').map(({ region }) => region)).not.toContain(STANDBY);
    expect(report.outcome.summary).toContain('no alarm goes off in us-west-2');
  });

  test('costs the requests of forty seconds, and no write that was acknowledged', () => {
    expect(total(between(report, LOSS, LOSS + 40), 'acknowledgedWrites')).toBe(0);
    expect(total(report.traffic, 'unreachable')).toBe(total(between(report, LOSS, LOSS + 40), 'unreachable'));
    expect(report.writes).toMatchObject({ lost: 0, lostBetween: [] });
    expect(report.outcome).toMatchObject({ recovered: true, activeRegion: HOME, rtoSeconds: undefined, rpoSeconds: undefined });
  });

  test('has no budget, and breaks no law', () => {
    expect([report.budget, report.findings]).toEqual([[], []]);
  });
});

describe('a planned switchover', () => {
  let report: SimulationReport;
  beforeAll(async () => {
    report = await play('planned-switchover');
  });

  test('is one run, started by a person, to the standby', () => {
    expect(report.runs.map(({ mode, target, actor, reason, outcome }) => [mode, target, actor, reason, outcome])).toEqual([
      ['switchover', STANDBY, 'operator', 'maintenance in us-east-1', 'succeeded'],
    ]);
  });

  test('loses nothing, and leaves no request without an answer', () => {
    expect(report.writes).toMatchObject({ lost: 0, lostBetween: [], unreachable: 0 });
    expect(report.outcome).toMatchObject({ recovered: true, activeRegion: STANDBY, rtoSeconds: undefined, rpoSeconds: 0 });
  });

  test('drains first, moves the writer, and has traffic follow', () => {
    const order = ['fence-source', 'promote-database-main', 'activate-region', 'shift-traffic', 'latch-reading', 'record-cache'];
    const [{ steps }] = report.runs;
    expect(steps.filter(({ id }) => order.includes(id)).map(({ id }) => id)).toEqual(order);
    const at = (kind: string) => report.moments.find(moment => moment.kind === kind)!.atSeconds;
    expect(at('writer')).toBeLessThan(at('traffic'));
  });

  test('is held against its own budget: waiting for the name counts where traffic is shifted', () => {
    expect(report.budget.map(({ phase }) => phase)).toEqual(['decide', 'drain', 'promote', 'shift', 'verify', 'all of it']);
    const [{ steps }] = report.runs;
    const verification = steps.find(({ id }) => id === 'verify-traffic')!;
    expect(report.budget[4].actual).toBeLessThan(verification.untilSeconds! - verification.fromSeconds);
  });

  test('breaks no law', () => {
    expect(report.findings).toEqual([]);
  });
});
