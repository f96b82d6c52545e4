import { KIND_ORDER } from './catalogue';
import type { PromotionStep } from './failover';
import { failoverPath } from './failover';
import { labelOf } from './labels';
import type { NodeKind, PictureGroup, PictureModel, PictureNode, PictureRegion } from './model';
import type { Piece } from './pieces';
import { piecesOf } from './pieces';
import { replicationLinks } from './replication';
import type { Slots } from './slots';
import { slotsOf } from './slots';
import type { AppTree, StackRecord } from '../app-tree';

/** Kinds that belong to no Region of the pair, whichever stack holds them: Route 53 has one home for all Regions. */
const SHARED_KINDS: readonly NodeKind[] = ['failover-record', 'health-check'];
/** Kinds that tie their stack to its Region. */
const REGIONAL_KINDS: readonly NodeKind[] = ['record', 'endpoint', 'latch', 'database', 'table', 'network', 'bucket', 'state-table'];

/** What of an app is drawn. `promotion` are the steps by which a plan makes the stores writable in the standby Region. */
export function buildPicture(tree: AppTree, promotion: readonly PromotionStep[] = []): PictureModel {
  const pieces = piecesOf(tree);
  const pair = pairOf(tree, pieces);
  const names = [pair.primary, pair.secondary].filter(name => name !== undefined);
  const isShared = (stack: StackRecord) => !names.includes(stack.region) || holdsOnlyShared(stack, pieces);
  const sides = names.map(name => tree.stacks.filter(stack => stack.region === name && stack.resources.length > 0 && !isShared(stack)));
  const slots = slotsOf(sides);
  const regional = pieces.filter(piece => slots.has(piece.stack) && !SHARED_KINDS.includes(piece.kind));
  const path = failoverPath(pieces, pair, promotion);
  const regions = names.map((name, index): PictureRegion => ({
    name,
    role: index === 0 ? 'home' : 'standby',
    groups: groupsOf(sides[index], name, regional.filter(piece => piece.region === name), slots),
  }));
  const shared = [...sharedRegions(tree, pieces, isShared), ...thirdRegions(regional.filter(({ region }) => !names.includes(region)))];
  return {
    title: [...new Set(tree.applications)].join(', ') || names.join(' and '),
    subtitle: subtitleOf({ ...tree, ...pair }),
    regions,
    shared,
    links: [...path.links, ...replicationLinks({ ...tree, ...pair }, pieces)],
    path: path.steps,
  };
}

/** The topology's pair; without a topology the first two Regions that hold anything regional. */
function pairOf(tree: AppTree, pieces: readonly Piece[]): { primary?: string; secondary?: string } {
  if (tree.primary !== undefined) {
    return { primary: tree.primary, secondary: tree.secondary };
  }
  const [primary, secondary] = new Set(pieces.filter(({ kind }) => REGIONAL_KINDS.includes(kind)).map(({ region }) => region));
  return { primary, secondary };
}

function holdsOnlyShared(stack: StackRecord, pieces: readonly Piece[]): boolean {
  const own = pieces.filter(piece => piece.stack === stack);
  return own.some(({ kind }) => SHARED_KINDS.includes(kind)) && !own.some(({ kind }) => REGIONAL_KINDS.includes(kind));
}

function groupsOf(stacks: readonly StackRecord[], region: string, pieces: readonly Piece[], slots: Slots): PictureGroup[] {
  const homeOf = (piece: Piece) => stacks.find(stack => slots.get(stack) === slots.get(piece.stack));
  const groups = stacks.map(stack => groupOf(stack, slots.get(stack)!, pieces.filter(piece => homeOf(piece) === stack)));
  // A replica is created from the other Region: in this one no stack may be its counterpart.
  const homeless = pieces.filter(piece => homeOf(piece) === undefined);
  const origins = [...new Set(homeless.map(piece => piece.stack))];
  return [...groups, ...origins.map(stack => ({
    ...groupOf({ ...stack, region }, slots.get(stack)!, homeless.filter(piece => piece.stack === stack)),
    caption: `created from ${stack.region}`,
  }))];
}

function groupOf(stack: StackRecord, slot: string, pieces: readonly Piece[]): PictureGroup {
  return {
    slot,
    title: stack.layer ?? withoutRegion(stack.constructId, stack.region),
    caption: pieces.length === 0 ? contentsOf(stack) : amount(stack.resources.length, 'resource'),
    stack: stack.name,
    nodes: nodesOf(pieces),
  };
}

/** Where nothing of a stack is drawn, it is named. */
function contentsOf(stack: StackRecord): string {
  const words = stack.resources.map(({ type }) => inWords(type.split('::').pop()!));
  return [...new Set(words)].map(word => amount(words.filter(other => other === word).length, word)).join(', ');
}

/** `VPCPeeringConnection` as `VPC peering connection`. */
function inWords(type: string): string {
  return type.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(' ').map(word => /^[A-Z0-9]+$/.test(word) ? word : word.toLowerCase()).join(' ');
}

function withoutRegion(id: string, region: string): string {
  return id.split(region).join('').replace(/^[-_.]+|[-_.]+$/g, '') || id;
}

function nodesOf(pieces: readonly Piece[]): PictureNode[] {
  return [...pieces]
    .sort((a, b) => KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind))
    .map(piece => ({ id: piece.id, kind: piece.kind, ...labelOf(piece) }));
}

function sharedRegions(tree: AppTree, pieces: readonly Piece[], isShared: (stack: StackRecord) => boolean): PictureRegion[] {
  const shared = pieces.filter(({ stack, kind, region }) => isShared(stack) ? region === stack.region : SHARED_KINDS.includes(kind));
  const stacks = tree.stacks.filter(stack => isShared(stack) || shared.some(piece => piece.stack === stack));
  return [...new Set(stacks.map(({ region }) => region))].map(name => ({
    name,
    role: 'global',
    groups: stacks.filter(({ region }) => region === name)
      .map(stack => groupOf(stack, stack.id, shared.filter(piece => piece.stack === stack))),
  }));
}

/** Regions outside the pair that hold replicas. */
function thirdRegions(replicas: readonly Piece[]): PictureRegion[] {
  return [...new Set(replicas.map(({ region }) => region))].map(name => ({
    name,
    role: 'replica',
    groups: [{ slot: 'replicas', title: 'replicas', caption: '', stack: '', nodes: nodesOf(replicas.filter(({ region }) => region === name)) }],
  }));
}

function subtitleOf({ stacks, primary, secondary }: AppTree): string {
  const filled = stacks.filter(({ resources }) => resources.length > 0);
  const regions = [...new Set([primary, secondary, ...filled.map(({ region }) => region)])]
    .filter(region => filled.some(stack => stack.region === region));
  const places = [regions.slice(0, -1).join(', '), ...regions.slice(-1)].filter(part => part !== '').join(' and ');
  const resources = filled.reduce((sum, stack) => sum + stack.resources.length, 0);
  return [`${amount(filled.length, 'stack')} and ${amount(resources, 'resource')}`, ...(places === '' ? [] : [`in ${places}`])].join(' ');
}

function amount(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
