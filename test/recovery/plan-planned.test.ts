import { Duration } from 'aws-cdk-lib';
import { ExampleStore, exampleStep } from './example-store';
import { exampleTeamStep, planOf, planSet, shapeOf, stepOf, TRAFFIC } from './plan-fixture';
import type { DrTopology } from '../../src';
import { GlobalAuroraDatabase, GlobalSessionTable, ReplicatedBucket, RunMode, RunPoint, StepFailure } from '../../src';
import { TwoVpcs } from '../database/fixture';
import { SESSION_ID } from '../sessions/fixture';
import { PRIMARY, SECONDARY } from '../support/environment';

const everyPoint = (topology: DrTopology, target: 'primary' | 'secondary') =>
  Object.values(RunPoint).map(point => exampleTeamStep(topology, { id: `team-${point}`, point, target: topology[target] }));

test.each([
  [RunMode.SWITCHOVER, 'secondary', PRIMARY] as const,
  [RunMode.FAILBACK, 'primary', SECONDARY] as const,
])('law 4: a %s drains, promotes, admits writers, moves traffic after them, verifies and reports', (mode, target, source) => {
  const { plan } = planOf(mode, t => ({
    recoverables: [new ExampleStore(t)],
    teamSteps: everyPoint(t, target),
    traffic: TRAFFIC,
    approval: { timeout: Duration.minutes(10) },
  }));
  expect(shapeOf(plan)).toEqual([
    ['start', [['control', 'recovery', ['begin-run']]]],
    ['readiness', [['readiness', 'database-main', ['check-database-main']], ['readiness', 'recovery', ['check-endpoint']]]],
    ['record', [['control', 'recovery', ['record-readiness']]]],
    ['approval', [['control', 'recovery', ['approve-run']]]],
    ['preparation', [['team', 'team', ['team-before-promotion']]]],
    ['drain', [['fencing', 'recovery', ['fence-source']], ['fencing', 'database-main', ['fence-database-main']]]],
    ['activation', [['promotion', 'database-main', ['promote-database-main', 'warm-database-main']], ['team', 'team', ['team-beside-promotion']]]],
    ['admission', [['control', 'recovery', ['activate-region']]]],
    ['before-traffic', [['team', 'team', ['team-before-traffic']]]],
    ['traffic', [['control', 'recovery', ['shift-traffic']]]],
    ['verification', [['control', 'recovery', ['verify-traffic']]]],
    ['aftermath', [['team', 'team', ['team-after-traffic']]]],
    ['completion', [['control', 'recovery', ['finish-run', 'notify']]]],
  ]);
  expect([plan.mode, plan.source.name]).toEqual([mode, source]);
  expect(stepOf(plan, 'begin-run').action.parameters).toEqual({ mode });
  expect(stepOf(plan, 'begin-run').description).toContain('the locks of both Regions');
});

test('every gate of a planned run blocks: what fails ends it, but for the store\'s own best effort and the message', () => {
  const { plan } = planOf(RunMode.SWITCHOVER, t => ({ recoverables: [new ExampleStore(t)], traffic: TRAFFIC }));
  expect(plan.steps.filter(step => step.onFailure === StepFailure.CONTINUE).map(step => step.id)).toEqual(['fence-database-main', 'notify']);
});

test('a store may stop a planned run when it cannot be fenced', () => {
  const fencingSteps: ConstructorParameters<typeof ExampleStore>[1] = {
    fencingSteps: (_, { mode, target }) => [exampleStep('drain-orders', target, {
      onFailure: mode === RunMode.FAILOVER ? StepFailure.CONTINUE : StepFailure.STOP,
    })],
  };
  const { topology, plans } = planSet(t => ({ recoverables: [new ExampleStore(t, fencingSteps)] }));
  expect(stepOf(plans.get(topology.secondary, RunMode.SWITCHOVER), 'drain-orders').onFailure).toBe('stop');
  expect(stepOf(plans.get(topology.secondary, RunMode.FAILOVER), 'drain-orders').onFailure).toBe('continue');
});

