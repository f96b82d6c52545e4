import { count, spread, wrap } from './text';

test('a text is broken at spaces into lines of the given width', () => {
  expect(wrap('one two three four', '  ', 11)).toEqual(['  one two', '  three', '  four']);
});

test('a word that is longer than a line stays whole', () => {
  expect(wrap('see arn:aws:iam::111111111111:role/x now', '', 10)).toEqual(['see', 'arn:aws:iam::111111111111:role/x', 'now']);
});

test('what stands at both ends of a line takes two lines when one is too short', () => {
  expect(spread('left', 'right', 12)).toEqual(['left   right']);
  expect(spread('left', 'right', 10)).toEqual(['left', '     right']);
});

test('amounts are in words, with separators', () => {
  expect([count(0, 'stack'), count(1, 'stack'), count(12345, 'check')]).toEqual(['0 stacks', '1 stack', '12,345 checks']);
});
