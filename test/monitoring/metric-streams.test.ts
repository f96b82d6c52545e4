import { Duration, Lazy, RemovalPolicy } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { METRIC_STREAMS } from './metric-stream-bad-inputs';
import type { DrMonitoringOptions, DrTopology } from '../../src';
import { AccessLogging, AlertSeverity, KeyPurpose, MetricStreamFormat, ReplicatedBucket, StackLayer } from '../../src';
import { DrMonitoring } from '../../src/monitoring';
import { METRIC_STREAM_FACTS } from '../../src/monitoring/metric-facts/metric-streams';
import { nagFindings } from '../compliance/nag';
import { describeBadInputs } from '../support/bad-inputs';
import { ACCOUNT, createdTopology, handedOverTopology, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';
import { resourcesOf, valuesOf } from '../support/templates';

const NAMESPACES = [
  'AWS/RDS', 'AWS/DynamoDB', 'AWS/S3', 'AWS/Lambda', 'AWS/States', 'AWS/Route53', 'AWS/ApplicationELB', 'MultiRegionDr/Payments/test',
];

function monitored(metricStreams: DrMonitoringOptions['metricStreams'], topology: DrTopology = createdTopology()): DrMonitoring {
  return new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [], metricStreams });
}

function appOf(monitoring: DrMonitoring): App {
  return monitoring.node.root as App;
}

function namesOf(monitoring: DrMonitoring, type: string): string[] {
  return resourcesOf(appOf(monitoring)).filter(resource => resource.type === type).map(({ stack }) => stack.region);
}

