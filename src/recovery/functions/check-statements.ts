import * as iam from 'aws-cdk-lib/aws-iam';
import { databaseCheckStatements } from './aurora-statements';
import type { DrTopology } from '../../topology';
import type { CheckKindName } from '../plan/plan-kinds';
import type { RecoveryStep } from '../plan/recovery-step';

type StatementsOfCheck = (topology: DrTopology, step: RecoveryStep) => iam.PolicyStatement[];

/** CloudWatch knows no permission on one metric. */
const readMetrics = () => [new iam.PolicyStatement({ actions: ['cloudwatch:GetMetricData'], resources: ['*'] })];

/**
 * What `readiness-checker` may do for a check, by kind.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
export const CHECK_STATEMENTS: { readonly [kind in CheckKindName]: StatementsOfCheck } = {
  'check-aurora': (topology, { runsIn, action }) => [...databaseCheckStatements(topology, runsIn, action.parameters), ...readMetrics()],
  'check-table': ({ partition, account }, { runsIn, action }) => [new iam.PolicyStatement({
    actions: ['dynamodb:DescribeTable'],
    resources: [`arn:${partition}:dynamodb:${runsIn.name}:${account}:table/${action.parameters.tableName}`],
  })],
  // HeadBucket asks for this permission: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
  'check-bucket': ({ partition }, { action }) => [new iam.PolicyStatement({
    actions: ['s3:ListBucket'],
    resources: [`arn:${partition}:s3:::${action.parameters.bucketName}`],
  })],
  'check-metric': readMetrics,
  // Narrower, composite alarms are left out: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
  'check-alarms': () => [new iam.PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: ['*'] })],
  'check-endpoint': () => [],
};
