import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { PublishedLatch } from './published-latch';
import { RegionalState } from './regional-state';
import { RegionalStateGrants } from './regional-state-grants';
import { StatePublisher } from './state-publisher';
import { stateSignals } from './state-signals';
import { createStateTable } from './state-table';
import type { HealthSignal } from '../../monitoring/health-signal';
import type { DrRegion, DrTopology } from '../../topology';
import { KeyPurpose, StackLayer } from '../../topology';
import { metricNamespace } from '../../topology/metric-namespace';
import { NAME_KINDS } from '../../topology/name-kinds';
import { PerRegion } from '../../topology/per-region';
import { RecoveryNames } from '../machinery/recovery-names';

const ID = 'recovery-state';

/** What recovery keeps in one Region. */
interface StateOfRegion {
  readonly state: RegionalState;
  readonly publisher: StatePublisher;
}

/**
 * What each Region knows of recovery: which Region is active, since which epoch, whether its latch is closed. A table in each Region's
 * `recovery` stack, and a function that publishes it every minute, to the latches that Route 53 follows and as metrics for people.
 *
 * There is one of a topology, made by whatever needs it first: `FailoverDns`, `FailoverOrchestrator`, `DrMonitoring` or you.
 *
 * Neither Region reads the other's state: each works while the other is lost.
 */
export class RecoveryState extends Construct {
  /**
   * The recovery state of a topology, created when it is first asked for.
   *
   * @param topology the two Regions and their stacks
   */
  public static of(topology: DrTopology): RecoveryState {
    return topology.node.tryFindChild(ID) as RecoveryState | undefined ?? new RecoveryState(topology);
  }

  private readonly regions: PerRegion<StateOfRegion>;
  private readonly latches: PublishedLatch[] = [];

  private constructor(private readonly topology: DrTopology) {
    super(topology, ID);
    this.regions = new PerRegion(this, topology, region => this.create(region));
  }

  /**
   * The recovery state of one Region.
   *
   * @throws ConfigurationError for a Region of another topology
   */
  public forRegion(region: DrRegion): RegionalState {
    return this.regions.get(region).state;
  }

  /** What tells, in both Regions, that the state is not published or cannot be read. `DrMonitoring` watches it. */
  public healthSignals(): HealthSignal[] {
    return this.topology.regions.map(region => this.regions.get(region)).flatMap(({ state, publisher }) => stateSignals(state, publisher));
  }

  /**
   * Has a latch published in its Region, as long as it is closed and as long as it is open.
   * @internal
   */
  public _publishLatch(owner: Construct, latch: PublishedLatch): void {
    this.regions.get(latch.region).publisher.publishLatch(owner, latch);
    this.latches.push(latch);
  }

  /**
   * The latches of both Regions. Complete at synthesis.
   * @internal
   */
  public _latches(): PublishedLatch[] {
    return this.latches;
  }

  /**
   * Keeps other functions of the account from taking what publication needs, in both Regions.
   * @internal
   */
  public _reserve(executions: number): void {
    this.topology.regions.forEach(region => this.regions.get(region).publisher.reserve(executions));
  }

  private create(region: DrRegion): StateOfRegion {
    const { topology } = this;
    const place = topology._scope(topology, 'recovery', region, StackLayer.RECOVERY);
    const names = new RecoveryNames(topology, region);
    const tableName = names.stateTableName();
    topology._claim({ kind: NAME_KINDS.table, name: tableName, owner: this, region });
    const tableArn = names.stateTableArn();
    const stateTable = createStateTable(place, topology, region, tableName, tableArn);
    new CfnOutput(place, 'state-table-name', { value: tableName, description: `Recovery state of ${region.name}` });
    const publisher = new StatePublisher(place, { topology, region, tableName, tableArn });
    const encryptedBy = { key: topology.encryptionKey(region, KeyPurpose.RECOVERY), region, service: 'dynamodb' };
    const namespace = metricNamespace(topology);
    const state = RegionalState._of({
      region,
      stateTable,
      stateTableName: tableName,
      publisherFunctionName: publisher.schedule.functionName,
      metricNamespace: namespace,
      grants: RegionalStateGrants._of(this, { region, names, tableArn, metricNamespace: namespace, encryptedBy }),
    });
    return { state, publisher };
  }
}
