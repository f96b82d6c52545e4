import { renderFrame } from './frame';
import { renderLines } from './lines';
import { renderOutcome } from './outcome';
import { framesOf } from './pace';
import type { Terminal } from './play';
import { playProgress, redraw } from './play';
import { progressAt } from './progress';
import { paint } from './segments';
import type { SimulationReport } from '../../simulation/report';
import { FALSE_ALARM } from '../report/fixtures/false-alarm';
import { PLANNED_SWITCHOVER } from '../report/fixtures/planned-switchover';
import { REGION_LOSS } from '../report/fixtures/region-loss';
import { COLUMNS } from '../text';

const SCENARIOS: [string, SimulationReport][] = [['region-loss', REGION_LOSS], ['false-alarm', FALSE_ALARM], ['planned-switchover', PLANNED_SWITCHOVER]];

function frame(report: SimulationReport, atSeconds: number): string[] {
  return renderFrame(progressAt(report, atSeconds), { columns: COLUMNS, hasColours: false });
}

describe('a frame', () => {
  test('before anything happens shows the phases that are to come, and no run', () => {
    expect(frame(REGION_LOSS, 30)).toEqual([
      'simulated  12:00:30  T−9:30    no fault',
      'RTO clock  not started',
      'run        none',
      '           · detect → · decide → · shift → · promote → · verify',
      'requests   us-east-1 64/s',
      'name       leads to us-east-1; the writer is in us-east-1',
      'last       nothing yet',
    ]);
  });

  test('in the middle of a failover shows what is done and what goes on, and how long without a write', () => {
    expect(frame(REGION_LOSS, 760)).toEqual([
      'simulated  12:12:40  T+2:40    us-east-1 is lost',
      `RTO clock  2:40 of 5:00 ${'█'.repeat(16)}${'░'.repeat(14)} no write is taken`,
      'run        failover to us-west-2',
      '           ✓ detect 0:50 → ✓ decide 0:14 → ✓ shift 0:55 → ▸ promote 1:35 → · verify',
      'requests   us-west-2 51/s, not answered 13/s',
      'name       leads to us-west-2; the writer is in us-west-2',
      'last       T+2:20 Writer: us-west-2 is the writer',
    ]);
  });

  test('behind the failover has a clock that stands still', () => {
    expect(frame(REGION_LOSS, 784)[1]).toMatch(/^RTO clock {2}3:04 of 5:00 .* no write is taken$/);
    expect(frame(REGION_LOSS, 785)[1]).toMatch(/^RTO clock {2}3:05 of 5:00 .* recovered$/);
    expect(frame(REGION_LOSS, 2000)[1]).toMatch(/^RTO clock {2}3:05 of 5:00 █{18}░{12} recovered$/);
  });

  test('of a failback has the phases of the failback, in the order in which they begin', () => {
    expect(frame(REGION_LOSS, 2450).slice(2, 4)).toEqual(['run        failback to us-east-1', '           ✓ decide 0:01 → ▸ shift 0:49 → ▸ promote 0:42 → · verify']);
    expect(frame(REGION_LOSS, 2390)[2]).toBe('run        failover to us-west-2');
  });

  test('says when the objective is missed, and when nothing recovers', () => {
    const late = { ...REGION_LOSS, objectives: { rtoSeconds: 120, rpoSeconds: 5 } };
    expect(frame(late, 760)[1]).toBe(`RTO clock  2:40 of 2:00 ${'█'.repeat(30)} no write is taken, beyond the objective`);
    expect(frame(late, 900)[1]).toMatch(/ recovered, too late$/);
    const never = { ...REGION_LOSS, outcome: { ...REGION_LOSS.outcome, recovered: false, rtoSeconds: undefined } };
    expect(frame(never, 3000)[1]).toMatch(/^RTO clock {2}40:00 of 5:00 .* beyond the objective$/);
  });

  test('of what had no outage has no clock', () => {
    expect(frame(FALSE_ALARM, 610)).toMatchObject({
      0: 'simulated  12:10:10  T+0:10    the application in us-east-1 stumbles', 1: 'RTO clock  not started', 2: 'run        none', 3: '', 4: 'requests   us-east-1 57/s, not answered 7/s',
    });
    expect(frame(PLANNED_SWITCHOVER, 650)[1]).toBe('RTO clock  not started');
  });

  test('without traffic says so', () => {
    expect(frame({ ...FALSE_ALARM, traffic: [] }, 5)[4]).toBe('requests   none');
  });

  test.each(SCENARIOS)('of %s always has as many lines, and none that a terminal would break', (_, report) => {
    for (const columns of [40, COLUMNS]) {
      for (const atSeconds of framesOf(report)) {
        const lines = renderFrame(progressAt(report, atSeconds), { columns, hasColours: false });
        expect(lines).toHaveLength(7);
        expect(lines.filter(line => [...line].length > columns)).toEqual([]);
      }
    }
  });
});

