import type { Network } from './network';
import { ServiceError } from './service-error';
import { RDS_FIGURES } from '../behaviours/rds';
import type { Prng } from '../clock/prng';
import type { VirtualClock } from '../clock/virtual-clock';
import type { History } from '../history/history';

/** A cluster of a global database. */
export interface Member {
  readonly arn: string;
  readonly region: string;
  readonly identifier: string;
  /** The statuses of its instances: a cluster without any cannot be promoted. */
  instances: string[];
  /** Whether it takes writes: the writer does, and an old one that could not be told to stop. */
  acceptsWrites: boolean;
  synchronised: boolean;
  /** Acknowledged writes that may not be replicated yet. */
  log: { readonly at: number; readonly count: number }[];
}

/** What is kept of a volume. */
export interface Snapshot {
  readonly region: string;
  readonly identifier: string;
  /** The identifier of its cluster. */
  readonly cluster: string;
  readonly type: 'automated' | 'manual';
}

interface Promotion {
  readonly from: Member;
  readonly to: Member;
  readonly forced: boolean;
}

/** What a schedule says about the next promotions. */
export type PromotionPace = 'usual' | 'slow' | 'stuck';

/** What RDS says to the promotion of a cluster that is being backed up: which it is, nobody has shown. */
export type BackupKind = 'promotable' | 'in-the-way';

const CHECK_FOR_RETURN = 30_000;

/** One Aurora global database: who writes, what is replicated, what is under way. */
export class GlobalDatabase {
  public pace: PromotionPace = 'usual';
  /** Milliseconds that replication is behind. */
  public lag: number;
  /** Whether the cluster of a Region does not serve, though its Region does. */
  public readonly down = new Set<string>();
  /** The Regions whose clusters are being backed up. */
  public readonly backups = new Map<string, BackupKind>();
  public promotion: Promotion | undefined;
  public readonly snapshots: Snapshot[] = [];
  private replicatedUntil: number;

  constructor(
    public readonly identifier: string,
    public readonly members: readonly Member[],
    public writer: Member,
    private readonly clock: VirtualClock,
    private readonly network: Network,
    private readonly prng: Prng,
    private readonly history: History,
  ) {
    this.lag = prng.between(...RDS_FIGURES.lagMilliseconds.range);
    this.replicatedUntil = clock.now();
  }

  /** Up to when all writes of the writer are at the other member. To be called before anything changes that replication rests on. */
  public replicated(): number {
    if (this.isLinked()) {
      this.replicatedUntil = Math.max(this.replicatedUntil, this.clock.now() - this.lag);
      const { log } = this.writer;
      const kept = log.findIndex(({ at }) => at > this.replicatedUntil);
      log.splice(0, kept === -1 ? log.length : kept);
    }
    return this.replicatedUntil;
  }

  /** Milliseconds, as the standby sees it; nothing where the writer cannot be asked. */
  public visibleLag(): number | undefined {
    return this.isLinked() ? this.clock.now() - this.replicated() : undefined;
  }

  /** A write of an application: at its own cluster, or over there by the writer endpoint. */
  public write(fromRegion: string, count: number): 'acknowledged' | 'refused' {
    const serves = (member: Member) => member.acceptsWrites && !this.down.has(member.region) && this.network.answers(fromRegion, member.region);
    const member = this.members.find(each => each.region === fromRegion && serves(each)) ?? this.members.find(serves);
    member?.log.push({ at: this.clock.now(), count });
    if (member !== undefined && member.log.length > 200) {
      this.replicated();
    }
    return member === undefined ? 'refused' : 'acknowledged';
  }

  public promote(to: Member, forced: boolean, by: string): void {
    const refusal = this.refusal(to, forced);
    if (refusal === undefined && this.promotion !== undefined) {
      this.end(this.promotion);
    }
    this.history.add({ kind: refusal === undefined ? 'promotion-accepted' : 'promotion-refused', database: this.identifier, target: to.region, forced, by });
    if (refusal !== undefined) {
      throw refusal;
    }
    const promotion = { from: this.writer, to, forced };
    this.promotion = promotion;
    if (this.pace === 'stuck') {
      return;
    }
    const milliseconds = 1000 * this.duration(forced);
    const moves = milliseconds * this.prng.between(...RDS_FIGURES.writerMovesShare.range);
    this.clock.after(moves, () => this.move(promotion));
    this.clock.after(milliseconds, () => this.end(promotion));
  }