describe.each([['created stacks', createdTopology], ['one stack per Region', handedOverTopology]])('metric streams, %s', (_, makeTopology) => {
  const topology = makeTopology();
  const monitoring = monitored({}, topology);

  test.each([[PRIMARY, 'primary'], [SECONDARY, 'secondary']] as const)('MON-23: in %s a stream of the namespaces of recovery and no others', (region, role) => {
    const template = templateOf(topology[role].stack(StackLayer.RECOVERY));
    template.resourceCountIs('AWS::CloudWatch::MetricStream', 1);
    template.hasResourceProperties('AWS::CloudWatch::MetricStream', {
      Name: Match.stringLikeRegexp(`^payments-test-monitoring-metrics-${region}-[0-9a-f]{8}$`),
      OutputFormat: 'json',
      IncludeFilters: NAMESPACES.map(Namespace => ({ Namespace })),
      ExcludeFilters: Match.absent(),
      FirehoseArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('metricdelivery'), 'Arn'] },
      RoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('metricstreamrole'), 'Arn'] },
    });
  });

  test.each([[PRIMARY, 'primary'], [SECONDARY, 'secondary']] as const)(
    'MON-23: in %s Firehose writes to the bucket of that Region, encrypted, compressed, in a folder of the Region', (region, role) => {
      const template = templateOf(topology[role].stack(StackLayer.RECOVERY));
      const { bucketName } = monitoring.metricsBucket!.forRegion(topology[role]);
      expect(bucketName).toMatch(new RegExp(`^payments-test-monitoring-metrics-${region}-[0-9a-f]{8}$`));
      template.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
        DeliveryStreamName: Match.stringLikeRegexp(`^payments-test-monitoring-metrics-${region}-[0-9a-f]{8}$`),
        DeliveryStreamType: 'DirectPut',
        DeliveryStreamEncryptionConfigurationInput: { KeyType: 'CUSTOMER_MANAGED_CMK', KeyARN: Match.anyValue() },
        ExtendedS3DestinationConfiguration: {
          BucketARN: `arn:aws:s3:::${bucketName}`,
          Prefix: `metrics/${region}/!{timestamp:yyyy/MM/dd/HH}/`,
          ErrorOutputPrefix: `errors/${region}/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/`,
          CompressionFormat: 'GZIP',
          BufferingHints: { IntervalInSeconds: 300, SizeInMBs: 64 },
          CloudWatchLoggingOptions: {
            Enabled: true,
            LogGroupName: { Ref: Match.stringLikeRegexp('loggroup') },
            LogStreamName: { Ref: Match.stringLikeRegexp('logstream') },
          },
        },
      });
    });

  test('MON-23, MON-27: why something was not delivered is logged for a month, encrypted by the key for logs', () => {
    for (const region of topology.regions) {
      const template = templateOf(region.stack(StackLayer.RECOVERY));
      const logGroups = template.findResources('AWS::Logs::LogGroup');
      const [id] = Object.keys(logGroups).filter(name => name.includes('metricdelivery'));
      expect(logGroups[id].Properties).toMatchObject({ RetentionInDays: 30, KmsKeyId: expect.anything() });
      expect(region.stack(StackLayer.RECOVERY).resolve(topology.encryptionKey(region, KeyPurpose.LOGS).key.keyArn)).toBeDefined();
      template.hasResource('AWS::Logs::LogStream', {
        Properties: { LogGroupName: { Ref: id }, LogStreamName: 'S3Delivery' }, DeletionPolicy: 'Retain',
      });
    }
  });

  test('MON-23: the bucket is encrypted, private, TLS only, versioned and replicated, and forgets', () => {
    for (const region of topology.regions) {
      const { bucketName } = monitoring.metricsBucket!.forRegion(region);
      const template = templateOf(region.stack(StackLayer.FOUNDATION));
      template.hasResource('AWS::S3::Bucket', {
        DeletionPolicy: 'Retain',
        Properties: {
          BucketName: bucketName,
          BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] },
          VersioningConfiguration: { Status: 'Enabled' },
          PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
          LifecycleConfiguration: {
            Rules: Match.arrayWith([
              Match.objectLike({ Id: 'bounded-history', NoncurrentVersionExpiration: { NoncurrentDays: 7 } }),
              { Id: 'retention', ExpirationInDays: 90, Status: 'Enabled' },
            ]),
          },
        },
      });
      template.hasResource('AWS::S3::BucketPolicy', {
        DeletionPolicy: 'Retain',
        Properties: {
          Bucket: { Ref: Match.stringLikeRegexp('storageMonitoringMetricsbucket') },
          PolicyDocument: {
            Statement: Match.arrayWith([Match.objectLike({ Action: 's3:*', Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]),
          },
        },
      });
    }
    expect(monitoring.metricsBucket!.replications.map(({ source, destination }) => [source.region.name, destination.region.name]))
      .toEqual([[PRIMARY, SECONDARY], [SECONDARY, PRIMARY]]);
    const forward = resourcesOf(appOf(monitoring)).filter(({ type, properties }) => type === 'AWS::S3::Bucket' && properties.ReplicationConfiguration);
    expect(forward).toHaveLength(1);
    const [rule] = (forward[0].properties.ReplicationConfiguration as { Rules: { Destination: object }[] }).Rules;
    expect(rule.Destination).not.toHaveProperty('ReplicationTime');
  });

  test('law 3: nothing crosses the Regions but names', () => {
    for (const region of topology.regions) {
      const template = templateOf(region.stack(StackLayer.RECOVERY)).toJSON();
      const foreign = [...valuesOf(template)].filter(([key]) => key === 'Fn::GetStackOutput');
      expect(foreign).toEqual([]);
      expect(JSON.stringify(template)).not.toMatch(/ExportsReader|ExportsWriter/);
    }
  });

  test('SEC-03: cdk-nag finds nothing about the streams', () => {
    const about = nagFindings(appOf(monitoring)).filter(({ constructPath }) => /metric-(stream|delivery)/.test(constructPath));
    expect(about).toEqual([]);
  });
});

