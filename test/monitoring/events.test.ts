import { Duration, Lazy } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { DrRegion, DrTopology, HealthSignal } from '../../src';
import { StackLayer } from '../../src';
import { DashboardSection, DrMonitoring } from '../../src/monitoring';
import { SERVICES_OF_RECOVERY } from '../../src/monitoring/health-events';
import { exampleSignal, ExampleStore } from '../recovery/example-store';
import { ACCOUNT, createdTopology, PRIMARY, SECONDARY, templateOf } from '../support/environment';

function vaultSignal(publishedIn: DrRegion, vaultName: string): HealthSignal {
  return {
    id: `jobs-of-${vaultName.length}`,
    description: 'Backups',
    publishedIn,
    metric: new cloudwatch.Metric({
      namespace: 'AWS/Backup', metricName: 'NumberOfBackupJobsFailed', dimensionsMap: { BackupVaultName: vaultName }, statistic: 'Sum', period: Duration.hours(1),
    }),
    section: DashboardSection.STORES,
    graph: 'Backups',
  };
}

/** Of a class of a team's own. */
function withoutDimensions(): cloudwatch.IMetric {
  const { metricStat, ...config } = new cloudwatch.Metric({ namespace: 'AWS/Backup', metricName: 'NumberOfBackupJobsFailed' }).toMetricConfig();
  return { toMetricConfig: () => ({ ...config, metricStat: { ...metricStat!, dimensions: undefined } }) };
}

function monitored(): { topology: DrTopology; monitoring: DrMonitoring } {
  const topology = createdTopology();
  const monitoring = new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [new ExampleStore(topology)] });
  topology.regions.forEach(region => monitoring.addSignals('backup-main', [vaultSignal(region, `payments-${region.name}`)]));
  return { topology, monitoring };
}

interface Rule {
  readonly Name: string;
  readonly EventPattern: { 'source': string[]; 'detail-type': string[]; 'detail': { [field: string]: unknown } };
  readonly Targets: { Arn: string; DeadLetterConfig: object; InputTransformer: { InputPathsMap: object; InputTemplate: string } }[];
}

/** The rules of alerts in a Region, by their ids. */
function rulesOf(region: DrRegion): { [id: string]: Rule } {
  const rules = Object.values(templateOf(region.stack(StackLayer.RECOVERY)).findResources('AWS::Events::Rule')).map(({ Properties }) => Properties as Rule);
  const name = new RegExp(`^payments-test-monitoring-(.*)-${region.name}-[0-9a-f]{8}$`);
  return Object.fromEntries(rules.flatMap(rule => {
    const [, id] = name.exec(rule.Name ?? '') ?? [];
    return id ? [[id, rule]] : [];
  }));
}

const { topology } = monitored();
const REGIONS = topology.regions.map(region => [region.name, region] as const);

