import type { FinishedSimulation } from './finished';
import { writeReport } from './report-writer';
import type { PlannedRun, ReportSubject } from './subject';
import type { ServedInterval } from '../clients/population';
import type { SimulatedEvent } from '../history/events';
import { historyOf } from '../history/history';
import type { SimulationReport } from '../report';
import { QUIET } from '../schedules/schedule';

const HOME = 'us-east-1';
const STANDBY = 'us-west-2';
const ARN = 'arn:aws:states:us-west-2:111111111111:execution:shop-test-recovery-failover-us-west-2-0a1b2c3d:auto-1';
const MACHINE = 'arn:aws:states:us-west-2:111111111111:stateMachine:shop-test-recovery-failover-us-west-2-0a1b2c3d';

const span = (start: number, end: number) => ({ start, end });
const part = (id: string, label: string, typical: number) => ({ id, label, best: span(0, 1), typical: span(0, typical), worst: span(0, 2 * typical), source: `assumption: ${id}` });
const step = (id: string, phase: string, isCheck = false) => ({ id, label: `do ${id}`, region: STANDBY, phase, isCheck });

const PLAN: PlannedRun = {
  mode: 'failover',
  target: STANDBY,
  steps: [
    step('begin-run', 'start'), step('check-one', 'readiness', true), step('check-two', 'readiness', true), step('approve-run', 'approval'),
    step('shift-traffic', 'traffic'), step('promote-database-main', 'activation'), step('verify-traffic', 'verification'), step('finish-run', 'completion'),
  ],
  budget: { parts: [part('detection', 'somebody notices', 65), part('promote-database-main', 'promotes', 90), part('latch-reading', 'a name moves', 60)], best: 60, typical: 200, worst: 700 },
};

const SUBJECT: ReportSubject = {
  scenario: 'hand-written',
  title: 'A title',
  names: { application: 'Shop', environment: 'test', home: HOME, standby: STANDBY, publicName: 'shop.example.com' },
  objectives: { rtoSeconds: 300, rpoSeconds: 5 },
  disclaimer: 'A simulation.',
  plans: [PLAN],
};

type Entry = readonly [seconds: number, event: SimulatedEvent];

const lost = (on: boolean): SimulatedEvent => ({ kind: 'world-fault', fault: 'region-lost', region: HOME, on });
const alarm = (name: string, from: string, to: string, region = STANDBY): SimulatedEvent => ({ kind: 'alarm-changed', region, alarm: name, from, to });
const started = (input: object = { actor: 'automation', reason: 'it is dead', automatic: true }): SimulatedEvent =>
  ({ kind: 'execution-started', region: STANDBY, machine: MACHINE, executionArn: ARN, input });
const ended = (status: string, error?: string): SimulatedEvent => ({ kind: 'execution-ended', region: STANDBY, executionArn: ARN, status, error });
const entered = (state: string): SimulatedEvent => ({ kind: 'state-entered', executionArn: ARN, state });
const exited = (state: string): SimulatedEvent => ({ kind: 'state-exited', executionArn: ARN, state });
const recorded = (fields: object = {}): SimulatedEvent =>
  ({ kind: 'run-recorded', region: STANDBY, run: { runId: ARN, mode: 'failover', target: STANDBY, epoch: 3, startedAt: '1970-01-01T00:01:10.000Z', ...fields } });
const taken = (from: number, until: number, states: readonly string[]): Entry[] =>
  states.flatMap((state, index): Entry[] => [[index === 0 ? from : until, entered(state)], [until, exited(state)]]);

/** Ten seconds of ten writes. */
const interval = (seconds: number, region: string | undefined, outcome: 'acknowledged' | 'refused' | 'unreachable'): ServedInterval =>
  ({ at: 1000 * seconds, served: region === undefined ? {} : { [region]: 10 }, acknowledged: 0, refused: 0, unreachable: 0, [outcome]: 10 });

function reportOf(entries: readonly Entry[], more: Partial<FinishedSimulation> = {}): SimulationReport {
  const intervals = more.intervals ?? [interval(0, HOME, 'acknowledged')];
  return writeReport({ schedule: { ...QUIET, seed: 5, minutes: 10 }, history: historyOf(...entries), intervals, lags: [], ...more }, SUBJECT, []);
}