describe('who may what', () => {
  const topology = createdTopology();
  const monitoring = monitored({}, topology);
  const template = templateOf(topology.secondary.stack(StackLayer.RECOVERY));
  const { bucketArn, encryptionKey } = monitoring.metricsBucket!.forRegion(topology.secondary);

  function policyOf(part: string): { Statement: object[] } {
    const [id] = Object.keys(template.findResources('AWS::IAM::ManagedPolicy')).filter(name => name.includes(part));
    return template.findResources('AWS::IAM::ManagedPolicy')[id].Properties.PolicyDocument;
  }

  test('MON-23: CloudWatch, for this account, puts records into the one delivery stream', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Principal: { Service: 'streams.metrics.cloudwatch.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
        }],
      },
      Policies: Match.absent(),
    });
    expect(policyOf('metricstreamrole').Statement).toEqual([{
      Action: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
      Effect: 'Allow',
      Resource: { 'Fn::GetAtt': [expect.stringContaining('metricdelivery'), 'Arn'] },
    }]);
  });

  test('MON-23: Firehose, for this account, writes below its two folders, uses the key for that alone, and logs', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Principal: { Service: 'firehose.amazonaws.com' },
          Condition: { StringEquals: { 'sts:ExternalId': ACCOUNT } },
        }],
      },
    });
    const objects = [`${bucketArn}/metrics/${SECONDARY}/*`, `${bucketArn}/errors/${SECONDARY}/*`];
    const stack = topology.secondary.stack(StackLayer.RECOVERY);
    expect(policyOf('metricdeliveryrole').Statement).toEqual([
      { Action: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], Effect: 'Allow', Resource: bucketArn },
      { Action: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], Effect: 'Allow', Resource: objects },
      {
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Effect: 'Allow',
        Resource: stack.resolve(encryptionKey!.keyArn),
        Condition: {
          StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucketArn, ...objects], 'kms:ViaService': `s3.${SECONDARY}.*` },
        },
      },
      {
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Effect: 'Allow',
        Resource: { 'Fn::GetAtt': [expect.stringContaining('metricdeliveryloggroup'), 'Arn'] },
      },
    ]);
  });
});

describe('what a team chooses', () => {
  test('MON-23: there are no streams unless they are asked for, and none that are switched off', () => {
    for (const options of [undefined, { enabled: false }]) {
      const monitoring = monitored(options);
      expect(monitoring.metricsBucket).toBeUndefined();
      expect(namesOf(monitoring, 'AWS::CloudWatch::MetricStream')).toEqual([]);
      expect(namesOf(monitoring, 'AWS::S3::Bucket')).toEqual([]);
    }
    expect(namesOf(monitored({ enabled: true }), 'AWS::CloudWatch::MetricStream')).toHaveLength(2);
  });

  test('MON-23: format, further namespaces and retention', () => {
    const later = Lazy.string({ produce: () => 'Orders' });
    const topology = createdTopology();
    monitored({
      outputFormat: MetricStreamFormat.OPEN_TELEMETRY_1_0, additionalNamespaces: ['AWS/SQS', later], retention: Duration.days(400),
    }, topology);
    for (const region of topology.regions) {
      templateOf(region.stack(StackLayer.RECOVERY)).hasResourceProperties('AWS::CloudWatch::MetricStream', {
        OutputFormat: 'opentelemetry1.0',
        IncludeFilters: [...NAMESPACES, 'AWS/SQS', 'Orders'].map(Namespace => ({ Namespace })),
      });
      templateOf(region.stack(StackLayer.FOUNDATION)).hasResourceProperties('AWS::S3::Bucket', {
        LifecycleConfiguration: { Rules: Match.arrayWith([{ Id: 'retention', ExpirationInDays: 400, Status: 'Enabled' }]) },
      });
    }
  });

  test('MON-23: formats are spelt as CloudWatch spells them', () => {
    expect(Object.values(MetricStreamFormat)).toEqual(['json', 'opentelemetry0.7', 'opentelemetry1.0']);
  });

  test('MON-23: a throw-away environment leaves nothing behind', () => {
    const topology = createdTopology(testApp(), { removalPolicy: RemovalPolicy.DESTROY });
    const monitoring = monitored({ autoDeleteObjects: true }, topology);
    for (const region of topology.regions) {
      templateOf(region.stack(StackLayer.FOUNDATION)).hasResource('AWS::S3::Bucket', {
        DeletionPolicy: 'Delete', Properties: { BucketName: monitoring.metricsBucket!.forRegion(region).bucketName },
      });
      templateOf(region.stack(StackLayer.FOUNDATION)).hasResourceProperties('Custom::S3AutoDeleteObjects', {});
      for (const type of ['AWS::Logs::LogGroup', 'AWS::Logs::LogStream']) {
        templateOf(region.stack(StackLayer.RECOVERY)).allResources(type, { DeletionPolicy: 'Delete' });
      }
    }
  });

  test('MON-23: a bucket that is given is written to, and none is created; S3 encrypts without a key of the account', () => {
    const topology = createdTopology();
    const bucket = new ReplicatedBucket(topology, 'Archive', {
      topology, encryption: 'S3_MANAGED' as never, accessLogging: AccessLogging.none(),
    });
    const monitoring = monitored({ bucket }, topology);
    expect(monitoring.metricsBucket).toBe(bucket);
    expect(namesOf(monitoring, 'AWS::S3::Bucket')).toEqual(expect.arrayContaining([PRIMARY, SECONDARY]));
    expect(namesOf(monitoring, 'AWS::S3::Bucket')).toHaveLength(2);
    for (const region of topology.regions) {
      const { bucketArn } = bucket.forRegion(region);
      const template = templateOf(region.stack(StackLayer.RECOVERY));
      template.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', { ExtendedS3DestinationConfiguration: { BucketARN: bucketArn } });
      const policies = Object.entries(template.findResources('AWS::IAM::ManagedPolicy')).filter(([name]) => name.includes('metricdeliveryrole'));
      expect(policies).toHaveLength(1);
      expect(JSON.stringify(policies)).not.toContain('kms:');
      template.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { Namespace: 'AWS/S3' }, 0);
    }
  });
});

