import { Duration } from 'aws-cdk-lib';
import { composeBudget } from '../../../src/recovery/budget/budget-composition';
import type { BudgetInput } from '../../../src/recovery/budget/budget-composition';
import { seconds } from '../../../src/recovery/budget/budget-summary';
import { BranchPurpose } from '../../../src/recovery/plan/plan';
import { RunMode } from '../../../src/recovery/plan/run-mode';

/** Seconds at best, typically and at worst of each step; steps of one branch follow each other, branches do not. */
type Branches = { readonly [id: string]: readonly [number, number, number] }[];

function budgetOf(phases: readonly Branches[], changes: Partial<BudgetInput> = {}) {
  const figures = Object.assign({}, ...phases.flat()) as Branches[number];
  const stores = [{
    recoverableId: 'sessions',
    replicationSignals: () => [{
      id: 'lag', threshold: Duration.minutes(15), metric: { namespace: 'AWS/DynamoDB', metricName: 'ReplicationLatency' }, publishedIn: { name: 'home' },
    }],
  }];
  return composeBudget({
    plan: {
      target: { name: 'standby' },
      source: { name: 'home' },
      phases: phases.map((branches, index) => ({
        id: `phase-${index}`,
        branches: branches.map(steps => ({
          purpose: BranchPurpose.CONTROL,
          steps: Object.keys(steps).map(id => ({ id, description: `does ${id}`, action: { kind: id }, timeout: Duration.hours(1) })),
        })),
      })),
    },
    mode: RunMode.SWITCHOVER,
    stores,
    startedBy: 'operator',
    recordTtl: 60,
    assumptions: {},
    durationOf: ({ id }: { id: string }) => ({ best: figures[id][0], typical: figures[id][1], worst: figures[id][2], source: `source of ${id}` }),
    ...changes,
  } as unknown as BudgetInput);
}

// Beside `long`: a branch that is as long in two steps, one that is longer only at worst, and what follows all three.
const PHASES: Branches[] = [
  [{ first: [1, 10, 20] }],
  [{ short: [1, 2, 100] }, { long: [5, 30, 40] }, { one: [1, 15, 15], two: [1, 15, 15] }],
  [{ last: [2, 4, 8] }],
];

/** A planned run: 5 seconds of checks, the fence, the writer, and the traffic behind it. */
const REFUSING: Branches[] = [[{ checks: [5, 5, 5] }], [{ 'fence-source': [1, 2, 4] }], [{ promote: [30, 60, 90] }], [{ 'shift-traffic': [0, 0, 0] }]];

