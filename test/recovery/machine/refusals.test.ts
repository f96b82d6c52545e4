import { Duration } from 'aws-cdk-lib';
import { auroraStore } from './machines';
import type { FailoverOrchestratorProps } from '../../../src';
import { AlertSeverity, DrMonitoring, DrillSchedule, FailoverOrchestrator, RecoveryAction, RunPoint, StackLayer } from '../../../src';
import { kindOf } from '../../../src/recovery/actions/action-kinds';
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
