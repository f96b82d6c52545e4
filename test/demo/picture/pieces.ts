import { CATALOGUE } from './catalogue';
import type { CatalogueEntry } from './catalogue';
import type { NodeKind } from './model';
import { itemsOf, literalOf, refersTo, valueAt } from './template-values';
import type { AppTree, ResourceRecord, StackRecord } from '../app-tree';

/** What becomes one node: a resource, a Region's share of one, or all of a stack's resources of a kind. */
export interface Piece {
  readonly id: string;
  readonly kind: NodeKind;
  readonly entry: CatalogueEntry;
  readonly stack: StackRecord;
  /** Where it is drawn. Differs from the stack's Region for a replica of a table. */
  readonly region: string;
  readonly resources: readonly ResourceRecord[];
}

/** A latch is an alarm that a health check follows. */
export interface Latch {
  readonly region: string;
  readonly alarmName: string;
}

/** Functions that only serve the deployment: provider frameworks, and the singletons that CDK adds. */
const DEPLOYMENT_HELPER = /^(framework-|Custom::|LogRetention|AWS[0-9a-f]{8,})/;
const DNS_TYPES = ['A', 'AAAA', 'CNAME'];

/** Everything in an app that is drawn as a node. */
export function piecesOf(tree: AppTree): Piece[] {
  const latches = latchesIn(tree);
  const pools = new Map<string, Piece>();
  for (const piece of tree.stacks.flatMap(stack => stack.resources.flatMap(resource => piecesOfResource(stack, resource, latches)))) {
    const pool = pools.get(piece.id);
    pools.set(piece.id, pool ? { ...pool, resources: [...pool.resources, ...piece.resources] } : piece);
  }
  return [...pools.values()];
}

/** The alarms that health checks follow. */
export function latchesIn(tree: AppTree): Latch[] {
  return tree.stacks.flatMap(stack => stack.resources.flatMap(resource => {
    const latch = latchOf(stack, resource);
    return latch ? [latch] : [];
  }));
}

/** The alarm that a health check follows, if it follows one. */
export function latchOf(stack: StackRecord, resource: ResourceRecord): Latch | undefined {
  const alarm = valueAt(resource.properties, 'HealthCheckConfig', 'AlarmIdentifier');
  const alarmName = literalOf(valueAt(alarm, 'Name'), stack);
  const region = literalOf(valueAt(alarm, 'Region'), stack);
  return alarmName !== undefined && region !== undefined ? { region, alarmName } : undefined;
}

function piecesOfResource(stack: StackRecord, resource: ResourceRecord, latches: readonly Latch[]): Piece[] {
  const entry = CATALOGUE[resource.type];
  if (entry === undefined || isLeftOut(stack, resource)) {
    return [];
  }
  const kind = kindOf(stack, resource, entry, latches);
  const piece = { id: `${stack.id}/${poolOf(stack, resource, entry, kind)}`, kind, entry, stack, region: stack.region, resources: [resource] };
  const replicas = replicaRegions(stack, resource);
  return [piece, ...replicas.map(region => ({ ...piece, id: `${piece.id}@${region}`, region }))];
}

function isLeftOut(stack: StackRecord, resource: ResourceRecord): boolean {
  switch (resource.type) {
    case 'AWS::Lambda::Function': return resource.path.some(id => DEPLOYMENT_HELPER.test(id));
    case 'AWS::Route53::RecordSet': return !DNS_TYPES.includes(String(resource.properties.Type));
    case 'AWS::S3::Bucket': return holdsAccessLogs(stack, resource);
    default: return false;
  }
}

/** Buckets of access logs are no stores of the application. */
function holdsAccessLogs(stack: StackRecord, bucket: ResourceRecord): boolean {
  const name = literalOf(bucket.properties.BucketName, stack);
  return stack.resources.flatMap(logDestinations).some(destination =>
    refersTo(destination, bucket.logicalId) || (name !== undefined && literalOf(destination, stack) === name));
}

function logDestinations({ properties }: ResourceRecord): unknown[] {
  return [
    valueAt(properties, 'LoggingConfiguration', 'DestinationBucketName'),
    ...itemsOf(properties.LoadBalancerAttributes)
      .filter(attribute => valueAt(attribute, 'Key') === 'access_logs.s3.bucket')
      .map(attribute => valueAt(attribute, 'Value')),
  ];
}

function kindOf(stack: StackRecord, resource: ResourceRecord, entry: CatalogueEntry, latches: readonly Latch[]): NodeKind {
  const alarmName = literalOf(resource.properties.AlarmName, stack);
  if (entry.kind === 'alarm' && latches.some(latch => latch.region === stack.region && latch.alarmName === alarmName)) {
    return 'latch';
  }
  if (entry.kind === 'record' && resource.properties.Failover !== undefined) {
    return 'failover-record';
  }
  return entry.kind === 'table' && resource.tags['dr-role'] === 'recovery' ? 'state-table' : entry.kind;
}

/** Pieces of one stack with the same pool are one node. */
function poolOf(stack: StackRecord, resource: ResourceRecord, entry: CatalogueEntry, kind: NodeKind): string {
  const { Failover, Name } = resource.properties;
  switch (kind) {
    case 'latch': return resource.logicalId;
    // A name has a record per address family.
    case 'record':
    case 'failover-record': return [kind, Failover, literalOf(Name, stack) ?? resource.logicalId].join('/');
    default: return entry.pooled ? kind : resource.logicalId;
  }
}

function replicaRegions(stack: StackRecord, resource: ResourceRecord): string[] {
  return itemsOf(resource.properties.Replicas)
    .map(replica => literalOf(valueAt(replica, 'Region'), stack))
    .filter((region): region is string => region !== undefined && region !== stack.region);
}
