import { FALSE_ALARM } from './fixtures/false-alarm';
import { PLANNED_SWITCHOVER } from './fixtures/planned-switchover';
import { REGION_LOSS } from './fixtures/region-loss';
import { renderReport } from './page';
import type { Palette } from './palette';
import { BAND_COLOURS, DARK, LIGHT } from './palette';
import { overlapsOf, textsOf } from './texts.fixture';

const PICTURES = Object.entries({ REGION_LOSS, FALSE_ALARM, PLANNED_SWITCHOVER }).flatMap(([name, report]) =>
  [...renderReport(report).matchAll(/<svg class="chart (\w+)"[\s\S]*?<\/svg>/g)].map(([svg, format]) => ({
    name, format, svg, picture: /<title id="(\S+)-title">/.exec(svg)![1], size: /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.slice(1).map(Number),
  })));

describe.each(PICTURES)('the picture $picture of $name', ({ svg, size: [width, height], format }) => {
  const texts = textsOf(svg);

  test('keeps its texts inside', () => {
    expect(texts.length).toBeGreaterThan(3);
    expect(texts.filter(({ left, right, top, bottom }) => left < -0.5 || right > width + 0.5 || top < 0 || bottom > height)).toEqual([]);
  });

  test('writes no text over another', () => {
    expect(overlapsOf(texts)).toEqual([]);
  });

  test('is as wide as the room that it is made for, so that its letters keep their size', () => {
    expect(width).toBe({ wide: 1072, narrow: 342 }[format]);
    expect(svg).not.toMatch(/font-size="(\d|1[01])"/);
  });
});

function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [red, green, blue] = [1, 3, 5].map(index => parseInt(colour.slice(index, index + 2), 16) / 255)
      .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

describe.each([['light', LIGHT], ['dark', DARK]])('the %s colours', (_, palette: Palette) => {
  test('let text be read on every ground that it stands on', () => {
    const pairs = [
      ...(['ink', 'quiet', 'good', 'warning', 'bad', 'run', 'link'] as const).flatMap(text => (['paper', 'ground', 'plot', 'shade'] as const).map(ground => [text, ground] as const)),
      ...BAND_COLOURS.map(band => ['on-band', band] as const),
      ['on-band', 'quiet'] as const,
    ];
    expect(pairs.filter(([text, ground]) => contrast(palette[text], palette[ground]) < 4.5)).toEqual([]);
  });

  test('let bands be told from the paper', () => {
    expect([...BAND_COLOURS, 'unreachable' as const].filter(band => contrast(palette[band], palette.paper) < 3)).toEqual([]);
  });
});

test('contrast is counted as WCAG counts it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test('paper is always light, and has the wide pictures', () => {
  const print = renderReport(FALSE_ALARM).split('@media print')[1].split('</style>')[0];
  expect(print).toContain(`--paper: ${LIGHT.paper};`);
  expect(print).toContain('.chart.wide { display: block; } .chart.narrow { display: none; }');
});
