import { Match } from 'aws-cdk-lib/assertions';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { pattern } from './fixture';
import { templatesOf } from './templates';
import { BackupPolicy, StackLayer } from '../../src';
import { stacksOf, templateOf, testApp } from '../support/environment';
import { resourcesOf } from '../support/templates';

const partitionKey = { name: 'id', type: AttributeType.STRING };
const NAMES = { databases: ['main', 'ledger'], sessionTables: ['sessions', 'carts'], buckets: ['documents', 'exports'] };

/** Properties that hold a name, by the service that takes it once per Region at most. */
const NAME_PROPERTIES: { [type: string]: string } = {
  'AWS::Backup::BackupVault': 'BackupVaultName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::RDS::DBCluster': 'DBClusterIdentifier',
  'AWS::RDS::DBProxy': 'DBProxyName',
  'AWS::RDS::GlobalCluster': 'GlobalClusterIdentifier',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::SQS::Queue': 'QueueName',
};

describe('two databases, two session tables and two buckets in one pattern', () => {
  const app = testApp();
  const dr = pattern({
    databases: { main: { proxy: {} }, ledger: { proxy: {} } },
    sessionTables: { sessions: { partitionKey, backup: BackupPolicy.daily() }, carts: { partitionKey, backup: BackupPolicy.daily() } },
    buckets: { documents: { batchReplication: true }, exports: { batchReplication: true } },
    monitoring: { metricStreams: { enabled: false } },
  }, app);
  const resources = resourcesOf(app);

  test('TEST-17: are two of each, in the stacks of one of each', () => {
    const one = testApp();
    pattern({ databases: { main: { proxy: {} } }, sessionTables: { sessions: { partitionKey } }, buckets: { documents: {} } }, one);
    expect(stacksOf(app).map(stack => stack.node.id).sort()).toEqual(stacksOf(one).map(stack => stack.node.id).sort());
    const data = templateOf(dr.topology.primary.stack(StackLayer.DATA));
    data.resourceCountIs('AWS::RDS::GlobalCluster', 2);
    data.resourceCountIs('AWS::DynamoDB::GlobalTable', 2);
    for (const region of dr.topology.regions) {
      templateOf(region.stack(StackLayer.DATA)).resourceCountIs('AWS::RDS::DBCluster', 2);
      templateOf(region.stack(StackLayer.DATA)).resourceCountIs('AWS::Backup::BackupPlan', 4);
      templateOf(region.stack(StackLayer.FOUNDATION)).resourcePropertiesCountIs('AWS::S3::Bucket', { ReplicationConfiguration: Match.anyValue() },
        region === dr.topology.primary ? 2 : 0);
    }
  });

  test('TEST-17: each has a handle of its own in each Region', () => {
    for (const region of dr.regions) {
      const found = [
        ...NAMES.databases.map(name => region.database(name).clusterIdentifier),
        ...NAMES.sessionTables.map(name => region.sessionTable(name).tableArn),
        ...NAMES.buckets.map(name => region.bucket(name).bucketName),
      ];
      expect(new Set(found).size).toBe(6);
    }
  });

  test('law 3: every name is one resource\'s', () => {
    const names = resources.flatMap(({ type, stack, properties }) => {
      const name = (properties as { [property: string]: unknown })[NAME_PROPERTIES[type]];
      return typeof name === 'string' ? [`${type} ${stack.region} ${name}`] : [];
    });
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('law 3: nothing but names crosses the Regions, however many stores there are', () => {
    expect(resources.filter(({ type }) => /Export(Reader|Writer)/.test(type))).toEqual([]);
    for (const [id, template] of Object.entries(templatesOf(app))) {
      expect(/^link-/.test(id) || !JSON.stringify(template).includes('Fn::GetStackOutput')).toBe(true);
    }
  });

  test('law 4: a recovery plan promotes both databases', () => {
    for (const region of dr.topology.regions) {
      const steps = dr.orchestrator.plan(region).steps.map(step => step.id);
      expect(steps).toEqual(expect.arrayContaining(['promote-database-main', 'promote-database-ledger']));
      expect(new Set(steps).size).toBe(steps.length);
    }
  });
});
