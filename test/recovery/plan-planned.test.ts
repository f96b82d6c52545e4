import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ExampleStore, exampleStep } from './example-store';
import { exampleTeamStep, planOf, planSet, shapeOf, stepOf, TRAFFIC } from './plan-fixture';
import type { DrTopology } from '../../src';
import {
  GlobalAuroraDatabase, GlobalSessionTable, MetricComparison, RecoveryAction, ReplicatedBucket, RunMode, RunPoint, StepFailure,
} from '../../src';
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
    ['activation', [
      ['promotion', 'database-main', ['promote-database-main', 'warm-database-main']],
      ['fencing', 'recovery', ['drain-source']],
      ['team', 'team', ['team-beside-promotion']],
    ]],
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
  const { description, needs } = stepOf(plan, 'drain-source');
  expect([description, needs]).toEqual([`Wait until every application in ${source} has read that it must not write`, ['fence-source']]);
});

test.each([RunMode.FAILOVER, RunMode.DRILL])('a %s waits for nobody who was fenced, and for nothing to arrive', mode => {
  const { plan } = planOf(mode, topology => ({
    recoverables: [new GlobalSessionTable(topology, 'sessions', { topology, partitionKey: SESSION_ID })], traffic: TRAFFIC,
  }));
  expect(plan.steps.filter(({ id, action }) => id === 'drain-source' || action.kind === 'await-replication').map(({ id }) => id)).toEqual([]);
});

test('how long applications rest on their role is what the team says', () => {
  const { plan } = planOf(RunMode.SWITCHOVER, () => ({ roleMaxAge: Duration.seconds(10) }));
  expect([stepOf(plan, 'drain-source').action.parameters, stepOf(plan, 'drain-source').timeout.toSeconds()]).toEqual([{ seconds: '10' }, 10]);
});

test('a check is taken again only where the store says so, in the modes of the check, and then ends the run', () => {
  const check = (id: string, topology: DrTopology, overrides = {}) => exampleStep(id, topology.secondary, {
    action: RecoveryAction.checkMetric({
      metric: new Metric({ namespace: 'Orders', metricName: 'Behind' }), publishedIn: topology.secondary, comparison: MetricComparison.AT_MOST, threshold: 0,
    }),
    onFailure: StepFailure.CONTINUE,
    ...overrides,
  });
  const drainedWithin = Duration.minutes(11);
  const { plan } = planOf(RunMode.SWITCHOVER, topology => ({
    recoverables: [new ExampleStore(topology, {
      readinessChecks: () => [
        check('once', topology), check('behind', topology, { drainedWithin }), check('by-force', topology, { drainedWithin, modes: [RunMode.FAILOVER] }),
        check('check-queue', topology, { drainedWithin }), check('health-check-lag', topology, { drainedWithin }),
      ],
    })],
  }));
  expect(plan.steps.filter(({ action }) => action.kind === 'await-replication').map(({ id, onFailure, timeout }) => [id, onFailure, timeout.toMinutes()]))
    .toEqual([['await-behind', 'stop', 11], ['await-queue', 'stop', 11], ['await-health-check-lag', 'stop', 11]]);
});

