import { Duration } from 'aws-cdk-lib';
import { StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { sessions, strongSessions } from './fixture';
import type { GlobalSessionTableOptions } from '../../src/sessions';
import { ExistingTable, TableConsistency } from '../../src/sessions';
import type { BadInput } from '../support/bad-inputs';
import { ownStack, PRIMARY } from '../support/environment';

type Row = BadInput<Partial<GlobalSessionTableOptions>>;

const STRONG = { consistency: TableConsistency.strong() };
const REGION_SETS = {
  prop: 'consistency',
  rule: 'the replicas and the witness must be in one Region set: US (us-east-1, us-east-2, us-west-2), '
    + 'EU (eu-west-1, eu-west-2, eu-west-3, eu-central-1), AP (ap-northeast-1, ap-northeast-2, ap-northeast-3)',
  remedy: 'Choose three Regions of one set, or leave consistency out',
};
export const BAD_CONSISTENCY: Row[] = [
  {
    title: 'strong consistency without a third Region',
    options: STRONG,
    prop: 'consistency',
    value: '"STRONG"',
    rule: 'a strongly consistent table needs a third Region, which decides when one is lost',
    remedy: 'Set witnessRegion on the topology, to a Region of the same Region set, or leave consistency out',
  },
  {
    title: 'strong consistency with a witness on another continent',
    make: () => sessions(STRONG, { witnessRegion: 'us-east-1' }),
    value: '"STRONG" in eu-west-1, eu-central-1, us-east-1',
    ...REGION_SETS,
  },
  {
    title: 'strong consistency with a witness of no Region set',
    make: () => sessions(STRONG, { witnessRegion: 'eu-north-1' }),
    value: '"STRONG" in eu-west-1, eu-central-1, eu-north-1',
    ...REGION_SETS,
  },
  {
    title: 'an expiry of strongly consistent items',
    make: () => strongSessions({ timeToLiveAttribute: 'expires_at' }),
    prop: 'timeToLiveAttribute',
    value: '"expires_at"',
    rule: 'the items of a strongly consistent table do not expire',
    remedy: 'Leave it out and delete old items yourself, or leave consistency out',
  },
  {
    title: 'an objective for the loss of strongly consistent items',
    make: () => strongSessions({ rpo: Duration.seconds(5) }),
    prop: 'rpo',
    value: '5 seconds',
    rule: 'a strongly consistent table loses nothing with a Region, and publishes no lag to compare with an objective',
    remedy: 'Leave it out',
  },
  {
    title: 'a wait for the replication of strongly consistent items',
    make: () => strongSessions({ drainedWithin: Duration.minutes(4) }),
    prop: 'drainedWithin',
    value: 'Duration.minutes(4)',
    rule: 'a strongly consistent table has every write in both Regions, and publishes no lag to wait for',
    remedy: 'Leave it out',
  },
  {
    title: 'strong consistency of a table with items',
    make: () => strongSessions({ existing: ExistingTable.beingImported(), tableName: 'legacy-sessions' }),
    prop: 'existing',
    rule: 'a table keeps the consistency that it was created with, and one with items cannot become strongly consistent',
    remedy: 'Leave existing out: an empty table is created, and the items are copied; or leave consistency out',
  },
  {
    title: 'the lag of strongly consistent replicas',
    make: () => {
      const { table, topology } = strongSessions();
      table.forRegion(topology.primary).metricReplicationLatency();
    },
    prop: 'metricReplicationLatency',
    rule: 'a strongly consistent table has no lag and publishes none',
    remedy: 'Watch metricSuccessfulRequestLatency of its writes, or leave consistency out',
  },
];

const NO_STREAM = {
  prop: 'dynamoStream',
  rule: 'the streams of this table are not known to its handles',
  remedy: 'Write dynamoStream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES',
};
export const BAD_STREAMS: Row[] = [
  {
    title: 'a stream of keys',
    options: { dynamoStream: StreamViewType.KEYS_ONLY },
    prop: 'dynamoStream',
    value: '"KEYS_ONLY"',
    rule: 'replicas are kept alike by way of the stream, which must have new and old images',
    remedy: 'Write dynamodb.StreamViewType.NEW_AND_OLD_IMAGES',
  },
  {
    title: 'a stream that was not asked for',
    make: () => {
      const { table, topology } = sessions();
      return table.forRegion(topology.secondary).streamArn;
    },
    ...NO_STREAM,
  },
  {
    title: 'a grant on a stream that was not asked for',
    make: () => {
      const { app, table, topology } = sessions();
      const role = new iam.Role(ownStack(app, 'Team', PRIMARY), 'Role', { assumedBy: new iam.AccountRootPrincipal() });
      table.forRegion(topology.primary).grants.readStream(role);
    },
    ...NO_STREAM,
  },
];

const ADOPTED = { existing: ExistingTable.beingImported(), tableName: 'legacy-sessions', timeToLiveAttribute: 'ttl' };
export const BAD_ADOPTION: Row[] = [
  {
    title: 'an import of a table without its name',
    options: { ...ADOPTED, tableName: undefined },
    prop: 'tableName',
    rule: 'the table that is imported has a name already, which the template must carry',
    remedy: 'Write the name of the existing table',
  },
  {
    title: 'an import of a table whose items would expire by a default',
    options: { ...ADOPTED, timeToLiveAttribute: undefined },
    prop: 'timeToLiveAttribute',
    rule: 'the table has items, and those whose time has passed are deleted: by which attribute is not for a default to say',
    remedy: 'Write the attribute by which the items expire; one that no item has deletes none',
  },
  {
    title: 'an import of a table whose items expire by another attribute',
    options: { ...ADOPTED, existing: ExistingTable.globalTableBeingImported({ timeToLiveAttribute: 'valid_until' }) },
    prop: 'timeToLiveAttribute',
    value: '"ttl"',
    rule: 'the items of the table expire by "valid_until", and DynamoDB does not change the attribute while time to live is on',
    remedy: 'Write "valid_until"',
  },
  {
    title: 'an import of a table with a stream of keys',
    options: { ...ADOPTED, existing: ExistingTable.beingImported({ dynamoStream: StreamViewType.KEYS_ONLY }) },
    prop: 'existing.dynamoStream',
    value: '"KEYS_ONLY"',
    rule: 'replicas need a stream of new and old images, and a stream cannot change its kind',
    remedy: 'Turn the stream off before the import, and leave dynamoStream out: the stage before replication turns on the right one',
  },
  {
    title: 'a stream for handles during an adoption',
    options: { ...ADOPTED, existing: ExistingTable.beforeReplication(), dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES },
    prop: 'dynamoStream',
    value: '"NEW_AND_OLD_IMAGES"',
    rule: 'handles learn the streams when there are two replicas, and during adoption there may be one',
    remedy: 'Leave it out until existing is left out and deployed',
  },
];
