import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import { mainDatabase } from './fixture';
import type { MultiRegionNetworkOptions } from '../../src';
import { MultiRegionNetwork } from '../../src';
import type { CrossRegionClients, DatabaseProxyOptions, GlobalAuroraDatabaseOptions } from '../../src/database';
import { DatabaseEngine, ExistingDatabase, ProxyAuthentication } from '../../src/database';
import type { BadInput } from '../support/bad-inputs';
import { createdTopology, testApp } from '../support/environment';

type Row = BadInput<GlobalAuroraDatabaseOptions>;

const MONITORING = {
  prop: 'monitoringInterval',
  rule: 'RDS reads the operating system every 1, 5, 10, 15, 30 or 60 seconds, or not at all',
  remedy: 'Write for example Duration.seconds(60), or Duration.seconds(0) to turn enhanced monitoring off',
};
const monitoring: Row[] = [
  { title: 'monitoring at an interval that RDS does not know', options: { monitoringInterval: Duration.seconds(20) }, value: '20 seconds', ...MONITORING },
  { title: 'monitoring too rarely', options: { monitoringInterval: Duration.minutes(2) }, value: '2 minutes', ...MONITORING },
  { title: 'monitoring below a second', options: { monitoringInterval: Duration.millis(500) }, value: '500 millis', ...MONITORING },
  {
    title: 'advanced insights with a short memory',
    options: { databaseInsightsMode: rds.DatabaseInsightsMode.ADVANCED, performanceInsightsRetention: rds.PerformanceInsightRetention.DEFAULT },
    prop: 'performanceInsightsRetention',
    value: '7 days',
    rule: 'the advanced mode of Database Insights keeps its data for 15 months, 465 days',
    remedy: 'Leave it out, write rds.PerformanceInsightRetention.MONTHS_15, or leave databaseInsightsMode at STANDARD',
  },
];

const forwarding = (version: string): GlobalAuroraDatabaseOptions =>
  ({ writeForwarding: true, engine: DatabaseEngine.auroraPostgres(rds.AuroraPostgresEngineVersion.of(version, version.split('.')[0])) });
const WRITE_FORWARDING = {
  prop: 'writeForwarding',
  rule: 'Aurora PostgreSQL forwards writes from 14.9, from 15.4, and in every version from 16 '
    + '(https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-write-forwarding-apg.html)',
  remedy: 'Leave it out, or use DatabaseEngine.auroraPostgres() for the default version',
};
const versions: Row[] = ['13.9', '14.8', '15.3'].map(version => (
  { title: `write forwarding in PostgreSQL ${version}`, options: forwarding(version), value: `true, with aurora-postgresql ${version}`, ...WRITE_FORWARDING }));

const STOPS_THE_WRITER = 'with two Regions it makes the writer pause transactions while the other Region is lost, after a failover too '
  + '(https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html)';
const parameters: Row[] = [
  {
    title: 'a limit of the lag that stops the writer',
    options: { parameters: { 'rds.global_db_rpo': '20' } },
    prop: 'parameters["rds.global_db_rpo"]',
    value: '"20"',
    rule: STOPS_THE_WRITER,
    remedy: 'Leave it out: the prop rpo alarms on the lag and stops no write',
  },
  {
    title: 'a limit of the lag that stops the writer, in capitals',
    options: { parameters: { 'RDS.GLOBAL_DB_RPO': '20' } },
    prop: 'parameters["RDS.GLOBAL_DB_RPO"]',
    value: '"20"',
    rule: STOPS_THE_WRITER,
    remedy: 'Leave it out: the prop rpo alarms on the lag and stops no write',
  },
  {
    title: 'a parameter with a blank in its name',
    options: { parameters: { 'work mem': '64' } },
    prop: 'parameters["work mem"]',
    value: '"64"',
    rule: 'the name of a parameter is letters, digits, ".", "_" and "-", beginning with a letter',
    remedy: 'Write the name as aws rds describe-db-cluster-parameters shows it, for example "log_min_duration_statement"',
  },
];

const proxied = (proxy: DatabaseProxyOptions, others: GlobalAuroraDatabaseOptions = {}): { options: GlobalAuroraDatabaseOptions } =>
  ({ options: { proxy, ...others } });
