import { Match } from 'aws-cdk-lib/assertions';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { AwsSolutionsChecks } from 'cdk-nag';
import { only, recoveryTemplate } from './fixture';
import { WITNESS_BAD_INPUTS } from './witness-bad-inputs';
import { detectionOn, WITNESS, witnessed } from './witness-fixture';
import type { DrRegion } from '../../src';
import { AlertSeverity, DecisionSignal, DrMonitoring, EndpointProbes, StackLayer } from '../../src';
import { resourcesOf, seenFromOutside } from '../dns/fixture';
import { describeBadInputs } from '../support/bad-inputs';
import { ACCOUNT, createdTopology, handedOverTopology, ownStack, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';
import { idsOf, published, signalsIn } from '../support/health-signals';

const DEEP = EndpointProbes.deep('/health/deep');

function witnessAlarms(region: DrRegion) {
  return Object.values(resourcesOf(recoveryTemplate(region), 'AWS::CloudWatch::Alarm'))
    .map(({ Properties }) => Properties)
    .filter(({ AlarmName }) => AlarmName.includes('witness-sees'));
}

function ruleOf(region: DrRegion): string {
  return only(recoveryTemplate(region), 'AWS::CloudWatch::CompositeAlarm', ({ AlarmName }) => AlarmName.includes('decision')).AlarmRule
    .replace(/payments-test-detection-([a-z-]+?)-eu-(west|central)-1-[0-9a-f]{8}/g, '$1');
}

describe('the witness', () => {
  const { app, topology } = witnessed({ probes: DEEP });
  const template = templateOf(topology.witnessStack);

  test('probes both endpoints from the third Region every minute, and tells both Regions', () => {
    const prober = only(template, 'AWS::Lambda::Function');
    expect(prober.FunctionName).toMatch(new RegExp(`^payments-test-detection-prober-${WITNESS}-[0-9a-f]{8}$`));
    expect(prober).not.toHaveProperty('VpcConfig');
    expect(JSON.parse(prober.Environment.Variables.PROBER_SETTINGS)).toEqual({
      namespace: 'MultiRegionDr/Payments/test',
      record: 'api.example.com',
      targets: [PRIMARY, SECONDARY].flatMap(region => [['shallow', '/health'], ['deep', '/health/deep']].map(([probe, path]) => (
        expect.objectContaining({ region, probe, url: `https://api-${region}.example.com:443${path}` })))),
      witness: { region: WITNESS, tells: [PRIMARY, SECONDARY] },
    });
    template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)', State: 'ENABLED' });
  });

  test('law 1: neither Region waits for it or refers to it', () => {
    for (const region of topology.regions) {
      const text = JSON.stringify(recoveryTemplate(region).toJSON());
      expect(text).not.toContain('Fn::GetStackOutput');
      expect(text).not.toContain(topology.witnessStack.stackName);
    }
    expect(JSON.stringify(template.toJSON())).not.toMatch(/Fn::(ImportValue|GetStackOutput)/);
  });

  test('SEC-03: cdk-nag has nothing to say of it', () => {
    expect(new AwsSolutionsChecks(app).validateScope(topology.witnessStack).violations).toEqual([]);
  });

  test('is none unless it is asked for', () => {
    const without = witnessed({ witness: false });
    without.topology.regions.forEach(region => expect(witnessAlarms(region)).toEqual([]));
    expect(signalsIn(without.detection.healthSignals(), without.topology.primary).has('witness-silent')).toBe(false);
    expect(without.topology.node.tryFindChild(`witness-${WITNESS}`)).toBeUndefined();
  });
});

