import type { NodeKind } from './model';

/** How a type of resource is drawn. */
export interface CatalogueEntry {
  readonly kind: NodeKind;
  /** What it is called; several in one stack that are drawn as one have the plural. */
  readonly singular: string;
  readonly plural: string;
  /** Whether a stack's resources of this kind are drawn as one node. */
  readonly pooled: boolean;
}

function single(kind: NodeKind, singular: string): CatalogueEntry {
  return { kind, singular, plural: `${singular}s`, pooled: false };
}

function pooled(kind: NodeKind, singular: string, plural = `${singular}s`): CatalogueEntry {
  return { kind, singular, plural, pooled: true };
}

/** Types that are no entry are counted in their stack's caption, and not drawn. */
export const CATALOGUE: { readonly [type: string]: CatalogueEntry } = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': single('endpoint', 'Load balancer'),
  'AWS::ApiGateway::RestApi': single('endpoint', 'REST API'),
  'AWS::ApiGatewayV2::Api': single('endpoint', 'HTTP API'),
  'AWS::Route53::RecordSet': single('record', 'Record'),
  'AWS::Route53::HealthCheck': pooled('health-check', 'health check'),
  'AWS::StepFunctions::StateMachine': single('plan', 'State machine'),
  'AWS::Lambda::Function': pooled('compute', 'function'),
  'AWS::ECS::Service': pooled('compute', 'service'),
  'AWS::AutoScaling::AutoScalingGroup': pooled('compute', 'Auto Scaling group'),
  'AWS::CloudWatch::Alarm': pooled('alarm', 'alarm'),
  'AWS::CloudWatch::CompositeAlarm': pooled('alarm', 'alarm'),
  'AWS::SNS::Topic': pooled('topic', 'topic'),
  'AWS::CloudWatch::Dashboard': pooled('dashboard', 'dashboard'),
  'AWS::RDS::DBCluster': single('database', 'Database cluster'),
  'AWS::DynamoDB::GlobalTable': single('table', 'DynamoDB table'),
  'AWS::DynamoDB::Table': single('table', 'DynamoDB table'),
  'AWS::EC2::VPC': single('network', 'VPC'),
  'AWS::S3::Bucket': single('bucket', 'S3 bucket'),
  'AWS::Backup::BackupVault': single('vault', 'Backup vault'),
  'AWS::SecretsManager::Secret': pooled('secret', 'secret'),
  'AWS::KMS::Key': pooled('key', 'KMS key'),
};

/** The order of nodes in a stack: what clients and recovery meet first. */
export const KIND_ORDER: readonly NodeKind[] = [
  'failover-record', 'health-check', 'record', 'endpoint', 'compute', 'latch', 'state-table', 'plan', 'alarm', 'topic', 'dashboard',
  'database', 'table', 'network', 'bucket', 'vault', 'secret', 'key',
];
