import type { CallContext, Service } from './fabric';
import type { GlobalDatabase, Member, Snapshot } from './rds-database';
import { NotModelled, onlyParameters, ServiceError } from './service-error';

/** RDS as its API shows it. */
export class Rds {
  public readonly operations: Service = {
    DescribeGlobalClusters: (input, context) => this.describeGlobal(input, context),
    DescribeDBClusters: (input, context) => this.describeClusters(input, context),
    DescribeDBInstances: (input, context) => this.describeInstances(input, context),
    FailoverGlobalCluster: (input, context) => this.failover(input, context),
    SwitchoverGlobalCluster: (input, context) => this.switchover(input, context),
    DescribeDBClusterSnapshots: (input, context) => this.describeSnapshots(input, context),
    CopyDBClusterSnapshot: (input, context) => this.copySnapshot(input, context),
  };
  public readonly databases: GlobalDatabase[] = [];
  /** Copies that somebody made. */
  private readonly copies: Snapshot[] = [];
  /** What was answered last and differed: what a stale control plane may still say. */
  private readonly older = new Map<string, { readonly then: object; readonly now: object }>();

  /** Those of RDS, and the copies. */
  public get snapshots(): readonly Snapshot[] {
    return [...this.databases.flatMap(database => database.snapshots), ...this.copies];
  }

  private describeGlobal(input: any, { region, stale, partial }: CallContext) {
    onlyParameters('DescribeGlobalClusters', input, ['GlobalClusterIdentifier']);
    const found = this.databases.filter(({ identifier, members }) => (input.GlobalClusterIdentifier ?? identifier) === identifier
      && members.some(member => member.region === region));
    if (input.GlobalClusterIdentifier !== undefined && found.length === 0) {
      throw new ServiceError('GlobalClusterNotFoundFault', `Global cluster ${input.GlobalClusterIdentifier} not found`, 404);
    }
    const GlobalClusters = found.map(database => this.remember(database.identifier, globalCluster(database), stale));
    return partial && input.GlobalClusterIdentifier === undefined ? { GlobalClusters: GlobalClusters.slice(0, 1), Marker: 'more' } : { GlobalClusters };
  }

  private describeClusters(input: any, { region, stale }: CallContext) {
    onlyParameters('DescribeDBClusters', input, ['DBClusterIdentifier']);
    const all = this.databases.flatMap(database => database.members.filter(member => member.region === region).map(member => ({ database, member })));
    const found = all.filter(({ member: { identifier, arn } }) => [undefined, identifier, arn].includes(input.DBClusterIdentifier));
    if (input.DBClusterIdentifier !== undefined && found.length === 0) {
      throw new ServiceError('DBClusterNotFoundFault', `DBCluster ${input.DBClusterIdentifier} not found.`, 404);
    }
    return { DBClusters: found.map(({ database, member }) => this.remember(member.arn, cluster(database, member), stale)) };
  }

  private describeInstances(input: any, { region, stale, partial }: CallContext) {
    onlyParameters('DescribeDBInstances', input, ['Filters', 'Marker']);
    const [{ Name, Values }, ...others] = input.Filters;
    if (Name !== 'db-cluster-id' || others.length > 0) {
      throw new NotModelled('DescribeDBInstances: instances are filtered by their cluster');
    }
    const found = this.databases.flatMap(database => database.members
      .filter(({ region: place, identifier, arn }) => place === region && (Values.includes(identifier) || Values.includes(arn)))
      .map(member => this.remember(`${member.arn} instances`, instances(database, member), stale)));
    return partial ? { DBInstances: [], Marker: 'more' } : { DBInstances: found.flat() };
  }

  private failover(input: any, { region, caller }: CallContext) {
    onlyParameters('FailoverGlobalCluster', input, ['GlobalClusterIdentifier', 'TargetDbClusterIdentifier', 'AllowDataLoss', 'Switchover']);
    const { database, target } = this.find(input);
    const forced = input.AllowDataLoss === true;
    this.requireRegion(region, forced ? target.region : database.writer.region);
    database.promote(target, forced, caller.principal);
    return { GlobalCluster: globalCluster(database) };
  }

  private switchover(input: any, { region, caller }: CallContext) {
    onlyParameters('SwitchoverGlobalCluster', input, ['GlobalClusterIdentifier', 'TargetDbClusterIdentifier']);
    const { database, target } = this.find(input);
    this.requireRegion(region, database.writer.region);
    database.promote(target, false, caller.principal);
    return { GlobalCluster: globalCluster(database) };
  }

