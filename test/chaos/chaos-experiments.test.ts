import { Duration } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CHAOS_BAD_INPUTS } from './bad-inputs';
import type { Stores } from './fixture';
import { alarmIn, prepared, stores } from './fixture';
import type { ReplicationSignal } from '../../src';
import { GlobalSessionTable, InterRegionLink, MultiRegionNetwork, StackLayer, TableConsistency } from '../../src';
import { ChaosExperiment, ChaosExperiments } from '../../src/chaos';
import type { DrRegion } from '../../src/topology';
import { readProjectFile } from '../project/project-files';
import { describeBadInputs } from '../support/bad-inputs';
import { ACCOUNT, createdTopology, handedOverTopology, stacksOf, templateOf, testApp } from '../support/environment';

function all({ network, database, table, bucket }: Stores): ChaosExperiment[] {
  return [
    ChaosExperiment.regionFailure(network),
    ChaosExperiment.regionIsolation(network),
    ChaosExperiment.databaseFailover(database),
    ChaosExperiment.sessionReplicationPause(table),
    ChaosExperiment.bucketReplicationPause(bucket),
  ];
}

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: object;
}

function recoveryOf(region: DrRegion) {
  return templateOf(region.stack(StackLayer.RECOVERY));
}

/** The template of an experiment in a Region, with what its role may do. */
function experimentIn(region: DrRegion, actionId: string) {
  const template = recoveryOf(region);
  const resources = template.toJSON().Resources;
  const found = Object.values(template.findResources('AWS::FIS::ExperimentTemplate')).map(({ Properties }) => Properties)
    .filter(({ Actions }) => Actions.disturb.ActionId === actionId);
  expect([actionId, found.length]).toEqual([actionId, 1]);
  const role = resources[found[0].RoleArn['Fn::GetAtt'][0]].Properties;
  const statements: Statement[] = role.ManagedPolicyArns.flatMap(({ Ref }: { Ref: string }) => resources[Ref].Properties.PolicyDocument.Statement);
  return { ...found[0], role, statements };
}

function ec2Arn(region: DrRegion, resource: string): string {
  return `arn:aws:ec2:${region.name}:${ACCOUNT}:${resource}/*`;
}

const LOGGING = { Action: ['logs:CreateLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies'], Effect: 'Allow', Resource: '*' };
const RESOLVING = { Action: 'tag:GetResources', Effect: 'Allow', Resource: '*' };
const PRIVATE_SUBNETS = { 'application': 'Payments', 'environment': 'test', 'dr-role': 'network', 'aws-cdk:subnet-name': 'private' };
const TAGGED = { StringEquals: Object.fromEntries(Object.entries(PRIVATE_SUBNETS).map(([key, value]) => [`aws:ResourceTag/${key}`, value])) };

/** Fires when somebody publishes one number. */
const STOP = {
  Namespace: 'MultiRegionDr/Payments/test',
  MetricName: 'StopExperiments',
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  TreatMissingData: 'notBreaching',
};

type Disturbance = readonly [parameters: object | undefined, target: object, needed: string];

/** By action: with which parameters it disturbs what in a Region, and what it cannot do without. */
function disturbances({ database, table }: Stores, region: DrRegion): { readonly [actionId: string]: Disturbance } {
  const [duration, peer] = ['PT20M', region.peer.name];
  const subnets = { ResourceType: 'aws:ec2:subnet', ResourceTags: PRIVATE_SUBNETS };
  const cluster = { ResourceType: 'aws:rds:cluster', ResourceArns: [database.forRegion(region).clusterArn] };
  const ofTable = { ResourceType: 'aws:dynamodb:global-table', ResourceArns: [table.forRegion(region).tableArn] };
  const ofBucket = { ResourceType: 'aws:s3:bucket', ResourceTags: { 'application': 'Payments', 'environment': 'test', 'chaos-experiment': 'bucket-documents' } };
  return {
    'aws:network:disrupt-connectivity': [{ scope: 'all', duration }, subnets, 'ec2:ReplaceNetworkAclAssociation'],
    'aws:network:route-table-disrupt-cross-region-connectivity': [{ region: peer, duration }, subnets, 'ec2:ReplaceRouteTableAssociation'],
    'aws:rds:failover-db-cluster': [undefined, cluster, 'rds:FailoverDBCluster'],
    'aws:dynamodb:global-table-pause-replication': [{ duration }, ofTable, 'dynamodb:PutResourcePolicy'],
    'aws:s3:bucket-pause-replication': [{ region: peer, duration }, ofBucket, 's3:PauseReplication'],
  };
}

