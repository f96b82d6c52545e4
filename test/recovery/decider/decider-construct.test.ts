import { Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { decisionEvents, matches } from './alarm-events';
import { clusterArn, HOME, STANDBY } from './two-regions';
import type { AlarmTerm } from '../../../src/monitoring/alarm-term';
import { Automation } from '../../../src/recovery/automation';
import { RecoveryNames } from '../../../src/recovery/machinery/recovery-names';
import { RunDecider } from '../../../src/recovery/machinery/run-decider';
import { RecoveryState } from '../../../src/recovery/regional-state/recovery-state';
import type { DrRegion, DrTopology } from '../../../src/topology';
import type { Place } from '../functions/fixture';
import { place, statementsOf, templateAt } from '../functions/fixture';

const ALARM = 'payments-test-detection-decision-eu-central-1-00000000';
const ALARM_ARN = `arn:aws:cloudwatch:${STANDBY}:111111111111:alarm:${ALARM}`;
const DATABASE = { globalClusterIdentifier: 'main', clusterArn: clusterArn(STANDBY), peerClusterArn: clusterArn(HOME) };

interface Made extends Place {
  readonly decider: RunDecider;
}

function made(choose?: (topology: DrTopology) => DrRegion, automation = Automation.automatic(), bothFail?: AlarmTerm): Made {
  const where = place(choose);
  return { ...where, decider: new RunDecider(where.scope, 'decider', { ...where, automation, decisionAlarmName: ALARM, ownEndpointAlarms: ['own-endpoint'], bothFail: () => bothFail }) };
}

const home = (topology: DrTopology) => topology.primary;

/** The function's properties, and its rules by name. */
function partsOf(where: Made) {
  const template = templateAt(where);
  const { functionName } = where.decider.schedule;
  const named = (type: string, property: string, value: string) => {
    const [found, ...others] = Object.entries(template.findResources(type)).filter(([, { Properties }]) => Properties[property] === value);
    expect(others).toEqual([]);
    return { id: found[0], properties: found[1].Properties };
  };
  return {
    template,
    handler: named('AWS::Lambda::Function', 'FunctionName', functionName),
    schedule: named('AWS::Events::Rule', 'Name', where.decider.schedule.ruleName),
    onAlarm: named('AWS::Events::Rule', 'Name', where.decider.eventRuleName),
    queue: named('AWS::SQS::Queue', 'QueueName', where.decider.schedule.queueName),
  };
}

const settingsOf = (where: Made) => JSON.parse(partsOf(where).handler.properties.Environment.Variables.DECIDER_SETTINGS);

describe('what calls the decider', () => {
  test('a schedule, every minute', () => {
    const { schedule, handler } = partsOf(made());
    expect(schedule.properties).toMatchObject({ ScheduleExpression: 'rate(1 minute)', State: 'ENABLED', Targets: [{ Arn: { 'Fn::GetAtt': [handler.id, 'Arn'] } }] });
  });

  test.each([STANDBY, HOME])('ORC-07: a rule in %s, when it takes over, has the change of the decision alarm call it, with a permission, a dead-letter queue and retries, and every minute does', name => {
    const where = made(topology => topology.regions.find(region => region.name === name)!);
    const { template, onAlarm, schedule, handler, queue } = partsOf(where);
    expect(where.region.name).toBe(name);
    // The event is the fast path only: what was lost is made up for.
    const Arn = { 'Fn::GetAtt': [handler.id, 'Arn'] };
    expect(schedule.properties).toMatchObject({ ScheduleExpression: 'rate(1 minute)', State: 'ENABLED', Targets: [{ Arn }] });
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', FunctionName: Arn, SourceArn: { 'Fn::GetAtt': [schedule.id, 'Arn'] },
    });
    expect(onAlarm.properties.State).toBe('ENABLED');
    expect(onAlarm.properties.EventPattern).toEqual({
      'source': ['aws.cloudwatch'],
      'detail-type': ['CloudWatch Alarm State Change'],
      'resources': [ALARM_ARN.replace(STANDBY, name)],
      'detail': { alarmName: [ALARM], state: { value: ['ALARM'] }, previousState: { value: [{ 'anything-but': ['ALARM'] }] } },
    });
    expect(onAlarm.properties.Targets).toEqual([{
      Id: 'Target0',
      Arn: { 'Fn::GetAtt': [handler.id, 'Arn'] },
      RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 60 },
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': [queue.id, 'Arn'] } },
    }]);
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      FunctionName: { 'Fn::GetAtt': [handler.id, 'Arn'] },
      SourceArn: { 'Fn::GetAtt': [onAlarm.id, 'Arn'] },
    });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({
          Action: 'sqs:SendMessage', Principal: { Service: 'events.amazonaws.com' }, Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [onAlarm.id, 'Arn'] } } },
        })]),
      },
    });
  });

  const { onAlarm } = partsOf(made());
  const { matching, nearMisses } = decisionEvents(ALARM, ALARM_ARN);

  test('ORC-08: the pattern matches the recorded events of the alarm, and none that is only near', () => {
    expect([matching, nearMisses].map(events => Object.keys(events).length).every(count => count > 0)).toBe(true);
    const told = (events: object) => Object.entries(events).map(([what, event]) => [what, matches(onAlarm.properties.EventPattern, event)]);
    expect(told(matching)).toEqual(Object.keys(matching).map(what => [what, true]));
    expect(told(nearMisses)).toEqual(Object.keys(nearMisses).map(what => [what, false]));
  });

  test.each(Object.entries(matching))('the recorded event %s matches the pattern', (_, event) => {
    expect(matches(onAlarm.properties.EventPattern, event)).toBe(true);
  });

  test.each(Object.entries(nearMisses))('an event %s does not', (_, event) => {
    expect(matches(onAlarm.properties.EventPattern, event)).toBe(false);
  });
});

