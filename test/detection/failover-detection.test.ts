import { Duration } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { DetectionFixture } from './fixture';
import { createdDetection, handedOverDetection, only, recoveryTemplate } from './fixture';
import type { FailoverDetectionOptions } from '../../src/detection';
import { DecisionSignal, EndpointProbes, FailoverDetection, ProbeDepth } from '../../src/detection';
import { settingsError } from '../../src/detection/endpoint-prober';
import type { FailoverDnsOptions } from '../../src/dns';
import { EndpointHealth, HealthCheckProtocol, RegionalEndpoint } from '../../src/dns';
import { AlertSeverity, DrMonitoring } from '../../src/monitoring';
import type { DrRegion } from '../../src/topology';
import { StackLayer } from '../../src/topology';
import { allTemplates, bareDns, importedVpc, resourcesOf } from '../dns/fixture';
import { ACCOUNT, createdTopology, ownStack, PRIMARY, SECONDARY, testApp } from '../support/environment';

const DEEP: FailoverDetectionOptions = { probes: EndpointProbes.deep('/health/deep', { searchString: '"status":"OK"' }) };
const METRIC = 'EndpointFailed';

function endpointAlarms(region: DrRegion): { [name: string]: any }[] {
  return Object.values(resourcesOf(recoveryTemplate(region), 'AWS::CloudWatch::Alarm'))
    .map(resource => resource.Properties).filter(({ MetricName, Period }) => MetricName === METRIC && Period === 10);
}

function proberOf(region: DrRegion): { [name: string]: any } {
  return only(recoveryTemplate(region), 'AWS::Lambda::Function', ({ Environment }) => Environment?.Variables.PROBER_SETTINGS !== undefined);
}

function settingsOf(region: DrRegion): any {
  return JSON.parse(proberOf(region).Environment.Variables.PROBER_SETTINGS);
}

function withSignals(fixture: DetectionFixture, meanings = [DecisionSignal.REQUIRED, DecisionSignal.BLOCKING]): DetectionFixture {
  for (const region of fixture.topology.regions) {
    const own = ownStack(fixture.app, `Team-${region.name}`, region.name);
    for (const meaning of meanings) {
      const metric = new cloudwatch.Metric({ namespace: 'Payments', metricName: meaning });
      fixture.detection.forRegion(region).addSignal(metric.createAlarm(own, meaning, { threshold: 1, evaluationPeriods: 1 }), meaning);
    }
  }
  return fixture;
}

describe('what each Region probes', () => {
  test('the names of both Regions, by what Route 53 asks', () => {
    const { topology } = createdDetection({}, { healthCheck: { path: '/up', searchString: 'fine' } });
    for (const region of topology.regions) {
      expect(settingsOf(region)).toEqual({
        namespace: 'MultiRegionDr/Payments/test',
        record: 'api.example.com',
        targets: [region.peer, region].map(({ name }) => (
          { region: name, probe: 'shallow', url: `https://api-${name}.example.com:443/up`, searchString: 'fine' })),
      });
    }
  });

  test('by HTTP where Route 53 asks so', () => {
    const app = testApp();
    const topology = createdTopology(app);
    const dns = bareDns({ healthCheck: { protocol: HealthCheckProtocol.HTTP } }, topology);
    topology.regions.forEach(region => dns.addEndpoint(region, RegionalEndpoint.hostName(`ingress.${region.name}.example.net`)));
    new FailoverDetection(topology, 'Detection', { topology, dns });
    expect(settingsOf(topology.primary).targets[0].url).toBe(`http://api-${SECONDARY}.example.com:80/health`);
  });

  test('deeper where a path is given', () => {
    const { topology } = createdDetection(DEEP);
    expect(settingsOf(topology.secondary).targets).toEqual([PRIMARY, SECONDARY].flatMap(region => [
      { region, probe: 'shallow', url: `https://api-${region}.example.com:443/health` },
      { region, probe: 'deep', url: `https://api-${region}.example.com:443/health/deep`, searchString: '"status":"OK"' },
    ]));
  });

  test('every minute, once, outside of any VPC, by a function that may publish and nothing else', () => {
    const { topology } = createdDetection();
    for (const region of topology.regions) {
      const template = recoveryTemplate(region);
      const prober = proberOf(region);
      expect(prober).toMatchObject({ Timeout: 75, Runtime: 'nodejs24.x', DeadLetterConfig: { TargetArn: expect.anything() } });
      expect(prober.VpcConfig).toBeUndefined();
      template.hasResourceProperties('AWS::Events::Rule', {
        Name: Match.stringLikeRegexp(`^payments-test-detection-prober-${region.name}-`),
        ScheduleExpression: 'rate(1 minute)',
        Targets: [Match.objectLike({ RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 }, DeadLetterConfig: Match.anyValue() })],
      });
      const policy = only(template, 'AWS::IAM::ManagedPolicy', ({ Description }) => Description.startsWith('Probes'));
      expect(policy.PolicyDocument.Statement.flatMap((statement: { Action: string | string[] }) => statement.Action)).toEqual([
        'cloudwatch:PutMetricData', 'sqs:SendMessage', 'kms:GenerateDataKey', 'kms:Decrypt', 'logs:CreateLogStream', 'logs:PutLogEvents',
      ]);
      expect(policy.PolicyDocument.Statement[0].Condition).toEqual({ StringEquals: { 'cloudwatch:namespace': 'MultiRegionDr/Payments/test' } });
    }
  });
});

