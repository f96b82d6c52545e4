import { renderChart } from './chart/chart';
import type { Lane } from './chart/lane';
import { FALSE_ALARM } from './fixtures/false-alarm';
import { PLANNED_SWITCHOVER } from './fixtures/planned-switchover';
import { REGION_LOSS } from './fixtures/region-loss';
import { bandLane } from './lanes/bands';
import { momentLane } from './lanes/moments';
import { faultLane, latchLane, requestLane, writeLane } from './lanes/of-report';
import { storyOf } from './story';
import { overlapsOf, textsOf } from './texts.fixture';
import type { ReportTraffic, SimulationReport } from '../../simulation/report';

const WINDOW = { fromSeconds: 0, untilSeconds: 880 };
/** Of the wide picture: where its plot begins, and how wide it is. */
const PLOT = { left: 190, width: 880 };

/** The wide and the narrow picture of lanes, in a window in which a second is one unit of the wide one. */
function pictures(lanes: Lane[], report: SimulationReport = { ...FALSE_ALARM, durationSeconds: 880 }): { wide: string; narrow: string } {
  const [wide, narrow] = renderChart({ id: 'x', title: 'A picture', window: WINDOW, story: storyOf(report), lanes }).split('<svg class="chart narrow"');
  return { wide, narrow };
}

describe('bands', () => {
  const band = (label: string, fromSeconds: number, untilSeconds: number) => ({ label, fromSeconds, untilSeconds, kind: 'fault' });

  test('are to scale, at least three units wide, and say when they were where the pointer rests', () => {
    const { wide } = pictures([bandLane('Faults', [band('long', 100, 400), band('short', 600, 600.5)], 'none')]);
    expect(wide).toContain(`<g><title>long: T−8:20 to T−3:20</title><rect x="${PLOT.left + 100}" y="0" width="299" height="24" rx="4" class="band fault">`);
    expect(wide).toContain(`<rect x="${PLOT.left + 600}" y="0" width="2" height="24"`);
  });

  test('carry their names inside, else where there is room beside them', () => {
    const { wide } = pictures([bandLane('Faults', [band('inside', 100, 300), band('to the right', 400, 405), band('to the left', 870, 880)], 'none')]);
    const words = Object.fromEntries(textsOf(wide).map(text => [text.words, text]));
    expect(words.inside).toMatchObject({ left: PLOT.left + 107 });
    expect(words['to the right']).toMatchObject({ left: PLOT.left + 412 });
    expect(words['to the left'].right).toBeCloseTo(PLOT.left + 863);
    expect(wide).toContain('class="ink-on-band">inside<');
    expect(wide).toContain('class="ink-strong">to the right<');
  });

  test('stand below each other where they overlap', () => {
    const { wide } = pictures([bandLane('Faults', [band('one', 100, 400), band('other', 200, 500)], 'none')]);
    expect([...wide.matchAll(/<rect x="\d+" y="(\d+)" width="\d+" height="24"/g)].map(([, y]) => y)).toEqual(['0', '28']);
  });

  test('of a chain stay in one row, and are nameless where there is no room', () => {
    const chain = [band('us-east-1', 0, 10), band('us-west-2', 10, 880)].map(each => ({ ...each, isLink: true }));
    const { wide } = pictures([bandLane('Writer', chain, 'nowhere')]);
    expect(wide).not.toContain('>us-east-1<');
    expect(wide.match(/ y="0" width="\d+" height="24"/g)).toHaveLength(2);
  });

  test('outside of the window are left out, and an empty lane says so', () => {
    const { wide } = pictures([bandLane('Faults', [band('later', 880, 900)], 'none')]);
    expect(wide).not.toContain('later: ');
    expect(wide).toContain('>none<');
  });

  test('of latches name their Region where there is more than one', () => {
    expect(pictures([latchLane(PLANNED_SWITCHOVER)], PLANNED_SWITCHOVER).wide).toContain('us-east-1: reverse latch: open');
    expect(pictures([latchLane({ ...REGION_LOSS, durationSeconds: 880 })], REGION_LOSS).wide).toContain('<title>closed: ');
  });
});

