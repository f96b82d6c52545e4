import type { Figure, Sourced } from './sourced';

const GUIDE = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html';
const API = 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference';
const FAILOVER = `${API}/API_FailoverGlobalCluster.html`;
const STATUS = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/accessing-monitoring.html#Aurora.Status';
const CLI = 'https://github.com/aws/aws-cli/tree/develop/awscli/examples/rds';

/** How Aurora answers about a global database, and what it does. */
export const RDS = {
  'region-failover': { says: 'a failover is asked for in the Region of the cluster that is promoted', source: GUIDE },
  'region-switchover': { says: 'a switchover is asked for in the Region of the present writer', source: GUIDE },
  'region-switchover-elsewhere': {
    says: 'a switchover that is asked for elsewhere is refused with InvalidGlobalClusterStateFault',
    assumed: 'call SwitchoverGlobalCluster in the standby Region',
  },
  'default-switchover': { says: 'a failover without AllowDataLoss is a switchover', source: FAILOVER },
  'target-arn': { says: 'the target is named by its ARN', source: FAILOVER },
  'answer': { says: 'the call answers failing-over or switching-over with a pending FailoverState, the old writer still IsWriter', source: CLI },
  'idle': { says: 'without an operation there is no FailoverState', source: `${API}/API_FailoverState.html` },
  'busy': { says: 'a call while an operation is under way is refused with InvalidGlobalClusterStateFault', assumed: 'call FailoverGlobalCluster twice' },
  'already-writer': {
    says: 'a target that is the writer already is refused with InvalidGlobalClusterStateFault', assumed: 'call FailoverGlobalCluster for the writer',
  },
  'not-found': { says: 'an unknown database is GlobalClusterNotFoundFault, an unknown target DBClusterNotFoundFault', source: FAILOVER },
  'headless': { says: 'a target without an instance cannot be promoted', source: GUIDE },
  'headless-error': { says: 'a target without an instance is refused with InvalidDBClusterStateFault', assumed: 'promote a cluster without instances' },
  'instances-of-cluster': {
    says: 'the instances of a cluster are listed by the filter db-cluster-id, each with its status', source: `${API}/API_DescribeDBInstances.html`,
  },
  'instance-status': {
    says: 'an instance that is created, started, rebooted, stopped or has failed is not available',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/accessing-monitoring.html#Overview.DBInstance.Status',
  },
  'instance-unavailable': {
    says: 'a target whose instances are not available is promoted nevertheless, when it is asked for', assumed: 'promote a cluster whose only instance is being created',
  },
  'backing-up': { says: 'a cluster that is backed up has the status backing-up', source: STATUS },
  'backing-up-serves': { says: 'a cluster serves and is replicated to while it is backed up', assumed: 'take a snapshot of the standby cluster, read and write meanwhile' },
  'switchover-synchronised': { says: 'a switchover waits until nothing is left to replicate, and loses nothing', source: GUIDE },
  'switchover-needs-source': {
    says: 'a switchover whose source Region is lost while it is under way ends without having changed anything',
    assumed: 'black-hole the Region of the writer during a switchover',
  },
  'failover-overtakes': {
    says: 'a failover to the target of a switchover whose source Region is lost is taken',
    assumed: 'black-hole the Region of the writer during a switchover, call FailoverGlobalCluster with AllowDataLoss',
  },
  'failover-loses': { says: 'a failover loses what was not replicated yet', source: GUIDE },
  'failover-fence': { says: 'writes at the old writer are stopped as far as it can be reached, at the best', source: GUIDE },
  'rejoin': { says: 'the old writer is added back as a secondary when its Region is available again', source: GUIDE },
  'rejoin-status': { says: 'a member is pending-resync until it is connected', source: `${API}/API_GlobalClusterMember.html` },
  'rejoin-snapshot': {
    says: 'when the old writer is added back, a snapshot rds:unplanned-global-failover-<its name>-<time> of its volume is taken, for the retention period of backups',
    source: GUIDE,
  },
  'rejoin-snapshot-region': { says: 'the snapshot is listed in the Region of the old writer, as one of its cluster', assumed: 'fail over by force, list the snapshots of the old writer' },
  'metadata-everywhere': {
    says: 'each Region with a member describes the global cluster, also while the other Region is lost',
    assumed: 'DescribeGlobalClusters in the standby while the primary Region is impaired',
  },
  'status-survivor': {
    says: 'after a failover the global cluster is available again though the old writer\'s Region is lost', assumed: 'fail over with the Region impaired',
  },
  'lag-metric': { says: 'AuroraGlobalDBReplicationLag is published in the secondary Region, in milliseconds', source: GUIDE.replace('disaster-recovery', 'monitoring') },
  'lag-metric-blind': {
    says: 'nothing is published of the lag while the writer\'s Region is lost', assumed: 'look at the metric while the primary Region is impaired',
  },
} satisfies { [id: string]: Sourced };

export type RdsBehaviour = keyof typeof RDS;

/** What Aurora takes, drawn from these. */
export const RDS_FIGURES = {
  promotionSeconds: {
    says: 'a failover takes a few minutes: seconds', source: GUIDE, range: [45, 150],
  },
  slowPromotionSeconds: {
    says: 'one user measured about eight minutes: seconds', source: 'https://github.com/keycloak/keycloak-benchmark/issues/445', range: [300, 480],
  },
  slowPromotionShare: { says: 'one promotion in twenty is a slow one', assumed: 'a series of failovers in an account', range: [0.05, 0.05] },
  switchoverSeconds: { says: 'a switchover takes seconds', assumed: 'a series of switchovers in an account', range: [30, 90] },
  writerMovesShare: { says: 'the part of an operation after which IsWriter moves', assumed: 'poll DescribeGlobalClusters during a failover', range: [0.6, 0.8] },
  lagMilliseconds: {
    says: 'replication lags by typically less than a second: milliseconds',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html',
    range: [40, 900],
  },
  rejoinSeconds: { says: 'rebuilding a secondary takes minutes to hours: seconds', source: GUIDE, range: [300, 900] },
} satisfies { [id: string]: Figure };