describe('a budget', () => {
  const budget = budgetOf(PHASES, { objective: Duration.seconds(60) });
  const spans = (which: 'best' | 'typical' | 'worst') =>
    Object.fromEntries(budget.lines.map(line => [line.id, [line[which].start.toSeconds(), line[which].end.toSeconds()]]));

  test('begins each part when all that it waits for is over, in each case for itself', () => {
    expect(spans('best')).toEqual({ first: [0, 1], short: [1, 2], long: [1, 6], one: [1, 2], two: [2, 3], last: [6, 8] });
    expect(spans('typical')).toEqual({ first: [0, 10], short: [10, 12], long: [10, 40], one: [10, 25], two: [25, 40], last: [40, 44] });
    expect(spans('worst')).toEqual({ first: [0, 20], short: [20, 120], long: [20, 60], one: [20, 35], two: [35, 50], last: [120, 128] });
  });

  test('lasts until the last part is over', () => {
    expect([budget.best, budget.typical, budget.worst].map(total => total.toSeconds())).toEqual([8, 44, 128]);
  });

  test('lists the parts in the order in which they typically begin', () => {
    expect(budgetOf([[{ a: [1, 9, 9], b: [1, 1, 1] }, { c: [1, 2, 2], d: [1, 1, 1] }]]).lines.map(({ id }) => id)).toEqual(['a', 'c', 'd', 'b']);
  });

  test('marks the parts without which it would be shorter, back from the one that ends last', () => {
    expect(budget.lines.filter(({ critical }) => critical).map(({ id }) => id)).toEqual(['first', 'long', 'last']);
    const other = budgetOf([[{ first: [1, 1, 1] }], [{ a: [1, 5, 5] }, { b: [1, 6, 6] }]]);
    expect(other.lines.filter(({ critical }) => critical).map(({ id }) => id)).toEqual(['first', 'b']);
  });

  test('hands on what is known of it', () => {
    expect([budget.target.name, budget.mode, budget.objective?.toSeconds()]).toEqual(['standby', 'switchover', 60]);
    expect(budget.lines.map(({ description, source }) => `${description}: ${source}`)).toContain('does long: source of long');
    expect(budget.recoveryPoints).toMatchObject([{ recoverableId: 'sessions', signalId: 'lag', metric: 'AWS/DynamoDB ReplicationLatency', publishedIn: { name: 'home' } }]);
    expect(budget.recoveryPoints[0].target.toMinutes()).toBe(15);
  });

  test('says how long a planned run keeps clients from writing: from the fence until none is led to it, longer than its writer takes', () => {
    const { withoutWrites, lines } = budgetOf(REFUSING);
    const { best, typical, worst } = withoutWrites!;
    expect([best, typical, worst].map(time => time.toSeconds())).toEqual([1 + 30 + 15 + 0, 2 + 60 + 75 + 60, 4 + 90 + 120 + 60]);
    const end = (id: string) => lines.find(line => line.id === id)!.typical.end.toSeconds();
    expect(typical.toSeconds()).toBeGreaterThan(end('promote') - 5);
    expect(budgetOf(REFUSING).summary()).toMatch(/\ntotal .*\nwithout writes +46 +197 +274 +from the fence until no client is led to where it stands\n/);
  });

  test('without a public name it says until the other Region admits writes', () => {
    const { withoutWrites } = budgetOf([[{ 'fence-source': [1, 2, 4] }], [{ 'activate-region': [1, 3, 9] }]]);
    expect(withoutWrites!.worst.toSeconds()).toBe(13);
  });

  test('of a run by force it says nothing of that, and neither of one that fences nothing', () => {
    expect(budgetOf(REFUSING, { mode: RunMode.FAILOVER }).withoutWrites).toBeUndefined();
    expect(budget.withoutWrites).toBeUndefined();
    expect(budget.summary()).not.toContain('without writes');
  });

  test('is as fine as a millisecond', () => {
    const { typical } = budgetOf([[{ a: [0.5, 1.2345, 2] }]]);
    expect(typical.toMilliseconds()).toBe(1235);
    expect(budgetOf([[{ a: [1, 2, 3] }]]).typical.toString()).toBe(Duration.seconds(2).toString());
  });

  test('is written in columns, names to the left and figures to the right', () => {
    expect(budget.summary()).toBe([
      'Time budget of a planned switchover to standby, in seconds (an estimate; drills measure it; worst: everything slow, but no call made again)',
      '         best  typical  worst  typically from  to',
      '* first     1       10     20               0  10  source of first',
      '  short     1        2    100              10  12  source of short',
      '* long      5       30     40              10  40  source of long',
      '  one       1       15     15              10  25  source of one',
      '  two       1       15     15              25  40  source of two',
      '* last      2        4      8              40  44  source of last',
      'total       8       44    128                      objective: 60',
      'Recovery points (targets; the metrics measure them)',
      '  sessions: 15 minutes, measured by AWS/DynamoDB ReplicationLatency in home',
    ].join('\n'));
    const bare = budgetOf([[{ a: [1, 2, 3] }]], { stores: [] }).summary().split('\n');
    expect(bare.slice(2)).toEqual([expect.stringMatching(/^\* a /), expect.stringMatching(/^total .* no objective was given$/)]);
  });

  test('is read in whole seconds', () => {
    expect([400, 499, 1500, 60_000].map(milliseconds => seconds(Duration.millis(milliseconds)))).toEqual(['0', '0', '2', '60']);
    const [line] = budgetOf([[{ a: [0.4, 1.6, 2] }]]).summary().split('\n').slice(2);
    expect(line).toMatch(/^\* a +0 +2 +2 +0 +2 {2}source of a$/);
    const [, next] = budgetOf([[{ a: [0.4, 1.6, 2] }], [{ b: [1, 1, 1] }]]).summary().split('\n').slice(2);
    expect(next).toMatch(/^\* b +1 +1 +1 +2 +3 {2}source of b$/);
  });
});