describe('areas', () => {
  const traffic: ReportTraffic[] = [
    { fromSeconds: 0, served: { 'us-east-1': 4400 }, acknowledgedWrites: 4400, refusedWrites: 0, unreachable: 0 },
    { fromSeconds: 440, served: { 'us-west-2': 1100 }, acknowledgedWrites: 0, refusedWrites: 1100, unreachable: 3300 },
  ];
  const report = { ...FALSE_ALARM, durationSeconds: 880, traffic };
  const path = (svg: string, kind: string) => new RegExp(`<path d="([^"]*)" class="area ${kind}"([^>]*)>`).exec(svg)!.slice(1);

  test('are stacked to scale, the most of them being as high as the lane', () => {
    const { wide } = pictures([requestLane(report)]);
    expect(path(wide, 'home')).toEqual(['M190 4H630L630 92H190Z', '']);
    expect(path(wide, 'standby')).toEqual(['M630 70H1070L1070 92H630Z', '']);
    expect(wide).toContain('>10/s</text>');
  });

  test('of what nobody answers are hatched, by a pattern of the picture itself', () => {
    const { wide, narrow } = pictures([requestLane(report)]);
    expect(path(wide, 'unreachable')).toEqual(['M630 4H1070L1070 70H630Z', ' fill="url(#x-wide-hatch)"']);
    expect(wide).toContain('<pattern id="x-wide-hatch"');
    expect(path(narrow, 'unreachable')[1]).toBe(' fill="url(#x-narrow-hatch)"');
    expect(narrow).toContain('<pattern id="x-narrow-hatch"');
  });

  test('of writes tell what became of them', () => {
    const { wide } = pictures([writeLane(report)]);
    expect(path(wide, 'acknowledged')[0]).toBe('M190 4H630L630 92H190Z');
    expect(path(wide, 'refused')[0]).toBe('M630 70H1070L1070 92H630Z');
    expect(path(wide, 'unreachable')[0]).toBe('M630 4H1070L1070 70H630Z');
  });

  test('carry their names where there is room', () => {
    const { wide, narrow } = pictures([requestLane(report)]);
    expect(wide.match(/>us-east-1<\/text>/g)).toHaveLength(1);
    expect(textsOf(wide).find(({ words }) => words === 'not answered')).toMatchObject({ left: expect.any(Number) });
    expect(narrow).toContain('>up to 10/s</text>');
  });
});

describe('moments', () => {
  const at = (atSeconds: number) => ({ atSeconds, kind: 'page' as const, label: `number ${atSeconds}` });

  test('are told in the window only, and not all of them when there are many', () => {
    const { wide } = pictures([momentLane([at(-1), ...Array.from({ length: 17 }, (_, index) => at(100 + index)), at(881)])]);
    expect(wide.match(/<circle/g)).toHaveLength(14);
    expect(wide).toContain('>and 3 more, in the log</text>');
    expect(wide).not.toContain('>Page: number 881<');
  });

  test('have lines to their dots that pass by the words of others', () => {
    const { wide } = pictures([momentLane([at(100), at(150), at(600)])]);
    const drawn = wide.matchAll(/<line x1="([\d.]+)" y1="([\d.]+)" x2="[\d.]+" y2="([\d.]+)" class="stem">/g);
    const stems = [...drawn].map(([, x, from, until]) => [x, from, until].map(Number));
    const words = textsOf(wide).filter(({ words: each }) => each.startsWith('Page: '));
    const lane = Math.min(...words.map(({ bottom }) => bottom)) - 13;
    expect(words).toHaveLength(3);
    // The second stands below the words of the first, which its line would have to cross.
    expect(stems).toEqual([[PLOT.left + 100, 0, 9], [PLOT.left + 150, 19, 28], [PLOT.left + 600, 0, 9]]);
    expect(stems.filter(([x, from, until]) =>
      words.some(({ left, right, top, bottom }) => left < x && x < right && top < lane + until && lane + from < bottom))).toEqual([]);
    expect(wide.lastIndexOf('class="stem"')).toBeLessThan(wide.indexOf('<circle'));
  });
});

describe('the axis', () => {
  const late: SimulationReport = { ...FALSE_ALARM, faults: [{ label: 'lost', fromSeconds: -36_000 }] };

  test('leaves out a time that would stand over the one before', () => {
    const window = { fromSeconds: 0, untilSeconds: 720 };
    const [wide] = renderChart({ id: 'x', title: 'A picture', window, story: storyOf(late), lanes: [faultLane({ ...FALSE_ALARM, faults: [] })] }).split('</svg>');
    const times = textsOf(wide).filter(({ words }) => words.startsWith('+'));
    expect(times[0].words).toBe('+10:00:00');
    expect(times.length).toBeLessThan(wide.match(/class="grid"/g)!.length);
    expect(overlapsOf(times)).toEqual([]);
  });

  test('shades faults through all lanes, cut to the window', () => {
    const svg = renderChart({
      id: 'x',
      title: 'A picture',
      window: WINDOW,
      story: storyOf(FALSE_ALARM),
      lanes: [faultLane(FALSE_ALARM)],
      shaded: [{ fromSeconds: 600, untilSeconds: 2000 }, { fromSeconds: 900, untilSeconds: 950 }],
    });
    expect(svg.match(/class="shade"/g)).toHaveLength(2);
    expect(svg).toContain('<rect x="790" y="22" width="280"');
  });
});
