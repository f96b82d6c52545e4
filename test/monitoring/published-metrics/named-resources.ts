import { referenceIn } from './template-values';
import type { Located, Template } from './templates';
import { resourcesOfType } from './templates';

/** The resources that a dimension names, by the property that holds the name. */
const NAMED_BY: { readonly [dimension: string]: readonly (readonly [type: string, property: string])[] } = {
  BackupVaultName: [['AWS::Backup::BackupVault', 'BackupVaultName']],
  BucketName: [['AWS::S3::Bucket', 'BucketName']],
  DBClusterIdentifier: [['AWS::RDS::DBCluster', 'DBClusterIdentifier']],
  DBInstanceIdentifier: [['AWS::RDS::DBInstance', 'DBInstanceIdentifier']],
  DeliveryStreamName: [['AWS::KinesisFirehose::DeliveryStream', 'DeliveryStreamName']],
  DestinationBucket: [['AWS::S3::Bucket', 'BucketName']],
  FunctionName: [['AWS::Lambda::Function', 'FunctionName']],
  HealthCheckId: [['AWS::Route53::HealthCheck', '']],
  LoadBalancer: [['AWS::ElasticLoadBalancingV2::LoadBalancer', '']],
  MetricStreamName: [['AWS::CloudWatch::MetricStream', 'Name']],
  NatGatewayId: [['AWS::EC2::NatGateway', '']],
  ProxyName: [['AWS::RDS::DBProxy', 'DBProxyName']],
  QueueName: [['AWS::SQS::Queue', 'QueueName']],
  RuleName: [['AWS::Events::Rule', 'Name']],
  SourceBucket: [['AWS::S3::Bucket', 'BucketName']],
  StateMachineArn: [['AWS::StepFunctions::StateMachine', 'StateMachineName']],
  TableName: [['AWS::DynamoDB::GlobalTable', 'TableName'], ['AWS::DynamoDB::Table', 'TableName']],
  TargetGroup: [['AWS::ElasticLoadBalancingV2::TargetGroup', '']],
  TopicName: [['AWS::SNS::Topic', 'TopicName']],
};

/** Things that no template creates, by the name that a dimension gives them, with their Regions. */
export interface Existing {
  readonly [name: string]: readonly string[];
}

/** A thing that a dimension names, and the Regions in which it is. */
export interface NamedThing {
  readonly regions: readonly string[];
  /** Absent for what no template creates. */
  readonly resource?: Located;
}

/** Whether the dimension names a thing that has a Region. */
export function namesThing(dimension: string): boolean {
  return dimension in NAMED_BY;
}

/** An ARN ends with a name, which is unique in its Region alone. */
const ARN = /^arn:[\w-]+:states:([\w-]+):\d{12}:stateMachine:(.+)$/;

/** What a dimension's value names; undefined when nothing has that name. */
export function thingNamed(
  dimension: string, value: string, from: Template, templates: readonly Template[], existing: Existing,
): NamedThing | undefined {
  if (value in existing) {
    return { regions: existing[value] };
  }
  const reference = referenceIn(value);
  const [, region, name = value] = ARN.exec(value) ?? [];
  for (const [type, property] of NAMED_BY[dimension]) {
    for (const resource of resourcesOfType(templates, type)) {
      const meant = reference
        ? resource.template.stack === (reference.stack ?? from.stack) && resource.logicalId === reference.logicalId
        : resource.properties[property] === name && (region ?? resource.template.region) === resource.template.region;
      if (meant) {
        return { regions: regionsOf(resource), resource };
      }
    }
  }
  return undefined;
}

/** A global table is in every Region that has a replica. */
function regionsOf({ template, properties }: Located): string[] {
  const replicas = properties.Replicas as { readonly Region: string }[] | undefined;
  return replicas ? replicas.map(({ Region }) => Region) : [template.region];
}
