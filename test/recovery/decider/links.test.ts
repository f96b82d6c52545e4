import type { Template } from 'aws-cdk-lib/assertions';
import { decisionEvents, matches } from './alarm-events';
import { metricData } from '../../../src/detection/handlers/probe-metrics';
import type { ProberSettings } from '../../../src/detection/handlers/prober-settings';
import { alarmNamesOf, isTrue } from '../../../src/monitoring/alarm-term';
import { FailoverOrchestrator } from '../../../src/recovery';
import { RecoveryNames } from '../../../src/recovery/machinery/recovery-names';
import type { DrRegion } from '../../../src/topology';
import { createdDetection, only, recoveryTemplate } from '../../detection/fixture';
import { ACCOUNT } from '../../support/environment';
import { auroraStore } from '../stores';

const { topology, dns, detection } = createdDetection();
new FailoverOrchestrator(topology, 'Orchestrator', { topology, dns, detection, recoverables: [auroraStore(topology)] });

type Properties = { readonly [name: string]: any };

function named(template: Template, type: string, property: string, value: string): [logicalId: string, properties: Properties] {
  const fitting = Object.entries(template.findResources(type)).filter(([, each]) => each.Properties[property] === value);
  const [[logicalId, { Properties }], ...others] = fitting;
  expect(others).toEqual([]);
  return [logicalId, Properties];
}

function settingsIn<Settings>(template: Template, variable: string): Settings {
  return JSON.parse(only(template, 'AWS::Lambda::Function', ({ Environment }) => Environment?.Variables?.[variable] !== undefined).Environment.Variables[variable]);
}

