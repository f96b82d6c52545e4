import { decide } from '../../../src/recovery/decision/decide';
import type { Observation } from '../../../src/recovery/decision/observation';
import { REASONS } from '../../../src/recovery/decision/verdict';
import { ALL_OBSERVATIONS, lineOf } from '../../truth-tables/decision-cases';
import { LINES } from '../../truth-tables/decision.data';

const decided = ALL_OBSERVATIONS.map(observation => ({ observation, decision: decide(observation) }));
const runs = decided.filter(({ decision: { verdict } }) => verdict === 'planned' || verdict === 'forced');

/** What is wrong, as few as are needed to see it. */
function wrong(fails: (observation: Observation, verdict: string) => boolean) {
  return decided.filter(({ observation, decision }) => fails(observation, decision.verdict)).slice(0, 3);
}

describe('the decision, in every state of what it rests on', () => {
  test('is that of the first line of the truth table that fits, and every line is the first for some', () => {
    expect(ALL_OBSERVATIONS).toHaveLength(3 ** 2 * 4 ** 2 * 5 * 2 ** 8);
    const differing = decided.filter(({ observation, decision }) => {
      const { verdict, reason, wanted } = lineOf(observation)!;
      return decision.verdict !== verdict || decision.reason !== reason || decision.wanted !== wanted;
    });
    expect(differing.slice(0, 3)).toEqual([]);
    expect(LINES.filter(line => !ALL_OBSERVATIONS.some(each => lineOf(each) === line))).toEqual([]);
  });

  test('every reason is given for some state', () => {
    expect(new Set(decided.map(({ decision }) => decision.reason))).toEqual(new Set(Object.keys(REASONS)));
  });

  test('a dead endpoint alone never costs data: while a database works, or nobody can say that it does not, nothing is forced', () => {
    expect(runs.length).toBeGreaterThan(0);
    expect(wrong(({ databases }, verdict) => verdict === 'forced' && !['dead', 'none'].includes(databases))).toEqual([]);
  });

  test('dead databases alone never start anything: the endpoint must be held for lost', () => {
    expect(wrong(({ peerEndpoint }, verdict) => ['planned', 'forced'].includes(verdict) && peerEndpoint !== 'lost')).toEqual([]);
  });

  test('nothing begins unless the Region is armed, not blocked, automatic, ready, free of runs and not the active one', () => {
    for (const { observation: { armed, blocked, automatic, ready, run, role, behindReverseLatch, databases }, decision: { verdict } } of runs) {
      expect([armed, blocked, automatic, ready, behindReverseLatch]).toEqual([true, false, true, true, false]);
      expect(role).not.toBe('active');
      if (run !== 'none') {
        expect([run, databases, verdict]).toEqual(['planned-here', 'dead', 'forced']);
      }
    }
  });

  test('a planned run whose source has died is overtaken by force, and is not waited for until its time is over', () => {
    expect(runs.some(({ observation: { run } }) => run === 'planned-here')).toBe(true);
  });

  test('a planned run that was in vain holds back the next planned one, and no forced one', () => {
    expect(wrong(({ paused }, verdict) => paused && verdict === 'planned')).toEqual([]);
    expect(runs.some(({ observation: { paused }, decision: { verdict } }) => paused && verdict === 'forced')).toBe(true);
  });

  test('ORC-10: a failback is never decided: the home Region takes over by force or not at all', () => {
    expect(runs.some(({ observation: { isHome }, decision: { verdict } }) => isHome && verdict === 'forced')).toBe(true);
    expect(wrong(({ isHome }, verdict) => isHome && verdict === 'planned')).toEqual([]);
  });

  test('a forced run is never held back because the other Region does not answer', () => {
    const without = (observation: Observation) => decide({ ...observation, peerAnswers: false }).verdict;
    expect(decided.filter(({ observation, decision: { verdict } }) => verdict === 'forced' && without(observation) !== 'forced')).toEqual([]);
  });

  test('whenever something should be done and nobody does it, people are paged', () => {
    const silent = wrong(({ role, peerEndpoint, run, databases }, verdict) =>
      verdict === 'nothing' && role !== 'active' && ['lost', 'both-fail'].includes(peerEndpoint) && !['here', 'planned-here'].includes(run) && !(role === 'contested' && databases === 'none'));
    expect(silent).toEqual([]);
  });

  test('the active Region begins nothing: it serves, or people are paged, unless a run is under way that may change it', () => {
    const active = decided.filter(({ observation: { role } }) => role === 'active');
    expect(new Set(active.map(({ decision: { verdict } }) => verdict))).toEqual(new Set(['nothing', 'page']));
    expect(active.filter(({ observation: { service, run }, decision: { verdict } }) => (verdict === 'page') !== (service !== 'serves' && run === 'none'))).toEqual([]);
  });

  test('a page says which run it keeps from beginning, wherever that is known', () => {
    const pages = decided.filter(({ observation: { role }, decision }) => decision.verdict === 'page' && role !== 'active');
    expect(pages.filter(({ observation: { databases }, decision: { wanted } }) =>
      (wanted === undefined) !== ['unknown', 'disagree'].includes(databases))).toEqual([]);
  });
});