  private refusal(to: Member, forced: boolean): ServiceError | undefined {
    if ((this.promotion !== undefined && !this.overtakes(to, forced)) || to === this.writer) {
      return new ServiceError('InvalidGlobalClusterStateFault', this.promotion ? 'an operation is under way' : 'the target is the writer');
    }
    if (to.instances.length === 0) {
      return new ServiceError('InvalidDBClusterStateFault', 'the target has no instance');
    }
    if (this.backups.get(to.region) === 'in-the-way') {
      return new ServiceError('InvalidDBClusterStateFault', 'the target is being backed up');
    }
    return !forced && !(to.synchronised && this.isLinked()) ? new ServiceError('InvalidGlobalClusterStateFault', 'the members are not synchronised') : undefined;
  }

  private overtakes(to: Member, forced: boolean): boolean {
    return forced && this.promotion?.forced === false && this.promotion.to === to && !this.isLinked();
  }

  private duration(forced: boolean): number {
    const { promotionSeconds, slowPromotionSeconds, slowPromotionShare, switchoverSeconds } = RDS_FIGURES;
    const slow = this.pace === 'slow' || this.prng.chance(slowPromotionShare.range[0]);
    return this.prng.between(...(!forced ? switchoverSeconds : slow ? slowPromotionSeconds : promotionSeconds).range);
  }

  private move(promotion: Promotion): void {
    const { from, to, forced } = promotion;
    if (promotion !== this.promotion || (!forced && !this.isLinked())) {
      return;
    }
    const until = this.replicated();
    if (forced) {
      this.lose(from, until);
    } else {
      from.log = [];
    }
    const told = this.network.answers(to.region, from.region);
    from.acceptsWrites = forced && !told;
    from.synchronised = !forced;
    to.acceptsWrites = true;
    to.synchronised = true;
    this.writer = to;
    this.replicatedUntil = this.clock.now();
    this.history.add({ kind: 'writer-moved', database: this.identifier, from: from.region, to: to.region, forced });
    if (forced) {
      this.rejoinWhenBack(from);
    }
  }

  private end(promotion: Promotion): void {
    if (promotion !== this.promotion) {
      return;
    }
    this.promotion = undefined;
    this.history.add({ kind: 'promotion-ended', database: this.identifier, target: promotion.to.region, moved: this.writer === promotion.to });
  }

  private lose(from: Member, until: number): void {
    const lost = from.log.filter(({ at }) => at > until);
    const count = lost.reduce((sum, each) => sum + each.count, 0);
    from.log = [];
    if (count > 0) {
      this.history.add({ kind: 'writes-lost', database: this.identifier, from: lost[0].at, until: lost[lost.length - 1].at, count, forced: true });
    }
  }

  /** What the old writer took meanwhile is lost as well: its volume is made anew. */
  private rejoinWhenBack(old: Member): void {
    const cancel = this.clock.every(CHECK_FOR_RETURN, () => {
      // Promoted again before anybody told it that it was left: there is nothing to join.
      if (old === this.writer) {
        cancel();
      } else if (this.network.answers(this.writer.region, old.region)) {
        cancel();
        this.lose(old, 0);
        old.acceptsWrites = false;
        this.keepVolume(old);
        this.clock.after(1000 * this.prng.between(...RDS_FIGURES.rejoinSeconds.range), () => { old.synchronised = true; });
      }
    });
  }

  /** Before its volume is made anew. */
  private keepVolume({ region, identifier }: Member): void {
    const time = new Date(this.clock.now()).toISOString().slice(0, 16).replace(/[T:]/g, '-');
    this.snapshots.push({ region, cluster: identifier, identifier: `rds:unplanned-global-failover-${identifier}-${time}`, type: 'automated' });
  }

  /** Replication flows: both Regions work, and the standby gets what the writer sends. */
  /** A writer that does not work sends nothing. */
  private isLinked(): boolean {
    const { region } = this.writer;
    const sends = this.network.works(region) && !this.down.has(region);
    return sends && this.members.every(member => member.region === region || this.network.reaches(region, member.region));
  }
}