describe.each([['home', 0], ['standby', 1]] as const)('experiments in the %s Region', (_, index) => {
  const made = stores();
  const { topology, database, table, bucket } = made;
  const experiments = all(made);
  const chaos = new ChaosExperiments(made.app, 'Chaos', { topology, experiments });
  const region = topology.regions[index];
  const peer = region.peer.name;

  test('a Region failure cuts the private subnets off from everything', () => {
    const { Actions, Targets, statements } = experimentIn(region, 'aws:network:disrupt-connectivity');
    expect(Actions).toEqual({
      disturb: { ActionId: 'aws:network:disrupt-connectivity', Parameters: { scope: 'all', duration: 'PT20M' }, Targets: { Subnets: 'disturbed' } },
    });
    expect(Targets).toEqual({ disturbed: { ResourceType: 'aws:ec2:subnet', ResourceTags: PRIVATE_SUBNETS, SelectionMode: 'ALL' } });
    const subnets = Object.values(templateOf(region.stack(StackLayer.FOUNDATION)).findResources('AWS::EC2::Subnet')).filter(({ Properties }) =>
      Object.entries(PRIVATE_SUBNETS).every(([key, value]) => tagsOf(Properties).some(tag => tag.Key === key && tag.Value === value)));
    expect(subnets).toHaveLength(3);
    expect(statements.filter(({ Resource }: Statement) => Resource === ec2Arn(region, 'subnet'))).toEqual([
      { Action: 'ec2:ReplaceNetworkAclAssociation', Effect: 'Allow', Resource: ec2Arn(region, 'subnet'), Condition: TAGGED },
    ]);
    expect(actionsOf(statements)).toEqual([
      'ec2:CreateNetworkAcl', 'ec2:CreateNetworkAclEntry', 'ec2:CreateTags', 'ec2:DeleteNetworkAcl', 'ec2:DescribeManagedPrefixLists',
      'ec2:DescribeNetworkAcls', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs', 'ec2:GetManagedPrefixListEntries', 'ec2:ReplaceNetworkAclAssociation',
      ...LOGGING.Action,
    ].sort());
    expect(statements).toContainEqual({
      Action: 'ec2:CreateTags',
      Effect: 'Allow',
      Resource: ec2Arn(region, 'network-acl'),
      Condition: { StringEquals: { 'aws:RequestTag/managedByFIS': 'true', 'ec2:CreateAction': 'CreateNetworkAcl' } },
    });
    expect(statements).toContainEqual({
      Action: ['ec2:CreateNetworkAclEntry', 'ec2:DeleteNetworkAcl'],
      Effect: 'Allow',
      Resource: ec2Arn(region, 'network-acl'),
      Condition: { StringEquals: { 'aws:ResourceTag/managedByFIS': 'true' } },
    });
  });

  test('a partition takes the routes to the other Region away', () => {
    const { Actions, Targets, statements } = experimentIn(region, 'aws:network:route-table-disrupt-cross-region-connectivity');
    expect(Actions.disturb).toEqual({
      ActionId: 'aws:network:route-table-disrupt-cross-region-connectivity', Parameters: { region: peer, duration: 'PT20M' }, Targets: { Subnets: 'disturbed' },
    });
    expect(Targets.disturbed).toEqual({ ResourceType: 'aws:ec2:subnet', ResourceTags: PRIVATE_SUBNETS, SelectionMode: 'ALL' });
    expect(actionsOf(statements)).toEqual([
      ...['AssociateRouteTable', 'CreateManagedPrefixList', 'CreateNetworkInterface', 'CreateRoute', 'CreateRouteTable', 'CreateTags',
        'DeleteManagedPrefixList', 'DeleteNetworkInterface', 'DeleteRouteTable', 'DescribeManagedPrefixLists', 'DescribeNetworkInterfaces',
        'DescribeRouteTables', 'DescribeSubnets', 'DescribeVpcEndpoints', 'DescribeVpcPeeringConnections', 'DescribeVpcs', 'DisassociateRouteTable',
        'GetManagedPrefixListEntries', 'ModifyManagedPrefixList', 'ModifyVpcEndpoint', 'ReplaceRouteTableAssociation'].map(action => `ec2:${action}`),
      ...LOGGING.Action,
    ].sort());
    expect(statements).toContainEqual({
      Action: ['ec2:AssociateRouteTable', 'ec2:ReplaceRouteTableAssociation', 'ec2:DisassociateRouteTable'],
      Effect: 'Allow',
      Resource: ec2Arn(region, 'subnet'),
      Condition: TAGGED,
    });
    expect(statements).toContainEqual({
      Action: ['ec2:CreateRoute', 'ec2:DeleteRouteTable', 'ec2:DisassociateRouteTable', 'ec2:ModifyVpcEndpoint'],
      Effect: 'Allow',
      Resource: ec2Arn(region, 'route-table'),
      Condition: { StringEquals: { 'aws:ResourceTag/managedByFIS': 'true' } },
    });
  });

  test('a database fails over to its reader', () => {
    const { Actions, Targets, statements } = experimentIn(region, 'aws:rds:failover-db-cluster');
    const { clusterArn } = database.forRegion(region);
    expect(Actions.disturb).toEqual({ ActionId: 'aws:rds:failover-db-cluster', Targets: { Clusters: 'disturbed' } });
    expect(Targets.disturbed).toEqual({ ResourceType: 'aws:rds:cluster', ResourceArns: [clusterArn], SelectionMode: 'ALL' });
    expect(statements).toEqual([
      { Action: ['rds:FailoverDBCluster', 'rds:DescribeDBClusters'], Effect: 'Allow', Resource: clusterArn }, RESOLVING, LOGGING,
    ]);
  });

  test('replication of a session table pauses', () => {
    const { Actions, Targets, statements } = experimentIn(region, 'aws:dynamodb:global-table-pause-replication');
    const { tableArn } = table.forRegion(region);
    expect(Actions.disturb).toEqual({
      ActionId: 'aws:dynamodb:global-table-pause-replication', Parameters: { duration: 'PT20M' }, Targets: { Tables: 'disturbed' },
    });
    expect(Targets.disturbed).toEqual({ ResourceType: 'aws:dynamodb:global-table', ResourceArns: [tableArn], SelectionMode: 'ALL' });
    expect(statements).toEqual([
      {
        Action: ['dynamodb:DescribeTable', 'dynamodb:GetResourcePolicy', 'dynamodb:PutResourcePolicy', 'dynamodb:DeleteResourcePolicy'],
        Effect: 'Allow',
        Resource: [tableArn, `${tableArn}/stream/*`],
      },
      RESOLVING,
      LOGGING,
    ]);
  });

  test('replication of a bucket pauses, of this bucket by its tag', () => {
    const { Actions, Targets, statements } = experimentIn(region, 'aws:s3:bucket-pause-replication');
    const { bucketArn, bucketName } = bucket.forRegion(region);
    const tags = { 'application': 'Payments', 'environment': 'test', 'chaos-experiment': 'bucket-documents' };
    expect(Actions.disturb).toEqual({
      ActionId: 'aws:s3:bucket-pause-replication', Parameters: { region: peer, duration: 'PT20M' }, Targets: { Buckets: 'disturbed' },
    });
    expect(Targets.disturbed).toEqual({ ResourceType: 'aws:s3:bucket', ResourceTags: tags, SelectionMode: 'ALL' });
    templateOf(region.stack(StackLayer.FOUNDATION)).hasResourceProperties('AWS::S3::Bucket', {
      BucketName: bucketName,
      Tags: Match.arrayWith(Object.entries(tags).map(([Key, Value]) => ({ Key, Value })).sort((a, b) => a.Key.localeCompare(b.Key))),
    });
    expect(statements).toEqual([
      { Action: 's3:PauseReplication', Effect: 'Allow', Resource: bucketArn, Condition: { StringEquals: { 's3:DestinationRegion': peer } } },
      {
        Action: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration'],
        Effect: 'Allow',
        Resource: bucketArn,
        Condition: { BoolIfExists: { 's3:isReplicationPauseRequest': 'true' } },
      },
      { Action: 's3:ListAllMyBuckets', Effect: 'Allow', Resource: '*' },
      RESOLVING,
      LOGGING,
    ]);
  });

  test('each stops on an alarm, is logged, finds something or fails, and acts in its own name only', () => {
    const template = recoveryOf(region);
    const templates = Object.values(template.findResources('AWS::FIS::ExperimentTemplate')).map(({ Properties }) => Properties);
    expect(templates).toHaveLength(5);
    const [stop] = Object.keys(template.findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName: 'StopExperiments' } }));
    for (const { Actions: { disturb }, StopConditions, LogConfiguration, ExperimentOptions, Tags } of templates) {
      expect(StopConditions).toEqual([{ Source: 'aws:cloudwatch:alarm', Value: { 'Fn::GetAtt': [stop, 'Arn'] } }]);
      expect(LogConfiguration).toEqual({
        LogSchemaVersion: 2, CloudWatchLogsConfiguration: { LogGroupArn: { 'Fn::GetAtt': [expect.stringContaining('log'), 'Arn'] } },
      });
      expect(ExperimentOptions).toEqual({ AccountTargeting: 'single-account', EmptyTargetResolutionMode: 'fail' });
      expect(Tags).toEqual(expect.objectContaining({ 'Name': expect.stringMatching(/^Payments-test-/), 'dr-role': 'chaos' }));
      const { role } = experimentIn(region, disturb.ActionId);
      expect(role.AssumeRolePolicyDocument.Statement).toEqual([{
        Action: 'sts:AssumeRole',
        Effect: 'Allow',
        Principal: { Service: 'fis.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': ACCOUNT },
          ArnLike: { 'aws:SourceArn': `arn:aws:fis:${region.name}:${ACCOUNT}:experiment/*` },
        },
      }]);
    }
  });

  test('publishing one number stops all', () => {
    recoveryOf(region).hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: Match.stringLikeRegexp(`^payments-test-chaos-stop-${region.name}-[0-9a-f]{8}$`),
      ...STOP,
    });
  });

  test('the log is kept, encrypted, and written by the service that delivers it', () => {
    const template = recoveryOf(region);
    const [[id, { Properties }]] = Object.entries(template.findResources('AWS::Logs::LogGroup')).filter(([logicalId]) => logicalId.includes('chaos'));
    expect(Properties).toMatchObject({ RetentionInDays: 365, KmsKeyId: expect.anything() });
    const [{ Properties: { PolicyDocument } }] = Object.values(template.findResources('AWS::Logs::ResourcePolicy'));
    expect(JSON.stringify(PolicyDocument)).toContain('delivery.logs.amazonaws.com');
    expect(JSON.stringify(PolicyDocument)).toContain(id);
    expect(JSON.stringify(PolicyDocument)).toContain(`arn:aws:logs:${region.name}:${ACCOUNT}:*`);
  });

  test('ids are outputs, and given to stacks of the Region', () => {
    for (const experiment of experiments) {
      const { Ref: byRef, 'Fn::GetAtt': byAtt } = region.stack(StackLayer.RECOVERY).resolve(chaos.templateId(region, experiment));
      const logicalId = byRef ?? byAtt[0];
      expect(recoveryOf(region).toJSON().Resources[logicalId].Type).toBe('AWS::FIS::ExperimentTemplate');
    }
    const outputs: { Description?: string }[] = Object.values(recoveryOf(region).toJSON().Outputs);
    expect(outputs.filter(({ Description }) => Description?.startsWith('Experiment template: '))).toHaveLength(5);
  });

  test('SEC-03: cdk-nag has nothing to say', () => {
    expect(new AwsSolutionsChecks(made.app).validateScope(region.stack(StackLayer.RECOVERY)).violations).toEqual([]);
  });

  test('law 3: nothing is read from the other Region', () => {
    expect(JSON.stringify(recoveryOf(region).toJSON())).not.toContain('Fn::GetStackOutput');
  });
});

