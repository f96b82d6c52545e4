import { Duration, Lazy } from 'aws-cdk-lib';
import type { TableBaseV2 } from 'aws-cdk-lib/aws-dynamodb';
import { AttributeType, ContributorInsightsMode, StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ATTRIBUTE_NAME, BAD_CAPACITY, BAD_INDEXES } from './bad-capacity-and-indexes';
import { BAD_ADOPTION, BAD_CONSISTENCY, BAD_STREAMS } from './bad-consistency-and-adoption';
import { BY_USER, SESSION_ID, sessions } from './fixture';
import { RunMode } from '../../src/recovery';
import type { GlobalSessionTableOptions, RegionalSessionTableGrants } from '../../src/sessions';
import { GlobalSessionTable } from '../../src/sessions';
import type { BadInput } from '../support/bad-inputs';
import { badInputs } from '../support/bad-inputs';
import { createdTopology, ownStack, PRIMARY, SECONDARY } from '../support/environment';

type Options = Partial<GlobalSessionTableOptions>;
type Row = BadInput<Options>;

const STRING = AttributeType.STRING;
const STREAM = StreamViewType.NEW_AND_OLD_IMAGES;

const TABLE_NAME = {
  prop: 'tableName',
  rule: 'both Regions spell this name, and DynamoDB takes 3 to 255 letters, digits, "_", "." or "-"',
  remedy: 'Write a literal name such as "payments-sessions", or leave it out for a name of the application and environment',
};
const names: Row[] = [
  { title: 'a key without a name', options: { partitionKey: { name: '', type: STRING } }, prop: 'partitionKey.name', value: '""', ...ATTRIBUTE_NAME },
  {
    title: 'a key with too long a name',
    options: { partitionKey: { name: 'é'.repeat(128), type: STRING } },
    prop: 'partitionKey.name',
    value: 'a name of 256 bytes',
    ...ATTRIBUTE_NAME,
  },
  { title: 'a sort key without a name', options: { sortKey: { name: '', type: STRING } }, prop: 'sortKey.name', value: '""', ...ATTRIBUTE_NAME },
  {
    title: 'one attribute for both keys',
    options: { sortKey: SESSION_ID },
    prop: 'sortKey.name',
    value: '"session_id"',
    rule: 'it equals partitionKey.name, and a key has two different attributes',
    remedy: 'Name another attribute, or leave the sort key out',
  },
  { title: 'a table name with a space', options: { tableName: 'my sessions' }, value: '"my sessions"', ...TABLE_NAME },
  { title: 'a short table name', options: { tableName: 'ab' }, value: '"ab"', ...TABLE_NAME },
  { title: 'a long table name', options: { tableName: 'x'.repeat(256) }, value: `"${'x'.repeat(256)}"`, ...TABLE_NAME },
  {
    title: 'a table name of another stack',
    options: { tableName: Lazy.string({ produce: () => 'late' }) },
    value: 'not known at synthesis',
    ...TABLE_NAME,
  },
];

const isKey = (name: string) => ({
  prop: 'timeToLiveAttribute',
  value: `"${name}"`,
  rule: 'it is a key of type S, while DynamoDB expires items by a number, the epoch time in seconds',
  remedy: 'Name an attribute of type number, for example "expires_at"',
});
const expiries: Row[] = [
  { title: 'an expiry without a name', options: { timeToLiveAttribute: '' }, prop: 'timeToLiveAttribute', value: '""', ...ATTRIBUTE_NAME },
  { title: 'an expiry that is a text key', options: { timeToLiveAttribute: 'session_id' }, ...isKey('session_id') },
  { title: 'an expiry that is a text sort key', options: { sortKey: { name: 'expires_at', type: STRING } }, ...isKey('expires_at') },
  {
    title: 'an expiry that is a text key of an index',
    options: { timeToLiveAttribute: 'user_id', globalSecondaryIndexes: [BY_USER] },
    ...isKey('user_id'),
  },
];

const PERIOD = {
  prop: 'pointInTimeRecoverySpecification.recoveryPeriodInDays',
  rule: 'DynamoDB keeps 1 to 35 whole days, and CDK wants to know how many',
  remedy: 'Write such a number, or leave it out for 35; AWS Backup keeps recovery points for longer',
};
const restore = (recoveryPeriodInDays: number, pointInTimeRecoveryEnabled = true) =>
  ({ pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled, recoveryPeriodInDays } });