describe('what each Region concludes', () => {
  test('ORC-18: an alarm on each probe looks at ten seconds: five of six of the other Region, two of six of the own, which holds back', () => {
    const { topology } = createdDetection(DEEP);
    for (const region of topology.regions) {
      const alarms = endpointAlarms(region);
      expect(alarms.map(({ Dimensions }) => Dimensions)).toEqual([region.peer, region].flatMap(({ name }) => ['shallow', 'deep'].map(probe => [
        { Name: 'Probe', Value: probe }, { Name: 'Record', Value: 'api.example.com' }, { Name: 'Region', Value: name },
      ])));
      for (const alarm of alarms) {
        expect(alarm).toMatchObject({
          Namespace: 'MultiRegionDr/Payments/test',
          Statistic: 'Maximum',
          Period: 10,
          Threshold: 1,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          EvaluationPeriods: 6,
          DatapointsToAlarm: alarm.Dimensions[2].Value === region.name ? 2 : 5,
          TreatMissingData: 'missing',
        });
      }
    }
  });

  test('ORC-18: the decision rests on the probes of both Regions, in each Region the other way round', () => {
    const { topology, detection } = createdDetection();
    for (const region of topology.regions) {
      const [peer, own] = endpointAlarms(region).map(({ AlarmName }) => AlarmName);
      const decision = only(recoveryTemplate(region), 'AWS::CloudWatch::CompositeAlarm');
      expect(decision.AlarmName).toContain('decision');
      expect(decision.AlarmRule).toBe(`(ALARM("${peer}") AND NOT ALARM("${own}"))`);
      expect(peer).toContain(`probe-of-${region.peer.role}`);
      expect(own).toContain(`probe-of-${region.role}`);
      expect(detection.forRegion(region).endpointAlarms).toHaveLength(2);
    }
  });

  test('alarms of a team join in each Region by what they mean', () => {
    const { app, topology, detection } = createdDetection();
    for (const region of topology.regions) {
      const own = ownStack(app, `Team-${region.name}`, region.name);
      const metric = new cloudwatch.Metric({ namespace: 'Payments', metricName: 'Refused' });
      const alarm = (id: string) => metric.createAlarm(own, id, { alarmName: id, threshold: 1, evaluationPeriods: 1 });
      detection.forRegion(region).addSignal(alarm('required'), DecisionSignal.REQUIRED);
      detection.forRegion(region).addSignal(alarm('sufficient'), DecisionSignal.SUFFICIENT);
    }
    const rule = only(recoveryTemplate(topology.primary), 'AWS::CloudWatch::CompositeAlarm').AlarmRule['Fn::Join'][1]
      .map((part: unknown) => typeof part === 'string' ? part : '*').join('');
    const [peer, own] = endpointAlarms(topology.primary).map(({ AlarmName }) => AlarmName);
    expect(rule).toBe(`(((ALARM("${peer}") AND ALARM("*")) OR ALARM("*")) AND NOT ALARM("${own}"))`);
  });

  test('the Region is armed by the names of what decides: its decision, its probes, and the alarms of a team whose names are literal', () => {
    const { app, topology, detection } = createdDetection();
    const own = ownStack(app, 'Team', PRIMARY);
    const metric = new cloudwatch.Metric({ namespace: 'Payments', metricName: 'Refused' });
    const recovery = detection.forRegion(topology.primary);
    const before = recovery._alarmNames();
    recovery.addSignal(metric.createAlarm(own, 'Named', { alarmName: 'named', threshold: 1, evaluationPeriods: 1 }), DecisionSignal.REQUIRED);
    recovery.addSignal(metric.createAlarm(own, 'Unnamed', { threshold: 1, evaluationPeriods: 1 }), DecisionSignal.SUFFICIENT);
    recovery.addSignal(cloudwatch.Alarm.fromAlarmArn(own, 'Imported', `arn:aws:cloudwatch:${PRIMARY}:${ACCOUNT}:alarm:imported`), DecisionSignal.SUFFICIENT);
    recovery.addSignal(new cloudwatch.CompositeAlarm(own, 'Composite', {
      compositeAlarmName: 'composite', alarmRule: cloudwatch.AlarmRule.fromBoolean(false),
    }), DecisionSignal.BLOCKING);
    expect(before).toEqual([recovery.decisionAlarmName, ...endpointAlarms(topology.primary).map(({ AlarmName }) => AlarmName)]);
    expect(recovery._alarmNames()).toEqual([...before, 'named', 'imported', 'composite']);
  });

  test('the metric of a probe is published by the Region that probes', () => {
    const { topology: { primary, secondary }, detection } = createdDetection();
    expect(detection.forRegion(secondary).metricEndpointFailed(primary, ProbeDepth.SHALLOW, { label: 'home' })).toMatchObject({
      namespace: 'MultiRegionDr/Payments/test',
      metricName: METRIC,
      dimensions: { Record: 'api.example.com', Region: PRIMARY, Probe: 'shallow' },
      period: Duration.seconds(10),
      statistic: 'Maximum',
      region: SECONDARY,
      label: 'home',
    });
  });
});

