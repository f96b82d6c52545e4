import type { App } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import type { DrTopology, DrTopologyProps } from '../../src';
import { StackLayer } from '../../src';
import type { ReplicatedBucketOptions } from '../../src/storage';
import { ReplicatedBucket } from '../../src/storage';
import { createdTopology, templateOf, testApp } from '../support/environment';

export interface Documents {
  readonly app: App;
  readonly topology: DrTopology;
  readonly bucket: ReplicatedBucket;
}

/** One replicated bucket in stacks that the topology creates. */
export function documents(options: ReplicatedBucketOptions = {}, topologyProps: Partial<DrTopologyProps> = {}): Documents {
  const app = testApp();
  const topology = createdTopology(app, topologyProps);
  return { app, topology, bucket: new ReplicatedBucket(topology, 'documents', { topology, ...options }) };
}

/** The templates that hold the buckets, the home Region's first. */
export function foundations({ topology }: Documents): Template[] {
  return topology.regions.map(region => templateOf(region.stack(StackLayer.FOUNDATION)));
}

export interface CfnResource {
  readonly Type: string;
  readonly Properties: { [name: string]: any };
  readonly DependsOn?: string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** The one resource of a type whose logical id begins with a prefix, with its logical id. */
export function resource(template: Template, type: string, prefix: string): CfnResource & { id: string } {
  const found = Object.entries(template.findResources(type)).filter(([id]) => new RegExp(`^${prefix}[0-9A-F]{8}$`).test(id));
  expect(found).toHaveLength(1);
  return { id: found[0][0], ...found[0][1] as CfnResource };
}

/** The statements of the one policy that a role has, which is customer-managed and not inline. */
export function statementsOf(template: Template, role: CfnResource): any[] {
  expect(role.Properties.Policies).toBeUndefined();
  const [{ Ref }, ...others] = role.Properties.ManagedPolicyArns;
  expect(others).toEqual([]);
  const { Type, Properties } = template.toJSON().Resources[Ref];
  expect([Type, Properties.Roles]).toEqual(['AWS::IAM::ManagedPolicy', undefined]);
  return Properties.PolicyDocument.Statement;
}

/** The bucket that holds the objects. */
export function dataBucket(template: Template): CfnResource & { id: string } {
  return resource(template, 'AWS::S3::Bucket', 'storagedocumentsbucket');
}