const objectives: Row[] = [
  {
    title: 'an objective below a second',
    options: { rpo: Duration.millis(500) },
    prop: 'rpo',
    value: '500 millis',
    rule: 'replicas are eventually consistent and usually about a second behind: a smaller objective is always missed',
    remedy: 'Write at least Duration.seconds(1), for example the default, Duration.seconds(5)',
  },
  {
    title: 'a wait for a lag below an objective that a parameter tells',
    options: { rpo: Duration.seconds(Lazy.number({ produce: () => 5 })), drainedWithin: Duration.minutes(4) },
    prop: 'drainedWithin',
    value: 'Duration.minutes(4)',
    rule: 'a planned run waits until the lag is below rpo, which is not known at synthesis',
    remedy: 'Write rpo as a literal, for example Duration.seconds(5), or leave drainedWithin out',
  },
  { title: 'a recovery period of no day', options: restore(0), value: '0', ...PERIOD },
  { title: 'a recovery period above the limit', options: restore(36), value: '36', ...PERIOD },
  { title: 'a recovery period of half days', options: restore(1.5), value: '1.5', ...PERIOD },
  { title: 'a recovery period that a parameter tells', options: restore(Lazy.number({ produce: () => 7 })), value: 'not known at synthesis', ...PERIOD },
  {
    title: 'a recovery period without recovery',
    options: restore(7, false),
    prop: PERIOD.prop,
    value: '7',
    rule: 'point-in-time recovery is off, so that there is no period',
    remedy: 'Write pointInTimeRecoveryEnabled: true, or leave the period out',
  },
];

const insights: Row[] = [{
  title: 'a mode of insights that are off',
  options: { contributorInsightsSpecification: { enabled: false, mode: ContributorInsightsMode.THROTTLED_KEYS } },
  prop: 'contributorInsightsSpecification.mode',
  value: '"THROTTLED_KEYS"',
  rule: 'Contributor Insights is off, so that nothing is counted in any mode',
  remedy: 'Write enabled: true, or leave the mode out',
}];

