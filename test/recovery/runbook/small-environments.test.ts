import { Duration } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { awsCallsOf } from './runbook-commands';
import type { FailoverOrchestratorProps } from '../../../src';
import {
  Automation, EndpointProbes, FailoverDetection, FailoverDns, FailoverOrchestrator, RecoveryAction, RegionalEndpoint, RunPoint,
} from '../../../src';
import { createdDetection } from '../../detection/fixture';
import { createdTopology, handedOverTopology } from '../../support/environment';
import { auroraStore } from '../stores';

function orchestrate(props: Partial<FailoverOrchestratorProps> = {}, topology = createdTopology()): FailoverOrchestrator {
  return new FailoverOrchestrator(topology, 'Recovery', { recoverables: [], ...props, topology });
}

describe('the runbook of an environment without stores, name and detection', () => {
  const orchestrator = orchestrate();
  const runbook = orchestrator.runbook();

  test('speaks of nothing that is not there', () => {
    expect(runbook).not.toMatch(/undefined|rds:unplanned|dig \+short|describe-alarms/);
    expect(awsCallsOf(runbook).map(({ operation }) => operation)).not.toContain('rds describe-global-clusters');
    expect(runbook).toContain('No recovery time objective was given.');
    expect(runbook).not.toContain('**What may be lost.**');
  });

  test('still leads through a run', () => {
    expect(awsCallsOf(runbook).map(({ operation }) => operation)).toEqual(expect.arrayContaining(['stepfunctions start-execution', 'lambda invoke']));
  });

  test('counts on people, because nothing begins runs', () => {
    expect(runbook).toMatch(/\| \*\*operator\*\*: a person is paged, and starts the run \| 120 \| 600 \| 1800 \|/);
  });
});

describe('the runbook', () => {
  test('shows two budgets where the Regions differ', () => {
    const topology = createdTopology();
    const orchestrator = orchestrate({ recoverables: [auroraStore(topology)] }, topology);
    expect(orchestrator.runbook()).toContain('**A forced failover to either Region**');
    orchestrator.addStep({
      id: 'warm',
      description: 'Warm caches',
      point: RunPoint.BEFORE_PROMOTION,
      target: topology.secondary,
      action: RecoveryAction.wait(Duration.seconds(20)),
      timeout: Duration.minutes(1),
    });
    const runbook = orchestrator.runbook();
    expect(runbook).toContain('**A forced failover to eu-central-1**');
    expect(runbook).toContain('**A forced failover to eu-west-1**');
    expect(runbook).toContain('sleep 20');
  });

  test('names the stacks that were handed over', () => {
    const runbook = orchestrate({}, handedOverTopology()).runbook();
    expect(runbook).toContain('npx cdk deploy --exclusively \\\n  Secondary\n');
    expect(runbook).toContain('npx cdk deploy --exclusively \\\n  Primary\n');
  });
});

describe('the budget', () => {
  test('does not count probes where nothing is probed', () => {
    const { topology, dns, detection } = createdDetection({ probes: EndpointProbes.none() });
    const { lines } = orchestrate({ dns, detection }, topology).budget(topology.secondary);
    expect(lines[0]).toMatchObject({ id: 'detection', source: 'assumption: alarms of the team, with periods of a minute' });
  });

  test('counts the TTL of the record', () => {
    const topology = createdTopology();
    const hostedZone = HostedZone.fromHostedZoneAttributes(topology, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
    const dns = new FailoverDns(topology, 'Dns', { topology, hostedZone, recordName: 'api', ttl: Duration.seconds(20) });
    topology.regions.forEach(region => dns.addEndpoint(region, RegionalEndpoint.hostName(`ingress.${region.name}.example.net`)));
    const detection = new FailoverDetection(topology, 'Detection', { topology, dns, datapointsToAlarm: 4 });
    const { lines } = orchestrate({ dns, detection }, topology).budget(topology.secondary);
    expect(lines.find(({ id }) => id === 'record-cache')!.source).toContain('TTL of 20 seconds');
    expect(lines[0].source).toContain('4 of 6 probes');
  });
});

describe('the orchestrator', () => {
  const measured = { typical: Duration.seconds(40), worst: Duration.seconds(50), source: 'drill' };

  test('refuses assumptions that no budget could be made of', () => {
    expect(() => orchestrate({ assumptions: { promotion: { ...measured, worst: Duration.seconds(1) } } })).toThrow('assumptions.promotion = ');
  });

  test('refuses assumptions about steps that no plan has, at synthesis', () => {
    const orchestrator = orchestrate({ assumptions: { steps: { 'begin-run': measured, 'promote-nothing': measured } } });
    expect(orchestrator.node.validate().join()).toContain('assumptions.steps.promote-nothing: no plan has a step of this id');
    expect(orchestrator.node.validate().join()).not.toContain('assumptions.steps.begin-run');
  });

  test('law 5: an objective of minutes and a person in its way contradict each other', () => {
    const topology = createdTopology();
    const objectives = { rto: Duration.minutes(5) };
    const orchestrator = orchestrate({ automation: Automation.manual(), recoverables: [auroraStore(topology)], objectives }, topology);
    expect(orchestrator.node.validate().join()).toMatch(/objectives\.rto = 300 seconds: .*operator 600/);
  });
});
