import { Duration } from 'aws-cdk-lib';
import { budgetOf, lengths } from './plans';
import { RecoveryAction, RunMode, RunPoint } from '../../../src';
import { createdTopology } from '../../support/environment';
import { auroraStore } from '../stores';

const topology = createdTopology();
const stores = [auroraStore(topology)];

describe('the time budget of a forced failover', () => {
  const budget = budgetOf({ topology, stores });
  const line = (id: string) => budget.lines.find(each => each.id === id)!;

  test('begins with the loss of the Region and ends when clients are served', () => {
    expect(budget.lines[0]).toMatchObject({ id: 'detection', critical: true });
    expect(budget.lines[0].typical.start.toSeconds()).toBe(0);
    expect(budget.lines.map(({ id }) => id)).not.toContain('finish-run');
    expect(Math.max(...budget.lines.map(({ typical }) => typical.end.toSeconds()))).toBe(budget.typical.toSeconds());
    expect(Math.max(...budget.lines.map(({ worst }) => worst.end.toSeconds()))).toBe(budget.worst.toSeconds());
  });

  test('is typically 240 seconds by default, and never shorter at worst', () => {
    expect([budget.best, budget.typical, budget.worst].map(total => total.toSeconds())).toEqual([112, 240, 806]);
  });

  test('names a source for each figure', () => {
    for (const { source } of budget.lines) {
      expect(source).toMatch(/^(assumption|setting|the |AWS: )/);
    }
    expect(line('record-cache').source).toContain('TTL of 60 seconds');
    expect(line('promote-database-main').source).toContain('https://docs.aws.amazon.com/AmazonRDS/');
  });

  test('moves traffic and promotes side by side: the longer of the two counts', () => {
    const ends = (id: string) => line(id).typical.end.toSeconds();
    expect(line('latch-reading').typical.start.toSeconds()).toBe(ends('shift-traffic'));
    expect(line('promote-database-main').typical.start.toSeconds()).toBe(ends('shift-traffic'));
    expect(line('verify-traffic').typical.start.toSeconds()).toBe(ends('record-cache'));
    expect(line('verify-traffic').worst.start.toSeconds()).toBe(line('activate-region').worst.end.toSeconds());
  });

  test('marks the parts that decide', () => {
    expect(budget.lines.filter(({ critical }) => critical).map(({ id }) => id)).toEqual([
      'detection', 'decision', 'begin-run', 'check-database-main', 'record-readiness', 'shift-traffic', 'latch-reading', 'record-cache', 'verify-traffic',
    ]);
  });

  test('counts a person where nothing starts runs, and none else', () => {
    const manual = budgetOf({ topology, stores, startedBy: 'operator' });
    expect(lengths(manual)).toMatchObject({ operator: 600 });
    expect(lengths(manual)).not.toHaveProperty('decision');
    expect(manual.typical.toSeconds()).toBe(240 - 16 + 600);
  });

  test('counts the approval of a run that nobody asked for, and of no other', () => {
    const parts = { approval: { timeout: Duration.minutes(20) } };
    expect(lengths(budgetOf({ topology, stores, parts }))).toMatchObject({ 'approve-run': 300 });
    expect(lengths(budgetOf({ topology, stores, parts, startedBy: 'operator' }))).not.toHaveProperty('approve-run');
    expect(lengths(budgetOf({ topology, stores, parts, mode: RunMode.SWITCHOVER }))).not.toHaveProperty('approve-run');
  });

  test('takes checks side by side', () => {
    const both = budgetOf({ topology, stores: [auroraStore(topology), auroraStore(topology, 'database-audit')] });
    expect(both.typical.toSeconds()).toBe(240);
    expect(new Set(both.lines.filter(({ id }) => id.startsWith('check-')).map(({ typical }) => typical.start.toSeconds())).size).toBe(1);
  });

  test('adds the steps of a team where they are taken: those beside the promotion cost nothing', () => {
    const teamStep = (id: string, point: RunPoint, seconds: number) => ({
      id, point, description: id, target: topology.secondary, action: RecoveryAction.wait(Duration.seconds(seconds)), timeout: Duration.minutes(5),
    });
    const beside = { teamSteps: [teamStep('warm', RunPoint.BESIDE_PROMOTION, 60)] };
    const before = { teamSteps: [teamStep('warm', RunPoint.BEFORE_PROMOTION, 60)] };
    const after = { teamSteps: [teamStep('warm', RunPoint.AFTER_TRAFFIC, 60)] };
    expect([beside, before, after].map(parts => budgetOf({ topology, stores, parts }).typical.toSeconds())).toEqual([240, 300, 240]);
  });

  test('without a public name there is nothing to wait for but the writer', () => {
    const { typical, lines } = budgetOf({ topology, stores, parts: { traffic: undefined } });
    expect(lines.map(({ id }) => id)).not.toContain('latch-reading');
    expect(typical.toSeconds()).toBe(65 + 16 + 5 + 5 + 2 + 90 + 2);
  });
});