const FAILOVER: Entry[] = [
  [60, lost(true)],
  [110, alarm('shop-test-detection-decision-us-west-2-0a1b2c3d', 'OK', 'ALARM')],
  [115, started()],
  ...taken(115, 116, ['begin-run']),
  [116, recorded()],
  ...taken(116, 117, ['readiness']),
  ...taken(117, 117, ['approve-run.if']),
  ...taken(117, 118, ['shift-traffic']),
  ...taken(118, 130, ['activation.side-by-side', 'promote-database-main', 'promote-database-main.ask', 'promote-database-main.look', 'promote-database-main.wait']),
  ...taken(135, 180, ['promote-database-main.ask', 'promote-database-main.look']),
  [150, { kind: 'traffic-moved', name: 'shop.example.com', region: STANDBY }],
  [170, { kind: 'writes-lost', database: 'main', from: 57_500, until: 59_500, count: 8, forced: true }],
  [171, { kind: 'writer-moved', database: 'main', from: HOME, to: STANDBY, forced: true }],
  [182, { kind: 'state-written', region: STANDBY, activeRegion: STANDBY, epoch: 3 }],
  [183, { kind: 'writes-admitted', region: STANDBY, epoch: 3 }],
  ...taken(182, 184, ['verify-traffic']),
  ...taken(184, 185, ['finish-run']),
  [185, recorded({ outcome: 'succeeded', lagInMilliseconds: 812.4, lossSeenAt: '1970-01-01T00:01:10.000Z', recoverySeconds: 114, suspectFrom: '1970-01-01T00:00:57.000Z', suspectUntil: '1970-01-01T00:03:00.000Z' })],
  [186, ended('SUCCEEDED')],
];

const MET: ServedInterval[] = [
  interval(0, HOME, 'acknowledged'), interval(60, undefined, 'unreachable'), interval(150, HOME, 'refused'), interval(160, undefined, 'unreachable'), interval(170, STANDBY, 'refused'),
  interval(190, STANDBY, 'acknowledged'),
];

describe('the report of a forced failover', () => {
  const report = reportOf(FAILOVER, { intervals: MET });
  const [run] = report.runs;

  test('has the run as its last record and its execution tell it', () => {
    expect(run).toMatchObject({
      runId: ARN,
      mode: 'failover',
      target: STANDBY,
      epoch: 3,
      actor: 'automation',
      reason: 'it is dead',
      fromSeconds: 115,
      untilSeconds: 186,
      outcome: 'succeeded',
      lagInMilliseconds: 812,
      lossSeenAt: '1970-01-01T00:01:10.000Z',
      recoverySeconds: 114,
      suspect: { from: '1970-01-01T00:00:57.000Z', until: '1970-01-01T00:03:00.000Z' },
    });
  });

  test('has the steps of the plan from their first state to their last, checks as one, and none that was passed by', () => {
    expect(run.steps.map(({ id, phase, fromSeconds, untilSeconds }) => [id, phase, fromSeconds, untilSeconds])).toEqual([
      ['detection', 'detect', 60, 110],
      ['decision', 'decide', 110, 115],
      ['begin-run', 'decide', 115, 116],
      ['readiness', 'decide', 116, 117],
      ['shift-traffic', 'shift', 117, 118],
      ['promote-database-main', 'promote', 130, 180],
      ['latch-reading', 'shift', 118, 150],
      ['record-cache', 'shift', 150, 170],
      ['verify-traffic', 'verify', 182, 184],
      ['finish-run', 'verify', 184, 185],
    ].sort((one, other) => (one[2] as number) - (other[2] as number)));
    expect(run.steps.find(({ id }) => id === 'readiness')!.label).toBe('See that these are ready: one, two');
    expect(run.steps[0]).toMatchObject({ label: 'somebody notices', region: STANDBY });
  });

  test('counts the recovery time from the loss to the first write that was admitted, and the recovery point back to the first that is gone', () => {
    expect(report.outcome).toMatchObject({ recovered: true, activeRegion: STANDBY, rtoSeconds: 123, rpoSeconds: 2.5 });
  });

  test('says in words what was noticed, taken and lost', () => {
    expect(report.outcome.summary).toBe('us-west-2 noticed the loss after 50 seconds, and took the first write 2 min 3 s after it; '
      + '8 acknowledged writes were not replicated by then, and lost.');
  });

  test('has what became of writes', () => {
    expect(report.writes).toEqual({
      acknowledged: 20,
      refused: 20,
      unreachable: 20,
      lost: 8,
      lostBetween: [{ from: '1970-01-01T00:00:57.500Z', until: '1970-01-01T00:00:59.500Z', count: 8 }],
    });
    expect(report.traffic[1]).toEqual({ fromSeconds: 60, served: {}, acknowledgedWrites: 0, refusedWrites: 0, unreachable: 10 });
  });

  test('holds phases against their parts of the budget, each with the source of its longest', () => {
    expect(report.budget).toEqual([
      { phase: 'detect', best: 1, typical: 65, worst: 130, actual: 50, source: 'detection: assumption: detection' },
      { phase: 'promote', best: 1, typical: 90, worst: 180, actual: 50, source: 'promote-database-main: assumption: promote-database-main' },
      { phase: 'shift', best: 1, typical: 60, worst: 120, actual: 53, source: 'latch-reading: assumption: latch-reading' },
      { phase: 'all of it', best: 60, typical: 200, worst: 700, actual: 124, source: 'the parts above, beside and behind each other as the plan of the failover has them' },
    ]);
  });
});

