import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { documents, foundations } from './fixture';
import { AccessLogging } from '../../src/storage';

const SCRIPT = path.join(__dirname, '../../scripts/empty-bucket.js');
const STAND_IN = path.join(__dirname, 'versioned-buckets.js');

interface Version {
  readonly Key: string;
  readonly VersionId: string;
  readonly marker?: boolean;
}

interface Bucket {
  readonly versions: Version[];
  readonly replication?: object;
  readonly objectLock?: boolean;
  /** A key whose versions S3 does not delete. */
  readonly refuses?: string;
}

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'empty-bucket-test-'));
  fs.writeFileSync(path.join(folder, 'aws'), `#!/bin/sh\nexec "${process.execPath}" "${STAND_IN}" "$@"\n`, { mode: 0o755 });
});

afterEach(() => fs.rmSync(folder, { recursive: true }));

/** Runs the script over buckets that the stand-in for the CLI holds. */
function emptyBuckets(args: string[], buckets: { [name: string]: Bucket }, searchPath = folder) {
  const state = path.join(folder, 'state.json');
  fs.writeFileSync(state, JSON.stringify({ buckets, calls: [] }));
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: searchPath === folder ? `${folder}:/usr/bin:/bin` : searchPath, VERSIONED_BUCKETS: folder },
  });
  const after = JSON.parse(fs.readFileSync(state, 'utf8')) as { buckets: { [name: string]: Bucket }; calls: string[] };
  return { status, stdout, stderr, ...after };
}

/** Objects that were written, written again and deleted: every third entry is a delete marker. */
function history(entries: number): Version[] {
  return Array.from({ length: entries }, (_, index) => ({
    Key: `-invoices/${Math.floor(index / 3)} ü=1`, VersionId: `v${index}`, ...index % 3 === 2 && { marker: true },
  }));
}

function replicatingTo(name: string): object {
  return { Role: 'arn:aws:iam::111111111111:role/replication', Rules: [{ ID: 'to-other', Status: 'Enabled', Destination: { Bucket: `arn:aws:s3:::${name}` } }] };
}

function pair(entries: number): { [name: string]: Bucket } {
  return {
    'docs-one': { versions: history(entries), replication: replicatingTo('docs-two') },
    'docs-two': { versions: history(entries), replication: replicatingTo('docs-one') },
  };
}

const CHANGES = /^delete-/;

test('S3-12: both buckets are left without a version and without a delete marker, in batches of at most 1000', () => {
  const { status, stdout, buckets, calls } = emptyBuckets(['--apply', 'docs-one', 'docs-two'], pair(2500));
  expect(stdout).toContain('docs-two: 2500 versions and delete markers removed; it is empty');
  expect(status).toBe(0);
  expect(Object.values(buckets).map(({ versions }) => versions)).toEqual([[], []]);
  expect(calls.filter(call => call === 'delete-objects docs-one')).toHaveLength(3);
});

test('S3-12: replication of every bucket is stopped before anything is removed, and its rules are kept in a file', () => {
  const { buckets, calls } = emptyBuckets(['--apply', 'docs-one', 'docs-two'], pair(3));
  expect(calls.filter(call => CHANGES.test(call))).toEqual([
    'delete-bucket-replication docs-one', 'delete-bucket-replication docs-two', 'delete-objects docs-one', 'delete-objects docs-two',
  ]);
  expect(Object.values(buckets).map(({ replication }) => replication)).toEqual([undefined, undefined]);
  const kept = fs.readFileSync(path.join(folder, 'replication-of-docs-one.json'), 'utf8');
  expect(JSON.parse(kept)).toEqual(replicatingTo('docs-two'));
});

test('S3-12: without --apply it tells what is there and changes nothing', () => {
  const { status, stdout, buckets, calls } = emptyBuckets(['docs-one'], pair(2500));
  expect(stdout).toBe('docs-one: 1667 versions, 833 delete markers; replication rules: to-other (Enabled)\n'
    + 'Nothing was changed. Repeat with --apply to remove all of it for good.\n');
  expect(status).toBe(0);
  expect(calls.filter(call => CHANGES.test(call))).toEqual([]);
  expect(buckets).toEqual(pair(2500));
});

test('S3-12: an empty bucket stays so, and a second run does no harm', () => {
  const { status, stdout } = emptyBuckets(['--apply', 'docs-logs'], { 'docs-logs': { versions: [] } });
  expect([status, stdout]).toEqual([0, 'docs-logs: 0 versions and delete markers removed; it is empty\n']);
});

test('S3-12: a bucket with object lock is refused before any bucket is touched', () => {
  const given = { ...pair(3), 'docs-locked': { versions: history(3), objectLock: true } };
  const { status, stderr, buckets, calls } = emptyBuckets(['--apply', 'docs-one', 'docs-locked'], given);
  expect(stderr).toContain('empty-bucket: docs-locked has object lock, and this script goes round no retention');
  expect(status).toBe(1);
  expect(calls.filter(call => CHANGES.test(call))).toEqual([]);
  expect(buckets).toEqual(given);
});