describe('the time budget of other runs', () => {
  test('a planned run has nothing to notice, drains first and moves traffic behind the writer', () => {
    const budget = budgetOf({ topology, stores, mode: RunMode.SWITCHOVER });
    const start = (id: string) => budget.lines.find(each => each.id === id)!.typical.start.toSeconds();
    expect(start('begin-run')).toBe(0);
    expect(start('fence-source')).toBeLessThan(start('promote-database-main'));
    expect(start('promote-database-main')).toBeLessThan(start('latch-reading'));
    expect(lengths(budget)['promote-database-main']).toBe(120);
  });

  test('a drill is measured to its end, without the round trip that only an order makes', () => {
    const ids = budgetOf({ topology, stores, mode: RunMode.DRILL }).lines.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['begin-drill', 'check-database-main', 'end-drill', 'notify']));
    expect(ids).not.toContain('run-planned');
  });
});

describe('assumptions', () => {
  const assumed = (seconds: number, source = 'drill of 2026-05-01') =>
    ({ best: Duration.seconds(1), typical: Duration.seconds(seconds), worst: Duration.seconds(2 * seconds), source });

  test('replace what nobody publishes', () => {
    const budget = budgetOf({
      topology,
      stores,
      assumptions: { detection: assumed(41), promotion: assumed(42), latchReading: assumed(43), recordCache: assumed(44), reconnection: assumed(45) },
    });
    expect(lengths(budget)).toMatchObject({
      'detection': 41, 'promote-database-main': 42, 'latch-reading': 43, 'record-cache': 44, 'reconnection': 45,
    });
    expect(budget.lines.filter(({ source }) => source === 'drill of 2026-05-01')).toHaveLength(5);
    expect(lengths(budget, 'worst')).toMatchObject({ detection: 82 });
    expect(lengths(budget, 'best')).toMatchObject({ detection: 1 });
  });

  test('of a person and of a switchover hold where there is one', () => {
    expect(lengths(budgetOf({ topology, stores, startedBy: 'operator', assumptions: { operatorResponse: assumed(50) } }))).toMatchObject({ operator: 50 });
    const planned = { topology, stores, mode: RunMode.SWITCHOVER, assumptions: { promotion: assumed(51), switchover: assumed(52) } };
    expect(lengths(budgetOf(planned))).toMatchObject({ 'promote-database-main': 52 });
  });

  test('of one step win over those of its kind', () => {
    const budget = budgetOf({ topology, stores, assumptions: { promotion: assumed(42), steps: { 'promote-database-main': assumed(30) } } });
    expect(lengths(budget)['promote-database-main']).toBe(30);
  });

  test('are cut at the time limit of the step, behind which the run ends', () => {
    expect(lengths(budgetOf({ topology, stores, assumptions: { promotion: assumed(6000) } }), 'worst')['promote-database-main']).toBe(900);
  });

  test('without a best case have the typical one, in fractions of seconds where they say so', () => {
    const source = 'drill';
    const reconnection = { typical: Duration.millis(1500), worst: Duration.seconds(4), source };
    const budget = budgetOf({ topology, stores, assumptions: { reconnection } });
    const { best } = budget.lines.find(({ id }) => id === 'reconnection')!;
    expect(best.end.toMilliseconds() - best.start.toMilliseconds()).toBe(1500);
  });
});

describe('the budget in words', () => {
  test('law 5: says what each figure rests on, and promises nothing', () => {
    const summary = budgetOf({ topology, stores, objective: Duration.minutes(5) }).summary();
    const rows = summary.split('\n');
    expect(rows[0]).toBe('Time budget of a forced failover to eu-central-1, in seconds (an estimate; drills measure it; worst: everything slow, but no call made again)');
    expect(rows.find(row => row.startsWith('* latch-reading'))).toMatch(/^\* latch-reading +15 +75 +120 +95 +170 {2}assumption: Route 53 follows/);
    expect(rows.find(row => row.startsWith('  promote-database-main'))).toMatch(/ 60 +90 +480 /);
    expect(rows.find(row => row.startsWith('total'))).toMatch(/^total +112 +240 +806 +objective: 300$/);
    expect(summary).not.toMatch(/guarant/i);
  });

  test('says so when there is no objective, and nothing to lose', () => {
    const summary = budgetOf({ topology }).summary();
    expect(summary).toMatch(/^total .* no objective was given$/m);
    expect(summary).not.toContain('Recovery points');
  });

  test('states the recovery point of each store, and what measures it', () => {
    expect(budgetOf({ topology, stores }).summary()).toContain(
      'Recovery points (targets; the metrics measure them)\n  database-main: 5 seconds, measured by AWS/RDS AuroraGlobalDBRPOLag in eu-west-1');
  });
});