const PERCENT = {
  prop: 'proxy.maxConnectionsPercent',
  rule: 'it is a whole percentage of the connections that the database takes, 1 to 100',
  remedy: 'Leave it out, or write for example 80',
};
const BORROW = {
  prop: 'proxy.borrowTimeout',
  rule: 'a client waits 0 to 300 whole seconds for a connection to the database',
  remedy: 'Leave it out, or write for example Duration.seconds(60)',
};
const USERS = {
  prop: 'proxy.authentication',
  rule: 'the proxy may connect as the users that are named, and as no other',
  remedy: 'Name each database user, without wildcards, for example ProxyAuthentication.iam("payments")',
};
const proxies: Row[] = [
  {
    title: 'a proxy whose read-only endpoint has no reader',
    ...proxied({}, { primaryReaders: 0 }),
    prop: 'primaryReaders',
    value: '0, with a proxy',
    rule: 'the proxy has a read-only endpoint, which RDS creates only for a cluster with a reader '
      + '(https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-endpoints.html)',
    remedy: 'Leave primaryReaders at its default, 1, or leave proxy out',
  },
  {
    title: 'a proxy that connects by IAM where the clusters do not accept it',
    ...proxied({ authentication: ProxyAuthentication.iam('payments') }, { iamAuthentication: false }),
    prop: 'iamAuthentication',
    value: 'false, with ProxyAuthentication.iam()',
    rule: 'the proxy itself connects by IAM, which the clusters do not accept then',
    remedy: 'Leave iamAuthentication at its default, true, or use ProxyAuthentication.masterUser()',
  },
  {
    title: 'a proxy for nobody',
    ...proxied({ authentication: ProxyAuthentication.iam() }),
    value: 'ProxyAuthentication.iam()',
    ...USERS,
  },
  {
    title: 'a proxy for everybody',
    ...proxied({ authentication: ProxyAuthentication.iam('payments', '*') }),
    value: 'ProxyAuthentication.iam("payments", "*")',
    ...USERS,
  },
  { title: 'a proxy without connections', ...proxied({ maxConnectionsPercent: 0 }), value: '0', ...PERCENT },
  { title: 'a proxy with more connections than there are', ...proxied({ maxConnectionsPercent: 101 }), value: '101', ...PERCENT },
  { title: 'half a percent for a proxy', ...proxied({ maxConnectionsPercent: 0.5 }), value: '0.5', ...PERCENT },
  { title: 'a proxy that waits for too long', ...proxied({ borrowTimeout: Duration.minutes(6) }), value: '6 minutes', ...BORROW },
  { title: 'a proxy that waits for part of a second', ...proxied({ borrowTimeout: Duration.millis(500) }), value: '500 millis', ...BORROW },
  {
    title: 'a proxy that closes at once',
    ...proxied({ idleClientTimeout: Duration.seconds(0) }),
    prop: 'proxy.idleClientTimeout',
    value: '0 seconds',
    rule: 'a client may be idle for 1 second or more, in whole seconds',
    remedy: 'Leave it out, or write for example Duration.seconds(60)',
  },
  {
    title: 'a proxy that has no password',
    make: () => mainDatabase({
      engine: DatabaseEngine.auroraPostgres(),
      proxy: {},
      existing: ExistingDatabase.globalDatabase({ globalClusterIdentifier: 'ledger', primary: existing('eu-west-1'), secondary: existing('eu-central-1') }),
    }),
    prop: 'proxy.authentication',
    rule: 'the proxy logs in by the master user\'s password, and the name of its secret is not known: the database existed before',
    remedy: 'Give existing.secretName, or let the proxy connect by IAM: ProxyAuthentication.iam("payments")',
  },
  {
    title: 'the proxy of a database without one',
    make: () => proxyOf({}),
    path: 'Payments/data-eu-west-1/database-main/cluster',
    prop: 'proxy',
    rule: 'this database has no proxies',
    remedy: 'Give it the option proxy: {}, for proxies with the defaults in both Regions',
  },
  ...[{}, { proxy: {} }, { proxy: { authentication: ProxyAuthentication.iam('reports') } }].map((options, index) => ({
    title: `a user by IAM, of ${['no proxy', 'a proxy that takes a password', 'a proxy for other users'][index]}`,
    make: () => connectThroughProxy(options),
    path: 'Payments/data-eu-west-1/database-main/cluster',
    prop: 'proxy.authentication',
    rule: 'the database has no proxy that connects as "payments" by IAM',
    remedy: 'Name the user in the options of the database: proxy: { authentication: ProxyAuthentication.iam("payments") }',
  })),
];

