import { Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { DRILL_BAD_INPUTS } from './drill-bad-inputs';
import { QUARTERLY, scheduled } from './drill-fixture';
import { PAYMENTS, recordsOf, simulated } from './rows/payments-simulation';
import { runbookExample } from './runbook/environment';
import type { DrRegion } from '../../src';
import { AlertSeverity, DashboardSection, DrMonitoring, RestoreTesting, StackLayer } from '../../src';
import { DrillSchedule } from '../../src/recovery/drills/drill-schedule';
import { readProjectFile } from '../project/project-files';
import { MINUTE, OPERATOR, schedule as scenario, start } from '../simulation/scoreboard/scenarios';
import { HOME, STANDBY } from '../simulation/scoreboard/system';
import { describeBadInputs } from '../support/bad-inputs';
import { ACCOUNT, stacksOf, templateOf } from '../support/environment';
import { published, signalsIn } from '../support/health-signals';

function recoveryOf(region: DrRegion) {
  return templateOf(region.stack(StackLayer.RECOVERY));
}

const roundTrip = () => DrillSchedule.roundTrip({ schedule: QUARTERLY, confirmEnvironmentName: 'test' });

describe('checks only', () => {
  const { topology, schedulers } = scheduled(DrillSchedule.checksOnly());

  test.each([[0], [1]])('in Region %i a rule starts the drill machine once a month with checks and nothing else', index => {
    const region = topology.regions[index];
    const rules = Object.values(recoveryOf(region).findResources('AWS::Events::Rule')).map(({ Properties: { Tags: _, ...properties } }) => properties);
    expect(rules).toEqual([{
      Name: schedulers[index].ruleName,
      Description: `Starts a drill of the takeover by ${region.name}: checks-only`,
      ScheduleExpression: 'cron(0 10 ? * TUE#1 *)',
      State: 'ENABLED',
      Targets: [{
        Id: expect.any(String),
        Arn: expect.stringMatching(new RegExp(`^arn:aws:states:${region.name}:${ACCOUNT}:stateMachine:payments-test-recovery-drill-${region.name}-[0-9a-f]{8}$`)),
        Input: JSON.stringify({ actor: 'schedule', reason: `scheduled drill of ${region.name}`, automatic: false, roundTrip: false }),
        RoleArn: { 'Fn::GetAtt': [expect.stringContaining('rulerole'), 'Arn'] },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.stringContaining('deadletters'), 'Arn'] } },
        RetryPolicy: { MaximumEventAgeInSeconds: 900, MaximumRetryAttempts: 3 },
      }],
    }]);
  });

  test.each([[0], [1]])('by a role of Region %i that may start this machine and do nothing else', index => {
    const template = recoveryOf(topology.regions[index]);
    const [{ Properties: { PolicyDocument: { Statement: statements } } }] = Object.values(template.findResources('AWS::IAM::ManagedPolicy'));
    expect(statements).toEqual([{
      Action: 'states:StartExecution', Effect: 'Allow', Resource: expect.stringMatching(/:stateMachine:payments-test-recovery-drill-/),
    }]);
    const [{ Properties: role }] = Object.values(template.findResources('AWS::IAM::Role'));
    expect(role.AssumeRolePolicyDocument.Statement).toEqual([{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' } }]);
    expect(Object.keys(template.findResources('AWS::IAM::Policy'))).toEqual([]);
  });

  test('what was given up is kept for two weeks, encrypted', () => {
    topology.regions.forEach((region, index) => recoveryOf(region).hasResourceProperties('AWS::SQS::Queue', {
      QueueName: schedulers[index].queueName, MessageRetentionPeriod: 1209600, KmsMasterKeyId: Match.anyValue(),
    }));
  });

  test('another time may be chosen', () => {
    const own = scheduled(DrillSchedule.checksOnly({ schedule: QUARTERLY })).topology;
    own.regions.forEach(region => recoveryOf(region).hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'cron(0 10 15 1,4,7,10 ? *)' }));
  });

  test('SEC-03: cdk-nag has nothing to say', () => {
    const { app } = scheduled(DrillSchedule.checksOnly());
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });
});