describe('that nobody looks', () => {
  test('is a signal in each Region, the same in both', () => {
    const { topology, detection } = createdDetection(DEEP);
    const signals = detection.healthSignals();
    for (const region of topology.regions) {
      const own = signals.filter(signal => signal.publishedIn === region);
      expect(own.map(({ id }) => id)).toEqual([
        ...[region.peer, region].flatMap(({ role }) => [`shallow-probe-of-${role}`, `deep-probe-of-${role}`]),
        'prober-silent', 'prober-errors', 'prober-throttles', 'prober-not-called', 'prober-dead-letters', 'prober-duration',
        'prober-concurrency', 'prober-account-concurrency',
      ]);
      expect(own.find(({ id }) => id === 'prober-silent')!.alarm).toEqual({
        threshold: 1,
        comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
        evaluationPeriods: 3,
        treatMissingData: cloudwatch.TreatMissingData.BREACHING,
        severity: AlertSeverity.CRITICAL,
        ownPage: true,
      });
      expect(own.find(({ id }) => id === 'prober-duration')!.alarm!.threshold).toBe(60_000);
      expect(own.find(({ id }) => id === 'prober-errors')!.alarm).toMatchObject({ threshold: 0, severity: AlertSeverity.CRITICAL });
    }
  });

  test('can be watched', () => {
    const { topology, dns, detection } = createdDetection();
    new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [], dns, detection });
    for (const region of topology.regions) {
      recoveryTemplate(region).hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName: METRIC, Statistic: 'SampleCount', Period: 60, Threshold: 1, ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching',
      });
    }
  });
});

describe('where endpoints are not on the Internet', () => {
  const told = (metricName: string) => EndpointHealth.metric({
    metric: new cloudwatch.Metric({ namespace: 'Payments', metricName, period: Duration.minutes(1), statistic: 'Minimum' }),
    threshold: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
  });
  const PRIVATE: Partial<FailoverDnsOptions> = { endpointHealth: { primary: told('HomeUp'), secondary: told('StandbyUp') } };

  test('nothing is probed, and the signals of the team decide', () => {
    const { topology, detection } = withSignals(createdDetection(DEEP, PRIVATE));
    expect(detection.healthSignals()).toEqual([]);
    for (const region of topology.regions) {
      expect(endpointAlarms(region)).toEqual([]);
      expect(detection.forRegion(region).endpointAlarms).toEqual([]);
      expect(() => detection.forRegion(region).metricEndpointFailed(region.peer, ProbeDepth.SHALLOW))
        .toThrow('there are: none. Use the metric by which you tell the endpoint\'s health');
      expect(only(recoveryTemplate(region), 'AWS::CloudWatch::CompositeAlarm').AlarmRule['Fn::Join'][1])
        .toEqual(['(ALARM("', expect.anything(), '") AND NOT ALARM("', expect.anything(), '"))']);
    }
  });

  test('a Region that could never notice anything, or would not look at itself, fails the synthesis', () => {
    expect(() => createdDetection({}, { endpointHealth: { primary: told('HomeUp') } }).app.synth())
      .toThrow(/eu-west-1 would hold eu-central-1 for lost without a look at itself.*the loss of eu-west-1 cannot be noticed: nothing of it is probed from eu-central-1/s);
    expect(() => withSignals(createdDetection(DEEP, PRIVATE), [DecisionSignal.REQUIRED]).app.synth()).toThrow(/without a look at itself/);
    expect(() => withSignals(createdDetection(DEEP, PRIVATE), [DecisionSignal.BLOCKING]).app.synth()).toThrow(/cannot be noticed/);
  });
});