describe.each(REGIONS)('MON-28: events in %s', (_, region) => {
  const rules = rulesOf(region);

  test('each kind has a rule with a literal name', () => {
    expect(Object.keys(rules).sort()).toEqual([
      'backup-copies', 'backup-jobs', 'database-critical', 'database-warning', 'health-changes', 'health-critical', 'health-issues', 'health-over', 'restore-tests',
    ]);
  });

  test('failovers of the databases that are watched, by their identifiers', () => {
    const clusters = { SourceIdentifier: [`orders-${region.name}`] };
    expect(rules['database-critical'].EventPattern).toEqual({
      'source': ['aws.rds'],
      'detail-type': ['RDS DB Cluster Event'],
      'detail': { ...clusters, EventID: ['RDS-EVENT-0069', 'RDS-EVENT-0187', 'RDS-EVENT-0238', 'RDS-EVENT-0239'] },
    });
    expect(rules['database-warning'].EventPattern.detail).toEqual({
      ...clusters,
      EventID: [
        'RDS-EVENT-0070', 'RDS-EVENT-0071', 'RDS-EVENT-0072', 'RDS-EVENT-0073', 'RDS-EVENT-0181', 'RDS-EVENT-0182', 'RDS-EVENT-0184',
        'RDS-EVENT-0185', 'RDS-EVENT-0186', 'RDS-EVENT-0240', 'RDS-EVENT-0241',
      ],
    });
  });

  test('backups, copies and restore tests that fail, of the vaults that are watched', () => {
    expect(rules['backup-jobs'].EventPattern).toEqual({
      'source': ['aws.backup'],
      'detail-type': ['Backup Job State Change'],
      'detail': { state: ['FAILED', 'EXPIRED', 'ABORTED'], backupVaultName: [`payments-${region.name}`] },
    });
    expect(rules['backup-copies'].EventPattern).toEqual({
      'source': ['aws.backup'],
      'detail-type': ['Copy Job State Change'],
      'detail': { state: ['FAILED'], sourceBackupVaultArn: [`arn:aws:backup:${region.name}:${ACCOUNT}:backup-vault:payments-${region.name}`] },
    });
    expect(rules['restore-tests'].EventPattern).toEqual({
      'source': ['aws.backup'],
      'detail-type': ['Restore Job State Change'],
      'detail': {
        status: ['FAILED', 'ABORTED'],
        restoreTestingPlanArn: [{ prefix: `arn:aws:backup:${region.name}:${ACCOUNT}:restore-testing-plan:payments_${region.name.replace(/-/g, '_')}` }],
      },
    });
  });

  test('issues of the Region while they last: critical for what recovery and what is watched rest on', () => {
    const vital = [...SERVICES_OF_RECOVERY, 'RDS', 'SECRETSMANAGER', 'VPC'].sort();
    const issue = { page: ['1', 1], eventRegion: [region.name], eventTypeCategory: ['issue'], statusCode: ['open'] };
    expect(rules['health-critical'].EventPattern).toEqual({
      'source': ['aws.health'],
      'detail-type': ['AWS Health Event'],
      'detail': { ...issue, service: vital },
    });
    expect(rules['health-issues'].EventPattern.detail).toEqual({ ...issue, service: [{ 'anything-but': vital }] });
  });

  test('changes that are to come, as warnings; what is over, for information', () => {
    const first = { page: ['1', 1], eventRegion: [region.name] };
    expect(rules['health-changes'].EventPattern.detail).toEqual({ ...first, eventTypeCategory: ['scheduledChange'], statusCode: ['open', 'upcoming'] });
    expect(rules['health-over'].EventPattern.detail).toEqual({ ...first, eventTypeCategory: ['issue', 'scheduledChange'], statusCode: ['closed'] });
  });

  test('an issue says whether it lasts', () => {
    for (const id of ['health-critical', 'health-issues', 'health-changes', 'health-over']) {
      expect(JSON.parse(rules[id].Targets[0].InputTransformer.InputTemplate).content.description)
        .toBe('<detail-eventTypeCode> of <detail-service> in <detail-eventRegion>, which is <detail-statusCode>, at <time>');
    }
  });

  test('each goes to the topic of its severity, and to the queue when that fails', () => {
    const template = templateOf(region.stack(StackLayer.RECOVERY));
    const [queue] = Object.keys(template.findResources('AWS::SQS::Queue', { Properties: { QueueName: Match.stringLikeRegexp('undelivered-alerts') } }));
    for (const [id, { Targets }] of Object.entries(rules)) {
      expect(Targets).toHaveLength(1);
      const severity = id.endsWith('-critical') ? 'critical' : id === 'health-over' ? 'information' : 'warning';
      expect(Targets[0].Arn).toMatch(new RegExp(`^arn:aws:sns:${region.name}:${ACCOUNT}:payments-test-monitoring-${severity}-`));
      expect(Targets[0].DeadLetterConfig).toEqual({ Arn: { 'Fn::GetAtt': [queue, 'Arn'] } });
    }
    for (const rule of Object.keys(template.findResources('AWS::Events::Rule', { Properties: { Targets: [{ DeadLetterConfig: { Arn: { 'Fn::GetAtt': [queue, 'Arn'] } } }] } }))) {
      template.hasResourceProperties('AWS::SQS::QueuePolicy', {
        PolicyDocument: {
          Statement: Match.arrayWith([Match.objectLike({
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [rule, 'Arn'] } } },
          })]),
        },
      });
    }
  });

  test('each message is JSON in the form that chat channels show, made of fields that hold no quotation marks', () => {
    for (const { Targets: [{ InputTransformer: { InputPathsMap, InputTemplate } }] } of Object.values(rules)) {
      const message = JSON.parse(InputTemplate);
      expect(message).toMatchObject({ version: '1.0', source: 'custom', content: { textType: 'client-markdown', title: expect.stringMatching(/^Payments test in <region>: /) } });
      expect(message.content.description).toMatch(/<detail-.*>.*, at <time>$/);
      expect(message.content.nextSteps).toHaveLength(1);
      expect(Object.values(InputPathsMap).filter(path => /statusMessage|eventDescription/.test(String(path)))).toEqual([]);
    }
    expect(rules['database-critical'].Targets[0].InputTransformer.InputPathsMap).toEqual({
      'region': '$.region',
      'time': '$.time',
      'detail-SourceIdentifier': '$.detail.SourceIdentifier',
      'detail-Message': '$.detail.Message',
      'detail-EventID': '$.detail.EventID',
    });
  });

  test('an alarm tells when a rule matches and does not deliver; what it matched and sent is on the dashboards', () => {
    const template = templateOf(region.stack(StackLayer.RECOVERY));
    const [{ Properties: { DashboardBody } }] = Object.values(templateOf(region.stack(StackLayer.VIEW)).findResources('AWS::CloudWatch::Dashboard'));
    const body = JSON.stringify(DashboardBody);
    for (const { Name } of Object.values(rules)) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace: 'AWS/Events',
        MetricName: 'FailedInvocations',
        Dimensions: [{ Name: 'RuleName', Value: Name }],
        Statistic: 'Sum',
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 1,
        TreatMissingData: 'notBreaching',
      });
      for (const metric of ['TriggeredRules', 'Invocations']) {
        expect(body).toContain(JSON.stringify(`"AWS/Events","${metric}","RuleName","${Name}"`).slice(1, -1));
      }
    }
  });
});

