import { readFileSync } from 'fs';
import * as path from 'path';
import { AttributeType, StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import { globalTable, replicas, sessions, strongSessions, tableProperties, WITNESS } from './fixture';
import { StackLayer } from '../../src';
import { GlobalSessionTable, TableConsistency } from '../../src/sessions';
import { createdTopology, handedOverTopology, PRIMARY, SECONDARY } from '../support/environment';

const README = readFileSync(path.join(__dirname, '../../src/sessions/README.md'), 'utf8').replace(/\s+/g, ' ');
const STRONG = { consistency: TableConsistency.strong() };

function strongProperties(...given: Parameters<typeof strongSessions>): { [name: string]: any } {
  const { topology } = strongSessions(...given);
  return globalTable(topology.primary.stack(StackLayer.DATA)).Properties;
}

test('TBL-09: a table that is declared eventually consistent is the same as by default', () => {
  expect(tableProperties({ consistency: TableConsistency.eventual() })).toEqual(tableProperties());
});

test('TBL-09: a strongly consistent table has a replica in each Region and a witness in a third', () => {
  expect(strongProperties()).toMatchObject({ MultiRegionConsistency: 'STRONG', GlobalTableWitnesses: [{ Region: WITNESS }] });
  expect(strongProperties().Replicas.map((replica: { Region: string }) => replica.Region).sort()).toEqual([SECONDARY, PRIMARY]);
});

test('TBL-09: the witness of the topology changes nothing for an eventually consistent table', () => {
  const { topology } = sessions({}, { witnessRegion: WITNESS });
  const { MultiRegionConsistency, GlobalTableWitnesses } = globalTable(topology.primary.stack(StackLayer.DATA)).Properties;
  expect([MultiRegionConsistency, GlobalTableWitnesses]).toEqual([undefined, undefined]);
});

test('TBL-05: the items of a strongly consistent table do not expire, by default too', () => {
  expect(strongProperties().TimeToLiveSpecification).toBeUndefined();
});

test('a strongly consistent table may have a key by the name that items expire by elsewhere', () => {
  expect(strongProperties({ sortKey: { name: 'expires_at', type: AttributeType.STRING } }).KeySchema[1].AttributeName).toBe('expires_at');
});

test.each(['TBL-04', 'TBL-06'])('%s: a strongly consistent table is set up per Region like any other', () => {
  const settings = ({ SSESpecification, Tags, ...others }: { [name: string]: any }) => ({ ...others, key: JSON.stringify(SSESpecification) });
  expect(replicas(STRONG, { witnessRegion: WITNESS }).map(settings)).toEqual(replicas().map(settings));
});

test('a strongly consistent table publishes no lag, so that nothing waits for it', () => {
  expect(strongSessions().table.replicationSignals()).toEqual([]);
});

test('the stream of a strongly consistent table may have keys alone, because nothing is replicated by it', () => {
  expect(strongProperties({ dynamoStream: StreamViewType.KEYS_ONLY }).StreamSpecification).toEqual({ StreamViewType: 'KEYS_ONLY' });
});

test.each([
  ['us-east-1', 'us-west-2', 'us-east-2'],
  ['eu-west-2', 'eu-west-3', 'eu-west-1'],
  ['ap-northeast-1', 'ap-northeast-3', 'ap-northeast-2'],
])('strong consistency within a Region set: %s, %s and %s', (primary, secondary, witnessRegion) => {
  const topology = createdTopology(undefined, { primary: { region: primary }, secondary: { region: secondary }, witnessRegion });
  new GlobalSessionTable(topology, 'sessions', { topology, partitionKey: { name: 'session_id', type: AttributeType.STRING }, ...STRONG });
  expect(globalTable(topology.primary.stack(StackLayer.DATA)).Properties.GlobalTableWitnesses).toEqual([{ Region: witnessRegion }]);
});

test('TEST-17: a strongly consistent table works in one consumer-owned stack per Region', () => {
  const topology = handedOverTopology(undefined, { witnessRegion: WITNESS });
  new GlobalSessionTable(topology, 'sessions', { topology, partitionKey: { name: 'session_id', type: AttributeType.STRING }, ...STRONG });
  expect(globalTable(topology.primary.stack(StackLayer.DATA)).Properties.MultiRegionConsistency).toBe('STRONG');
});

test('TBL-09: what strong consistency gives and takes is written', () => {
  for (const statement of [
    'RPO of zero', 'same Region set', 'no transactions', 'do not expire', 'no `ReplicationLatency`', 'cannot be changed after creation', 'ReplicatedWriteConflictException',
  ]) {
    expect(README).toContain(statement);
  }
});