describe('the streams themselves are watched', () => {
  const topology = createdTopology();
  monitored({}, topology);

  test.each([[PRIMARY, 'primary'], [SECONDARY, 'secondary']] as const)('MON-23: in %s somebody is told when metrics are lost or stay', (region, role) => {
    const template = templateOf(topology[role].stack(StackLayer.RECOVERY));
    const name = Match.stringLikeRegexp(`^payments-test-monitoring-metrics-${region}-[0-9a-f]{8}$`);
    const shared = { EvaluationPeriods: 3, DatapointsToAlarm: 3, Period: 300, TreatMissingData: 'notBreaching', ComparisonOperator: 'GreaterThanThreshold' };
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      ...shared,
      Namespace: 'AWS/CloudWatch/MetricStreams',
      MetricName: 'PublishErrorRate',
      Dimensions: [{ Name: 'MetricStreamName', Value: name }],
      Statistic: 'Average',
      Threshold: 0,
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      ...shared,
      Namespace: 'AWS/Firehose',
      MetricName: 'DeliveryToS3.DataFreshness',
      Dimensions: [{ Name: 'DeliveryStreamName', Value: name }],
      Statistic: 'Maximum',
      Threshold: 900,
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/S3',
      MetricName: 'OperationsFailedReplication',
      Dimensions: Match.arrayWith([{ Name: 'SourceBucket', Value: Match.stringLikeRegexp(`^payments-test-monitoring-metrics-${region}-`) }]),
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 2,
      DatapointsToAlarm: 1,
      Threshold: 0,
      TreatMissingData: 'notBreaching',
    });
  });

  test('MON-23: both dashboards show what is paid for, read from the Region that publishes it', () => {
    for (const region of topology.regions) {
      const [dashboard] = Object.values(templateOf(region.stack(StackLayer.VIEW)).findResources('AWS::CloudWatch::Dashboard'));
      const body = JSON.stringify(dashboard.Properties.DashboardBody);
      for (const each of topology.regions) {
        expect(body).toContain(`metric-streams, ${each.name}: Metric updates streamed`);
      }
    }
  });

  test('MON-20: each metric and its dimensions are among those that the services publish', () => {
    const published = METRIC_STREAM_FACTS.flatMap(({ namespace, metrics, dimensionSets }) =>
      Object.keys(metrics).flatMap(metric => dimensionSets.map(set => `${String(namespace)} ${metric} ${set.join()}`)));
    const alarms = resourcesOf(topology.node.root as App).filter(({ type, properties }) =>
      type === 'AWS::CloudWatch::Alarm' && /Firehose|MetricStreams/.test(String(properties.Namespace)));
    expect(alarms).toHaveLength(4);
    for (const { properties: { Namespace, MetricName, Dimensions } } of alarms) {
      expect(published).toContain(`${Namespace} ${MetricName} ${(Dimensions as { Name: string }[]).map(({ Name }) => Name).join()}`);
    }
  });

  test('MON-23: an alarm of theirs can be changed by its key', () => {
    const changed = createdTopology();
    new DrMonitoring(changed, 'Monitoring', {
      topology: changed, recoverables: [], metricStreams: {}, alarms: { 'metric-streams/delivery-age': { threshold: 1800, severity: AlertSeverity.CRITICAL } },
    });
    for (const region of changed.regions) {
      templateOf(region.stack(StackLayer.RECOVERY)).hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName: 'DeliveryToS3.DataFreshness', Threshold: 1800,
      });
    }
  });
});

describeBadInputs(METRIC_STREAMS);