function tagsOf({ Tags }: { [name: string]: any }): { Key: string; Value: string }[] {
  return Tags;
}

function actionsOf(statements: readonly Statement[]): string[] {
  return [...new Set(statements.flatMap(({ Action }) => Action))].sort();
}

describe('options', () => {
  test('how long, and which subnets', () => {
    const { app, topology, network } = stores();
    new ChaosExperiments(app, 'Chaos', {
      topology, experiments: [ChaosExperiment.regionFailure(network, { duration: Duration.hours(2), subnetTags: { team: 'payments' } })],
    });
    const { Actions, Targets, statements } = experimentIn(topology.primary, 'aws:network:disrupt-connectivity');
    expect([Actions.disturb.Parameters.duration, Targets.disturbed.ResourceTags]).toEqual(['PT120M', { team: 'payments' }]);
    expect(statements).toContainEqual(expect.objectContaining({ Condition: { StringEquals: { 'aws:ResourceTag/team': 'payments' } } }));
  });

  test('a strongly consistent table is paused by a permission of its own', () => {
    const app = testApp();
    const topology = createdTopology(app, { witnessRegion: 'eu-west-3' });
    const table = new GlobalSessionTable(app, 'sessions', {
      topology, partitionKey: { name: 'id', type: AttributeType.STRING }, consistency: TableConsistency.strong(),
    });
    new ChaosExperiments(app, 'Chaos', { topology, experiments: [ChaosExperiment.sessionReplicationPause(table)] });
    const { statements } = experimentIn(topology.secondary, 'aws:dynamodb:global-table-pause-replication');
    expect(statements).toContainEqual({ Action: 'dynamodb:InjectError', Effect: 'Allow', Resource: table.forRegion(topology.secondary).tableArn });
  });

  test('in stacks of a consumer', () => {
    const app = testApp();
    const topology = handedOverTopology(app);
    const network = new MultiRegionNetwork(app, 'network', { topology, link: InterRegionLink.none() });
    new ChaosExperiments(app, 'Chaos', { topology, experiments: [ChaosExperiment.regionFailure(network)] });
    topology.regions.forEach(region => recoveryOf(region).resourceCountIs('AWS::FIS::ExperimentTemplate', 1));
  });
});