describe('a drill that does not begin is told', () => {
  test.each([[0], [1]])('at once, by an alarm in Region %i', index => {
    const { app, topology, schedulers } = scheduled(DrillSchedule.checksOnly());
    const region = topology.regions[index];
    const signals = signalsIn(schedulers[index].healthSignals(), region);
    expect([...signals.values()].map(signal => [signal.id, published(signal)])).toEqual([
      ['drill-not-started', { name: 'AWS/Events FailedInvocations', dimensions: { RuleName: schedulers[index].ruleName }, statistic: 'Sum', seconds: 60 }],
      ['drill-dead-letters', {
        name: 'AWS/SQS ApproximateNumberOfMessagesVisible', dimensions: { QueueName: schedulers[index].queueName }, statistic: 'Maximum', seconds: 60,
      }],
    ]);
    for (const { alarm, section } of signals.values()) {
      expect(section).toBe(DashboardSection.DETECTION);
      expect(alarm).toMatchObject({ threshold: 0, evaluationPeriods: 1, severity: AlertSeverity.WARNING });
    }
    expect(signals.get('drill-dead-letters')!.alarm!.ownPage).toBe(true);
    new DrMonitoring(app, 'Monitoring', { topology, recoverables: [] }).addSignals('drills', schedulers.flatMap(scheduler => scheduler.healthSignals()));
    recoveryOf(region).hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'FailedInvocations', Threshold: 0, EvaluationPeriods: 1 });
  });
});

describe('off', () => {
  test('unless asked for, no drill begins by itself', () => {
    const { app, schedulers } = scheduled(DrillSchedule.off());
    expect(schedulers.map(({ ruleName, queueName }) => [ruleName, queueName])).toEqual([[undefined, undefined], [undefined, undefined]]);
    expect(schedulers.flatMap(scheduler => scheduler.healthSignals())).toEqual([]);
    expect(stacksOf(app).flatMap(stack => Object.keys(templateOf(stack).toJSON().Resources ?? {}))).toEqual([]);
  });
});

describe('round trips', () => {
  const { topology } = scheduled(roundTrip());

  test('production is moved by a timer only where somebody typed the name of the environment', () => {
    recoveryOf(topology.secondary).hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'cron(0 10 15 1,4,7,10 ? *)',
      Targets: [Match.objectLike({
        Input: JSON.stringify({
          actor: 'schedule', reason: `scheduled drill of ${topology.secondary.name}`, automatic: false, roundTrip: true, confirm: 'test',
        }),
      })],
    });
  });

  test('begin in the standby only: two at once would want each other\'s lock', () => {
    expect(Object.keys(recoveryOf(topology.primary).findResources('AWS::Events::Rule'))).toEqual([]);
  });
});

describeBadInputs(DRILL_BAD_INPUTS);

/** The rules that start drills: when, whether they do, and whether production is moved. */
function drillsIn(resources: { readonly [id: string]: any }): unknown[] {
  return Object.values(resources).filter(({ Type }) => Type === 'AWS::Events::Rule').flatMap(({ Properties: { ScheduleExpression, State, Targets = [] } }) =>
    Targets.filter(({ Arn }: any) => /:stateMachine:.*-drill-/.test(JSON.stringify(Arn))).map(({ Input }: any) => [ScheduleExpression, State, JSON.parse(Input).roundTrip]));
}

