import { Duration, Stack, Token } from 'aws-cdk-lib';
import { requirePositive, requireWholeSeconds } from '../../src/topology/duration-rules';

const scope = () => new Stack(undefined, 'Payments');
const late = () => Duration.seconds(Token.asNumber({ Ref: 'Seconds' }));

const NOT_POSITIVE = 'time limits and thresholds are computed from it at synthesis, so it must be known and longer than zero. Write a duration '
  + 'such as Duration.seconds(30).';

describe.each([['any duration', requirePositive], ['whole seconds', requireWholeSeconds]])('where %s may be given', (_, check) => {
  test('one of nothing is refused', () => {
    expect(() => check(scope(), 'timeout', Duration.seconds(0))).toThrow(`[Payments] timeout = Duration.seconds(0): ${NOT_POSITIVE}`);
  });

  test('one that is not known at synthesis is refused', () => {
    expect(() => check(scope(), 'timeout', late())).toThrow(`[Payments] timeout = not known at synthesis: ${NOT_POSITIVE}`);
  });
});

test.each<[Duration, number]>([
  [Duration.millis(0.5), 0.5], [Duration.millis(1), 1], [Duration.minutes(2), 120_000],
])('%s is %d milliseconds', (duration, milliseconds) => {
  expect(requirePositive(scope(), 'timeout', duration)).toBe(milliseconds);
});

test.each<[Duration, number]>([[Duration.millis(1000), 1], [Duration.minutes(2), 120]])('%s is %d whole seconds', (duration, seconds) => {
  expect(requireWholeSeconds(scope(), 'timeout', duration)).toBe(seconds);
});

test.each([[999, 1], [1001, 2], [2500, 3]])('%d milliseconds are no whole seconds: the next ones are proposed', (milliseconds, seconds) => {
  expect(() => requireWholeSeconds(scope(), 'timeout', Duration.millis(milliseconds)))
    .toThrow(`[Payments] timeout = Duration.millis(${milliseconds}): Step Functions counts in whole seconds. Write Duration.seconds(${seconds}).`);
});
