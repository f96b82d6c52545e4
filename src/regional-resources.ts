import type { Environment } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { RegionalDatabase } from './database';
import type { RegionalDetection } from './detection';
import type { RegionalDns, RegionalEndpoint } from './dns';
import type { RegionalMonitoring } from './monitoring';
import type { MultiRegionDr } from './multi-region-dr';
import type { RegionalRecovery } from './recovery';
import type { RegionalSessionTable } from './sessions';
import type { RegionalBucket } from './storage';
import type { DrRegion, RegionRole } from './topology';
import { refuse } from './topology/configuration-error';

/** What a workload uses in one Region. Everything here is of this Region: no value of it crosses. */
export class RegionalResources {
  /** @internal */
  public static _of(dr: MultiRegionDr, region: DrRegion): RegionalResources {
    return new RegionalResources(dr, region);
  }

  /** The Region's name, for example `us-east-1`. */
  public readonly name: string;
  /** Home or standby, by design. Which Region is active is run-time state. */
  public readonly role: RegionRole;
  /** Account and Region, to be passed as `env` to the workload's stack. */
  public readonly env: Environment;
  /** The VPC of this Region. */
  public readonly vpc: ec2.IVpc;
  /** Topics and dashboard of this Region. */
  public readonly monitoring: RegionalMonitoring;
  /** Recovery state of this Region. */
  public readonly recovery: RegionalRecovery;

  private constructor(private readonly dr: MultiRegionDr, private readonly region: DrRegion) {
    this.name = region.name;
    this.role = region.role;
    this.env = region.env;
    this.vpc = dr.network.vpc(region);
    this.monitoring = dr.monitoring.forRegion(region);
    this.recovery = dr.orchestrator.forRegion(region);
  }

  /**
   * This Region's member of a database.
   *
   * @param name its key in `databases`
   * @throws ConfigurationError when there is no such database
   */
  public database(name: string): RegionalDatabase {
    return this.find('databases', this.dr.databases, name).forRegion(this.region);
  }

  /**
   * This Region's replica of a session table.
   *
   * @param name its key in `sessionTables`
   * @throws ConfigurationError when there is no such table
   */
  public sessionTable(name: string): RegionalSessionTable {
    return this.find('sessionTables', this.dr.sessionTables, name).forRegion(this.region);
  }

  /**
   * This Region's bucket of a replicated pair.
   *
   * @param name its key in `buckets`
   * @throws ConfigurationError when there is no such bucket
   */
  public bucket(name: string): RegionalBucket {
    return this.find('buckets', this.dr.buckets, name).forRegion(this.region);
  }

  /**
   * The names and the latch of this Region.
   *
   * @throws ConfigurationError without the section `dns`
   */
  public get dns(): RegionalDns {
    return this.requireDns().forRegion(this.region);
  }

  /**
   * What this Region sees of both, and the decision that an alarm of yours can join: `detection.addSignal(alarm, meaning)`.
   *
   * @throws ConfigurationError without the section `dns`
   */
  public get detection(): RegionalDetection {
    return this.dr.detection?.forRegion(this.region) ?? this.refuseWithoutDns();
  }

  /**
   * Says where the workload answers in this Region. Needed once in each Region when there is a section `dns`.
   *
   * @param endpoint a load balancer, any alias target of Route 53, or a host name
   * @throws ConfigurationError without the section `dns`, or when the Region has an endpoint already
   */
  public addEndpoint(endpoint: RegionalEndpoint): void {
    this.requireDns().addEndpoint(this.region, endpoint);
  }

  private requireDns() {
    return this.dr.dns ?? this.refuseWithoutDns();
  }

  private refuseWithoutDns(): never {
    return refuse(this.dr, {
      prop: 'dns',
      rule: 'the workload has no name that could follow a failover',
      remedy: 'Give the section dns: { hostedZone, recordName }',
    });
  }

  private find<T>(section: string, entries: { [name: string]: T }, name: string): T {
    return Object.hasOwn(entries, name) ? entries[name] : refuse(this.dr, {
      prop: section,
      value: `"${name}"`,
      rule: `there is no such entry; there are: ${Object.keys(entries).join(', ') || 'none'}`,
      remedy: `Use a key of ${section}`,
    });
  }
}
