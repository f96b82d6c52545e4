import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { GlobalAuroraDatabaseOptions } from './database';
import type { FailoverDetectionOptions } from './detection';
import type { FailoverDnsOptions } from './dns';
import type { AlertOptions, AlarmOverride, BudgetOptions, MetricStreamOptions } from './monitoring';
import type { NetworkOptions, RegionNetworkOptions } from './network';
import type { FailoverOrchestratorOptions, RecoveryObjectives } from './recovery';
import type { GlobalSessionTableOptions } from './sessions';
import type { ReplicatedBucketOptions } from './storage';
import type { DrTopologyOptions } from './topology';

/** One Region of the pattern: where it is and what its network looks like. */
export interface MultiRegionDrRegionProps extends RegionNetworkOptions {
  /** The Region's name, for example `us-west-2`. Must be concrete. */
  readonly region: string;
  /**
   * The Availability Zones to spread subnets over.
   * @default - CDK looks them up and pins them in `cdk.context.json`
   */
  readonly availabilityZones?: string[];
  /**
   * An existing VPC to use instead of creating one. Give one in both Regions or in none.
   * @default - a VPC is created
   */
  readonly vpc?: ec2.IVpc;
}

/** What both VPCs have in common. With existing VPCs there is only `link` to choose. */
export interface MultiRegionDrNetworkOptions extends NetworkOptions {}

/** What is watched, beside what follows from the other sections. */
export interface MultiRegionDrMonitoringOptions {
  /**
   * What to change of alarms, by `<source>/<signal>`, for example `database-main/cpu`. Holds for both Regions.
   * @default - every alarm is as its signal says
   */
  readonly alarms?: { [key: string]: AlarmOverride };
  /**
   * Metrics of both Regions, written to a replicated bucket as they are published. `{ enabled: false }` does without.
   * @default - streams with the defaults of `MetricStreamOptions`
   */
  readonly metricStreams?: MetricStreamOptions;
  /**
   * What may be spent in a month.
   * @default - there is no budget
   */
  readonly budget?: BudgetOptions;
}

/** What must survive the loss of a Region. Every section is optional. */
export interface MultiRegionDrProps extends DrTopologyOptions {
  /** The account of both Regions, 12 digits. Must be concrete. */
  readonly account: string;
  /** The home Region: where the workload runs when nothing is wrong. */
  readonly primary: MultiRegionDrRegionProps;
  /** The standby Region. */
  readonly secondary: MultiRegionDrRegionProps;
  /**
   * How long clients may be without service, and how much may be lost. Alarm thresholds and the time budget follow from it.
   * @default - the stores' own defaults, and no limit to the time budget
   */
  readonly objectives?: RecoveryObjectives;
  /** What both VPCs have in common. @default - the defaults of `MultiRegionNetwork` */
  readonly network?: MultiRegionDrNetworkOptions;
  /**
   * The Aurora global databases, by name. Names are 1 to 40 letters, digits and hyphens, begin with a letter, and do
   * not differ in letter case only.
   * @default - none
   */
  readonly databases?: { [name: string]: GlobalAuroraDatabaseOptions };
  /**
   * The global session tables, by name. Names are like those of `databases`.
   * @default - none
   */
  readonly sessionTables?: { [name: string]: GlobalSessionTableOptions };
  /**
   * The replicated buckets, by name. Names are like those of `databases`.
   * @default - none
   */
  readonly buckets?: { [name: string]: ReplicatedBucketOptions };
  /** The name at which clients find the workload, whichever Region serves them. @default - no DNS */
  readonly dns?: FailoverDnsOptions;
  /**
   * How the loss of a Region is noticed. Needs the section `dns`.
   * @default - where there is `dns`, what Route 53 asks is probed from both Regions
   */
  readonly detection?: FailoverDetectionOptions;
  /** How runs of recovery are carried out. @default - the defaults of `FailoverOrchestratorOptions` */
  readonly recovery?: FailoverOrchestratorOptions;
  /** Who is told when something is wrong. @default - topics without subscriptions */
  readonly alerts?: AlertOptions;
  /** What is watched, beside what follows from the other sections. @default - the defaults of each option */
  readonly monitoring?: MultiRegionDrMonitoringOptions;
}