describe('alarms that stop experiments', () => {
  test('those of the team stop the experiments of their Region, beside the switch', () => {
    const { topology, chaos } = prepared();
    topology.regions.forEach(region => chaos.addStopAlarm(region, alarmIn(region)));
    for (const region of topology.regions) {
      const { StopConditions } = experimentIn(region, 'aws:network:disrupt-connectivity');
      expect(StopConditions).toHaveLength(2);
      expect(StopConditions[1]).toEqual({ Source: 'aws:cloudwatch:alarm', Value: `arn:aws:cloudwatch:${region.name}:${ACCOUNT}:alarm:checkout` });
      Annotations.fromStack(region.stack(StackLayer.RECOVERY)).hasNoWarning('*', Match.stringLikeRegexp('experimentsStopByHandOnly'));
    }
  });

  test('none of the team is a warning', () => {
    const { topology, chaos } = prepared();
    chaos.addStopAlarm(topology.primary, alarmIn(topology.primary));
    Annotations.fromStack(topology.primary.stack(StackLayer.RECOVERY)).hasNoWarning('*', Match.stringLikeRegexp('experimentsStopByHandOnly'));
    Annotations.fromStack(topology.secondary.stack(StackLayer.RECOVERY)).hasWarning('*', Match.stringLikeRegexp('Call addStopAlarm.*experimentsStopByHandOnly'));
  });

  test('an alarm of a stack stops, too', () => {
    const { topology, chaos } = prepared();
    const metric = new Metric({ namespace: 'Payments', metricName: 'Refused' });
    chaos.addStopAlarm(topology.primary, metric.createAlarm(topology.primary.stack(StackLayer.RECOVERY), 'refused', { threshold: 1, evaluationPeriods: 1 }));
    expect(experimentIn(topology.primary, 'aws:network:disrupt-connectivity').StopConditions).toHaveLength(2);
  });
});

