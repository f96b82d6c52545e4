import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DryCalls } from './dry-calls';
import type { FunctionPlace, RecoveryFunction } from './recovery-function';
import type { RecoveryMachineId } from './recovery-names';
import type { WatchedDatabase } from '../decision/database-health';
import { createAuroraPromoter } from '../functions/aurora-promoter';
import { promotionStatements, writerLookStatements } from '../functions/aurora-statements';
import { createOperatorCommands } from '../functions/operator-commands';
import { createPeerRun } from '../functions/peer-run';
import { createReadinessChecker } from '../functions/readiness-checker';
import { createRunKeeper } from '../functions/run-keeper';
import { createSnapshotKeeper } from '../functions/snapshot-keeper';
import { snapshotStatements } from '../functions/snapshot-statements';
import { createTrafficVerifier } from '../functions/traffic-verifier';
import { identifierOf } from '../handlers/aurora-arn';
import type { VerifiedName } from '../handlers/traffic-verifier';
import type { RunMode } from '../plan/run-mode';
import type { DecisionAlarm } from '../state/keeper-settings';

export interface RecoveryFunctionsProps extends FunctionPlace {
  readonly timeouts: { readonly [id in RecoveryMachineId]: Duration };
  /** Of the function that promotes. @default - see `createAuroraPromoter` */
  readonly handlerTimeout?: Duration;
  /** Of the others. @default - one minute */
  readonly functionTimeout?: Duration;
  /** Between two dry calls. @default Duration.minutes(5) */
  readonly dryCallInterval?: Duration;
  /** How long a run that activates the Region fences the other one, asked at synthesis. */
  readonly fenceLease: (mode: RunMode) => Duration;
  /** How long automation stays blocked after a run at least. */
  readonly minimumBlock: Duration;
  /** By which the Region holds the other one for lost, asked at synthesis. Absent where nothing is noticed. */
  readonly decisionAlarm?: () => DecisionAlarm;
  /** The names that clients use, asked at synthesis. Absent where nothing moves traffic. */
  readonly verifiedNames?: () => { readonly [domainName: string]: VerifiedName };
  /** The alarms of the Region that decide, asked at synthesis. */
  readonly signalAlarms: () => string[];
}

const DRY_CALL_INTERVAL = Duration.minutes(5);

/** The functions that the machines of a Region, and its operators, call. Those for databases come with the first database. */
export class RecoveryFunctions {
  public readonly all: RecoveryFunction[];
  public readonly checker: RecoveryFunction;
  /** Of those that nothing but a run calls, and of those that nobody but an operator does. */
  public readonly dryCalls: readonly DryCalls[];

  private readonly dryRuns: DryCalls;
  private forDatabases?: { readonly promoter: RecoveryFunction; readonly snapshotKeeper: RecoveryFunction };
  private readonly keeper: RecoveryFunction;
  private readonly databases: WatchedDatabase[] = [];

  constructor(private readonly scope: Construct, private readonly props: RecoveryFunctionsProps) {
    const {
      timeouts: machineTimeouts, fenceLease, minimumBlock, decisionAlarm, functionTimeout: timeout, dryCallInterval = DRY_CALL_INTERVAL,
      verifiedNames, signalAlarms,
    } = props;
    const { place } = this;
    this.checker = createReadinessChecker(scope, place, timeout);
    const databases = () => this.databases;
    this.keeper = createRunKeeper(scope, { ...place, databases, machineTimeouts, fenceLease, decisionAlarm, minimumBlock, timeout });
    const ofRuns = [
      this.keeper,
      this.checker,
      createPeerRun(scope, place, timeout),
      ...verifiedNames ? [createTrafficVerifier(scope, place, verifiedNames, timeout)] : [],
    ];
    const commands = Object.values(createOperatorCommands(scope, { ...place, signalAlarms, timeout }));
    this.dryRuns = new DryCalls(scope, 'dry-calls', place, dryCallInterval);
    this.dryRuns.add(...ofRuns);
    const dryCommands = new DryCalls(scope, 'command-dry-calls', place, dryCallInterval);
    dryCommands.add(...commands);
    this.dryCalls = [this.dryRuns, dryCommands];
    this.all = [...ofRuns, ...commands];
  }

  /**
   * Has a database promoted here, and what a forced failover leaves of it kept. One that is known already is not added again.
   *
   * @param storageKey of the member in this Region, where that is known
   */
  public addDatabase(database: WatchedDatabase, storageKey?: string): void {
    if (this.databases.some(known => known.clusterArn === database.clusterArn)) {
      return;
    }
    this.databases.push(database);
    const { topology, region } = this.props;
    const { promoter, snapshotKeeper } = this.forDatabases ??= this.createForDatabases();
    const { globalClusterIdentifier, clusterArn, peerClusterArn } = database;
    // RDS asks for the permission on either member: the one that is promoted and the one that hands over.
    [clusterArn, peerClusterArn].forEach(targetClusterArn =>
      promoter.addStatements(...promotionStatements(topology, { globalClusterIdentifier, targetClusterArn })));
    snapshotKeeper.addStatements(...snapshotStatements(topology, region, { clusterArn, storageKey }));
    this.keeper.addStatements(...writerLookStatements(topology, { globalClusterIdentifier, targetClusterArn: clusterArn }));
  }

  /** Whether there is a database. */
  public get keepsSnapshots(): boolean {
    return this.forDatabases !== undefined;
  }

  private createForDatabases() {
    const { scope, place, props: { handlerTimeout, functionTimeout } } = this;
    const promotable = () => this.databases.map(({ globalClusterIdentifier, clusterArn: targetClusterArn }) =>
      ({ globalClusterIdentifier, targetClusterArn }));
    const promoter = createAuroraPromoter(scope, place, promotable, handlerTimeout);
    this.dryRuns.add(promoter);
    const clusters = () => this.databases.map(({ clusterArn }) => identifierOf(clusterArn));
    const snapshotKeeper = createSnapshotKeeper(scope, place, clusters, functionTimeout);
    this.all.push(promoter, snapshotKeeper);
    return { promoter, snapshotKeeper };
  }

  private get place(): FunctionPlace {
    const { topology, region, names } = this.props;
    return { topology, region, names };
  }
}