describe('runs that do not end well', () => {
  test('one that was refused has no record, and is told by its machine and its end', () => {
    const { runs, outcome } = reportOf([[115, started({ actor: 'operator', reason: 'a try', automatic: false })], [116, ended('FAILED', 'NotReady')]]);
    expect(runs).toEqual([expect.objectContaining({ mode: 'failover', target: STANDBY, epoch: 0, actor: 'operator', outcome: 'ended as NotReady', steps: [] })]);
    expect(outcome.summary).toBe('The failover to us-west-2 ended as NotReady.');
  });

  test('one that goes on has no end, nor has its last step', () => {
    const { runs: [run] } = reportOf([[115, started()], ...taken(115, 116, ['begin-run']), [118, entered('promote-database-main')]]);
    expect([run.untilSeconds, run.outcome]).toEqual([undefined, 'goes on']);
    expect(run.steps.find(({ id }) => id === 'promote-database-main')).toMatchObject({ fromSeconds: 118, untilSeconds: undefined });
  });

  test('an execution of a machine of which nothing was planned is no run', () => {
    const other = { ...started(), machine: 'arn:aws:states:us-west-2:111111111111:stateMachine:of-the-team' } as SimulatedEvent;
    expect(reportOf([[115, other], [116, ended('SUCCEEDED')]]).runs).toEqual([]);
  });

  test('clients that are refused at the end were not recovered', () => {
    const { outcome } = reportOf(FAILOVER, { intervals: [interval(0, HOME, 'acknowledged'), interval(190, STANDBY, 'refused')] });
    expect(outcome.recovered).toBe(false);
  });
});

describe('the moments of a report', () => {
  const labels = (entries: readonly Entry[]) => reportOf(entries).moments.map(({ kind, label }) => `${kind}: ${label}`);

  test('have alarms by their short names, to the alarm and back', () => {
    const name = 'shop-test-dns-latch-304b60c8-us-west-2-39789458';
    const changes = [['INSUFFICIENT_DATA', 'OK'], ['OK', 'ALARM'], ['ALARM', 'INSUFFICIENT_DATA'], ['ALARM', 'OK']];
    expect(labels(changes.map(([from, to], index): Entry => [index, alarm(name, from, to)]))).toEqual(['alarm: dns latch: ALARM', 'alarm: dns latch: OK']);
  });

  test('have pages: of an alarm by its short name, of a run as it was sent', () => {
    const page = (subject: string): SimulatedEvent => ({ kind: 'paged', region: STANDBY, topic: 'arn:shop-test-monitoring-critical-us-west-2', subject });
    expect(labels([[1, page('ALARM: shop-test-recovery-run-failed-us-west-2-39789458')], [2, page('Failover to us-west-2 of Shop test succeeded')]]))
      .toEqual(['page: ALARM: recovery run failed', 'page: Failover to us-west-2 of Shop test succeeded']);
  });

  test('have what is sent for information as a message: it wakes nobody', () => {
    const event: SimulatedEvent = { kind: 'paged', region: STANDBY, topic: 'arn:shop-test-monitoring-information-us-west-2', subject: 'Switchover to us-west-2 of Shop test succeeded' };
    expect(labels([[1, event]])).toEqual(['message: Switchover to us-west-2 of Shop test succeeded']);
  });

  test('have a latch when it changes, and say which one it is', () => {
    const latch = (region: string, closed: boolean): SimulatedEvent => ({ kind: 'latch-written', region, closed, epoch: 1 });
    const written: readonly (readonly [string, boolean])[] = [[STANDBY, false], [STANDBY, true], [STANDBY, true], [HOME, true], [STANDBY, false]];
    expect(labels(written.map(([region, closed], index): Entry => [index, latch(region, closed)]))).toEqual(['latch: closed', 'latch: reverse latch: closed', 'latch: open']);
  });

  test('have what people do, in order with the rest', () => {
    const input = { actor: 'operator', reason: 'a test' };
    const { moments } = reportOf([[70, alarm('shop-test-a-us-west-2-39789458', 'OK', 'ALARM')]], {
      schedule: {
        ...QUIET,
        seed: 5,
        minutes: 10,
        orders: [
          { at: 60_000, region: STANDBY, what: 'arm' },
          { at: 80_000, region: HOME, what: 'start', machine: 'planned', name: 'one', input },
          { at: 90_000, region: STANDBY, what: 'start', machine: 'planned', name: 'two', input },
          { at: 95_000, region: STANDBY, what: 'start', machine: 'drill', name: 'three', input },
        ],
      },
    });
    expect(moments.map(({ label }) => label)).toEqual(['arms automation', 'a: ALARM', 'starts the failback', 'starts the switchover', 'starts the drill']);
  });
});