const NOT_A_REGION = {
  prop: 'region',
  value: '"eu-central-1"',
  rule: 'it is not a Region of this construct\'s topology, whose Regions are eu-west-1 and eu-central-1',
  remedy: 'Use topology.primary or topology.secondary of the same topology',
};
const NO_FULL_ACCESS = [
  'all of dynamodb:* includes deleting the replica and turning its protection off',
  'Write grants.readWriteData of the handle, or table.grant with the actions that the principal needs',
] as const;
const ONE_ACCOUNT = ['both replicas of the table are in one account, and DynamoDB does not extend such a table to others', 'Leave the call out'] as const;
/** What a client must not do with the replica: CDK would do it in silence, or not at all. */
const REFUSED: [member: string, call: (replica: TableBaseV2, role: iam.Role) => unknown, rule: string, remedy: string][] = [
  [
    'addToResourcePolicy()',
    (replica, role) => replica.addToResourcePolicy(new iam.PolicyStatement({ principals: [role], actions: ['dynamodb:GetItem'], resources: ['*'] })),
    'the replicas of the table have no policies of their own, so that the statement would be in no template',
    'Grant to a role by the handle\'s grants, and let a principal of another account assume that role',
  ],
  ['grantFullAccess()', (replica, role) => replica.grantFullAccess(role), ...NO_FULL_ACCESS],
  ['grants.fullAccess()', (replica, role) => replica.grants.fullAccess(role), ...NO_FULL_ACCESS],
  ['grants.multiAccountReplicationTo()', replica => replica.grants.multiAccountReplicationTo('arn'), ...ONE_ACCOUNT],
  ['grants.multiAccountReplicationFrom()', replica => replica.grants.multiAccountReplicationFrom('arn'), ...ONE_ACCOUNT],
];
const uses: Row[] = [
  { title: 'a handle for a Region of another topology', make: () => sessions().table.forRegion(createdTopology().secondary), ...NOT_A_REGION },
  {
    title: 'a check in a Region of another topology',
    make: () => {
      const { secondary } = createdTopology();
      sessions().table.readinessChecks({ mode: RunMode.FAILOVER, target: secondary, source: secondary.peer });
    },
    ...NOT_A_REGION,
  },
  ...(['readData', 'writeData', 'readWriteData', 'readStream'] as const).map((grant): Row => ({
    title: `${grant} to a service, which has no policy to hold it`,
    make: () => grantToService(grant),
    prop: 'grantee',
    value: 'ServicePrincipal(states.amazonaws.com)',
    rule: 'a principal without a policy of its own, such as a service or an account, cannot be granted access here',
    remedy: 'Grant to a role, a user or a group; let a service assume such a role',
  })),
  ...REFUSED.map(([member, call, rule, remedy]): Row => ({
    title: `${member} of the replica`,
    make: () => {
      const { app, table, topology } = sessions();
      call(table.forRegion(topology.secondary).table as TableBaseV2, new iam.Role(ownStack(app, 'Team', SECONDARY), 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
    },
    prop: `forRegion(secondary).table.${member}`,
    rule,
    remedy,
  })),
  {
    title: 'a grant of the replica itself to a role in a stack of the other Region',
    make: () => {
      const { app, table, topology } = sessions();
      const role = new iam.Role(ownStack(app, 'Team', SECONDARY), 'Role', { assumedBy: new iam.AccountRootPrincipal() });
      table.forRegion(topology.primary).table.grantReadData(role);
    },
    prop: 'grantee',
    value: '"Team/Role" in eu-central-1',
    rule: 'this handle is for principals in stacks of eu-west-1, and names what is there',
    remedy: 'Grant on the handle of its own Region: forRegion(topology.secondary)',
  },
  {
    title: 'readStream to a role in a stack of the other Region',
    make: () => {
      const { app, table, topology } = sessions({ dynamoStream: STREAM });
      const role = new iam.Role(ownStack(app, 'Team', PRIMARY), 'Role', { assumedBy: new iam.AccountRootPrincipal() });
      table.forRegion(topology.secondary).grants.readStream(role);
    },
    prop: 'grantee',
    value: '"Team/Role" in eu-west-1',
    rule: 'this handle is for principals in stacks of eu-central-1, and names what is there',
    remedy: 'Grant on the handle of its own Region: forRegion(topology.primary)',
  },
];

const stacks: Row[] = [
  {
    title: 'a table name that another table has',
    make: () => {
      const { topology } = sessions({ tableName: 'payments-sessions' });
      new GlobalSessionTable(topology, 'carts', { topology, partitionKey: SESSION_ID, tableName: 'payments-sessions' });
    },
    path: 'Payments/carts',
    prop: 'tableName',
    value: '"payments-sessions"',
    rule: 'a table of "Payments/sessions" (tableName) has this name already, and no two may share one',
    remedy: 'Give one of the two another name',
  },
  {
    title: 'a table name that another table gets by its id',
    make: () => {
      const { topology, table } = sessions();
      new GlobalSessionTable(topology, 'carts', { topology, partitionKey: SESSION_ID, tableName: table.tableName });
    },
    path: 'Payments/carts',
    prop: 'tableName',
    value: '"payments-test-sessions-bce6521e"',
    rule: 'a table of "Payments/sessions" has this name already, and no two may share one',
    remedy: 'Give one of the two another name',
  },
  {
    title: 'an id that a construct in the stack has',
    make: () => {
      const { app, topology } = sessions();
      new GlobalSessionTable(app, 'sessions', { topology, partitionKey: SESSION_ID, tableName: 'other-sessions' });
    },
    path: 'sessions',
    prop: 'id',
    value: '"sessions"',
    rule: 'stack "Payments-test-data-eu-west-1" already has a construct of this kind and id, and ids of stateful resources are derived from it',
    remedy: 'Give this construct another id',
  },
];

function grantToService(grant: keyof Pick<RegionalSessionTableGrants, 'readData' | 'writeData' | 'readWriteData' | 'readStream'>): void {
  const { topology, table } = sessions({ dynamoStream: STREAM });
  table.forRegion(topology.secondary).grants[grant](new iam.ServicePrincipal('states.amazonaws.com'));
}

/** What a session table refuses. */
export const SESSION_TABLE_BAD_INPUTS = badInputs<Options>({
  construct: 'GlobalSessionTable',
  requirements: 'TBL-03, TBL-07',
  path: 'Payments/sessions',
  make: sessions,
  inputs: [
    ...names, ...expiries, ...objectives, ...insights, ...uses, ...stacks,
    ...BAD_CAPACITY, ...BAD_INDEXES, ...BAD_CONSISTENCY, ...BAD_STREAMS, ...BAD_ADOPTION,
  ],
});