describe('colours', () => {
  test('say nothing that the words do not say', () => {
    const coloured = renderFrame(progressAt(REGION_LOSS, 760), { columns: COLUMNS, hasColours: true });
    expect(coloured[4]).toContain('\u001b[31mnot answered 13/s\u001b[0m');
    // eslint-disable-next-line no-control-regex
    expect(coloured.map(line => line.replace(/\u001b\[\d+m/g, ''))).toEqual(frame(REGION_LOSS, 760));
  });

  test('do not count as columns, and end where the line is cut off', () => {
    expect(paint([{ text: 'abcdef', tone: 'good' }, { text: 'ghi', tone: 'bad' }], 5, true)).toBe('\u001b[32mabcd…\u001b[0m');
    expect(paint([{ text: 'abc' }, { text: 'def' }], 3, false)).toBe('abc');
  });
});

describe('lines, where nothing can be drawn over', () => {
  const lines = renderLines(REGION_LOSS);

  test('tell faults, runs, phases and moments in the order of time', () => {
    expect(lines.slice(0, 6)).toEqual([
      'T−7:59    Operator  us-west-2  arms automation',
      'T         Fault     us-east-1  us-east-1 is lost',
      'T+0:50    Run       us-west-2  detect done in 0:50',
      'T+0:50    Alarm     us-west-2  shallow probe of primary: ALARM',
      'T+0:50    Alarm     us-west-2  deep probe of primary: ALARM',
      'T+0:50    Alarm     us-west-2  decision alarm: ALARM',
    ]);
    expect(lines).toContain('T+3:07    Run       us-west-2  failover to us-west-2 succeeded after 2:04');
    expect(lines).toContain('T+15:00   Fault     us-east-1  over: us-east-1 is lost');
  });

  test('are broken between words, under the words', () => {
    const index = lines.findIndex(line => line.includes('failover to us-west-2 begins'));
    expect(lines.slice(index, index + 2)).toEqual([
      'T+1:03    Run       us-west-2  failover to us-west-2 begins: the endpoint and the database of',
      '                               us-east-1 do not answer, and us-west-2 is ready',
    ]);
    expect(lines.filter(line => line.length > COLUMNS)).toEqual([]);
  });

  test('leave out ends that there are not', () => {
    const [run] = REGION_LOSS.runs;
    const open = renderLines({
      ...REGION_LOSS, moments: [], faults: [{ label: 'lost', fromSeconds: 600 }], runs: [{ ...run, untilSeconds: undefined, steps: [{ ...run.steps[0], untilSeconds: undefined }] }],
    }).join('\n');
    expect(open).not.toMatch(/over:|done|succeeded/);
    expect(renderLines({ ...FALSE_ALARM, faults: [], moments: [] })).toEqual([]);
  });
});

describe('the pace', () => {
  test.each(SCENARIOS)('of %s shows its beginning and its end, in order, in seconds of watching', (_, report) => {
    const times = framesOf(report);
    expect(times[0]).toBe(0);
    expect(times[times.length - 1]).toBe(report.durationSeconds);
    expect(times.filter((time, index) => index > 0 && time <= times[index - 1])).toEqual([]);
    expect(times.length).toBeLessThan(150);
  });

  test('is dense where something goes on', () => {
    const between = (from: number, until: number) => framesOf(REGION_LOSS).filter(time => time >= from && time < until).length;
    expect(between(600, 787)).toBeGreaterThan(50);
    expect(between(1000, 2300)).toBeLessThan(20);
    expect(framesOf(FALSE_ALARM).filter(time => time >= 600 && time <= 640).length).toBeGreaterThan(30);
  });

  test('of runs that overlap shows each moment once', () => {
    const [run] = PLANNED_SWITCHOVER.runs;
    const twice = framesOf({ ...PLANNED_SWITCHOVER, runs: [run, { ...run, fromSeconds: 620, untilSeconds: undefined }] });
    expect(twice).toEqual([...new Set(twice)]);
    const inside = framesOf({ ...PLANNED_SWITCHOVER, runs: [run, { ...run, fromSeconds: 620, untilSeconds: 650, steps: [] }] });
    expect(inside).toEqual(framesOf(PLANNED_SWITCHOVER));
    expect(framesOf({ ...FALSE_ALARM, faults: [{ label: 'lost', fromSeconds: 0 }] })[0]).toBe(0);
  });
});

describe('playing', () => {
  function terminal(isTTY: boolean): Terminal & { readonly written: string[]; readonly waits: number[] } {
    const written: string[] = [];
    const waits: number[] = [];
    return {
      isTTY,
      columns: COLUMNS,
      hasColours: false,
      written,
      waits,
      write: text => written.push(text),
      wait: async milliseconds => { waits.push(milliseconds); },
    };
  }

  test('on a terminal draws each frame over the one before, and takes its time', async () => {
    const screen = terminal(true);
    await playProgress(FALSE_ALARM, screen);
    const frames = framesOf(FALSE_ALARM);
    expect(screen.waits).toHaveLength(frames.length);
    expect(screen.written[0]).toBe(redraw([], frame(FALSE_ALARM, 0)));
    expect(screen.written[frames.length - 1]).toBe(redraw(frame(FALSE_ALARM, 0), frame(FALSE_ALARM, 1200)));
  });

  test('elsewhere writes lines, without waiting and without codes', async () => {
    const pipe = terminal(false);
    await playProgress(REGION_LOSS, pipe);
    expect(pipe.written).toEqual(renderLines(REGION_LOSS).map(line => `${line}\n`));
    expect(pipe.written.join('')).not.toContain('\u001b');
    expect(pipe.waits).toEqual([]);
  });

  test('moves up by as many lines as stand there, and clears each', () => {
    expect(redraw([], ['a', 'b'])).toBe('\u001b[2Ka\n\u001b[2Kb\n');
    expect(redraw(['x', 'y'], ['a'])).toBe('\u001b[2F\u001b[2Ka\n');
  });
});

describe('the outcome in the terminal', () => {
  test('has the figures, and how to see it again', () => {
    expect(renderOutcome(REGION_LOSS)).toEqual(expect.arrayContaining([
      '  RTO         3:05 against an objective of 5:00: 1:55 to spare',
      '  RPO         0.4 s against an objective of 5 s: 4.6 s to spare',
      '  writes      171,600 acknowledged, 26 of them lost; 11,070 refused, 9,330 not answered',
      '  refused     writes for about 1:10 by the failover to us-west-2, about T+2:00 to T+3:10',
      '  refused     writes for about 2:20 by the failback to us-east-1, about T+30:10 to T+32:30',
      '  laws        none was broken',
      '  again       npm run demo -- --scenario region-loss --seed 7',
    ]));
    expect(renderOutcome(REGION_LOSS)[0]).toMatch(/^Recovered within the objectives\. us-west-2 noticed/);
  });

  test('names what was broken, and no figure that was not measured', () => {
    const lines = renderOutcome({ ...FALSE_ALARM, findings: [{ invariant: 'runs-end', atSeconds: 1, what: 'a run did not' }] });
    expect(lines).toEqual(expect.arrayContaining(['  laws        1 broken', '              runs-end: a run did not']));
    expect(lines.join('\n')).not.toMatch(/RTO|RPO|refused {2}/);
  });
});