test('steps of a team are taken in the runs to their Region, in the modes that they name', () => {
  const { topology, plans } = planSet(t => ({
    teamSteps: [
      exampleTeamStep(t, { id: 'there' }),
      exampleTeamStep(t, { id: 'back', target: t.primary }),
      exampleTeamStep(t, { id: 'there-by-force', modes: [RunMode.FAILOVER] }),
      exampleTeamStep(t, { id: 'back-by-plan', target: t.primary, modes: [RunMode.FAILBACK], onFailure: StepFailure.CONTINUE }),
    ],
  }));
  const teamOf = (target: 'primary' | 'secondary', mode: RunMode) => plans.get(topology[target], mode).steps
    .filter(step => step.action.kind === 'invoke-function')
    .map(step => [step.id, step.runsIn.name, step.onFailure, step.timeout.toSeconds(), step.description]);
  const there = ['there', SECONDARY, 'stop', 60, 'warm the caches'];
  expect(teamOf('secondary', RunMode.FAILOVER)).toEqual([there, ['there-by-force', ...there.slice(1)]]);
  expect(teamOf('secondary', RunMode.SWITCHOVER)).toEqual([there]);
  expect(teamOf('primary', RunMode.FAILOVER).map(([id]) => id)).toEqual(['back']);
  expect(teamOf('primary', RunMode.FAILBACK)).toEqual([['back', PRIMARY, 'stop', 60, 'warm the caches'], ['back-by-plan', PRIMARY, 'continue', 60, 'warm the caches']]);
  expect(teamOf('primary', RunMode.DRILL)).toEqual([]);
});

describe('the failback of a database, a session table and a bucket', () => {
  const { plan } = planOf(RunMode.FAILBACK, topology => ({
    recoverables: [
      new GlobalAuroraDatabase(topology, 'main', { topology, network: new TwoVpcs(topology, topology), maxReplicationLag: Duration.seconds(40) }),
      new GlobalSessionTable(topology, 'sessions', { topology, partitionKey: SESSION_ID }),
      new ReplicatedBucket(topology, 'documents', { topology }),
    ],
    traffic: TRAFFIC,
  }));

  test('begins only when the home Region is healthy, follows, and has what was written while it was gone', () => {
    const checks = plan.phases.find(phase => phase.id === 'readiness')!.branches.flatMap(branch => branch.steps);
    expect(checks.map(({ id, runsIn, onFailure, action }) => [id, runsIn.name, onFailure, action.kind])).toEqual([
      // The global cluster is available, the home cluster follows, is available, has an instance, and is not too far behind.
      ['check-database-main', PRIMARY, 'stop', 'check-aurora'],
      ['check-table-sessions', PRIMARY, 'stop', 'check-table'],
      ['check-lag-table-sessions', SECONDARY, 'stop', 'check-metric'],
      ['check-bucket-documents', PRIMARY, 'stop', 'check-bucket'],
      ['check-pending-bucket-documents', PRIMARY, 'stop', 'check-metric'],
      ['check-endpoint', PRIMARY, 'stop', 'check-endpoint'],
    ]);
    expect(stepOf(plan, 'check-database-main').action.parameters).toMatchObject({
      targetClusterArn: expect.stringContaining(`:rds:${PRIMARY}:`), maxReplicationLagInMilliseconds: '40000',
    });
    expect(stepOf(plan, 'check-pending-bucket-documents').action.parameters).toMatchObject({
      metricName: 'OperationsPendingReplication', comparison: '<=', threshold: '0',
    });
    expect(stepOf(plan, 'check-endpoint').action.parameters).toEqual({ url: `https://api-${PRIMARY}.example.com/health` });
  });

  test('changes nothing before those checks were recorded', () => {
    const ids = plan.phases.map(phase => phase.id);
    expect(ids.slice(0, 4)).toEqual(['start', 'readiness', 'record', 'drain']);
  });

  test('has the database handed over by its writer, and moves traffic when the home Region writes', () => {
    const ids = plan.steps.map(step => step.id);
    expect(stepOf(plan, 'promote-database-main').runsIn.name).toBe(SECONDARY);
    expect(ids.slice(-7)).toEqual(['fence-source', 'promote-database-main', 'activate-region', 'shift-traffic', 'verify-traffic', 'finish-run', 'notify']);
    expect(stepOf(plan, 'activate-region').needs).toEqual(['promote-database-main']);
  });
});