describeBadInputs(CHAOS_BAD_INPUTS);

test.each([[1], [720]])('a duration of %i minutes is taken', minutes => {
  const { app, topology, bucket } = stores();
  expect(() => new ChaosExperiments(app, 'Chaos', {
    topology, experiments: [ChaosExperiment.bucketReplicationPause(bucket, { duration: Duration.minutes(minutes) })],
  })).not.toThrow();
});

describe('what an experiment is to cause', () => {
  const made = stores();

  test('TEST-16: the loss of a Region, a failover of a database, a partition and pauses of replication are experiments that an alarm stops, none unless asked for', () => {
    expect(stacksOf(made.app).flatMap(stack => Object.keys(templateOf(stack).findResources('AWS::FIS::ExperimentTemplate')))).toEqual([]);
    const tried = stores();
    new ChaosExperiments(tried.app, 'Chaos', { topology: tried.topology, experiments: all(tried) });
    const document = readProjectFile('src', 'chaos', 'README.md');
    for (const region of tried.topology.regions) {
      const templates = Object.values(recoveryOf(region).findResources('AWS::FIS::ExperimentTemplate')).map(({ Properties }) => Properties);
      expect(templates.map(({ Actions }) => Actions.disturb.ActionId).sort()).toEqual([
        'aws:dynamodb:global-table-pause-replication', 'aws:network:disrupt-connectivity', 'aws:network:route-table-disrupt-cross-region-connectivity',
        'aws:rds:failover-db-cluster', 'aws:s3:bucket-pause-replication',
      ]);
      for (const [actionId, [parameters, target, needed]] of Object.entries(disturbances(tried, region))) {
        const { Actions, Targets, ExperimentOptions, statements } = experimentIn(region, actionId);
        expect([actionId, Actions.disturb.Parameters, Targets.disturbed]).toEqual([actionId, parameters, { ...target, SelectionMode: 'ALL' }]);
        // What finds nothing to disturb has tried nothing, nor has what may not disturb it.
        expect([actionId, ExperimentOptions.EmptyTargetResolutionMode, actionsOf(statements)]).toEqual([actionId, 'fail', expect.arrayContaining([needed])]);
      }
      for (const { StopConditions } of templates) {
        expect(StopConditions).toEqual([{ Source: 'aws:cloudwatch:alarm', Value: { 'Fn::GetAtt': [expect.any(String), 'Arn'] } }]);
        const stop = recoveryOf(region).toJSON().Resources[StopConditions[0].Value['Fn::GetAtt'][0]];
        expect(stop).toMatchObject({ Type: 'AWS::CloudWatch::Alarm', Properties: STOP });
      }
    }
    for (const { kind, expectedAlarms } of all(tried)) {
      const told = expectedAlarms.length === 0
        ? [`| \`${kind}\` | none | | |`]
        : expectedAlarms.map(({ alarm, region, when }) => `| \`${kind}\` | ${alarm} | ${region} | ${when} |`);
      told.forEach(row => expect(document).toContain(`\n${row}\n`));
    }
    expect(readProjectFile('docs', 'drills.md')).toContain('ChaosExperiments');
  });

  test('the document says of each kind what the data say', () => {
    const lines = readProjectFile('src', 'chaos', 'README.md').split('\n');
    const rows = all(made).flatMap(({ kind, expectedAlarms }) => (expectedAlarms.length === 0
      ? [`| \`${kind}\` | none | | |`]
      : expectedAlarms.map(({ alarm, region, when }) => `| \`${kind}\` | ${alarm} | ${region} | ${when} |`)));
    expect(lines.filter(line => /^\| `[a-z-]+` \|/.test(line) && !line.includes('aws:'))).toEqual(rows);
  });

  test('the lags that are expected are those that the stores alarm on, in that Region', () => {
    const { table, bucket, topology } = made;
    const [disturbed, other] = topology.regions;
    const where = (region: string) => (region === 'other' ? other : disturbed).name;
    const expected = (experiment: ChaosExperiment) => experiment.expectedAlarms.map(({ alarm, region }) =>
      [alarm.split(', ')[1].replace('{other}', other.name).replace('{disturbed}', disturbed.name), where(region)]);
    const signalled = (signals: ReplicationSignal[]) => signals.map(({ id, publishedIn }) => [id, publishedIn.name]);
    expect(signalled(table.replicationSignals())).toEqual(expect.arrayContaining(expected(ChaosExperiment.sessionReplicationPause(table))));
    expect(signalled(bucket.replicationSignals())).toEqual(expect.arrayContaining(expected(ChaosExperiment.bucketReplicationPause(bucket))));
  });
});
