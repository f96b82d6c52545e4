import type { App } from 'aws-cdk-lib';
import { Aspects, Duration } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { budgetOf } from './plans';
import type { BudgetExample } from './plans';
import { StackLayer } from '../../../src';
import { holdToObjective } from '../../../src/recovery/budget/objective-rules';
import { createdTopology, testApp } from '../../support/environment';
import { auroraStore } from '../stores';

/** Synthesises an app whose budget, typically 240 and at worst 806 seconds, is held against an objective. */
function synthesize(objective: Duration | undefined, example: Partial<BudgetExample> = {}) {
  const app: App = testApp();
  const topology = createdTopology(app);
  const stack = topology.secondary.stack(StackLayer.RECOVERY);
  const scope = new Construct(stack, 'Recovery');
  new Construct(scope, 'child');
  holdToObjective(scope, () => [budgetOf({ topology, stores: [auroraStore(topology)], objective, ...example })]);
  app.synth();
  return Annotations.fromStack(stack);
}

const WARNING = Match.stringLikeRegexp('cdk-multi-region-dr:worstCaseExceedsRto');

describe('law 5: the objective', () => {
  test('fails synthesis when what is typical exceeds it, and names the longest parts', () => {
    expect(() => synthesize(Duration.seconds(239))).toThrow(
      'objectives.rto = 239 seconds: a forced failover to eu-central-1 typically takes 240 seconds: latch-reading 75, detection 65, record-cache 60. '
      + 'Make one of these shorter, write what your drills measured into assumptions, or allow more time.');
  });

  test('warns when the worst exceeds it, at the very second', () => {
    synthesize(Duration.seconds(805)).hasWarning('*', WARNING);
    synthesize(Duration.seconds(240)).hasWarning('*', Match.stringLikeRegexp('typically takes 240 seconds, but at worst 806, above objectives.rto = 240 seconds'));
    synthesize(Duration.seconds(806)).hasNoWarning('*', WARNING);
  });

  test('warns once, where the orchestrator is', () => {
    expect(synthesize(Duration.seconds(805)).findWarning('*', WARNING).map(({ id }) => id)).toEqual([expect.stringMatching(/\/Recovery$/)]);
  });

  test('is compared when everything that may change the app has done so', () => {
    const app: App = testApp();
    const topology = createdTopology(app);
    const stack = topology.secondary.stack(StackLayer.RECOVERY);
    const scope = new Construct(stack, 'Recovery');
    let objective = Duration.seconds(805);
    holdToObjective(scope, () => [budgetOf({ topology, stores: [auroraStore(topology)], objective })]);
    Aspects.of(scope).add({ visit: () => { objective = Duration.seconds(806); } });
    app.synth();
    Annotations.fromStack(stack).hasNoWarning('*', WARNING);
  });

  test('is met by what drills measured', () => {
    const measured = (seconds: number) => ({ typical: Duration.seconds(seconds), worst: Duration.seconds(seconds), source: 'drill' });
    const assumptions = { latchReading: measured(20), promotion: measured(60) };
    expect(() => synthesize(Duration.seconds(185), { assumptions })).not.toThrow();
  });

  test('is not held against anything when there is none', () => {
    synthesize(undefined).hasNoWarning('*', WARNING);
  });

  test('is never called guaranteed', () => {
    const [{ entry }] = synthesize(Duration.seconds(300)).findWarning('*', WARNING);
    expect(entry.data).not.toMatch(/guarant/i);
  });
});