describe('what the decider may do', () => {
  test('in the standby: start the two runs of its Region, and see how they are', () => {
    const where = made();
    const statements = statementsOf(templateAt(where));
    const resourcesOf = (action: string) => statements.filter(({ Action }) => [Action].flat().includes(action)).flatMap(({ Resource }) => Resource);
    expect(resourcesOf('states:StartExecution')).toEqual([where.names.machineArn('failover'), where.names.machineArn('planned')]);
    expect(resourcesOf('states:DescribeExecution')).toEqual((['failover', 'planned', 'drill'] as const).map(id => where.names.executionArns(id)));
  });

  test('in the home Region: no run that would fail back', () => {
    const where = made(home);
    const starts = statementsOf(templateAt(where)).filter(({ Action }) => Action === 'states:StartExecution');
    expect(starts.map(({ Resource }) => Resource)).toEqual([where.names.machineArn('failover')]);
    expect(settingsOf(where).machines).toEqual({ forced: where.names.machineArn('failover') });
  });

  test('of the tables, what it reads and sets right: it takes no lock, and begins no record', () => {
    const where = made();
    const peerArn = new RecoveryNames(where.topology, where.region.peer).stateTableArn();
    // The publisher of the state, in the same stack, reads by one statement for both of its calls.
    const statements = statementsOf(templateAt(where)).filter(({ Action }) => !Array.isArray(Action) && Action.startsWith('dynamodb:'));
    const readable = ['state', 'latch', 'lock', 'drill'];
    expect(statements.map(({ Action, Resource, Condition }) => [Action, Resource, Condition!['ForAllValues:StringEquals']['dynamodb:LeadingKeys']])).toEqual([
      ['dynamodb:GetItem', where.names.stateTableArn(), readable],
      ['dynamodb:DeleteItem', where.names.stateTableArn(), ['drill', 'lock']],
      ['dynamodb:UpdateItem', where.names.stateTableArn(), ['latch', 'state', 'run', 'lock']],
      ['dynamodb:ConditionCheckItem', where.names.stateTableArn(), ['lock']],
      ['dynamodb:GetItem', peerArn, readable],
      ['dynamodb:DeleteItem', peerArn, ['drill', 'lock']],
      ['dynamodb:UpdateItem', peerArn, ['state', 'latch']],
    ]);
  });

  test('look at the databases that were added, until synthesis, each once', () => {
    const where = made();
    where.decider.addDatabase(DATABASE);
    where.decider.addDatabase({ ...DATABASE });
    const looks = statementsOf(templateAt(where)).filter(({ Action }) => [Action].flat().some(action => action.startsWith('rds:')));
    expect(looks).toEqual([{
      Effect: 'Allow',
      Action: ['rds:DescribeGlobalClusters', 'rds:DescribeDBClusters'],
      Resource: ['arn:aws:rds::111111111111:global-cluster:main', clusterArn(STANDBY), clusterArn(HOME)],
    }]);
    expect(settingsOf(where).databases).toEqual([DATABASE]);
  });

  test('SEC-03: its wildcards are stated', () => {
    const where = made();
    where.decider.addDatabase(DATABASE);
    expect(new AwsSolutionsChecks(where.scope.node.root).validateScope(where.scope.node.root).violations).toEqual([]);
  });
});

