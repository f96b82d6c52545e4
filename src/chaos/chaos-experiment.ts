import { Duration } from 'aws-cdk-lib';
import { EXPECTED_ALARMS } from './expectations';
import type { ExpectedAlarm } from './expected-alarm';
import type { LastingExperimentOptions, SubnetExperimentOptions } from './experiment-options';
import type { ExperimentPlace, ExperimentParts, MakeParts } from './experiment-parts';
import { failOver, pauseBucket, pauseTable } from './store-experiments';
import { cutOff, isolate } from './subnet-experiments';
import type { GlobalAuroraDatabase } from '../database';
import type { IMultiRegionNetwork } from '../network';
import type { GlobalSessionTable } from '../sessions';
import type { ReplicatedBucket } from '../storage';

const DEFAULT_DURATION = Duration.minutes(20);

/** A fault that is made on purpose, in the Region of whoever starts it. `ChaosExperiments` makes a template of it in both. */
export class ChaosExperiment {
  /**
   * A Region fails: the workload in its private subnets neither answers nor reaches its stores. Their data stays where it is. Clients of
   * that Region get errors until traffic has moved, or the experiment ends.
   *
   * @see https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html#network-actions-reference
   */
  public static regionFailure(network: IMultiRegionNetwork, options: SubnetExperimentOptions = {}): ChaosExperiment {
    return ChaosExperiment.onSubnets('region-failure', network, options, cutOff);
  }

  /**
   * A partition: the workload in the private subnets of a Region reaches nothing of the other one, neither its endpoints nor its VPC. Who
   * asks from outside notices nothing. FIS needs room for about 250 routes in a route table: raise that quota of Amazon VPC first.
   *
   * @see https://docs.aws.amazon.com/fis/latest/userguide/cross-region-scenario.html
   */
  public static regionIsolation(network: IMultiRegionNetwork, options: SubnetExperimentOptions = {}): ChaosExperiment {
    return ChaosExperiment.onSubnets('region-isolation', network, options, isolate);
  }

  /** A database fails over to a reader of the same Region. It works where the writer is, and needs a reader. */
  public static databaseFailover(database: GlobalAuroraDatabase): ChaosExperiment {
    return new ChaosExperiment('database-failover', database.node.id, undefined, () => failOver(database));
  }

  /** A session table is replicated neither into a Region nor out of it. AWS FIS may need five minutes until nothing gets through. */
  public static sessionReplicationPause(table: GlobalSessionTable, options: LastingExperimentOptions = {}): ChaosExperiment {
    return new ChaosExperiment('session-replication-pause', table.node.id, options.duration ?? DEFAULT_DURATION, duration => pauseTable(table, duration));
  }

  /**
   * A bucket of a Region is not replicated to the other one. What was there before may be replicated for up to an hour after the beginning.
   * The buckets get a tag `chaos-experiment`: by tags only does AWS FIS find buckets.
   */
  public static bucketReplicationPause(bucket: ReplicatedBucket, options: LastingExperimentOptions = {}): ChaosExperiment {
    return new ChaosExperiment('bucket-replication-pause', bucket.node.id, options.duration ?? DEFAULT_DURATION, duration => pauseBucket(bucket, duration));
  }

  private static onSubnets(
    kind: string, network: IMultiRegionNetwork, { subnetTags: tags, duration = DEFAULT_DURATION }: SubnetExperimentOptions,
    make: (of: { network: IMultiRegionNetwork; tags?: { [key: string]: string }; duration: string }) => MakeParts,
  ): ChaosExperiment {
    return new ChaosExperiment(kind, network.node.id, duration, iso => make({ network, tags, duration: iso }));
  }

  /** The kind of fault, for example `region-failure`. */
  public readonly kind: string;
  /** The kind and what it is done to, for example `region-failure-network`. */
  public readonly id: string;
  /** The alarms that it is to cause. Any other is a finding. */
  public readonly expectedAlarms: ExpectedAlarm[];
  /** @internal */
  public readonly _duration?: Duration;

  private constructor(kind: string, of: string, duration: Duration | undefined, private readonly make: (duration: string) => MakeParts) {
    this.kind = kind;
    this.id = `${kind}-${of.toLowerCase()}`;
    this.expectedAlarms = [...EXPECTED_ALARMS[kind]];
    this._duration = duration;
  }

  /** @internal */
  public _parts(place: ExperimentPlace): ExperimentParts {
    return this.make(`PT${this._duration?.toMinutes()}M`)(place);
  }
}
