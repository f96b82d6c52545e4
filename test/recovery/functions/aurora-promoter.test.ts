import { Duration } from 'aws-cdk-lib';
import { functionOf, place, statementOn, statementsOf, templateAt } from './fixture';
import { createAuroraPromoter } from '../../../src/recovery/functions/aurora-promoter';
import { databaseCheckStatements, promotionStatements } from '../../../src/recovery/functions/aurora-statements';
import { createdTopology } from '../../support/environment';

const GLOBAL = 'arn:aws:rds::111111111111:global-cluster:payments-global';
const HOME = 'arn:aws:rds:eu-west-1:111111111111:cluster:payments';
const STANDBY = 'arn:aws:rds:eu-central-1:111111111111:cluster:payments-standby';
const parametersOf = (targetClusterArn: string) => ({ globalClusterIdentifier: 'payments-global', targetClusterArn });

function promoter(timeout?: Duration) {
  const where = place();
  const { scope, topology } = where;
  const made = createAuroraPromoter(scope, where, () => [parametersOf(STANDBY)], timeout);
  [HOME, STANDBY].forEach(arn => made.addStatements(...promotionStatements(topology, parametersOf(arn))));
  return templateAt(where);
}

describe('the function that promotes databases', () => {
  test('may look, fail over and switch over, on the global cluster and on both members, and nothing else of RDS', () => {
    const onRds = statementsOf(promoter()).filter(({ Action }) => [Action].flat().some(action => action.startsWith('rds:')));
    expect(onRds.map(({ Action, Resource, Condition }) => [Action, Resource, Condition])).toEqual([HOME, STANDBY].map(member => [
      ['rds:DescribeGlobalClusters', 'rds:DescribeDBClusters', 'rds:FailoverGlobalCluster', 'rds:SwitchoverGlobalCluster'],
      [GLOBAL, member],
      undefined,
    ]));
  });

  test('sees who holds the lock of its Region in which epoch, and nothing else of the state', () => {
    const template = promoter();
    const lock = statementOn(template, 'dynamodb:GetItem');
    expect(lock.Action).toBe('dynamodb:GetItem');
    expect(lock.Resource).toMatch(/^arn:aws:dynamodb:eu-central-1:111111111111:table\/[a-z0-9-]+$/);
    expect(lock.Condition).toEqual({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['lock', 'state'] } });
    expect(statementOn(template, 'kms:Decrypt').Condition).toEqual({ StringLike: { 'kms:ViaService': 'dynamodb.eu-central-1.*' } });
  });

  test('has five minutes, or what it is given', () => {
    expect(functionOf(promoter()).Timeout).toBe(300);
    expect(functionOf(promoter(Duration.seconds(120))).Timeout).toBe(120);
  });

  test('is in no VPC, and is told of its table and its Region', () => {
    const { VpcConfig, Environment } = functionOf(promoter());
    expect(VpcConfig).toBeUndefined();
    expect(JSON.parse(Environment.Variables.PROMOTER_SETTINGS)).toEqual({
      tableName: statementOn(promoter(), 'dynamodb:GetItem').Resource.split('/')[1], region: 'eu-central-1', databases: [parametersOf(STANDBY)],
    });
  });
});

describe('a check of a database', () => {
  test('only looks', () => {
    const topology = createdTopology();
    expect(databaseCheckStatements(topology, topology.secondary, parametersOf(STANDBY)).map(statement => statement.toStatementJson())).toEqual([
      { Effect: 'Allow', Action: ['rds:DescribeGlobalClusters', 'rds:DescribeDBClusters'], Resource: [GLOBAL, STANDBY] },
      { Effect: 'Allow', Action: 'rds:DescribeDBInstances', Resource: 'arn:aws:rds:eu-central-1:111111111111:db:*' },
    ]);
  });
});
