import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { NamedError } from '../../../lambda/handlers/named-error';
import type { World } from '../../../lambda/handlers/world';
import { RunMode } from '../../plan/run-mode';
import type { KeeperSettings } from '../../state/keeper-settings';
import { renewLock } from '../../state/lock-writes';
import type { RegionView } from '../../state/region-view';
import { holdsLock } from '../../state/region-view';
import type { HeldRun } from '../../state/run-writes';
import type { RunBlock } from '../../state/state-changes';
import type { RunReference, StepFault } from '../requests';
import { isRefusal, RunError } from '../run-errors';
import { StateStore } from '../state-store';

/** The services that the keeper of runs calls in a Region. */
export interface KeeperClients {
  readonly dynamoDb: Pick<DynamoDBClient, 'send'>;
  readonly cloudWatch: Pick<CloudWatchClient, 'send'>;
  readonly sfn: Pick<SFNClient, 'send'>;
  readonly rds: Pick<RDSClient, 'send'>;
}

export type KeeperWorld = World<KeeperSettings, KeeperClients>;

/** Within a minute of its machine's end a lock need not be more exact than the margin that it has. */
const RENEWED_AFTER_IN_MILLISECONDS = 60_000;

/** What every order to the keeper works with. */
export class Keeper {
  /** Of the Region that takes over, in which the keeper is. */
  public readonly own: StateStore;
  public readonly peer: StateStore;
  public readonly now: number;

  constructor(public readonly world: KeeperWorld) {
    const { settings: { region, peer } } = world;
    this.own = this.store(region);
    this.peer = this.store(peer);
    this.now = world.now();
  }

  /**
   * The run that asks, by its lock, which then holds as long as its machine may run from now on.
   *
   * @param view what the Region knows, where it was just read and the lock is not needed for longer
   * @throws RunError `LockLost` when it does not hold the lock
   */
  public async held(run: RunReference, view?: RegionView): Promise<HeldRun & { readonly mode: RunMode }> {
    const seen = view ?? await this.own.view();
    if (!holdsLock(seen.lock, run)) {
      throw lockLost(run, seen);
    }
    const { startedAt, mode, drill, expiresAt } = seen.lock!;
    const { settings: { region, home } } = this.world;
    const held = { runId: run.runId, epoch: run.epoch, startedAt, mode: mode as RunMode, drill, region, home, now: this.now };
    if (view === undefined) {
      await this.renew(held, expiresAt);
    }
    return held;
  }

  /** What blocks automation after a run. A run of a drill blocks in its name, and not beside what blocks already. */
  public blockAfter({ runId, drill }: HeldRun): RunBlock {
    return { runId: drill ?? runId, until: this.now + this.world.settings.blockSeconds * 1000, unlessBlocked: drill !== undefined };
  }

  /** Until when automation begins no planned run after one in vain: longer where it failed than where its gates refused it. */
  public pauseAfter(failure: StepFault | undefined): number {
    const { pauseSeconds, blockSeconds } = this.world.settings;
    return this.now + (failure !== undefined && isRefusal(failure.error) ? pauseSeconds : blockSeconds) * 1000;
  }

  /**
   * Does in a Region, most often the other one, what it would be good to do and no run depends on.
   *
   * @returns whether it was done
   */
  public async tryTo(what: string, region: string, attempt: () => Promise<unknown>): Promise<boolean> {
    try {
      await attempt();
      return true;
    } catch (error) {
      if (!(error instanceof NamedError)) {
        throw error;
      }
      this.world.log({ message: `${what}: not done`, region, error: error.name, cause: error.message });
      return false;
    }
  }

  /**
   * A run that is redriven begins its time anew, and does not begin itself: the lock that it took before would expire under it. A planned run's
   * lock in the other Region holds as long, where that answers.
   */
  private async renew(run: RunReference & { readonly mode: RunMode }, expiresAt: number): Promise<void> {
    const { settings: { lockSeconds, region, peer } } = this.world;
    const until = this.now + lockSeconds[run.mode] * 1000;
    if (until - expiresAt < RENEWED_AFTER_IN_MILLISECONDS) {
      return;
    }
    const renewIn = (store: StateStore) => store.write(renewLock(store.tableName, run, until));
    let refused: number | undefined;
    await this.tryTo('hold the lock for longer', region, async () => { refused = await renewIn(this.own); });
    if (refused !== undefined) {
      throw superseded(run, this.own.tableName);
    }
    if (needsPeer(run.mode)) {
      await this.tryTo('hold the lock for longer', peer, () => renewIn(this.peer));
    }
  }

  private store(region: string): StateStore {
    const { clients, settings: { tables, home }, wait } = this.world;
    return new StateStore(clients(region).dynamoDb, tables[region], home, wait);
  }
}

/** A forced run alone does without the other Region. */
export function needsPeer(mode: RunMode): boolean {
  return mode !== RunMode.FAILOVER;
}

export function lockLost({ runId, epoch }: RunReference, { lock, epoch: known }: RegionView): RunError {
  const holder = lock ? `${lock.runId} holds it in epoch ${lock.epoch}` : 'nobody holds it';
  return new RunError('LockLost', `run ${runId} of epoch ${epoch} does not hold the lock: ${holder}, and the Region knows of epoch ${known}`);
}

/** A transaction of a run was refused by its conditions, which say that the run holds its lock and is not superseded. */
export function superseded({ runId, epoch }: RunReference, tableName: string): RunError {
  return new RunError('LockLost', `run ${runId} of epoch ${epoch} was superseded: table ${tableName} has another lock or a later epoch`);
}
