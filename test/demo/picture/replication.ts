import type { LinkKind, PictureLink } from './model';
import type { Piece } from './pieces';
import { itemsOf, literalOf, refersTo, valueAt } from './template-values';
import type { AppTree, ResourceRecord, StackRecord } from '../app-tree';

/** What copies data from one Region to the other, and what joins their networks. */
export function replicationLinks(tree: AppTree, pieces: readonly Piece[]): PictureLink[] {
  return merged([
    ...databaseLinks(tree, pieces),
    ...tableLinks(pieces),
    ...bucketLinks(tree, pieces),
    ...backupLinks(tree, pieces),
    ...peeringLinks(tree, pieces),
  ]);
}

function link(from: Piece, to: Piece, kind: LinkKind, label: string, bothWays = false): PictureLink {
  return { from: from.id, to: to.id, kind, label, bothWays };
}

/** Who writes is run-time state; the arrow shows the design: from the home Region to the other. */
function databaseLinks(tree: AppTree, pieces: readonly Piece[]): PictureLink[] {
  const members = new Map<string, Piece[]>();
  for (const piece of pieces.filter(({ kind }) => kind === 'database')) {
    const globalCluster = globalClusterOf(piece);
    if (globalCluster !== undefined) {
      members.set(globalCluster, [...members.get(globalCluster) ?? [], piece]);
    }
  }
  return [...members.values()].flatMap(clusters => {
    const home = clusters.find(({ region }) => region === tree.primary) ?? clusters[0];
    return clusters.filter(cluster => cluster !== home).map(cluster => link(home, cluster, 'replication', 'Aurora storage replication'));
  });
}

/** The identifier of the global database that a cluster belongs to. An adopted cluster does not name it: its global cluster names the cluster. */
function globalClusterOf({ stack, resources: [cluster] }: Piece): string | undefined {
  const { GlobalClusterIdentifier } = cluster.properties;
  const owner = stack.resources.find(({ type, logicalId, properties }) => type === 'AWS::RDS::GlobalCluster'
    && (refersTo(GlobalClusterIdentifier, logicalId) || refersTo(properties.SourceDBClusterIdentifier, cluster.logicalId)));
  return literalOf(owner ? owner.properties.GlobalClusterIdentifier : GlobalClusterIdentifier, stack);
}

function tableLinks(pieces: readonly Piece[]): PictureLink[] {
  const replicas = pieces.filter(({ kind, region, stack }) => kind === 'table' && region !== stack.region);
  return replicas.map(replica => {
    const table = pieces.find(({ id }) => id === replica.id.slice(0, replica.id.lastIndexOf('@')))!;
    return link(table, replica, 'replication', 'DynamoDB global table', true);
  });
}

function bucketLinks(tree: AppTree, pieces: readonly Piece[]): PictureLink[] {
  const buckets = pieces.filter(({ kind }) => kind === 'bucket').map(piece => ({
    piece,
    name: literalOf(piece.resources[0].properties.BucketName, piece.stack),
  }));
  const byRule = buckets.flatMap(({ piece }) => itemsOf(valueAt(piece.resources[0].properties, 'ReplicationConfiguration', 'Rules'))
    .map(rule => literalOf(valueAt(rule, 'Destination', 'Bucket'), piece.stack)?.split(':').pop())
    .flatMap(destination => buckets.filter(({ name }) => name !== undefined && name === destination))
    .map(destination => link(piece, destination.piece, 'replication', 'S3 replication')));
  // The rule of one direction is put by a custom resource of the source's Region, because each rule needs the other bucket first.
  const byProvider = byRule.filter(forward => {
    const [source, destination] = [forward.to, forward.from].map(id => buckets.find(({ piece }) => piece.id === id)!);
    return tree.stacks.filter(({ region }) => region === source.piece.region).some(stack => stack.resources
      .some(resource => putsRule(resource, source.name!, destination.name)));
  });
  return [...byRule, ...byProvider.map(({ from, to, ...rest }) => ({ ...rest, from: to, to: from }))];
}

function putsRule({ type, properties }: ResourceRecord, source: string, destination: string | undefined): boolean {
  const text = JSON.stringify(properties);
  return !type.startsWith('AWS::') && text.includes(source) && destination !== undefined && text.includes(destination);
}

function backupLinks(tree: AppTree, pieces: readonly Piece[]): PictureLink[] {
  const vaults = pieces.filter(({ kind }) => kind === 'vault');
  return resourcesOfType(tree, 'AWS::Backup::BackupPlan').flatMap(({ stack, resource }) =>
    itemsOf(valueAt(resource.properties, 'BackupPlan', 'BackupPlanRule')).flatMap(rule => {
      const source = vaults.find(vault => vault.region === stack.region && isVault(vault, valueAt(rule, 'TargetBackupVault'), stack));
      const copies = itemsOf(valueAt(rule, 'CopyActions')).map(action => literalOf(valueAt(action, 'DestinationBackupVaultArn'), stack));
      const targets = vaults.filter(vault => copies.some(arn => arn?.endsWith(`:backup-vault:${vaultName(vault)}`) && arn.includes(`:${vault.region}:`)));
      return source ? targets.map(target => link(source, target, 'backup', 'backup copies')) : [];
    }));
}

function isVault(vault: Piece, reference: unknown, place: StackRecord): boolean {
  return literalOf(reference, place) === vaultName(vault) || refersTo(reference, vault.resources[0].logicalId);
}

function vaultName({ stack, resources: [vault] }: Piece): string | undefined {
  return literalOf(vault.properties.BackupVaultName, stack);
}

function peeringLinks(tree: AppTree, pieces: readonly Piece[]): PictureLink[] {
  const networks = (region: string | undefined) => pieces.filter(piece => piece.kind === 'network' && piece.region === region);
  return resourcesOfType(tree, 'AWS::EC2::VPCPeeringConnection').flatMap(({ stack, resource: { properties } }) => {
    const own = referredTo(networks(stack.region), properties.VpcId);
    const peer = referredTo(networks(literalOf(properties.PeerRegion, stack) ?? stack.region), properties.PeerVpcId);
    return own && peer && own !== peer ? [link(own, peer, 'peering', 'VPC peering', true)] : [];
  });
}

function referredTo(candidates: readonly Piece[], reference: unknown): Piece | undefined {
  return candidates.find(({ resources: [resource] }) => refersTo(reference, resource.logicalId)) ?? candidates[0];
}

function resourcesOfType(tree: AppTree, type: string): { stack: StackRecord; resource: ResourceRecord }[] {
  return tree.stacks.flatMap(stack => stack.resources.filter(resource => resource.type === type).map(resource => ({ stack, resource })));
}

/** One arrow per pair and kind, with two heads where both directions exist. */
function merged(links: readonly PictureLink[]): PictureLink[] {
  const found = new Map<string, PictureLink>();
  for (const next of links) {
    const key = [...[next.from, next.to].sort(), next.kind].join('\n');
    const other = found.get(key);
    found.set(key, other ? { ...other, bothWays: other.bothWays || next.bothWays || other.from !== next.from } : next);
  }
  return [...found.values()];
}