describe('the faults of a report', () => {
  test('last until they are taken back, or until the end', () => {
    expect(reportOf([[60, lost(true)], [90, lost(false)], [100, { kind: 'world-fault', fault: 'lag', region: HOME, on: true }]]).faults).toEqual([
      { label: 'us-east-1 is lost', region: HOME, fromSeconds: 60, untilSeconds: 90 },
      { label: 'us-east-1: replication falls behind', region: HOME, fromSeconds: 100 },
    ]);
  });

  test('a Region that returns ends its loss', () => {
    expect(reportOf([[60, lost(true)], [90, { kind: 'world-fault', fault: 'region-returns', region: HOME, on: true }]]).faults)
      .toEqual([{ label: 'us-east-1 is lost', region: HOME, fromSeconds: 60, untilSeconds: 90 }]);
  });

  test('that nothing followed are told with what was seen of them', () => {
    const fault = (on: boolean): SimulatedEvent => ({ kind: 'world-fault', fault: 'application-down', region: HOME, on });
    const stumble: Entry[] = [[60, fault(true)], [100, fault(false)]];
    const met = [interval(0, HOME, 'acknowledged'), interval(60, undefined, 'unreachable'), interval(100, HOME, 'acknowledged')];
    expect(reportOf(stumble, { intervals: met }).outcome).toEqual({
      recovered: true,
      rtoSeconds: undefined,
      rpoSeconds: undefined,
      activeRegion: HOME,
      summary: 'The application in us-east-1 does not answer for 40 seconds, and no alarm goes off in us-west-2, which watches from outside: '
        + 'no run is started, and nothing moves; nobody is paged. 10 writes are not answered meanwhile.',
    });
    expect(reportOf([...stumble, [101, alarm('shop-test-a-us-west-2-39789458', 'OK', 'ALARM')]], { intervals: met }).outcome.summary)
      .toContain('what us-west-2 sees is not enough for a decision');
  });
});

test('the lag of a report is that of the database that is furthest behind, and unknown when one cannot be asked', () => {
  const lag = (at: number, milliseconds?: number) => ({ at, milliseconds });
  const lags = [lag(0, 300), lag(0, 900.4), lag(60_000, 300), lag(60_000)];
  expect(reportOf([], { lags }).lag).toEqual([{ atSeconds: 0, milliseconds: 900 }, { atSeconds: 60 }]);
});

test('what the checker found is in the report, at its time', () => {
  const { findings } = writeReport({ schedule: { ...QUIET, seed: 5, minutes: 1 }, history: historyOf(), intervals: [interval(0, HOME, 'acknowledged')], lags: [] },
    SUBJECT, [{ invariant: 'latch-holds', at: 12_500, what: 'it did not' }]);
  expect(findings).toEqual([{ invariant: 'latch-holds', atSeconds: 12.5, what: 'it did not' }]);
});
