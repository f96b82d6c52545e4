import { Duration } from 'aws-cdk-lib';
import { ExampleStore, exampleCheck } from './example-store';
import { exampleTeamStep, planOf, shapeOf, stepOf, TRAFFIC } from './plan-fixture';
import { RunMode } from '../../src';
import { PRIMARY, SECONDARY } from '../support/environment';

const composed = () => planOf(RunMode.DRILL, t => ({
  recoverables: [new ExampleStore(t)],
  teamSteps: [exampleTeamStep(t)],
  traffic: TRAFFIC,
  approval: { timeout: Duration.minutes(10) },
})).plan;

test('law 4: a drill announces itself, checks, moves production there and back where it is asked to, and reports', () => {
  const plan = composed();
  expect(shapeOf(plan)).toEqual([
    ['start', [['control', 'recovery', ['begin-drill']]]],
    ['readiness', [['readiness', 'database-main', ['check-database-main']], ['readiness', 'recovery', ['check-endpoint']]]],
    ['record', [['control', 'recovery', ['record-readiness']]]],
    ['round-trip', [['control', 'recovery', ['run-planned', 'hold', 'run-planned-in-peer']]]],
    ['completion', [['control', 'recovery', ['end-drill', 'notify']]]],
  ]);
  expect(plan.steps.map(step => step.runsIn.name)).toEqual(plan.steps.map(() => SECONDARY));
});

test('no check ends a drill, whatever the store says: it is to find everything', () => {
  const plan = composed();
  expect(plan.phases[1].branches.flatMap(branch => branch.steps).map(step => step.onFailure)).toEqual(['continue', 'continue']);
});

test('nothing but a drill that is asked to moves production, and only by the name of its environment', () => {
  const plan = composed();
  expect(plan.steps.filter(step => step.onlyWhen !== undefined).map(step => [step.id, step.onlyWhen])).toEqual([
    ['run-planned', 'roundTrip'], ['hold', 'roundTrip'], ['run-planned-in-peer', 'roundTrip'],
  ]);
  expect(stepOf(plan, 'begin-drill').action).toMatchObject({ kind: 'begin-drill', parameters: { environmentName: 'prod' } });
});

test('there and back are planned runs: the own one, and that of the other Region', () => {
  const plan = composed();
  expect(['run-planned', 'hold', 'run-planned-in-peer', 'end-drill'].map(id => stepOf(plan, id)).map(({ action, timeout, needs }) =>
    [action.kind, action.parameters, timeout.toSeconds(), needs])).toEqual([
    ['run-machine', { machine: 'planned' }, 1830, ['a drill that is confirmed by the name of the environment']],
    ['wait', { seconds: '300' }, 330, ['run-planned']],
    ['run-peer-machine', { machine: 'planned' }, 1830, ['run-planned']],
    ['end-drill', {}, 30, undefined],
  ]);
  expect(stepOf(plan, 'run-planned-in-peer').description).toBe(`Have ${PRIMARY} take over again by plan`);
});

test('how long runs and stay may take are options, and a limit of runs does not limit the drill around them', () => {
  const { plan: long } = planOf(RunMode.DRILL, () => ({ timeLimit: Duration.minutes(25), drillHold: Duration.minutes(90) }));
  expect(long.steps.map(step => step.timeout.toSeconds())).toEqual([30, 30, 1530, 5430, 1530, 30, 30]);
  expect(stepOf(long, 'hold').action.parameters).toEqual({ seconds: '5400' });
});

test('a drill asks stores for the checks of all other runs', () => {
  const { plan: gates } = planOf(RunMode.DRILL, t => ({
    recoverables: [new ExampleStore(t, {
      readinessChecks: (target, { mode, source }) => [exampleCheck(`check-for-${mode}`, mode === RunMode.FAILOVER ? target : source)],
    })],
  }));
  expect(stepOf(gates, 'check-for-drill').runsIn.name).toBe(PRIMARY);
});
