import { Duration } from 'aws-cdk-lib';
import type { RecoveryAssumptions } from '../../../src';
import { unknownSteps, validateAssumptions } from '../../../src/recovery/budget/assumption-rules';
import { createdTopology } from '../../support/environment';

const topology = createdTopology();
const seconds = (best: number | undefined, typical: number, worst: number) => ({
  best: best === undefined ? undefined : Duration.seconds(best), typical: Duration.seconds(typical), worst: Duration.seconds(worst), source: 'drill',
});

describe('assumptions', () => {
  test.each<[string, RecoveryAssumptions, string]>([
    ['best above typical', { promotion: seconds(90, 60, 120) }, 'assumptions.promotion = 1 minute 30 seconds / 1 minute / 2 minutes: best is at most typical'],
    ['typical above worst', { latchReading: seconds(1, 60, 30) }, 'assumptions.latchReading = 1 second / 1 minute / 30 seconds'],
    ['typical above worst, without best', { operatorResponse: seconds(undefined, 60, 30) }, 'assumptions.operatorResponse = 1 minute / 1 minute / 30 seconds'],
    ['a step', { steps: { 'warm-up': seconds(1, 60, 30) } }, 'assumptions.steps.warm-up = '],
    ['nothing at all', { recordCache: seconds(undefined, 0, 30) }, 'assumptions.recordCache.typical = Duration.seconds(0): time limits'],
    ['no worst case', { recordCache: seconds(1, 2, 0) }, 'assumptions.recordCache.worst = '],
    ['no best case', { recordCache: seconds(0, 2, 3) }, 'assumptions.recordCache.best = '],
  ])('are refused with %s', (_, assumptions, message) => {
    expect(() => validateAssumptions(topology, assumptions)).toThrow(message);
  });

  test('may be equal in all cases, and absent', () => {
    const equal = { promotion: seconds(60, 60, 60), steps: { a: seconds(undefined, 1, 1) }, detection: undefined };
    expect(() => validateAssumptions(topology, equal)).not.toThrow();
    expect(() => validateAssumptions(topology, {})).not.toThrow();
  });

  test('about a step that no plan has are told', () => {
    const ids = new Set(['notify', 'begin-run']);
    expect(unknownSteps(topology, { steps: { 'begin-run': seconds(1, 2, 3), 'begin-rum': seconds(1, 2, 3) } }, ids)).toEqual([
      '[Payments] assumptions.steps.begin-rum: no plan has a step of this id. Write one of begin-run, notify.',
    ]);
    expect(unknownSteps(topology, {}, ids)).toEqual([]);
  });
});
