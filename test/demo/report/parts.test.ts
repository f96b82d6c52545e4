import { rowsFor } from './chart/rows';
import { roundUp, scaleOf, ticksOf } from './chart/scale';
import { clock, duration, instant, share } from './figures';
import { PLANNED_SWITCHOVER } from './fixtures/planned-switchover';
import { REGION_LOSS } from './fixtures/region-loss';
import { largestStretch } from './lanes/areas';
import { knownRuns, unknownSpans } from './lanes/lag';
import { linked } from './links';
import { against, longestPause, refusedIn, verdictOf } from './outcome';
import { phasesOf } from './phases';
import { windowOf } from './sections/runs';
import { latchesOf, placesOf } from './states';
import { storyOf } from './story';
import { binsOf, trafficSpans } from './traffic';

test.each([
  [0, '0 s'], [0.44, '0.4 s'], [9.94, '9.9 s'], [9.96, '0:10'], [59.6, '1:00'], [185, '3:05'], [3720, '1:02:00'],
])('a length of %d seconds reads %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});

test('figures read well', () => {
  expect(clock(4)).toBe('0:04');
  expect([share(0, 0), share(0, 5), share(1, 1_000_000), share(999_999, 1_000_000), share(5, 5), share(1, 300)]).toEqual(['0 %', '0 %', '< 0.01 %', '> 99.9 %', '100 %', '0.33 %']);
  // Of nearly the same whole, they are the same.
  expect([share(2, 10_001), share(2, 9999), share(1996, 10_000)]).toEqual(['0.02 %', '0.02 %', '20 %']);
  expect([instant('2026-01-31T12:09:59.588Z'), instant('2026-01-31T12:10:00.000Z')]).toEqual(['2026-01-31 12:09:59.588 UTC', '2026-01-31 12:10:00 UTC']);
  expect([against(1, 5), against(7, 5), against(5.01, 5)]).toEqual(['4 s to spare', '2 s beyond it', 'exactly the objective']);
});

test.each([
  [191.6, 300, '3:12', '1:48 to spare'], [191.4, 300, '3:11', '1:49 to spare'], [300.4, 300, '5:00', 'just beyond it'], [299.6, 300, '5:00', 'just within it'],
  [308.6, 300, '5:09', '9 s beyond it'], [0.44, 5, '0.4 s', '4.6 s to spare'], [8.43, 60, '8.4 s', '51.6 s to spare'],
])('%d seconds against %d are shown so that they add up', (actual, objective, value, note) => {
  expect([duration(actual), against(actual, objective)]).toEqual([value, note]);
});

describe('the story', () => {
  test('counts from the first fault, else from the first run, else from the beginning', () => {
    const { faults: [fault] } = REGION_LOSS;
    expect(storyOf({ ...REGION_LOSS, faults: [{ ...fault, fromSeconds: 900 }, fault] })).toMatchObject({ zeroSeconds: 600, zeroIs: 'us-east-1 is lost' });
    expect(storyOf({ ...PLANNED_SWITCHOVER })).toMatchObject({ zeroSeconds: 600, zeroIs: 'the switchover begins' });
    expect(storyOf({ ...PLANNED_SWITCHOVER, runs: [] })).toMatchObject({ zeroSeconds: 0, zeroIs: 'the simulation begins' });
  });

  test('writes times as people say them', () => {
    const story = storyOf(REGION_LOSS);
    expect([0, 599.8, 600, 650, 4400].map(story.at)).toEqual(['T−10:00', 'T', 'T', 'T+0:50', 'T+1:03:20']);
    expect([540, 600, 660].map(story.tick)).toEqual(['−1:00', 'T', '+1:00']);
    expect(story.wallClock(664.6)).toBe('12:11:05');
  });
});

test('phases are in the order in which they began, and of those that began together in the order in which people tell it', () => {
  const step = (phase: string, fromSeconds: number, untilSeconds?: number) => ({ id: phase, phase, label: phase, fromSeconds, untilSeconds });
  expect(phasesOf({ steps: [step('warm', 5, 9), step('promote', 5, 7), step('shift', 5, 6), step('detect', 0, 5), step('shift', 1, 2), step('promote', 6)] }))
    .toMatchObject([
      { phase: 'detect', fromSeconds: 0, untilSeconds: 5 },
      { phase: 'shift', fromSeconds: 1, untilSeconds: 6, steps: [{ fromSeconds: 1 }, { fromSeconds: 5 }] },
      { phase: 'promote', fromSeconds: 5, untilSeconds: undefined },
      { phase: 'warm' },
    ]);
});

describe('what holds for a time', () => {
  test('the home Region has traffic and the writer until they move', () => {
    expect(placesOf(REGION_LOSS, 'writer').map(({ region, fromSeconds, untilSeconds }) => [region, fromSeconds, untilSeconds]))
      .toEqual([['us-east-1', 0, 739.6], ['us-west-2', 739.6, 2449.5], ['us-east-1', 2449.5, 3000]]);
    const again = { ...REGION_LOSS, moments: [{ atSeconds: 5, kind: 'traffic' as const, region: 'us-east-1', label: 'again' }, { atSeconds: 6, kind: 'traffic' as const, label: 'nowhere' }] };
    expect(placesOf(again, 'traffic')).toEqual([{ label: 'us-east-1', region: 'us-east-1', fromSeconds: 0, untilSeconds: 3000 }]);
  });

  test('a latch says what it was told last, and nothing before', () => {
    expect(latchesOf(REGION_LOSS, 'us-west-2').map(({ label, fromSeconds, untilSeconds }) => [label, fromSeconds, untilSeconds]))
      .toEqual([['closed', 664.6, 2478.1], ['open', 2478.1, 3000]]);
    expect(latchesOf(REGION_LOSS, 'us-east-1')).toEqual([]);
  });
});

describe('traffic', () => {
  const span = (fromSeconds: number, untilSeconds: number, count: number) =>
    ({ fromSeconds, untilSeconds, served: {}, acknowledgedWrites: count, refusedWrites: 0, unreachable: 0 });
  const count = ({ acknowledgedWrites }: { acknowledgedWrites: number }) => [acknowledgedWrites];

  test('is summed up to as many bins as a picture can show, as rates', () => {
    const spans = [span(0, 10, 100), span(10, 20, 300), span(20, 30, 50)];
    expect(binsOf(spans, { fromSeconds: 0, untilSeconds: 30 }, 2, count)).toEqual([
      { fromSeconds: 0, untilSeconds: 20, rates: [20] }, { fromSeconds: 20, untilSeconds: 30, rates: [5] },
    ]);
    expect(binsOf(spans, { fromSeconds: 0, untilSeconds: 30 }, 99, count)).toHaveLength(3);
  });

  test('is cut to the window, at the rate of the whole span', () => {
    const cut = binsOf([span(0, 10, 100), span(10, 20, 300)], { fromSeconds: 4, untilSeconds: 10 }, 9, count);
    expect(cut).toEqual([{ fromSeconds: 4, untilSeconds: 10, rates: [10] }]);
    expect(binsOf([], { fromSeconds: 0, untilSeconds: 10 }, 9, count)).toEqual([]);
  });

  test('ends with the simulation', () => {
    const traffic = [span(0, 0, 1), span(10, 0, 1), span(40, 0, 1)];
    expect(trafficSpans({ traffic, durationSeconds: 40 }).map(({ untilSeconds }) => untilSeconds)).toEqual([10, 40]);
  });

  test('is paused while clients ask and no write is acknowledged', () => {
    expect(longestPause(REGION_LOSS)).toBe(190);
    expect(longestPause({ traffic: [], durationSeconds: 10 })).toBe(0);
    expect(longestPause({ traffic: [span(0, 0, 0)], durationSeconds: 10 })).toBe(0);
  });
});

test('a run refuses writes from the first that it refuses to the last, those behind the next run are not its own', () => {
  const [failover, failback] = REGION_LOSS.runs;
  expect(refusedIn(REGION_LOSS, failover)).toEqual({ fromSeconds: 720, untilSeconds: 790 });
  expect(refusedIn(REGION_LOSS, failback)).toEqual({ fromSeconds: 2410, untilSeconds: 2550 });
  expect(refusedIn({ ...REGION_LOSS, runs: [failover] }, failover)).toEqual({ fromSeconds: 720, untilSeconds: 2550 });
  expect(refusedIn({ ...REGION_LOSS, traffic: [] }, failover)).toBeUndefined();
});

test('the verdict counts broken laws', () => {
  const finding = { invariant: 'latch-holds', atSeconds: 1, what: 'it did not' };
  expect(verdictOf({ ...REGION_LOSS, findings: [finding, finding] })).toEqual({ tone: 'bad', words: '2 times a law was broken' });
});

describe('the axis', () => {
  test('puts times to scale, and what is outside at its ends', () => {
    const { at } = scaleOf({ fromSeconds: 100, untilSeconds: 200 }, 10, 60);
    expect([50, 100, 150, 200, 300].map(at)).toEqual([10, 10, 35, 60, 60]);
    expect(scaleOf({ fromSeconds: 5, untilSeconds: 5 }, 10, 60).at(5)).toBe(10);
  });

  test('has ticks that are counted from the moment of the story, and far enough apart', () => {
    expect(ticksOf(scaleOf({ fromSeconds: 0, untilSeconds: 100 }, 0, 500), 25, 100)).toEqual([25, 55, 85]);
    expect(ticksOf(scaleOf({ fromSeconds: 0, untilSeconds: 400_000 }, 0, 100), 0, 100)).toHaveLength(5);
  });

  test('ends at a round number', () => {
    expect([0, 1, 5.5, 64, 2600].map(roundUp)).toEqual([1, 1, 6, 80, 3000]);
    expect(roundUp(0.29)).toBeCloseTo(0.3);
  });
});

test('pieces stand in the first row that has room for them', () => {
  const extents = [[0, 10], [5, 20], [10, 30], [12, 14], [31, 32]].map(([start, end]) => ({ start, end }));
  expect(rowsFor(extents, 0)).toEqual([0, 1, 0, 2, 0]);
  expect(rowsFor([{ start: 0, end: 10 }, { start: 10, end: 20 }], 1)).toEqual([0, 1]);
});

test('a name stands where a layer has most room for it', () => {
  const edge = (left: number, top: number, bottom: number) => ({ left, right: left + 10, top, bottom });
  expect(largestStretch([edge(0, 0, 30), edge(10, 0, 90), edge(20, 0, 90), edge(30, 80, 90)])).toEqual({ left: 10, right: 30, top: 0, bottom: 90 });
  expect(largestStretch([edge(0, 0, 17), edge(10, 5, 5)])).toBeUndefined();
});

test('lag has gaps where nobody can say', () => {
  const lag = [{ atSeconds: 1, milliseconds: 5 }, { atSeconds: 2 }, { atSeconds: 3 }, { atSeconds: 4, milliseconds: 6 }, { atSeconds: 5 }];
  expect(knownRuns(lag).map(run => run.map(({ atSeconds }) => atSeconds))).toEqual([[1], [4]]);
  expect(unknownSpans(lag, 9)).toEqual([{ fromSeconds: 2, untilSeconds: 4 }, { fromSeconds: 5, untilSeconds: 9 }]);
});

describe('the window of a run', () => {
  const [failover, failback] = REGION_LOSS.runs;

  test('begins with what led to it, and shows the objective of the run that ends the outage', () => {
    expect(windowOf(REGION_LOSS, failover)).toEqual({ fromSeconds: expect.closeTo(577.5, 1), untilSeconds: 912 });
    expect(windowOf({ ...REGION_LOSS, objectives: { rtoSeconds: 3600, rpoSeconds: 5 } }, failover).untilSeconds).toBeCloseTo(833.9, 1);
  });

  test('leaves out a loss of long before', () => {
    expect(windowOf(REGION_LOSS, failback).fromSeconds).toBeCloseTo(2381.3, 1);
  });

  test('stays inside the simulation', () => {
    const [run] = PLANNED_SWITCHOVER.runs;
    expect(windowOf({ ...PLANNED_SWITCHOVER, durationSeconds: 740 }, { ...run, fromSeconds: 0 })).toEqual({ fromSeconds: 0, untilSeconds: 740 });
  });
});

test('addresses can be followed, and what stands beside them is text', () => {
  expect(linked('AWS, https://docs.aws.amazon.com/a?b=1, <b>')).toBe('AWS, <a href="https://docs.aws.amazon.com/a?b=1" rel="noreferrer">docs.aws.amazon.com/a?b=1</a>, &#60;b&#62;');
  expect(linked('javascript:alert(1) http://x')).toBe('javascript:alert(1) http://x');
});