describe('the calendar', () => {
  const calendar = readProjectFile('docs', 'drills.md');
  const rows = calendar.split('\n').filter(line => line.startsWith('| **')).map(line => line.split('|').map(cell => cell.trim()).slice(1, -1));

  test('has a monthly drill, a quarterly switchover, a weekly validation of backups and replication that is always watched', () => {
    expect(rows.map(([what, cadence]) => [what, cadence])).toEqual([
      ['**Replication is watched**', 'always'],
      ['**Backups are validated**', 'weekly'],
      ['**Dry drill**', 'monthly'],
      ['**Switchover and back**', 'quarterly'],
    ]);
  });

  test('TEST-14: is kept by a timer for the monthly checks, where it is chosen, and by the document for the rest: no timer moves production by itself', () => {
    const ruleOf = (schedule: DrillSchedule) => scheduled(schedule).topology.regions.map(region =>
      Object.values(recoveryOf(region).findResources('AWS::Events::Rule')).map(({ Properties: { ScheduleExpression, Targets: [{ Arn, Input }] } }) =>
        [ScheduleExpression, /:stateMachine:payments-test-recovery-(\w+)-/.exec(Arn)![1], JSON.parse(Input).roundTrip]));
    expect(ruleOf(DrillSchedule.checksOnly())).toEqual([[['cron(0 10 ? * TUE#1 *)', 'drill', false]], [['cron(0 10 ? * TUE#1 *)', 'drill', false]]]);
    expect(stacksOf(scheduled(DrillSchedule.off()).app).flatMap(stack => Object.keys(templateOf(stack).toJSON().Resources ?? {}))).toEqual([]);
    // One that moves production takes the name of the environment, and begins in the standby alone: two at once would want each other's lock.
    expect(ruleOf(roundTrip())).toEqual([[], [['cron(0 10 15 1,4,7,10 ? *)', 'drill', true]]]);
    expect(() => scheduled(DrillSchedule.roundTrip({ schedule: QUARTERLY, confirmEnvironmentName: 'other' }))).toThrow('drills.confirmEnvironmentName = "other"');
    expect(rows.map(([what, cadence]) => `${what} ${cadence}`)).toEqual([
      '**Replication is watched** always', '**Backups are validated** weekly', '**Dry drill** monthly', '**Switchover and back** quarterly',
    ]);
    expect(RestoreTesting.weekly()._settings.scheduleExpression.expressionString).toBe('cron(0 6 ? * SUN *)');
    expect(calendar).toMatch(/No timer moves production unless somebody says so by name\./);

    // Those that the recovery of an app makes: where it is chosen, and none where nothing was said.
    const chosen = runbookExample({ drills: DrillSchedule.checksOnly() });
    for (const region of chosen.topology.regions) {
      expect(drillsIn(recoveryOf(region).toJSON().Resources)).toEqual([['cron(0 10 ? * TUE#1 *)', 'ENABLED', false]]);
    }
    expect(PAYMENTS.stacks.flatMap(({ resources }) => drillsIn(resources))).toEqual([]);
  });

  test.each([[HOME], [STANDBY]])('TEST-14, TEST-15: a drill of checks in %s, in the words of the timer, changes nothing: whoever is served there is served on', async region => {
    const input = { ...OPERATOR, roundTrip: false };
    const simulation = await simulated(scenario({ minutes: 15, orders: [start('drill', region, 5 * MINUTE, 'drill', input)] }));
    const { history } = simulation;
    expect(recordsOf(simulation).map(({ mode, target, outcome }) => [mode, target, outcome])).toEqual([['drill', region, 'succeeded']]);
    expect(history.of('execution-started')).toHaveLength(1);
    const moved = (['promotion-accepted', 'promotion-refused', 'latch-written', 'lock-taken', 'traffic-moved', 'writes-lost'] as const).flatMap(kind => history.of(kind));
    expect(moved).toEqual([]);
  });

  test('the times that it names are the defaults of the library', () => {
    expect(rows[1].join()).toContain(`\`${RestoreTesting.weekly()._settings.scheduleExpression.expressionString}\``);
    expect(rows[2].join()).toContain(`\`${DrillSchedule.checksOnly()._schedule!.expressionString}\``);
  });
});