describe('what the decider is', () => {
  test('a function outside of any VPC, with a minute, and a name that recovery knows', () => {
    const where = made();
    const { VpcConfig, Timeout, FunctionName } = partsOf(where).handler.properties;
    expect({ VpcConfig, Timeout, FunctionName }).toEqual({ VpcConfig: undefined, Timeout: 60, FunctionName: where.names.functionName('run-decider') });
  });

  test('law 2: it is told what its Region is by design, and not who is active', () => {
    const where = made();
    expect(settingsOf(where)).toEqual({
      region: STANDBY,
      peer: HOME,
      home: HOME,
      tables: { [STANDBY]: where.names.stateTableName(), [HOME]: expect.stringContaining(HOME) },
      namespace: 'MultiRegionDr/Payments/test',
      decisionAlarmName: ALARM,
      ownEndpointAlarms: ['own-endpoint'],
      blockSeconds: 1800,
      automatic: true,
      machines: { forced: where.names.machineArn('failover'), planned: where.names.machineArn('planned') },
      databases: [],
      latchAlarmsOfPeer: [],
    });
  });

  test('it is told what tells that both Regions fail, where anything does', () => {
    const bothFail = { all: ['peer', { any: ['own', 'blocking'] }] };
    expect(settingsOf(made(undefined, undefined, bothFail)).bothFail).toEqual(bothFail);
  });

  test('with manual automation it decides all the same, and pages', () => {
    expect(settingsOf(made(undefined, Automation.manual())).automatic).toBe(false);
    expect(settingsOf(made(undefined, Automation.approval())).automatic).toBe(true);
  });

  test('it knows the alarms of the latches of the other Region, whenever they are made', () => {
    const where = made();
    const publish = (region: DrRegion, alarmName: string) =>
      RecoveryState.of(where.topology)._publishLatch(where.scope, { region, alarmName, metricName: 'LatchClosed', dimensions: {} });
    publish(where.topology.primary, 'latch-of-home');
    publish(where.topology.secondary, 'latch-of-standby');
    expect(settingsOf(where).latchAlarmsOfPeer).toEqual(['latch-of-home']);
  });

  test('more databases than its settings have room for are refused at synthesis', () => {
    const where = made();
    for (let index = 0; index < 40; index++) {
      where.decider.addDatabase({ ...DATABASE, globalClusterIdentifier: `main-${index}` });
    }
    const [error, ...others] = where.decider.node.validate();
    expect(others).toEqual([]);
    expect(error).toMatch(/^the decider of eu-central-1 would be told \d+ bytes about databases and latches .* room for 4000\. Give some/);
    expect(made().decider.node.validate()).toEqual([]);
  });
});