const REMEDY = 'Name the blocks of the subnets that the clients live in, for example "10.1.96.0/20"';
const clients = (crossRegionClients: CrossRegionClients, network: MultiRegionNetworkOptions = {}) =>
  ({ make: () => inOwnNetwork(crossRegionClients, network) });
const WHOLE_STANDBY = {
  prop: 'crossRegionClients.fromSecondary',
  rule: 'it holds a whole VPC or more, and the database is for named subnets of the VPC in eu-central-1',
  remedy: REMEDY,
};
const crossRegion: Row[] = [
  { title: 'clients anywhere', ...clients({ fromSecondary: ['0.0.0.0/0'] }), value: '"0.0.0.0/0"', ...WHOLE_STANDBY },
  { title: 'clients in the whole VPC of the other Region', ...clients({ fromSecondary: ['10.1.0.0/16'] }), value: '"10.1.0.0/16"', ...WHOLE_STANDBY },
  {
    title: 'clients in the whole of a small VPC',
    ...clients({ fromSecondary: ['10.1.0.0/20'] }, { secondary: { cidr: '10.1.0.0/20' } }),
    value: '"10.1.0.0/20"',
    ...WHOLE_STANDBY,
  },
  {
    title: 'clients in whole VPCs, where the VPC\'s block is not known',
    options: { crossRegionClients: { fromSecondary: ['10.0.0.0/8'] } },
    value: '"10.0.0.0/8"',
    ...WHOLE_STANDBY,
  },
  {
    title: 'clients in the other Region, by the addresses of this one',
    ...clients({ fromSecondary: ['10.0.96.0/20'] }),
    prop: 'crossRegionClients.fromSecondary',
    value: '"10.0.96.0/20"',
    rule: 'it is outside of the VPC in eu-central-1',
    remedy: REMEDY,
  },
  {
    title: 'clients in the home Region, by the addresses of the standby',
    ...clients({ fromPrimary: ['10.1.96.0/20'] }),
    prop: 'crossRegionClients.fromPrimary',
    value: '"10.1.96.0/20"',
    rule: 'it is outside of the VPC in eu-west-1',
    remedy: REMEDY,
  },
  {
    title: 'clients at something that is no block',
    ...clients({ fromPrimary: ['sg-0123456789abcdef0'] }),
    prop: 'crossRegionClients.fromPrimary',
    value: '"sg-0123456789abcdef0"',
    rule: 'this is not an IPv4 CIDR block',
    remedy: REMEDY,
  },
  {
    title: 'clients at addresses that the other Region\'s stack knows only after deployment',
    ...clients({ fromPrimary: [Lazy.string({ produce: () => '10.0.96.0/20' })] }),
    prop: 'crossRegionClients.fromPrimary',
    value: 'not known at synthesis',
    rule: 'the stack of eu-central-1 cannot read a value of eu-west-1: the block must be known at synthesis',
    remedy: REMEDY,
  },
];

/** What the members of a database refuse, and what is before them. */
export const MEMBER_BAD_INPUTS: readonly Row[] = [...monitoring, ...versions, ...parameters, ...proxies, ...crossRegion];

function existing(region: string) {
  const clusterIdentifier = `ledger-${region}`;
  return {
    clusterIdentifier,
    clusterResourceIdentifier: `cluster-${region.toUpperCase().replace(/-/g, '')}`,
    clusterEndpointAddress: `${clusterIdentifier}.cluster-abcdefghijkl.${region}.rds.amazonaws.com`,
    readerEndpointAddress: `${clusterIdentifier}.cluster-ro-abcdefghijkl.${region}.rds.amazonaws.com`,
    securityGroupIds: ['sg-0123456789abcdef0'],
  };
}

function proxyOf(options: GlobalAuroraDatabaseOptions) {
  const { database, topology } = mainDatabase(options);
  return database.forRegion(topology.primary).proxy;
}

function connectThroughProxy(options: GlobalAuroraDatabaseOptions) {
  const { app, database, topology } = mainDatabase(options);
  const role = new iam.Role(new Stack(app, 'Team', { env: topology.primary.env }), 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  return database.forRegion(topology.primary).grants.connectThroughProxy(role, 'payments');
}

function inOwnNetwork(crossRegionClients: CrossRegionClients, options: MultiRegionNetworkOptions) {
  const app = testApp();
  const topology = createdTopology(app);
  return mainDatabase({ crossRegionClients }, app, topology, new MultiRegionNetwork(app, 'network', { topology, ...options }));
}