describe('events of what comes later', () => {
  test('MON-28: a store that is added joins the rules that there are', () => {
    const { topology: own, monitoring } = monitored();
    monitoring.addRecoverable(new ExampleStore(own, {
      id: 'database-ledger',
      replicationSignals: () => own.regions.map(region => ({
        ...exampleSignal(region), metric: exampleSignal(region).metric.with({ dimensionsMap: { DBClusterIdentifier: `ledger-${region.name}` } }),
      })),
    }));
    own.regions.forEach(region => monitoring.addSignals('backup-ledger', [vaultSignal(region, `ledger-${region.name}`)]));
    for (const region of own.regions) {
      const rules = rulesOf(region);
      expect(Object.keys(rules)).toHaveLength(9);
      expect(rules['database-critical'].EventPattern.detail.SourceIdentifier).toEqual([`orders-${region.name}`, `ledger-${region.name}`]);
      expect(rules['backup-jobs'].EventPattern.detail.backupVaultName).toEqual([`payments-${region.name}`, `ledger-${region.name}`]);
      expect(rules['restore-tests'].EventPattern.detail.restoreTestingPlanArn).toHaveLength(2);
    }
  });

  test('MON-28: what is watched twice is named once, and what is not known at synthesis is not named', () => {
    const { topology: own, monitoring } = monitored();
    const region = own.primary;
    monitoring.addSignals('again', [vaultSignal(region, `payments-${region.name}`)]);
    monitoring.addSignals('bare', [{ ...vaultSignal(region, 'none'), metric: withoutDimensions() }]);
    monitoring.addSignals('late', [vaultSignal(region, Lazy.string({ produce: () => 'late' }))]);
    expect(rulesOf(region)['backup-jobs'].EventPattern.detail.backupVaultName).toEqual([`payments-${region.name}`]);
    expect(rulesOf(region)['restore-tests'].EventPattern.detail.restoreTestingPlanArn).toHaveLength(1);
  });

  test('MON-28: without databases and backups there are the events of AWS Health', () => {
    const own = createdTopology();
    new DrMonitoring(own, 'Monitoring', { topology: own, recoverables: [] });
    own.regions.forEach(region => expect(Object.keys(rulesOf(region)).sort()).toEqual(['health-changes', 'health-critical', 'health-issues', 'health-over']));
  });

  test('MON-28: the vault of the other Region, which copies are counted by, is in no pattern', () => {
    const { topology: own, monitoring } = monitored();
    const { primary, secondary } = own;
    const copies = vaultSignal(primary, `payments-${secondary.name}`);
    monitoring.addSignals('copies', ['NumberOfCopyJobsCompleted', 'NumberOfCopyJobsFailed'].map(metricName => ({
      ...copies,
      id: metricName,
      metric: new cloudwatch.Metric({ namespace: 'AWS/Backup', metricName, dimensionsMap: { BackupVaultName: `payments-${secondary.name}` }, period: Duration.hours(1) }),
    })));
    const rules = rulesOf(primary);
    const prefix = `arn:aws:backup:${primary.name}:${ACCOUNT}`;
    expect(rules['backup-jobs'].EventPattern.detail.backupVaultName).toEqual([`payments-${primary.name}`]);
    expect(rules['backup-copies'].EventPattern.detail.sourceBackupVaultArn).toEqual([`${prefix}:backup-vault:payments-${primary.name}`]);
    expect(rules['restore-tests'].EventPattern.detail.restoreTestingPlanArn)
      .toEqual([{ prefix: `${prefix}:restore-testing-plan:payments_${primary.name.replace(/-/g, '_')}` }]);
  });

  test('law 3: the rules of a Region name nothing of the other', () => {
    const text = JSON.stringify(Object.values(rulesOf(topology.primary)));
    expect(text).toContain(PRIMARY);
    expect(text).not.toContain(SECONDARY);
  });
});
