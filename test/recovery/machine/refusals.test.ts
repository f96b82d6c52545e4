import { Duration } from 'aws-cdk-lib';
import { auroraStore } from './machines';
import type { FailoverOrchestratorProps } from '../../../src';
import { AlertSeverity, DrMonitoring, DrillSchedule, FailoverOrchestrator, RecoveryAction, RunPoint, StackLayer } from '../../../src';
import { kindOf } from '../../../src/recovery/actions/action-kinds';
import type { MachineDefinition } from '../../../src/recovery/renderings/state-machine';
import { literalDefinition } from '../../../src/recovery/renderings/state-machine-rules';
import { createdTopology, handedOverTopology, templateOf, testApp } from '../../support/environment';

function create(props: Partial<FailoverOrchestratorProps> = {}) {
  const topology = createdTopology(testApp());
  return { topology, orchestrator: new FailoverOrchestrator(topology, 'Recovery', { topology, recoverables: [], ...props }) };
}

test('without detection nothing begins by itself', () => {
  expect(create().orchestrator.automation.name).toBe('manual');
});

test('law 6: an action of which nothing is known is refused', () => {
  const topology = createdTopology(testApp());
  expect(() => kindOf(topology, RecoveryAction._control('mystery', {}))).toThrow(/action.kind = "mystery": nothing is known of this kind of action/);
});

const definition = (states: object): MachineDefinition => ({ Comment: 'x', QueryLanguage: 'JSONata', StartAt: 'a', TimeoutSeconds: 1, States: states as never });

test.each<[string, MachineDefinition, RegExp]>([
  ['an id that leaves no room', definition({ [`${'a'.repeat(78)}.ask`]: {} }), /step.id = "a{78}": a state would be named/],
  ['a reference to a stack', definition({ a: { Resource: { 'Fn::GetAtt': ['x', 'Arn'] } } }), /known only after deployment: .* its definition is literal/],
  ['a definition beyond Step Functions', definition({ a: { Comment: 'x'.repeat(1024 * 1024) } }), /Step Functions takes 1048576 bytes/],
])('law 6: %s is refused', (_what, given, message) => {
  expect(() => literalDefinition(createdTopology(testApp()), given)).toThrow(message);
});

test('a store and a step that come later join definitions and permissions', () => {
  const { topology, orchestrator } = create({ timeout: Duration.hours(1) });
  orchestrator.addRecoverable(auroraStore(topology));
  orchestrator.addStep({
    id: 'late',
    description: 'come late',
    point: RunPoint.BESIDE_PROMOTION,
    target: topology.secondary,
    action: RecoveryAction.invokeFunction({ functionName: 'late' }),
    timeout: Duration.minutes(1),
  });
  const text = JSON.stringify(templateOf(topology.secondary.stack(StackLayer.RECOVERY)).toJSON());
  expect(text).toContain('arn:aws:rds::111111111111:global-cluster:payments-global');
  expect(text).toContain('"arn:aws:lambda:eu-central-1:111111111111:function:late"');
  expect(JSON.stringify(templateOf(topology.primary.stack(StackLayer.RECOVERY)).toJSON())).not.toContain('function:late');
});

test('with monitoring, runs tell its topics, and it watches them', () => {
  const topology = createdTopology(testApp());
  const monitoring = new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [] });
  const orchestrator = new FailoverOrchestrator(topology, 'Recovery', { topology, recoverables: [], monitoring, drills: DrillSchedule.checksOnly() });
  const { notificationTopic, failoverMachineArn } = orchestrator.forRegion(topology.primary);
  expect(notificationTopic.topicArn).toBe(monitoring.topic(topology.primary, AlertSeverity.CRITICAL).topicArn);
  const template = templateOf(topology.primary.stack(StackLayer.RECOVERY));
  expect(Object.values(template.findResources('AWS::SNS::Topic')).filter(({ Properties }) => /recovery-runs/.test(Properties.TopicName))).toEqual([]);
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ExecutionsFailed', Dimensions: [{ Name: 'StateMachineArn', Value: failoverMachineArn }],
  });
  const ids = orchestrator.healthSignals().map(({ id, publishedIn }) => `${publishedIn.name}/${id}`);
  expect(new Set(ids).size).toBe(ids.length);
});

test('TEST-17: machines work in two stacks that the consumer owns', () => {
  const app = testApp();
  const topology = handedOverTopology(app);
  new FailoverOrchestrator(app, 'Recovery', { topology, recoverables: [auroraStore(topology)] });
  topology.regions.forEach(region => templateOf(region.stack(StackLayer.RECOVERY)).resourceCountIs('AWS::StepFunctions::StateMachine', 3));
});
