import { dnsNameOf, labelOf } from './labels';
import type { PathStep, PictureLink } from './model';
import { USERS } from './model';
import type { Piece } from './pieces';
import { latchOf } from './pieces';
import { literalOf, refersTo, valueAt } from './template-values';

/** A step by which a recovery plan makes a store writable. */
export interface PromotionStep {
  readonly description: string;
  /** What the step is called with, for example the ARN of a cluster: finds the store that is promoted. */
  readonly parameters: { readonly [name: string]: string };
  /** How long the step may take, in words. */
  readonly timeout: string;
}

export interface FailoverPath {
  readonly links: readonly PictureLink[];
  readonly steps: readonly PathStep[];
}

interface Pair {
  readonly primary?: string;
  readonly secondary?: string;
}

/** How clients reach a Region, and what moves them to the other one. */
export function failoverPath(pieces: readonly Piece[], pair: Pair, promotion: readonly PromotionStep[]): FailoverPath {
  const ofKind = (kind: Piece['kind']) => pieces.filter(piece => piece.kind === kind);
  const records = ofKind('failover-record');
  const primary = records.find(record => failoverOf(record) === 'PRIMARY');
  const secondary = records.find(record => failoverOf(record) === 'SECONDARY');
  if (primary === undefined || secondary === undefined || pair.primary === undefined || pair.secondary === undefined) {
    return { links: [], steps: [] };
  }
  const decision = decisionStep(pieces, pair);
  const domain = dnsNameOf(primary);
  const steps: PathStep[] = [
    decision,
    { title: 'SECONDARY answers', detail: `${domain} leads to ${pair.secondary}; no record is changed` },
    ...promotionSteps(ofKind('database'), pair, promotion),
  ];
  const answer = steps.indexOf(decision) + 2;
  return {
    steps,
    links: [
      { from: USERS, to: primary.id, kind: 'traffic', label: domain, bothWays: false },
      ...wayInto(primary, pieces, pair.primary).map(way => ({ ...way, kind: 'traffic' as const })),
      ...wayInto(secondary, pieces, pair.secondary).map((way, index) => ({
        ...way, kind: 'failover' as const, ...(index === 0 ? { step: answer } : {}),
      })),
      ...latchLinks(pieces, pair),
    ],
  };
}

function failoverOf({ resources: [record] }: Piece): unknown {
  return record.properties.Failover;
}

/** From a failover record to the Region's own record, and on to the endpoint behind it. */
function wayInto(record: Piece, pieces: readonly Piece[], region: string | undefined): Omit<PictureLink, 'kind'>[] {
  const inRegion = pieces.filter(piece => piece.region === region);
  const stops: Piece[] = [record];
  for (const kind of ['record', 'endpoint'] as const) {
    const candidates = inRegion.filter(piece => piece.kind === kind && !stops.includes(piece));
    const next = candidates.find(candidate => leadsTo(stops[stops.length - 1], candidate)) ?? (candidates.length === 1 ? candidates[0] : undefined);
    stops.push(...(next ? [next] : []));
  }
  return stops.slice(1).map((to, index) => ({ from: stops[index].id, to: to.id, label: '', bothWays: false }));
}

function leadsTo({ stack, resources: [record] }: Piece, target: Piece): boolean {
  const { AliasTarget, ResourceRecords } = record.properties;
  const name = literalOf(valueAt(AliasTarget, 'DNSName') ?? (ResourceRecords as unknown[] | undefined)?.[0], stack);
  if (name !== undefined) {
    return name.replace(/\.$/, '').toLowerCase() === dnsNameOf(target);
  }
  return refersTo([AliasTarget, ResourceRecords], target.resources[0].logicalId);
}

/** Latches that the health checks follow. That of the standby Region begins the failover. */
function latchLinks(pieces: readonly Piece[], pair: Pair): PictureLink[] {
  return pieces.filter(({ kind }) => kind === 'latch').flatMap(latch => {
    const [alarm] = latch.resources;
    const alarmName = literalOf(alarm.properties.AlarmName, latch.stack);
    const followers = pieces.filter(({ kind, stack, resources }) => kind === 'health-check' && resources.some(check => {
      const followed = latchOf(stack, check);
      return followed?.alarmName === alarmName && followed?.region === latch.region;
    }));
    const begins = latch.region === pair.secondary;
    return followers.map(follower => ({
      from: latch.id,
      to: follower.id,
      label: '',
      bothWays: false,
      ...(begins ? { kind: 'failover' as const, step: 1 } : { kind: 'control' as const }),
    }));
  });
}

function decisionStep(pieces: readonly Piece[], { primary, secondary }: Pair): PathStep {
  return pieces.some(({ kind, region }) => kind === 'latch' && region === secondary)
    ? { title: 'The latch closes', detail: `an alarm in ${secondary}, which the health checks follow` }
    : { title: 'PRIMARY is unhealthy', detail: `its health check finds the endpoint of ${primary} dead` };
}

function promotionSteps(databases: readonly Piece[], { secondary }: Pair, promotion: readonly PromotionStep[]): PathStep[] {
  const standby = databases.filter(({ region }) => region === secondary);
  const becomesWriter = (database: Piece) => `${labelOf(database).title} becomes the writer in ${secondary}`;
  if (promotion.length === 0) {
    return standby.map(database => ({ title: 'Promotion', detail: becomesWriter(database), node: database.id }));
  }
  return promotion.map(({ description, parameters, timeout }) => {
    const database = standby.find(candidate => isNamed(candidate, Object.values(parameters)));
    return {
      title: 'Promotion',
      detail: `${database ? becomesWriter(database) : description}; limit ${timeout}`,
      node: database?.id,
    };
  });
}

function isNamed({ stack, resources: [cluster] }: Piece, values: readonly string[]): boolean {
  const name = literalOf(cluster.properties.DBClusterIdentifier, stack)?.toLowerCase();
  return name !== undefined && values.some(value => value.split(':').includes(name));
}