describe.each(topology.regions.map(region => [region.name, region] as const))('from an endpoint that breaks to an execution, in %s', (_, region: DrRegion) => {
  const template = recoveryTemplate(region);
  const names = new RecoveryNames(topology, region);
  const prober = settingsIn<ProberSettings>(template, 'PROBER_SETTINGS');
  const decider = settingsIn<Properties>(template, 'DECIDER_SETTINGS');
  const alarmOnProbe = () => only(template, 'AWS::CloudWatch::Alarm', ({ MetricName, Dimensions }) =>
    MetricName === 'EndpointFailed' && Dimensions.some(({ Name, Value }: Properties) => Name === 'Region' && Value === region.peer.name));

  test('the endpoint of the other Region is probed, every minute', () => {
    const [target, ...others] = prober.targets.filter(each => each.region === region.peer.name);
    expect(others).toEqual([]);
    expect(new URL(target.url).hostname).toBe(dns.forRegion(region.peer).domainName);
    const rule = only(template, 'AWS::Events::Rule', ({ Description, ScheduleExpression }) => ScheduleExpression && Description.startsWith('Probes'));
    expect([rule.ScheduleExpression, rule.State]).toEqual(['rate(1 minute)', 'ENABLED']);
  });

  test('a probe that fails is published as the metric that an alarm looks at, beyond its limit', () => {
    const [target] = prober.targets.filter(each => each.region === region.peer.name);
    const [datum] = metricData(prober.record, [{ target, failure: 'connection refused' }], new Date(0));
    const alarm = alarmOnProbe();
    expect([alarm.Namespace, alarm.MetricName]).toEqual([prober.namespace, datum.MetricName]);
    const byName = (dimensions: readonly { readonly Name?: string }[]) => [...dimensions].sort((a, b) => a.Name!.localeCompare(b.Name!));
    expect(byName(alarm.Dimensions)).toEqual(byName(datum.Dimensions!));
    expect(datum.Value).toBeGreaterThanOrEqual(alarm.Threshold);
    expect(alarm.ComparisonOperator).toBe('GreaterThanOrEqualToThreshold');
  });

  test('that alarm makes the decision', () => {
    const decision = only(template, 'AWS::CloudWatch::CompositeAlarm', ({ AlarmName }) => AlarmName === decider.decisionAlarmName);
    expect(JSON.stringify(decision.AlarmRule)).toContain(`ALARM(\\"${alarmOnProbe().AlarmName}\\")`);
    expect(decision.ActionsEnabled).toBe(true);
  });

  test('the decider reads of both Regions what the decision is made of, and all of that is there', () => {
    const { AlarmRule } = only(template, 'AWS::CloudWatch::CompositeAlarm', ({ AlarmName }) => AlarmName === decider.decisionAlarmName);
    const members = alarmNamesOf(decider.bothFail);
    members.forEach(name => only(template, 'AWS::CloudWatch::Alarm', ({ AlarmName }) => AlarmName === name));
    expect(new Set(members)).toEqual(new Set([...JSON.stringify(AlarmRule).matchAll(/ALARM\(\\"(.+?)\\"\)/g)].map(([, name]) => name)));
    expect(isTrue(decider.bothFail, [alarmOnProbe().AlarmName, ...decider.ownEndpointAlarms])).toBe(true);
    expect([[alarmOnProbe().AlarmName], decider.ownEndpointAlarms].map(inAlarm => isTrue(decider.bothFail, inAlarm))).toEqual([false, false]);
  });

  test('the event of the decision, and every minute, call the decider', () => {
    const [handler] = named(template, 'AWS::Lambda::Function', 'FunctionName', names.functionName('run-decider'));
    const arn = `arn:aws:cloudwatch:${region.name}:${ACCOUNT}:alarm:${decider.decisionAlarmName}`;
    const event = decisionEvents(decider.decisionAlarmName, arn).matching['from OK to ALARM'];
    const callers = Object.entries(template.findResources('AWS::Events::Rule'))
      .filter(([, { Properties }]) => JSON.stringify(Properties.Targets).includes(`"Fn::GetAtt":["${handler}","Arn"]`));
    const occasions = callers.map(([id, { Properties: { EventPattern, ScheduleExpression, State } }]) => {
      template.hasResourceProperties('AWS::Lambda::Permission', {
        Principal: 'events.amazonaws.com', FunctionName: { 'Fn::GetAtt': [handler, 'Arn'] }, SourceArn: { 'Fn::GetAtt': [id, 'Arn'] },
      });
      return [State, EventPattern ? matches(EventPattern, event) : ScheduleExpression];
    });
    expect(occasions.sort()).toEqual([['ENABLED', 'rate(1 minute)'], ['ENABLED', true]]);
  });

  test('the machines that the decider names exist under these names, and it may start them', () => {
    const isHome = region === topology.primary;
    expect(decider.machines).toEqual({ forced: names.machineArn('failover'), ...isHome ? {} : { planned: names.machineArn('planned') } });
    const arns = Object.values<string>(decider.machines);
    for (const arn of arns) {
      named(template, 'AWS::StepFunctions::StateMachine', 'StateMachineName', arn.split(':').pop()!);
    }
    const [, { Role: { 'Fn::GetAtt': [role] } }] = named(template, 'AWS::Lambda::Function', 'FunctionName', names.functionName('run-decider'));
    const policies = template.findResources('AWS::IAM::Role')[role].Properties.ManagedPolicyArns.map(({ Ref }: Properties) => Ref);
    const granted = policies.flatMap((id: string) => template.findResources('AWS::IAM::ManagedPolicy')[id].Properties.PolicyDocument.Statement)
      .filter(({ Action }: Properties) => Action === 'states:StartExecution')
      .flatMap(({ Resource }: Properties) => Resource);
    expect(granted).toEqual(arns);
  });

  test('the databases of the stores take part in the decision', () => {
    const cluster = (of: DrRegion) => `arn:aws:rds:${of.name}:${ACCOUNT}:cluster:payments-test-database-main-${of.name}`;
    expect(decider.databases).toEqual([
      { globalClusterIdentifier: 'payments-test-database-main', clusterArn: cluster(region), peerClusterArn: cluster(region.peer) },
    ]);
  });
});
