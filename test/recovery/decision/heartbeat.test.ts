import { healthOf, heartbeatOf } from '../../../src/recovery/decision/heartbeat';

const NOW = Date.parse('2026-01-31T12:10:00Z');
const SECOND = 1000;

describe('what RDS said is what counts', () => {
  test.each(['works', 'dead', 'unknown'] as const)('%s, whatever else is known', look => {
    for (const peerAnswers of [true, false]) {
      for (const heartbeat of [NOW, NOW - 3_600_000, 'none', 'unread'] as const) {
        expect(healthOf(look, { heartbeat, peerAnswers }, NOW)).toBe(look);
      }
    }
  });
});

describe('where RDS of the other Region is silent', () => {
  test.each([
    ['with the whole Region silent, it is lost, however fresh its last writes are', NOW - SECOND, false, 'dead'],
    ['with the whole Region silent and nothing to be read here', 'unread', false, 'dead'],
    ['its writes still arrive: it writes', NOW - 60 * SECOND, true, 'unknown'],
    ['its writes arrived just within three minutes', NOW - 180 * SECOND + 1, true, 'unknown'],
    ['no write has arrived for three minutes', NOW - 180 * SECOND, true, 'dead'],
    ['no write has arrived at all', 'none', true, 'dead'],
    ['nobody can say what has arrived', 'unread', true, 'unknown'],
  ] as const)('%s', (_, heartbeat, peerAnswers, expected) => {
    expect(healthOf('silent', { heartbeat, peerAnswers }, NOW)).toBe(expected);
  });
});

test('a lag that grows says when the last write came: the heartbeat stands still', () => {
  const minute = (count: number) => new Date(NOW + count * 60 * SECOND);
  expect(heartbeatOf(minute(0), 500)).toBe(NOW + 59_500);
  expect([0, 1, 2].map(count => heartbeatOf(minute(count), (count + 1) * 60 * SECOND))).toEqual([NOW, NOW, NOW]);
});
