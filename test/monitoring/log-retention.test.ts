import type { App } from 'aws-cdk-lib';
import { CfnResource, Stack } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DrMonitoring } from '../../src/monitoring';
import { paymentsApp } from '../app/payments-app';
import { createdTopology, testApp } from '../support/environment';
import type { TemplateResource } from '../support/templates';
import { resourcesOf } from '../support/templates';

/** Where each kind of resource that writes a log of its own says to which log group. */
const LOG_OF: { [type: string]: (properties: never) => unknown } = {
  'AWS::Lambda::Function': ({ LoggingConfig }: { LoggingConfig?: { LogGroup?: unknown } }) => LoggingConfig?.LogGroup,
  'AWS::EC2::FlowLog': ({ LogGroupName }: { LogGroupName?: unknown }) => LogGroupName,
  'AWS::KinesisFirehose::DeliveryStream': (
    { ExtendedS3DestinationConfiguration: to }: { ExtendedS3DestinationConfiguration?: { CloudWatchLoggingOptions?: { LogGroupName?: unknown } } },
  ) => to?.CloudWatchLoggingOptions?.LogGroupName,
  'AWS::StepFunctions::StateMachine': (
    { LoggingConfiguration: log }: { LoggingConfiguration?: { Destinations?: { CloudWatchLogsLogGroup: { LogGroupArn: unknown } }[] } },
  ) => log?.Destinations?.[0].CloudWatchLogsLogGroup.LogGroupArn,
};

/** What is wrong with the logs of an app, a line for each resource. */
function faultsOf(app: App): string[] {
  const resources = resourcesOf(app);
  const logGroups = resources.filter(({ type }) => type === 'AWS::Logs::LogGroup');
  const within = ({ stack }: TemplateResource) => logGroups.filter(logGroup => logGroup.stack === stack);
  const fault = ({ type, logicalId }: TemplateResource, what: string) => `${type} ${logicalId} ${what}`;
  return resources.flatMap(resource => {
    const { type, properties } = resource;
    if (type === 'AWS::Logs::LogGroup') {
      return Number.isInteger(properties.RetentionInDays) && properties.KmsKeyId ? [] : [fault(resource, 'has no retention or no key')];
    }
    if (type === 'AWS::RDS::DBCluster') {
      const { DBClusterIdentifier: id, EnableCloudwatchLogsExports: logs = [] } = properties as {
        DBClusterIdentifier?: string; EnableCloudwatchLogsExports?: string[];
      };
      const missing = logs.filter(log => !within(resource).some(({ properties: { LogGroupName } }) => LogGroupName === `/aws/rds/cluster/${id}/${log}`));
      return logs.length === 0 ? [fault(resource, 'exports no log')] : missing.map(log => fault(resource, `has no log group for ${log}`));
    }
    if (!(type in LOG_OF)) {
      return [];
    }
    const { Ref, 'Fn::GetAtt': attribute } = (LOG_OF[type](properties as never) ?? {}) as { 'Ref'?: string; 'Fn::GetAtt'?: string[] };
    return within(resource).some(({ logicalId }) => logicalId === (Ref ?? attribute?.[0])) ? [] : [fault(resource, 'names no log group of its template')];
  });
}

function typesOf(app: App): Set<string> {
  return new Set(resourcesOf(app).map(({ type }) => type));
}

test('MON-27: everything in the app of a team that writes a log writes to a log group with a retention and a key', () => {
  const app = paymentsApp({ context: { 'aws:cdk:bundling-stacks': [] } });
  expect([...typesOf(app)]).toEqual(expect.arrayContaining(['AWS::Lambda::Function', 'AWS::Logs::LogGroup', 'AWS::RDS::DBCluster', 'AWS::EC2::FlowLog']));
  expect(faultsOf(app)).toEqual([]);
});

test('MON-27: so do metric streams', () => {
  const app = testApp();
  const topology = createdTopology(app);
  new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [], metricStreams: {} });
  expect(typesOf(app)).toContain('AWS::KinesisFirehose::DeliveryStream');
  expect(faultsOf(app)).toEqual([]);
});

test('MON-27: the log of metric streams keeps as long as it is told, in both Regions', () => {
  const app = testApp();
  const topology = createdTopology(app);
  new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [], metricStreams: { logRetention: RetentionDays.TWO_WEEKS } });
  const kept = resourcesOf(app).filter(({ type, logicalId }) => type === 'AWS::Logs::LogGroup' && logicalId.includes('metricdelivery'))
    .map(({ stack, properties }) => [stack.region, properties.RetentionInDays]);
  expect(kept).toEqual(topology.regions.map(({ name }) => [name, 14]));
});

test('MON-27: and what does not would be found', () => {
  const app = testApp();
  const stack = new Stack(app, 'Careless');
  const careless: [string, object][] = [
    ['AWS::Logs::LogGroup', { KmsKeyId: 'key' }],
    ['AWS::Logs::LogGroup', { RetentionInDays: 30 }],
    ['AWS::Lambda::Function', {}],
    ['AWS::Lambda::Function', { LoggingConfig: { LogGroup: '/aws/lambda/made-by-lambda' } }],
    ['AWS::EC2::FlowLog', { LogGroupName: 'elsewhere' }],
    ['AWS::KinesisFirehose::DeliveryStream', { ExtendedS3DestinationConfiguration: {} }],
    ['AWS::StepFunctions::StateMachine', { LoggingConfiguration: { Level: 'OFF' } }],
    ['AWS::RDS::DBCluster', {}],
    ['AWS::RDS::DBCluster', { DBClusterIdentifier: 'main', EnableCloudwatchLogsExports: ['postgresql'] }],
  ];
  careless.forEach(([type, properties], index) => new CfnResource(stack, `Resource${index}`, { type, properties: { ...properties } }));
  expect(faultsOf(app)).toEqual([
    'AWS::Logs::LogGroup Resource0 has no retention or no key',
    'AWS::Logs::LogGroup Resource1 has no retention or no key',
    ...['Lambda::Function Resource2', 'Lambda::Function Resource3', 'EC2::FlowLog Resource4', 'KinesisFirehose::DeliveryStream Resource5',
      'StepFunctions::StateMachine Resource6'].map(writer => `AWS::${writer} names no log group of its template`),
    'AWS::RDS::DBCluster Resource7 exports no log',
    'AWS::RDS::DBCluster Resource8 has no log group for postgresql',
  ]);
});