describe('what the Regions make of it', () => {
  const { topology, detection } = witnessed({ probes: DEEP });

  test.each([[0, SECONDARY, 'secondary'], [1, PRIMARY, 'primary']] as const)(
    'Region %i believes that the other one works while the witness says so, and nothing when it is silent', (index, peer, role) => {
      expect(witnessAlarms(topology.regions[index])).toEqual(['shallow', 'deep'].map(depth => expect.objectContaining({
        AlarmName: expect.stringContaining(`witness-sees-${depth}-${role}`),
        AlarmDescription: `api-${peer}.example.com answers its ${depth} probe from ${WITNESS}, as ${topology.regions[index].name} is told: 2 of 6 x 10 seconds`,
        Namespace: 'MultiRegionDr/Payments/test',
        MetricName: 'EndpointFailed',
        Dimensions: expect.arrayContaining([
          { Name: 'Record', Value: 'api.example.com' }, { Name: 'Region', Value: peer }, { Name: 'Probe', Value: depth }, { Name: 'Witness', Value: WITNESS },
        ]),
        Statistic: 'Maximum',
        Period: 10,
        Threshold: 1,
        ComparisonOperator: 'LessThanThreshold',
        EvaluationPeriods: 6,
        DatapointsToAlarm: 2,
        TreatMissingData: 'notBreaching',
        ActionsEnabled: true,
      })));
    });

  test.each([[1, 6], [4, 3], [6, 1]])('a loss by %i of 6 failures is denied by %i of 6 successes: the same count, seen from the other side', (failures, successes) => {
    const own = witnessed({ datapointsToAlarm: failures }).topology;
    expect(witnessAlarms(own.primary).map(({ DatapointsToAlarm }) => DatapointsToAlarm)).toEqual([successes]);
  });

  test('the decision: a probe of the other fails, the witness does not see all of them succeed, and the own Region is fit', () => {
    expect(ruleOf(topology.secondary)).toBe('(((ALARM("shallow-probe-of-primary") OR ALARM("deep-probe-of-primary")) '
      + 'AND NOT (ALARM("witness-sees-shallow-primary") AND ALARM("witness-sees-deep-primary"))) '
      + 'AND NOT (ALARM("shallow-probe-of-secondary") OR ALARM("deep-probe-of-secondary")))');
  });

  test('the decision is deployed after the alarms that it names', () => {
    const [decision] = Object.values(resourcesOf(recoveryTemplate(topology.primary), 'AWS::CloudWatch::CompositeAlarm'))
      .filter(({ Properties }) => Properties.AlarmName.includes('decision'));
    expect(decision.DependsOn!.filter(id => id.includes('witnesssees'))).toHaveLength(2);
  });

  test.each([[0], [1]])('Region %i warns of a witness that is silent, apart from its page, and shows what it sees', index => {
    const region = topology.regions[index];
    const signals = signalsIn(detection.healthSignals(), region);
    const silent = signals.get('witness-silent')!;
    expect(published(silent)).toEqual({
      name: 'MultiRegionDr/Payments/test EndpointFailed',
      dimensions: { Record: 'api.example.com', Region: region.peer.name, Probe: 'shallow', Witness: WITNESS },
      statistic: 'SampleCount',
      seconds: 60,
    });
    expect(silent.alarm).toEqual({
      threshold: 1, comparisonOperator: 'LessThanThreshold', evaluationPeriods: 3, treatMissingData: 'breaching', severity: AlertSeverity.WARNING, ownPage: true,
    });
    expect(silent.description).toBe(`${WITNESS} has not told ${region.name} for 3 minutes what it sees: the Regions judge each other without it`);
    const shown = idsOf(signals.values()).shown.filter(id => id.startsWith('witness'));
    expect(shown.sort()).toEqual(['deep', 'shallow'].flatMap(depth => ['primary', 'secondary'].map(role => `witness-${depth}-probe-of-${role}`)));
    expect(published(signals.get('witness-deep-probe-of-primary')!)).toEqual(
      expect.objectContaining({ dimensions: { Record: 'api.example.com', Region: PRIMARY, Probe: 'deep', Witness: WITNESS }, statistic: 'Maximum', seconds: 60 }));
  });

  test('DrMonitoring alarms on its silence in both Regions', () => {
    const own = witnessed();
    new DrMonitoring(own.app, 'Monitoring', { topology: own.topology, recoverables: [], detection: own.detection });
    for (const region of own.topology.regions) {
      recoveryTemplate(region).hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName: 'EndpointFailed', Statistic: 'SampleCount', TreatMissingData: 'breaching', Dimensions: Match.arrayWith([{ Name: 'Witness', Value: WITNESS }]),
      });
    }
  });
});

test('in stacks of a consumer the witness is in the one that was handed over', () => {
  const app = testApp();
  const witnessStack = ownStack(app, 'Witness', WITNESS);
  detectionOn(handedOverTopology(app, { witnessRegion: WITNESS, witnessStack, globalStack: ownStack(app, 'Global', 'us-east-1') }));
  templateOf(witnessStack).resourceCountIs('AWS::Lambda::Function', 1);
});

test('one public endpoint is enough for a witness: of the other one a metric tells', () => {
  const topology = createdTopology(testApp(), { witnessRegion: WITNESS });
  const detection = detectionOn(topology, {}, { endpointHealth: { secondary: seenFromOutside() } });
  const alarm = (region: DrRegion, { name } = region) => Alarm.fromAlarmArn(region.stack(StackLayer.RECOVERY), `told-in-${name}`, `arn:aws:cloudwatch:${name}:${ACCOUNT}:alarm:told`);
  detection.forRegion(topology.primary).addSignal(alarm(topology.primary), DecisionSignal.REQUIRED);
  detection.forRegion(topology.secondary).addSignal(alarm(topology.secondary), DecisionSignal.BLOCKING);
  const { targets } = JSON.parse(only(templateOf(topology.witnessStack), 'AWS::Lambda::Function').Environment.Variables.PROBER_SETTINGS);
  expect(targets.map(({ region }: { region: string }) => region)).toEqual([PRIMARY]);
  expect([witnessAlarms(topology.primary).length, witnessAlarms(topology.secondary).length]).toEqual([0, 1]);
});

test('the longest path and search string fit the settings of the witness', () => {
  const { app, topology } = witnessed({ probes: EndpointProbes.deep(`/${'x'.repeat(254)}`, { searchString: 'ß'.repeat(255) }) });
  expect(topology.witnessRegion).toBe(WITNESS);
  expect(() => app.synth()).not.toThrow();
});

describeBadInputs(WITNESS_BAD_INPUTS);
