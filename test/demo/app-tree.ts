import * as fs from 'fs';
import * as path from 'path';
import { CfnResource, Stack, Stage, TagManager } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { DrTopology } from '../../src';

/** A synthesised app as plain data: the construct tree, with the properties that the templates hold. */
export interface AppTree {
  readonly applications: readonly string[];
  /** Absent when the app holds no topology. */
  readonly primary?: string;
  readonly secondary?: string;
  readonly stacks: readonly StackRecord[];
}

export interface StackRecord {
  /** Construct path, unique in the app. */
  readonly id: string;
  /** The construct's own id. */
  readonly constructId: string;
  readonly name: string;
  readonly region: string;
  /** The layer of the topology; absent for a stack that the library did not create. */
  readonly layer?: string;
  /** Ids of the stacks that are deployed before this one, direct dependencies only. */
  readonly dependencies: readonly string[];
  readonly resources: readonly ResourceRecord[];
}

export interface ResourceRecord {
  readonly logicalId: string;
  readonly type: string;
  /** Construct ids from below the stack down to the resource. */
  readonly path: readonly string[];
  readonly tags: { readonly [key: string]: string };
  /** As in the template: intrinsic functions are not resolved. */
  readonly properties: { readonly [name: string]: unknown };
}

const METADATA_TYPE = 'AWS::CDK::Metadata';

/** Reads an app after `app.synth()`. */
export function readApp(app: App): AppTree {
  const constructs = app.node.findAll();
  const topologies = constructs.filter((construct): construct is DrTopology => construct instanceof DrTopology);
  return {
    applications: topologies.map(topology => topology.applicationName),
    primary: topologies[0]?.primary.name,
    secondary: topologies[0]?.secondary.name,
    stacks: constructs.filter((construct): construct is Stack => Stack.isStack(construct)).map(recordOf),
  };
}

function recordOf(stack: Stack): StackRecord {
  const template = templateOf(stack);
  return {
    id: stack.node.path,
    constructId: stack.node.id,
    name: stack.stackName,
    region: stack.region,
    layer: layerOf(stack),
    dependencies: stack.dependencies.map(dependency => dependency.node.path),
    resources: resourcesOf(stack).map(resource => {
      const logicalId: string = stack.resolve(resource.logicalId);
      const { Type, Properties } = template[logicalId];
      return { logicalId, type: Type, path: pathBelow(stack, resource), tags: tagsOf(resource, Properties), properties: Properties ?? {} };
    }),
  };
}

function templateOf(stack: Stack): { [logicalId: string]: { Type: string; Properties?: { [name: string]: unknown } } } {
  const file = path.join(Stage.of(stack)!.outdir, stack.templateFile);
  return JSON.parse(fs.readFileSync(file, 'utf8')).Resources ?? {};
}

/** What CDK counts about itself is no resource of the app. */
function resourcesOf(stack: Stack): CfnResource[] {
  return stack.node.findAll().filter((construct): construct is CfnResource => CfnResource.isCfnResource(construct)
    && construct.stack === stack && construct.cfnResourceType !== METADATA_TYPE);
}

function layerOf(stack: Stack): string | undefined {
  const suffix = `-${stack.region}`;
  const created = stack.node.scope instanceof DrTopology && stack.node.id.endsWith(suffix);
  return created ? stack.node.id.slice(0, -suffix.length) : undefined;
}

function pathBelow(stack: Stack, construct: IConstruct): string[] {
  return construct.node.scopes.slice(stack.node.scopes.length).map(scope => scope.node.id);
}

function tagsOf(resource: CfnResource, properties: { [name: string]: unknown } = {}): { [key: string]: string } {
  return TagManager.of(resource)?.tagValues() ?? replicaTags(properties);
}

/** A global table has no tags but its replicas'. */
function replicaTags({ Replicas }: { [name: string]: unknown }): { [key: string]: string } {
  const [replica] = (Array.isArray(Replicas) ? Replicas : []) as { Tags?: { Key: string; Value: string }[] }[];
  return Object.fromEntries((replica?.Tags ?? []).map(({ Key, Value }) => [Key, Value]));
}
