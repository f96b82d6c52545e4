import { Duration, Lazy } from 'aws-cdk-lib';
import { AttributeType, StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ATTRIBUTE_NAME, BAD_CAPACITY, BAD_INDEXES } from './bad-capacity-and-indexes';
import { BAD_ADOPTION, BAD_CONSISTENCY, BAD_STREAMS } from './bad-consistency-and-adoption';
import { BY_USER, SESSION_ID, sessions } from './fixture';
import type { GlobalSessionTableOptions, RegionalSessionTableGrants } from '../../src/sessions';
import { GlobalSessionTable } from '../../src/sessions';
import type { BadInput } from '../support/bad-inputs';
import { badInputs } from '../support/bad-inputs';
import { createdTopology, ownStack, PRIMARY } from '../support/environment';

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

const NOT_A_REGION = {
  prop: 'region',
  value: '"eu-central-1"',
  rule: 'it is not a Region of this construct\'s topology, whose Regions are eu-west-1 and eu-central-1',
  remedy: 'Use topology.primary or topology.secondary of the same topology',
};
const uses: Row[] = [
  { title: 'a handle for a Region of another topology', make: () => sessions().table.forRegion(createdTopology().secondary), ...NOT_A_REGION },
  {
    title: 'a check in a Region of another topology',
    make: () => {
      const { secondary } = createdTopology();
      sessions().table.readinessChecks({ target: secondary, source: secondary.peer });
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
    title: 'an id that a construct in the stack has',
    make: () => {
      const { app, topology } = sessions();
      new GlobalSessionTable(app, 'sessions', { topology, partitionKey: SESSION_ID });
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
    ...names, ...expiries, ...objectives, ...uses, ...stacks,
    ...BAD_CAPACITY, ...BAD_INDEXES, ...BAD_CONSISTENCY, ...BAD_STREAMS, ...BAD_ADOPTION,
  ],
});
