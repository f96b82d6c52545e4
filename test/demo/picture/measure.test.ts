import { fitText, textWidth, wrapText } from './measure';

const REGULAR = { size: 10, weight: 400 } as const;
const BOLD = { size: 10, weight: 600 } as const;

test('width grows with size and weight', () => {
  expect(textWidth('Aurora', { ...REGULAR, size: 20 })).toBeCloseTo(2 * textWidth('Aurora', REGULAR));
  expect(textWidth('Aurora', BOLD)).toBeGreaterThan(textWidth('Aurora', REGULAR));
});

test('every character that AWS names are made of has a width of its own', () => {
  for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:, ') {
    expect({ character, width: textWidth(character, REGULAR) }).toEqual({ character, width: expect.any(Number) });
    expect(textWidth(character, REGULAR)).toBeGreaterThan(2);
    expect(character === 'm' || character === 'W' || textWidth(character, REGULAR) < 10).toBe(true);
  }
});

test('an unknown character counts as the widest', () => {
  expect(textWidth('\u4e2d', REGULAR)).toBe(10);
});

test('a text that does not fit ends in an ellipsis and fits', () => {
  const fitted = fitText('payments-prod-documents', 60, BOLD);

  expect(fitted).toMatch(/^pay.*…$/);
  expect(textWidth(fitted, BOLD)).toBeLessThanOrEqual(60);
  expect(fitText('short', 60, BOLD)).toBe('short');
});

test('lines are broken at spaces, the last takes the rest as far as it fits', () => {
  const lines = wrapText('one two three four five six seven', 50, REGULAR, 2);

  expect(lines).toHaveLength(2);
  expect(lines[0]).toBe('one two');
  expect(lines[1]).toMatch(/^three.*…$/);
  expect(lines.every(line => textWidth(line, REGULAR) <= 50)).toBe(true);
  expect(wrapText('', 50, REGULAR, 2)).toEqual([]);
});
