import * as fs from 'fs';
import * as path from 'path';
import { ALL_CASES, casesOf, expectedCases, settled, textOf } from './latch-cases';
import { linesOf, TABLES } from './latch-lines';
import type { Answer, LatchState, Source } from './latch.data';
import { SOURCES } from './latch.data';

const ROOT = path.resolve(__dirname, '..', '..');

describe.each(TABLES)('%s records, %s', (policy, shift) => {
  const lines = linesOf(policy, shift);
  const answers = new Map(expectedCases(lines).map(each => [textOf(each), each.answers]));

  test('DNS-14: the lines of the truth table have each of 400 cases once', () => {
    const cases = lines.flatMap(({ when }) => casesOf(when)).map(textOf);
    expect(ALL_CASES).toHaveLength(4 * 5 * 5 * 2 * 2);
    expect(cases.sort()).toEqual(ALL_CASES.map(textOf).sort());
  });

  test('DNS-14: cases that the loss of a Region makes one have one answer, and 260 are left', () => {
    const left = new Map<string, Set<Answer>>();
    for (const each of ALL_CASES) {
      const key = textOf(settled(each));
      left.set(key, (left.get(key) ?? new Set()).add(answers.get(textOf(each))!));
    }
    expect(left.size).toBe(260);
    expect([...left].filter(([, different]) => different.size > 1)).toEqual([]);
  });

  test('DNS-14: the loss of us-east-1 changes no answer', () => {
    const lost = ALL_CASES.filter(each => each.lost === 'us-east-1');
    expect(lost.filter(each => answers.get(textOf(each)) !== answers.get(textOf({ ...each, lost: 'none' })))).toEqual([]);
  });

  test('DNS-14: opening both latches never moves traffic when the standby\'s is opened first', () => {
    const during = (steps: [latch: LatchState, reverseLatch: LatchState][]) => [true, false]
      .flatMap(secondaryUp => steps.map(([latch, reverseLatch]) => ({ lost: 'none', latch, reverseLatch, primaryUp: true, secondaryUp } as const)))
      .map(each => answers.get(textOf(each)));
    expect(during([['closed', 'closed'], ['open', 'closed']])).toEqual(Array(4).fill('primary'));
    expect(during([['open', 'open']])).not.toContain('secondary');
    expect(during([['closed', 'open']])).toEqual(['secondary', 'secondary']);
  });

  test('every line has a reason of its own and rests on a page', () => {
    expect(new Set(lines.map(({ because, answers: given }) => `${given} ${because}`)).size).toBeGreaterThan(lines.length / 2);
    for (const { because, sources } of lines) {
      expect(because).not.toMatch(/[.\s]$/);
      expect(sources.length).toBeGreaterThan(0);
    }
  });
});

test.each(Object.entries<Source>(SOURCES))('the source %s is a page of AWS or one that the project has', (_id, { at }) => {
  if (!/^https:\/\/docs\.aws\.amazon\.com\/[\w./-]+\.html$/.test(at)) {
    expect(fs.existsSync(path.join(ROOT, at))).toBe(true);
  }
});

test('every source is cited', () => {
  const cited = new Set(TABLES.flatMap(([policy, shift]) => linesOf(policy, shift).flatMap(({ sources }) => sources)));
  expect([...cited].sort()).toEqual(Object.keys(SOURCES).sort());
});