test('S3-12: a bucket whose partner is not named is refused before any bucket is touched, because the partner fills it again', () => {
  const given = { ...pair(3), 'docs-logs': { versions: history(1) } };
  const { status, stderr, buckets, calls } = emptyBuckets(['--apply', 'docs-logs', 'docs-two'], given);
  expect(stderr).toBe('empty-bucket: docs-two and docs-one replicate to each other, and docs-one would fill it again: name both\n');
  expect(status).toBe(1);
  expect(calls.filter(call => CHANGES.test(call))).toEqual([]);
  expect(buckets).toEqual(given);
});

test.each([
  ['does not replicate', undefined],
  ['replicates elsewhere', 'docs-three'],
])('S3-12: a destination that %s keeps what it has and need not be named', (_, next) => {
  const archive = { versions: history(3), ...next && { replication: replicatingTo(next) } };
  const { status, buckets } = emptyBuckets(['--apply', 'docs-one'], { 'docs-one': { versions: history(3), replication: replicatingTo('archive') }, archive });
  expect(status).toBe(0);
  expect(buckets['docs-one'].versions).toEqual([]);
  expect(buckets.archive).toEqual(archive);
});

test('S3-12: a destination that cannot be asked whether it replicates back ends it before anything is changed', () => {
  const { stderr, calls } = emptyBuckets(['--apply', 'docs-one'], { 'docs-one': { versions: history(3), replication: replicatingTo('others') } });
  expect(stderr).toContain('The specified bucket does not exist');
  expect(calls.filter(call => CHANGES.test(call))).toEqual([]);
});

test('S3-12: what S3 refuses to remove ends it, with the first key, version and cause', () => {
  const { status, stderr } = emptyBuckets(['--apply', 'docs-held'], {
    'docs-held': { versions: [{ Key: 'held', VersionId: 'v1' }, { Key: 'free', VersionId: 'v2' }], refuses: 'held' },
  });
  expect(stderr).toBe('empty-bucket: docs-held: S3 refused 1 of 2, first "held" version v1: AccessDenied, Access Denied\n');
  expect(status).toBe(1);
});

test.each([
  ['no bucket', ['--apply'], 'usage: node empty-bucket.js [--apply] BUCKET...'],
  ['a pattern', ['--apply', 'docs-*'], '"docs-*" is not the name of a bucket'],
  ['an unknown option', ['--force', 'docs-one'], '"--force" is not the name of a bucket'],
  ['a bucket that does not exist', ['--apply', 'docs-one', 'docs-none'], 'The specified bucket does not exist'],
])('S3-12: %s ends it before anything is changed', (_, args, message) => {
  const { status, stderr, calls } = emptyBuckets(args, pair(3));
  expect(stderr).toContain(message);
  expect(status).toBe(1);
  expect(calls.filter(call => CHANGES.test(call))).toEqual([]);
});

test('without the AWS CLI it says what to install', () => {
  expect(emptyBuckets(['docs-one'], pair(1), path.join(folder, 'none')).stderr).toBe('empty-bucket: the AWS CLI was not found: install version 2\n');
});

test('S3-12: the runbook names the script, what comes before and what comes after', () => {
  const runbook = fs.readFileSync(path.join(__dirname, '../../docs/runbooks/empty-a-bucket.md'), 'utf8').replace(/\s+/g, ' ');
  for (const statement of [
    'scripts/empty-bucket.js', 'Stop the writers', '--apply', 'object lock', 'delete-bucket --bucket', 's3:DeleteBucket`', 'put-bucket-replication --bucket',
    'Both buckets must be named', 'until both have zero versions and zero delete markers',
  ]) {
    expect(runbook).toContain(statement);
  }
});

test('S3-12: the runbook finds every bucket of a store, the logs and reports beside it included, by the outputs of its stacks', () => {
  const runbook = fs.readFileSync(path.join(__dirname, '../../docs/runbooks/empty-a-bucket.md'), 'utf8');
  const [, part] = /contains\(OutputKey, '(\w+)'\)/.exec(runbook)!;
  for (const template of foundations(documents({ accessLogging: AccessLogging.cloudTrailDataEvents(), batchReplication: true }))) {
    const outputs = Object.entries(template.toJSON().Outputs as { [key: string]: { Value: unknown; Description: string } })
      .filter(([key]) => key.includes(part)).map(([, { Value, Description }]) => [Value, Description.split(' "')[0]]);
    const names = Object.values(template.findResources('AWS::S3::Bucket')).map(({ Properties }) => Properties.BucketName);
    expect(outputs.map(([name]) => name).sort()).toEqual(names.sort());
    expect(outputs.map(([, description]) => description).sort())
      .toEqual(['Bucket', 'Data events of bucket', 'Reports of batch replication of bucket', 'Server access logs of bucket']);
  }
});
