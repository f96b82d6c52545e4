import type { Piece } from './pieces';
import { itemsOf, literalOf, valueAt } from './template-values';
import type { ResourceRecord, StackRecord } from '../app-tree';

/** The two lines of text of a node. */
export interface NodeLabel {
  readonly title: string;
  readonly caption: string;
}

/** Ids that CDK and the library give to what is inside a construct, and that tell a reader nothing. */
const INNER_IDS = ['Resource', 'Default', 'handler'];
/** In the name of a machine that the library makes: what its runs are. */
const RUN = /-recovery-(failover|switchover|failback|drill)-/;

export function labelOf(piece: Piece): NodeLabel {
  const [resource] = piece.resources;
  const { stack } = piece;
  switch (piece.kind) {
    case 'failover-record': return { title: String(resource.properties.Failover), caption: dnsNameOf(piece) };
    case 'record': return { title: dnsNameOf(piece), caption: `this Region's own name, ${listed(piece.resources.map(record => String(record.properties.Type)))}` };
    case 'health-check': return { title: amount(piece), caption: checkTypes(piece.resources) };
    case 'endpoint': return { title: piece.entry.singular, caption: endpointCaption(piece) };
    case 'latch': return { title: 'Latch', caption: `closed: ${piece.region} answers` };
    case 'state-table': return { title: 'State table', caption: 'of this Region alone' };
    case 'database': return { title: `${engineFamily(resource)} ${nameOf(resource)}`, caption: clusterCaption(stack, resource) };
    case 'table': return { title: `Table ${nameOf(resource)}`, caption: tableCaption(piece) };
    case 'network': return { title: 'VPC', caption: networkCaption(stack, resource) };
    case 'bucket': return { title: `Bucket ${nameOf(resource)}`, caption: bucketCaption(resource) };
    case 'secret': return { title: amount(piece), caption: listed(piece.resources.flatMap(secretWords)) };
    case 'plan': return planLabel(piece);
    case 'vault': return { title: piece.entry.singular, caption: nameOf(resource) };
    default: return { title: amount(piece), caption: listed(piece.resources.map(localName)) };
  }
}

/** Names a store as the team did: the library prefixes the place of a construct with its role. */
export function nameOf({ path: [id], tags }: ResourceRecord): string {
  const prefix = `${tags['dr-role']}-`;
  return id.startsWith(prefix) ? id.slice(prefix.length) : id;
}

/** A record's name as people write it. */
export function dnsNameOf(piece: Piece): string {
  const [resource] = piece.resources;
  return (literalOf(resource.properties.Name, piece.stack) ?? nameOf(resource)).replace(/\.$/, '').toLowerCase();
}

function amount({ resources, entry }: Piece): string {
  return resources.length === 1 ? capitalised(entry.singular) : `${resources.length} ${entry.plural}`;
}

/** The innermost id that says something, without the word that the title says already. */
function localName(resource: ResourceRecord): string {
  const ids = resource.path.filter(id => !INNER_IDS.includes(id));
  // What stands behind a point only tells several of one store apart.
  return (ids[ids.length - 1] ?? resource.logicalId).replace(/[-_]?(key|alarm|function|topic|dashboard)$/i, '').split('.')[0] || nameOf(resource);
}

function planLabel({ entry, region, stack, resources: [machine] }: Piece): NodeLabel {
  const [, run] = RUN.exec(literalOf(machine.properties.StateMachineName, stack) ?? '') ?? [];
  if (run === undefined) {
    return { title: entry.singular, caption: nameOf(machine) };
  }
  return { title: `${capitalised(run)} plan`, caption: run === 'drill' ? 'checks, and moves nothing unasked' : `makes ${region} active` };
}

function listed(words: readonly string[]): string {
  return [...new Set(words)].join(', ');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function checkTypes(checks: readonly ResourceRecord[]): string {
  const words: { [type: string]: string } = { CALCULATED: 'calculated', CLOUDWATCH_METRIC: 'latch' };
  const counts = new Map<string, number>();
  for (const check of checks) {
    const word = words[String(valueAt(check.properties, 'HealthCheckConfig', 'Type'))] ?? 'endpoint';
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, number]) => `${number} ${word}`).join(', ');
}

function endpointCaption({ entry, resources: [endpoint] }: Piece): string {
  const id = nameOf(endpoint);
  const { Scheme } = endpoint.properties;
  return listed([
    ...(id.toLowerCase() === entry.singular.toLowerCase().replace(/ /g, '') ? [] : [id]),
    ...(typeof Scheme === 'string' ? [Scheme] : []),
  ]);
}

function secretWords(secret: ResourceRecord): string[] {
  return [nameOf(secret), ...(itemsOf(secret.properties.ReplicaRegions).length > 0 ? ['replicated'] : [])];
}

function engineFamily(cluster: ResourceRecord): string {
  return String(cluster.properties.Engine ?? 'aurora').startsWith('aurora') ? 'Aurora' : 'Database';
}

function clusterCaption(stack: StackRecord, cluster: ResourceRecord): string {
  const instances = stack.resources.filter(({ type, properties }) => type === 'AWS::RDS::DBInstance'
    && valueAt(properties, 'DBClusterIdentifier', 'Ref') === cluster.logicalId).length;
  const engine = String(cluster.properties.Engine ?? '');
  const product = engine.includes('postgres') ? 'PostgreSQL' : engine.includes('mysql') ? 'MySQL' : engine;
  const version = literalOf(cluster.properties.EngineVersion, stack)?.match(/^\d+(\.\d+)?/)?.[0] ?? '';
  return [`${product} ${version}`.trim(), plural(instances, 'instance')].filter(part => part !== '' && part !== '0 instances').join(', ');
}

function tableCaption({ region, stack, resources: [table] }: Piece): string {
  const replicas = itemsOf(table.properties.Replicas).length;
  if (replicas < 2) {
    return 'one Region';
  }
  return `global table${region === stack.region ? `, ${replicas} replicas` : ', replica'}`;
}

function networkCaption(stack: StackRecord, vpc: ResourceRecord): string {
  const subnets = stack.resources.filter(({ type, properties }) => type === 'AWS::EC2::Subnet'
    && valueAt(properties, 'VpcId', 'Ref') === vpc.logicalId);
  const zones = new Set(subnets.map(subnet => JSON.stringify(subnet.properties.AvailabilityZone))).size;
  return [literalOf(vpc.properties.CidrBlock, stack), ...(subnets.length > 0 ? [plural(zones, 'zone')] : [])].filter(Boolean).join(', ');
}

function bucketCaption({ properties }: ResourceRecord): string {
  return listed([
    ...(valueAt(properties, 'VersioningConfiguration', 'Status') === 'Enabled' ? ['versioned'] : []),
    ...(properties.BucketEncryption === undefined ? [] : ['encrypted']),
  ]);
}
