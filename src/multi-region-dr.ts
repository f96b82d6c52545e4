import { Construct } from 'constructs';
import { GlobalAuroraDatabase } from './database';
import type { FailoverDetectionOptions } from './detection';
import { FailoverDetection } from './detection';
import { FailoverDns, TrafficShift } from './dns';
import { DrMonitoring } from './monitoring';
import type { MultiRegionDrProps, MultiRegionDrRegionProps } from './multi-region-dr-props';
import { validateDetection, validateShift, validateStores, validateVpcs } from './multi-region-dr-rules';
import type { IMultiRegionNetwork, RegionNetworkOptions } from './network';
import { MultiRegionNetwork } from './network';
import { FailoverOrchestrator } from './recovery';
import type { IRecoverable } from './recovery';
import { datapointsThatFollow } from './recovery/budget/detection-figures';
import { RegionalResources } from './regional-resources';
import { GlobalSessionTable } from './sessions';
import { ReplicatedBucket } from './storage';
import { DrTopology } from './topology';

/**
 * Two Regions of one workload: network, databases, session tables, buckets, failover DNS, monitoring and recovery, in the stacks
 * of a `DrTopology`. Composition and nothing else: each part is a construct that can be used alone.
 *
 * Create it directly under an `App` or a `Stage`, then give each of its `regions` to a stack of your own.
 */
export class MultiRegionDr extends Construct {
  /** The Regions, their stacks, names and keys. */
  public readonly topology: DrTopology;
  /** The two VPCs and the connection between them. */
  public readonly network: IMultiRegionNetwork;
  /** The Aurora global databases, by name. */
  public readonly databases: { [name: string]: GlobalAuroraDatabase };
  /** The global session tables, by name. */
  public readonly sessionTables: { [name: string]: GlobalSessionTable };
  /** The replicated buckets, by name. */
  public readonly buckets: { [name: string]: ReplicatedBucket };
  /** The name at which clients find the workload. Absent without the section `dns`. */
  public readonly dns?: FailoverDns;
  /** What notices the loss of a Region. Absent without the section `dns`. */
  public readonly detection?: FailoverDetection;
  /** Alarms, topics and dashboards. */
  public readonly monitoring: DrMonitoring;
  /** Plans, runs, budget and runbook of recovery. */
  public readonly orchestrator: FailoverOrchestrator;
  /** What a workload uses in each Region, the home Region first. */
  public readonly regions: RegionalResources[];
  private readonly trafficShiftIsGiven: boolean;

  /**
   * @throws ConfigurationError for any input that cannot work, with construct path, prop, value, rule and remedy
   */
  constructor(scope: Construct, id: string, props: MultiRegionDrProps) {
    super(scope, id);
    validateStores(this, props);
    validateDetection(this, props);
    const topology = this.topology = new DrTopology(this, 'Stacks', { ...props, applicationName: props.applicationName ?? id });
    const network = this.network = this.createNetwork(props);

    this.databases = mapEntries(props.databases, (name, options) => new GlobalAuroraDatabase(this.group('Databases'), name,
      { ...options, topology, network, rpo: options.rpo ?? props.objectives?.rpo }));
    this.sessionTables = mapEntries(props.sessionTables, (name, options) => new GlobalSessionTable(this.group('SessionTables'), name,
      { ...options, topology }));
    this.buckets = mapEntries(props.buckets, (name, options) => new ReplicatedBucket(this.group('Buckets'), name,
      { ...options, topology }));
    const recoverables: IRecoverable[] = [this.databases, this.sessionTables, this.buckets].flatMap(stores => Object.values<IRecoverable>(stores));

    this.dns = props.dns && new FailoverDns(this, 'Dns', { ...props.dns, topology, trafficShift: props.dns.trafficShift ?? defaultShift(props) });
    this.trafficShiftIsGiven = props.dns?.trafficShift !== undefined;
    this.detection = this.dns && new FailoverDetection(this, 'Detection', { ...detectionOptions(props), topology, dns: this.dns });
    this.monitoring = new DrMonitoring(this, 'Monitoring', {
      ...props.monitoring,
      topology,
      recoverables,
      dns: this.dns,
      detection: this.detection,
      alerts: props.alerts,
      metricStreams: props.monitoring?.metricStreams ?? {},
    });
    this.monitoring.addSignals('network', network.healthSignals());
    this.orchestrator = new FailoverOrchestrator(this, 'Recovery', {
      ...props.recovery,
      topology,
      recoverables,
      dns: this.dns,
      detection: this.detection,
      objectives: props.objectives,
      monitoring: this.monitoring,
    });
    this.regions = topology.regions.map(region => RegionalResources._of(this, region));
  }

  /**
   * Adds a store of your own, built on `topology`: its steps join the recovery plans, its replication signals get alarms and graphs.
   * A plan that was taken before does not have it.
   *
   * @param store a store beside those of the sections, with an id that none of them has
   * @throws ConfigurationError when another store has its id, when a step or signal of it breaks a rule, and when it must be
   * promoted while traffic follows the health of endpoints by default: say then who moves traffic with `dns.trafficShift`
   */
  public addRecoverable(store: IRecoverable): void {
    this.orchestrator.addRecoverable(store);
    if (this.dns?.trafficShift._followsEndpoint && !this.trafficShiftIsGiven) {
      validateShift(this, this.topology.regions.map(region => this.orchestrator.plan(region)), store);
    }
    this.monitoring.addRecoverable(store);
  }

  private createNetwork({ primary, secondary, network }: MultiRegionDrProps): IMultiRegionNetwork {
    const topology = this.topology;
    validateVpcs(this, primary, secondary, network);
    return primary.vpc && secondary.vpc
      ? MultiRegionNetwork.fromVpcs(this, 'Network', { topology, primary: primary.vpc, secondary: secondary.vpc, link: network?.link })
      : new MultiRegionNetwork(this, 'Network', { ...network, topology, primary: addressesOf(primary), secondary: addressesOf(secondary) });
  }

  /** Names are chosen by the team: a database and a bucket may have the same. */
  private group(id: string): Construct {
    return this.node.tryFindChild(id) as Construct | undefined ?? new Construct(this, id);
  }
}

/** Traffic must not reach a Region whose database cannot write; without a database an unhealthy endpoint is reason enough to leave. */
function defaultShift({ databases }: MultiRegionDrProps): TrafficShift {
  return Object.keys(databases ?? {}).length > 0 ? TrafficShift.byPlan() : TrafficShift.onEndpointHealth();
}

/** An explicit number of failing probes wins over the one that follows from the objective. */
function detectionOptions({ detection, objectives }: MultiRegionDrProps): FailoverDetectionOptions {
  return { ...detection, datapointsToAlarm: detection?.datapointsToAlarm ?? datapointsThatFollow(objectives?.rto?.toSeconds()) };
}

function addressesOf({ cidr, ipAddresses }: MultiRegionDrRegionProps): RegionNetworkOptions {
  return { cidr, ipAddresses };
}

function mapEntries<A, B>(entries: { [name: string]: A } | undefined, map: (name: string, value: A) => B): { [name: string]: B } {
  return Object.fromEntries(Object.entries(entries ?? {}).map(([name, value]) => [name, map(name, value)]));
}