describe('the deep path of an endpoint', () => {
  const traffic = { ...TRAFFIC!, deepCheck: ({ name }: { readonly name: string }) => ({ url: `https://api-${name}.example.com/deep`, searchString: 'OK' }) };

  test.each([RunMode.FAILOVER, RunMode.SWITCHOVER, RunMode.FAILBACK])('is asked of the Region that took over, beside its names: %s', mode => {
    const { plan } = planOf(mode, () => ({ traffic }));
    const { branches } = plan.phases.find(({ id }) => id === 'verification')!;
    expect(branches.map(({ steps }) => steps.map(({ id }) => id))).toEqual([['verify-traffic'], ['verify-service']]);
    const { description, action, runsIn, onFailure, needs } = stepOf(plan, 'verify-service');
    expect([action.kind, action.parameters])
      .toEqual(['verify-service', { url: `https://api-${plan.target.name}.example.com/deep`, searchString: 'OK' }]);
    expect([runsIn.name, onFailure, needs]).toEqual([plan.target.name, 'stop', ['activate-region']]);
    expect(description).toBe(`See that what the workload depends on works in ${plan.target.name}, by its deep path`);
  });

  test('is not asked where there is none, nor in a drill', () => {
    expect(planOf(RunMode.SWITCHOVER, () => ({ traffic: TRAFFIC })).plan.steps.map(({ id }) => id)).not.toContain('verify-service');
    expect(planOf(RunMode.DRILL, () => ({ traffic })).plan.steps.map(({ id }) => id)).not.toContain('verify-service');
  });
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
  const composed = (drainedWithin?: Duration) => planOf(RunMode.FAILBACK, topology => ({
    recoverables: [
      new GlobalAuroraDatabase(topology, 'main', { topology, network: new TwoVpcs(topology, topology), maxReplicationLag: Duration.seconds(40) }),
      new GlobalSessionTable(topology, 'sessions', { topology, partitionKey: SESSION_ID, drainedWithin }),
      new ReplicatedBucket(topology, 'documents', { topology, drainedWithin }),
    ],
    traffic: TRAFFIC,
  })).plan;

  test('begins only when the home Region is healthy, follows, and has what was written while it was gone', () => {
    const plan = composed();
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
    const ids = composed().phases.map(phase => phase.id);
    expect(ids.slice(0, 5)).toEqual(['start', 'readiness', 'record', 'drain', 'activation']);
  });

  test('waits for applications that rest on their role beside the promotion, and for it before it admits writers', () => {
    const plan = composed();
    const { branches } = plan.phases.find(phase => phase.id === 'activation')!;
    expect(branches.map(({ steps }) => steps.map(({ id }) => id))).toEqual([['promote-database-main'], ['drain-source']]);
    expect(stepOf(plan, 'activate-region').needs).toEqual(['promote-database-main', 'drain-source']);
  });

  test('waits behind its fence where stores ask for it, first for applications that rest on their role, then for what they wrote: by the metrics of '
    + 'the checks, each in its Region', () => {
    const plan = composed(Duration.minutes(4));
    expect(plan.phases.map(phase => phase.id).slice(3, 6)).toEqual(['drain', 'replication', 'activation']);
    expect(plan.phases[3].branches.map(({ steps }) => steps.map(({ id }) => id))).toEqual([['fence-source', 'drain-source']]);
    expect(plan.phases[5].branches.map(({ steps }) => steps.map(({ id }) => id))).toEqual([['promote-database-main']]);
    const drain = stepOf(plan, 'drain-source');
    expect([drain.action.kind, drain.action.parameters, drain.timeout.toSeconds(), drain.onFailure]).toEqual(['wait', { seconds: '60' }, 60, 'stop']);
    const { branches: awaited, description } = plan.phases.find(phase => phase.id === 'replication')!;
    expect(description).toBe(`wait until ${PRIMARY} has what was written in ${SECONDARY}`);
    expect(awaited.map(({ purpose, recoverableId }) => [purpose, recoverableId])).toEqual([
      ['replication', 'table-sessions'], ['replication', 'bucket-documents'],
    ]);
    const steps = awaited.flatMap(branch => branch.steps);
    const shown = steps.map(({ id, runsIn, timeout, onFailure, action, needs }) =>
      [id, runsIn.name, timeout.toMinutes(), onFailure, action.kind, needs]);
    expect(shown).toEqual([
      ['await-lag-table-sessions', SECONDARY, 4, 'stop', 'await-replication', ['drain-source']],
      ['await-pending-bucket-documents', PRIMARY, 4, 'stop', 'await-replication', ['drain-source']],
    ]);
    for (const { id, action } of steps) {
      expect(action.parameters).toEqual(stepOf(plan, id.replace('await', 'check')).action.parameters);
    }
  });

  test('has the database handed over by its writer, and moves traffic when the home Region writes', () => {
    const plan = composed();
    const ids = plan.steps.map(step => step.id);
    expect(stepOf(plan, 'promote-database-main').runsIn.name).toBe(SECONDARY);
    expect(ids.slice(-8)).toEqual(['fence-source', 'promote-database-main', 'drain-source', 'activate-region', 'shift-traffic', 'verify-traffic', 'finish-run', 'notify']);
  });
});
