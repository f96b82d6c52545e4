import type { Resource, Template } from './templates';

export const PRIMARY = 'eu-west-1';
export const SECONDARY = 'eu-central-1';

/** A system of two Regions as plain templates: one store of each kind, and what Route 53 and billing know in us-east-1. */
const SYSTEM: readonly Template[] = [
  {
    stack: 'Home',
    region: PRIMARY,
    resources: {
      Global: { Type: 'AWS::RDS::GlobalCluster', Properties: { GlobalClusterIdentifier: 'orders' } },
      Cluster: { Type: 'AWS::RDS::DBCluster', Properties: { DBClusterIdentifier: 'orders-home', GlobalClusterIdentifier: { Ref: 'Global' } } },
      Table: {
        Type: 'AWS::DynamoDB::GlobalTable',
        Properties: { TableName: 'sessions', Replicas: [{ Region: PRIMARY }, { Region: SECONDARY }] },
      },
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'documents-home' } },
      Function: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'service-home' } },
      Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: { StateMachineName: 'settle-home' } },
      Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' },
      Targets: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup' },
      Queue: { Type: 'AWS::SQS::Queue' },
      Vault: { Type: 'AWS::Backup::BackupVault', Properties: { BackupVaultName: 'vault-home' } },
    },
  },
  {
    stack: 'Standby',
    region: SECONDARY,
    resources: {
      Cluster: { Type: 'AWS::RDS::DBCluster', Properties: { DBClusterIdentifier: 'orders-standby', GlobalClusterIdentifier: 'orders' } },
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'documents-standby' } },
      Vault: { Type: 'AWS::Backup::BackupVault', Properties: { BackupVaultName: 'vault-standby' } },
    },
  },
  { stack: 'Global', region: 'us-east-1', resources: { Check: { Type: 'AWS::Route53::HealthCheck' } } },
];

/** The system with further resources in the stack of a Region. */
export function systemWith(region: string, resources: { readonly [logicalId: string]: Resource }): Template[] {
  return SYSTEM.map(template => template.region === region ? { ...template, resources: { ...template.resources, ...resources } } : template);
}

/** An alarm on one metric. */
export function alarmOn(Namespace: string, MetricName: string, dimensions: { readonly [name: string]: unknown }, more: object = {}): Resource {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { Type: 'AWS::CloudWatch::Alarm', Properties: { Namespace, MetricName, Dimensions, ...more } };
}

/** A dashboard with one widget, its body in parts as CDK writes it. */
export function dashboardWith(properties: object): Resource {
  const body = JSON.stringify({ widgets: [{ type: 'metric', x: 0, y: 0, width: 12, height: 6, properties }] });
  return { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardBody: { 'Fn::Join': ['', body.split(/(?=REGION)/).flatMap(regionTokens)] } } };
}

function regionTokens(part: string): unknown[] {
  return part.startsWith('REGION') ? [{ Ref: 'AWS::Region' }, part.slice('REGION'.length)] : [part];
}