  private describeSnapshots(input: any, { region }: CallContext) {
    onlyParameters('DescribeDBClusterSnapshots', input, ['DBClusterIdentifier', 'SnapshotType', 'DBClusterSnapshotIdentifier']);
    const { DBClusterIdentifier, SnapshotType, DBClusterSnapshotIdentifier } = input;
    return {
      DBClusterSnapshots: this.snapshots
        .filter(snapshot => snapshot.region === region && [undefined, snapshot.cluster].includes(DBClusterIdentifier)
          && [undefined, snapshot.type].includes(SnapshotType) && [undefined, snapshot.identifier].includes(DBClusterSnapshotIdentifier))
        .map(({ identifier, cluster: DBClusterIdentifierOf, type }) => ({
          DBClusterSnapshotIdentifier: identifier, DBClusterIdentifier: DBClusterIdentifierOf, SnapshotType: type, Status: 'available',
        })),
    };
  }

  private copySnapshot(input: any, { region }: CallContext) {
    onlyParameters('CopyDBClusterSnapshot', input, ['SourceDBClusterSnapshotIdentifier', 'TargetDBClusterSnapshotIdentifier', 'CopyTags', 'KmsKeyId', 'Tags']);
    const source = this.snapshots.find(snapshot => snapshot.region === region && snapshot.identifier === input.SourceDBClusterSnapshotIdentifier);
    if (source === undefined) {
      throw new ServiceError('DBClusterSnapshotNotFoundFault', `${input.SourceDBClusterSnapshotIdentifier} not found`, 404);
    }
    if (this.snapshots.some(snapshot => snapshot.region === region && snapshot.identifier === input.TargetDBClusterSnapshotIdentifier)) {
      throw new ServiceError('DBClusterSnapshotAlreadyExistsFault', `${input.TargetDBClusterSnapshotIdentifier} exists`);
    }
    this.copies.push({ ...source, identifier: input.TargetDBClusterSnapshotIdentifier, type: 'manual' });
    return {};
  }

  private find({ GlobalClusterIdentifier, TargetDbClusterIdentifier }: any): { readonly database: GlobalDatabase; readonly target: Member } {
    const database = this.databases.find(({ identifier }) => identifier === GlobalClusterIdentifier);
    if (database === undefined) {
      throw new ServiceError('GlobalClusterNotFoundFault', `Global cluster ${GlobalClusterIdentifier} not found`, 404);
    }
    const target = database.members.find(({ arn }) => arn === TargetDbClusterIdentifier);
    if (target === undefined) {
      throw new ServiceError('DBClusterNotFoundFault', `DBCluster ${TargetDbClusterIdentifier} not found`, 404);
    }
    return { database, target };
  }

  private requireRegion(region: string, wanted: string): void {
    if (region !== wanted) {
      throw new ServiceError('InvalidGlobalClusterStateFault', `the operation is asked for in ${wanted}`);
    }
  }

  private remember(key: string, now: object, stale: boolean): object {
    const known = this.older.get(key);
    if (known === undefined || JSON.stringify(known.now) !== JSON.stringify(now)) {
      this.older.set(key, { then: known?.now ?? now, now });
    }
    return stale ? this.older.get(key)!.then : now;
  }
}

function globalCluster({ identifier, members, writer, promotion }: GlobalDatabase): object {
  const busy = promotion?.forced ? 'failing-over' : 'switching-over';
  return {
    GlobalClusterIdentifier: identifier,
    Engine: 'aurora-postgresql',
    Status: promotion === undefined ? 'available' : busy,
    GlobalClusterMembers: members.map(member => ({
      DBClusterArn: member.arn,
      IsWriter: member === writer,
      Readers: member === writer ? members.filter(other => other !== writer).map(({ arn }) => arn) : [],
      SynchronizationStatus: member.synchronised ? 'connected' : 'pending-resync',
    })),
    ...promotion !== undefined && {
      FailoverState: {
        Status: promotion.to === writer ? busy : 'pending', FromDbClusterArn: promotion.from.arn, ToDbClusterArn: promotion.to.arn, IsDataLossAllowed: promotion.forced,
      },
    },
  };
}

function cluster({ identifier, promotion, down, backups, writer }: GlobalDatabase, member: Member): object {
  const busy = promotion?.to === member || down.has(member.region);
  return {
    DBClusterIdentifier: member.identifier,
    DBClusterArn: member.arn,
    GlobalClusterIdentifier: identifier,
    Status: busy ? 'failing-over' : backups.has(member.region) ? 'backing-up' : 'available',
    DBClusterMembers: member.instances.map((_, index) => ({
      DBInstanceIdentifier: instanceName(member, index), IsClusterWriter: index === 0 && member === writer,
    })),
  };
}

/** Of a cluster that does not serve, those that work are started again. */
function instances({ down }: GlobalDatabase, member: Member): object[] {
  return member.instances.map((status, index) => ({
    DBInstanceIdentifier: instanceName(member, index),
    DBClusterIdentifier: member.identifier,
    DBInstanceStatus: down.has(member.region) && status === 'available' ? 'rebooting' : status,
  }));
}

function instanceName({ identifier }: Member, index: number): string {
  return `${identifier}-${index + 1}`;
}