describe('signals of one Region only', () => {
  test('are warned of, by what they mean', () => {
    const { app, topology, detection } = createdDetection();
    const own = ownStack(app, 'Team', PRIMARY);
    const alarm = new cloudwatch.Metric({ namespace: 'Payments', metricName: 'Refused' }).createAlarm(own, 'A', { threshold: 1, evaluationPeriods: 1 });
    detection.forRegion(topology.primary).addSignal(alarm, DecisionSignal.REQUIRED);
    Annotations.fromStack(topology.primary.stack(StackLayer.RECOVERY)).hasWarning('*',
      Match.stringLikeRegexp('^1 required signals join the decision of the home Region, and 0 that of the standby.*unequalSignals.required'));
  });

  test('are no matter where both have them', () => {
    const { topology } = withSignals(createdDetection());
    Annotations.fromStack(topology.primary.stack(StackLayer.RECOVERY)).hasNoWarning('*', Match.stringLikeRegexp('signals join'));
  });
});

describe('bad input', () => {
  const zone = createdTopology();
  test.each<[string, (fixture: DetectionFixture) => void, RegExp]>([
    ['an alarm of the other Region', ({ app, topology, detection }) => {
      const other = ownStack(app, 'Other', SECONDARY);
      detection.forRegion(topology.primary).addSignal(new cloudwatch.Metric({ namespace: 'N', metricName: 'M' }).createAlarm(other, 'A', { threshold: 1, evaluationPeriods: 1 }),
        DecisionSignal.REQUIRED);
    }, /\[Payments\/Detection\] alarm = "Other\/A": it is in 111111111111\/eu-central-1/s],
    ['an alarm that joins twice', ({ app, topology, detection }) => {
      const own = ownStack(app, 'Own', PRIMARY);
      const alarm = new cloudwatch.Metric({ namespace: 'N', metricName: 'M' }).createAlarm(own, 'A', { threshold: 1, evaluationPeriods: 1 });
      detection.forRegion(topology.primary).addSignal(alarm, DecisionSignal.REQUIRED);
      detection.forRegion(topology.primary).addSignal(alarm, DecisionSignal.SUFFICIENT);
    }, /alarm = "Own\/A": it has joined the decision already/s],
    ['an imported alarm of the other Region', ({ app, topology, detection }) => {
      const arn = `arn:aws:cloudwatch:${SECONDARY}:111111111111:alarm:foo`;
      const imported = cloudwatch.Alarm.fromAlarmArn(ownStack(app, 'Own', PRIMARY), 'A', arn);
      detection.forRegion(topology.primary).addSignal(imported, DecisionSignal.SUFFICIENT);
    }, /it is in 111111111111\/eu-central-1/],
    ['an imported alarm that joins twice', ({ app, topology, detection }) => {
      const own = ownStack(app, 'Own', PRIMARY);
      for (const id of ['A', 'B']) {
        const imported = cloudwatch.Alarm.fromAlarmArn(own, id, `arn:aws:cloudwatch:${PRIMARY}:111111111111:alarm:foo`);
        detection.forRegion(topology.primary).addSignal(imported, DecisionSignal.SUFFICIENT);
      }
    }, /alarm = "Own\/B": it has joined the decision already/],
    ['the metric of a deep probe that is not made', ({ topology, detection }) => {
      detection.forRegion(topology.primary).metricEndpointFailed(topology.secondary, ProbeDepth.DEEP);
    }, /deep probe of eu-central-1 from eu-west-1.*Give probes: EndpointProbes.deep/s],
    ['the metric of a probe of a Region of another topology', ({ topology, detection }) => {
      detection.forRegion(topology.primary).metricEndpointFailed(zone.primary, ProbeDepth.SHALLOW);
    }, /that probe is not made; there are: shallow of eu-central-1, shallow of eu-west-1/],
    ['a Region of another topology', ({ detection }) => { detection.forRegion(zone.primary); }, /it is not a Region of this construct's topology/],
  ])('%s is refused', (_what, attempt, message) => {
    const fixture = createdDetection();
    expect(() => attempt(fixture)).toThrow(message);
  });

  test.each<[string, FailoverDetectionOptions, RegExp]>([
    ['a path without a slash', { probes: EndpointProbes.deep('health/deep') }, /probes\.path = "health\/deep".*begins with "\/"/s],
    ['an empty search string', { probes: EndpointProbes.deep('/deep', { searchString: '' }) }, /probes\.searchString.*1 to 255 characters/s],
    ['no failure', { datapointsToAlarm: 0 }, /datapointsToAlarm = 0: the alarms look at 6 probes in a row/],
    ['more failures than are looked at', { datapointsToAlarm: 7 }, /datapointsToAlarm = 7/],
    ['half a failure', { datapointsToAlarm: 2.5 }, /datapointsToAlarm = 2\.5/],
  ])('%s is refused', (_what, options, message) => {
    expect(() => createdDetection(options)).toThrow(message);
  });

  test('probes that Lambda has no room for fail the synthesis', () => {
    const quotes = '"'.repeat(255);
    const longest = createdDetection({ probes: EndpointProbes.deep(`/${'d'.repeat(254)}`, { searchString: quotes }) },
      { healthCheck: { path: `/${'s'.repeat(254)}`, searchString: quotes } });
    expect(settingsError(settingsOf(longest.topology.primary))).toEqual([]);
    expect(settingsError({ namespace: 'n', record: 'r', targets: [{ region: PRIMARY, probe: 'deep', url: 'x'.repeat(4000) }] }))
      .toEqual([expect.stringMatching(/^the prober would be told 40\d\d bytes .* room for 4000/)]);
  });
});

describe('endpoints that admit health checkers only', () => {
  function restricted(options: FailoverDetectionOptions): DetectionFixture {
    const fixture = createdDetection(options);
    for (const region of fixture.topology.regions) {
      const group = new ec2.SecurityGroup(ownStack(fixture.app, `Own-${region.name}`, region.name), 'Group', { vpc: importedVpc(ownStack(fixture.app, `Vpc-${region.name}`, region.name)) });
      fixture.dns.forRegion(region).allowHealthCheckersTo(group);
    }
    return fixture;
  }

  test('fail the synthesis, because the prober is none', () => {
    expect(() => restricted({}).app.synth()).toThrow(/the endpoint of eu-west-1 admits only Route 53's health checkers, of which the prober of eu-central-1 is none.*EndpointProbes\.none\(\)/s);
  });

  test('are left to signals of the team, in each Region about both', () => {
    const fixture = restricted({ probes: EndpointProbes.none() });
    expect(fixture.detection.healthSignals()).toEqual([]);
    expect(() => withSignals(fixture).app.synth()).not.toThrow();
  });
});

describe('where it stands', () => {
  test('a signal in a stack that is deployed after the one of the decision is refused, where both are the team\'s', () => {
    const { app, topology, detection } = handedOverDetection();
    const workload = ownStack(app, 'Workload', PRIMARY);
    const alarm = new cloudwatch.Metric({ namespace: 'N', metricName: 'M' }).createAlarm(workload, 'A', { threshold: 1, evaluationPeriods: 1 });
    expect(() => detection.forRegion(topology.primary).addSignal(alarm, DecisionSignal.REQUIRED))
      .toThrow(/its stack "Workload" is deployed before "Primary".*Give the layer "recovery" of primary a stack of its own, or create the alarm in "Primary"/s);
  });

  test('TEST-17: alone, in stacks of the topology and in two of the consumer', () => {
    for (const { topology } of [createdDetection(), handedOverDetection()]) {
      for (const region of topology.regions) {
        expect(endpointAlarms(region)).toHaveLength(2);
        only(recoveryTemplate(region), 'AWS::CloudWatch::CompositeAlarm');
      }
    }
  });

  test('law 3: nothing crosses the Regions but names', () => {
    for (const { app } of [createdDetection(DEEP), handedOverDetection()]) {
      for (const [name, template] of Object.entries(allTemplates(app))) {
        expect([name, template]).toEqual([name, expect.not.stringMatching(/ExportsReader|ExportsWriter|GetStackOutput/)]);
      }
    }
  });
});
