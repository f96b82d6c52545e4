import { Duration } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { functionOf, place, templateAt } from './fixture';
import { CHECK_STATEMENTS } from '../../../src/recovery/functions/check-statements';
import { createReadinessChecker } from '../../../src/recovery/functions/readiness-checker';
import { CHECK_KINDS } from '../../../src/recovery/plan/plan-kinds';
import type { CheckKindName } from '../../../src/recovery/plan/plan-kinds';
import type { RecoveryStep } from '../../../src/recovery/plan/recovery-step';
import { createdTopology } from '../../support/environment';

const TOPOLOGY = createdTopology();
const EVERYTHING = {
  globalClusterIdentifier: 'payments-global',
  targetClusterArn: 'arn:aws:rds:eu-central-1:111111111111:cluster:payments-standby',
  tableName: 'sessions',
  bucketName: 'documents',
};

function statementsOf(kind: CheckKindName): [string[], string[]][] {
  const step = { runsIn: TOPOLOGY.secondary, action: { kind, parameters: EVERYTHING } } as unknown as RecoveryStep;
  return CHECK_STATEMENTS[kind](TOPOLOGY, step).map(({ actions, resources }) => [actions, resources]);
}

describe('what the checks of a plan need', () => {
  test.each<[CheckKindName, [string[], string[]][]]>([
    ['check-aurora', [
      [['rds:DescribeGlobalClusters', 'rds:DescribeDBClusters'], ['arn:aws:rds::111111111111:global-cluster:payments-global', EVERYTHING.targetClusterArn]],
      // Narrower, RDS does not list the instances of a cluster, whose names nobody knows before they are there.
      [['rds:DescribeDBInstances'], ['arn:aws:rds:eu-central-1:111111111111:db:*']],
      [['cloudwatch:GetMetricData'], ['*']],
    ]],
    ['check-table', [[['dynamodb:DescribeTable'], ['arn:aws:dynamodb:eu-central-1:111111111111:table/sessions']]]],
    ['check-bucket', [[['s3:ListBucket'], ['arn:aws:s3:::documents']]]],
    ['check-metric', [[['cloudwatch:GetMetricData'], ['*']]]],
    ['check-alarms', [[['cloudwatch:DescribeAlarms'], ['*']]]],
    ['check-endpoint', []],
  ])('%s', (kind, expected) => {
    expect(statementsOf(kind)).toEqual(expected);
  });

  test('nothing of it changes anything', () => {
    expect(CHECK_KINDS.flatMap(kind => statementsOf(kind)).flatMap(([actions]) => actions)
      .filter(action => !/:(Describe|Get|List)/.test(action))).toEqual([]);
  });
});

describe('the function that checks whether a Region could take over', () => {
  function checker(timeout?: Duration) {
    const where = place();
    const made = createReadinessChecker(where.scope, where, timeout);
    CHECK_KINDS.forEach(kind => made.addStatements(...CHECK_STATEMENTS[kind](where.topology, {
      runsIn: where.region, action: { kind, parameters: EVERYTHING },
    } as unknown as RecoveryStep)));
    return where;
  }

  test('has a minute, or what it is given, and is in no VPC', () => {
    expect(functionOf(templateAt(checker()))).toMatchObject({ Timeout: 60, Environment: { Variables: { READINESS_SETTINGS: '{}' } } });
    expect(functionOf(templateAt(checker())).VpcConfig).toBeUndefined();
    expect(functionOf(templateAt(checker(Duration.seconds(90)))).Timeout).toBe(90);
  });

  test('its wildcards are stated', () => {
    const { scope } = checker();
    expect(new AwsSolutionsChecks(scope.node.root).validateScope(scope.node.root).violations).toEqual([]);
  });
});
