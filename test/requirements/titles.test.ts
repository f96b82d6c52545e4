import { areaOf, readTitle } from './titles';

const AREAS = new Set(['NET', 'OPS', 'S3']);

test.each([
  ['NET-03: every private route table', ['NET-03']],
  ['NET-03, OPS-14: both sides have routes', ['NET-03', 'OPS-14']],
  ['NET-03,OPS-14,S3-13: both sides', ['NET-03', 'OPS-14', 'S3-13']],
  ['NET-03, NET-03: said twice', ['NET-03']],
  ['NET-99: no such row', ['NET-99']],
  ['TLS-1: no such area', ['TLS-1']],
])('OPS-15: the title "%s" claims %j', (title, ids) => {
  expect(readTitle(title, AREAS)).toEqual({ ids });
});

test.each([
  'every private route table, see NET-03: both sides',
  'SHA-256 digests are stable',
  'us-east-1: a warning',
  '',
])('OPS-15: the title "%s" claims nothing', title => {
  expect(readTitle(title, AREAS)).toEqual({ ids: [] });
});

test.each([
  'NET-03 every private route table',
  'NET-03:no space',
  'NET-03:',
  'NET-01..04: a range',
  'NET-03/OPS-14: a slash',
  'NET-03, the routes: one id only',
  'NET-03 and OPS-14: a word',
  'net-03: small letters',
  'TLS-1, x: looks like a claim',
])('OPS-15: the title "%s" is a claim in the wrong form', title => {
  expect(readTitle(title, AREAS)).toEqual({ ids: [], problem: expect.stringContaining('not in the form') });
});

test('OPS-15: the area of an id is what stands before its number', () => {
  expect(areaOf('S3-13')).toBe('S3');
});
