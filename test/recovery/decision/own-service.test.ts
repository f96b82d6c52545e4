import { HOME, NOW, UNTOUCHED } from './states';
import type { Role, RunUnderWay } from '../../../src/recovery/decision/observation';
import type { OwnLook } from '../../../src/recovery/decision/own-service';
import { looksAtItself, noteService, ownService, PATIENCE_IN_MILLISECONDS } from '../../../src/recovery/decision/own-service';

const WELL: OwnLook = { writtenElsewhere: false, endpointFails: false };
const LONG_AMISS = { ...UNTOUCHED, amissSince: NOW - PATIENCE_IN_MILLISECONDS };

test.each<[Role, RunUnderWay, boolean]>([
  ['active', 'none', true], ['active', 'here', false], ['active', 'planned-here', false], ['active', 'elsewhere', false], ['standby', 'none', false], ['contested', 'none', false],
])('a Region that is %s, with a run "%s", looks at itself: %s', (role, run, expected) => {
  expect(looksAtItself(role, run)).toBe(expected);
});

describe('what a Region has seen of itself', () => {
  test.each<[OwnLook, string]>([
    [{ writtenElsewhere: true, endpointFails: false }, 'written-elsewhere'],
    [{ writtenElsewhere: false, endpointFails: true }, 'endpoint-lost'],
    [{ writtenElsewhere: true, endpointFails: true }, 'written-elsewhere'],
    [{ endpointFails: true }, 'endpoint-lost'],
    [WELL, 'serves'],
    [{}, 'serves'],
  ])('%j: %s, when it has been so for five minutes', (look, expected) => {
    expect(PATIENCE_IN_MILLISECONDS).toBe(300_000);
    expect(ownService(LONG_AMISS, look, NOW)).toBe(expected);
  });

  test.each([['a moment less', { ...UNTOUCHED, amissSince: LONG_AMISS.amissSince + 1 }], ['never noted', UNTOUCHED]])('counts for nothing before: %s', (_, own) => {
    expect(ownService(own, { writtenElsewhere: true }, NOW)).toBe('serves');
  });
});

describe('the note since when something is amiss', () => {
  const noted = (own: typeof UNTOUCHED, look: OwnLook | undefined, role: Role = 'active') =>
    noteService('state-of-home', own, look, role, { home: HOME, now: NOW }).map(({ Update }) => [Update!.TableName, Update!.Key, Update!.UpdateExpression]);
  const CURRENT = ['state-of-home', { kind: { S: 'state' }, id: { S: 'current' } }];

  test.each<[OwnLook]>([[{ writtenElsewhere: true }], [{ endpointFails: true }]])('is made at the first such look, with its time: %j', look => {
    expect(noted(UNTOUCHED, look)).toEqual([[...CURRENT, expect.stringContaining('#amissSince = :amissSince')]]);
    const [{ Update }] = noteService('state-of-home', UNTOUCHED, look, 'active', { home: HOME, now: NOW });
    expect(Update!.ExpressionAttributeValues).toMatchObject({ ':amissSince': { S: '2026-01-31T12:00:00Z' }, ':activeRegion': { S: HOME } });
  });

  test.each<[string, OwnLook | undefined, Role]>([
    ['all is well', WELL, 'active'], ['the Region is the standby, and does not look', undefined, 'standby'], ['it stands by, whatever it sees', { endpointFails: true }, 'standby'],
  ])('is taken away when %s', (_, look, role) => {
    expect(noted(LONG_AMISS, look, role)).toEqual([[...CURRENT, expect.stringMatching(/ REMOVE #amissSince$/)]]);
  });

  test.each<[string, typeof UNTOUCHED, OwnLook | undefined, Role]>([
    ['while it goes on', LONG_AMISS, { endpointFails: true }, 'active'],
    ['where nobody can say who writes', LONG_AMISS, { endpointFails: false }, 'active'],
    ['where nobody can say whether the endpoint answers', LONG_AMISS, { writtenElsewhere: false }, 'active'],
    ['where the Region did not look', LONG_AMISS, undefined, 'active'],
    ['in a Region that a run may be leaving', LONG_AMISS, undefined, 'contested'],
    ['where nothing was amiss, and nothing is', UNTOUCHED, WELL, 'active'],
    ['in a standby without one', UNTOUCHED, undefined, 'standby'],
    ['where nobody could say anything', UNTOUCHED, {}, 'active'],
  ])('stays as it is %s', (_, own, look, role) => {
    expect(noted(own, look, role)).toEqual([]);
  });
});
