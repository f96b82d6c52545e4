#!/usr/bin/env node
// Removes every version and delete marker of buckets that are named one by one, so that they can be deleted:
//
//   node empty-bucket.js BUCKET...            tells what is there and changes nothing
//   node empty-bucket.js --apply BUCKET...    stops replication from these buckets, then empties them
//
// It calls the AWS CLI version 2 (`aws s3api`) with the credentials of the shell and needs nothing else. Node.js 20 or newer.
// What it removes is gone: no version, no backup of S3. docs/runbooks/empty-a-bucket.md says what comes before and after.
'use strict';

const { execFileSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const USAGE = 'usage: node empty-bucket.js [--apply] BUCKET...';
const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** A cause that is told in one line, without a stack trace. */
class Stop extends Error {}

/** Calls S3 and answers what it says, or undefined where it says that what was asked for does not exist. */
function s3api(args, absent) {
  try {
    const text = execFileSync('aws', ['s3api', ...args, '--output', 'json'], {
      encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024,
    });
    return text.trim() === '' ? {} : JSON.parse(text);
  } catch (error) {
    if (error.code === 'ENOENT') throw new Stop('the AWS CLI was not found: install version 2');
    const message = String(error.stderr || error.message).trim();
    if (absent && message.includes(absent)) return undefined;
    throw new Stop(message);
  }
}

/** Retention cannot be lifted, or must not be: whoever set it decides. Asked of every bucket before any is touched. */
function requireUnlocked(bucket) {
  const found = s3api(['get-object-lock-configuration', '--bucket', bucket], 'ObjectLockConfigurationNotFoundError');
  if (found && found.ObjectLockConfiguration && found.ObjectLockConfiguration.ObjectLockEnabled === 'Enabled') {
    throw new Stop(`${bucket} has object lock, and this script goes round no retention: let a lifecycle rule expire the versions as their retention ends`);
  }
}

function replicationOf(bucket) {
  const found = s3api(['get-bucket-replication', '--bucket', bucket], 'ReplicationConfigurationNotFoundError');
  return found && found.ReplicationConfiguration;
}

function destinationsOf(bucket) {
  const replication = replicationOf(bucket);
  return replication ? replication.Rules.map(({ Destination }) => Destination.Bucket.split(':').pop()) : [];
}

/** A partner that replicates back fills a bucket again with what it still has. Asked of every bucket before any is touched. */
function requirePartners(bucket, named) {
  const partner = destinationsOf(bucket).find(other => !named.includes(other) && destinationsOf(other).includes(bucket));
  if (partner) throw new Stop(`${bucket} and ${partner} replicate to each other, and ${partner} would fill it again: name both`);
}

/** One page of at most 1000, which is also what one deletion takes. */
function pageOf(bucket, markers) {
  const page = s3api(['list-object-versions', '--bucket', bucket, '--max-keys', '1000', '--no-paginate', ...markers]);
  const versions = page.Versions || [];
  const deleteMarkers = page.DeleteMarkers || [];
  // With an equals sign: a key may begin with a hyphen.
  const next = page.IsTruncated ? [`--key-marker=${page.NextKeyMarker}`, `--version-id-marker=${page.NextVersionIdMarker}`] : undefined;
  return { versions, deleteMarkers, next };
}

function count(bucket) {
  const sum = { versions: 0, deleteMarkers: 0 };
  for (let markers = []; markers;) {
    const page = pageOf(bucket, markers);
    sum.versions += page.versions.length;
    sum.deleteMarkers += page.deleteMarkers.length;
    markers = page.next;
  }
  return sum;
}

/** What would be replicated into a bucket while it is emptied would fill it again. The rules are kept in a file. */
function stopReplication(bucket) {
  const replication = replicationOf(bucket);
  if (!replication) return;
  const file = path.resolve(`replication-of-${bucket}.json`);
  if (fs.existsSync(file)) throw new Stop(`${file} of an earlier run would be lost: move it away`);
  fs.writeFileSync(file, `${JSON.stringify(replication, undefined, 2)}\n`);
  s3api(['delete-bucket-replication', '--bucket', bucket]);
  console.log(`${bucket}: replication stopped; its rules are in ${file}`);
}

function empty(bucket, folder) {
  const request = path.join(folder, 'delete.json');
  let removed = 0;
  for (;;) {
    const { versions, deleteMarkers } = pageOf(bucket, []);
    const objects = [...versions, ...deleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (objects.length === 0) break;
    fs.writeFileSync(request, JSON.stringify({ Objects: objects, Quiet: true }));
    const { Errors: errors = [] } = s3api(['delete-objects', '--bucket', bucket, '--delete', `file://${request}`]);
    if (errors.length > 0) {
      const [{ Key, VersionId, Code, Message }] = errors;
      throw new Stop(`${bucket}: S3 refused ${errors.length} of ${objects.length}, first "${Key}" version ${VersionId}: ${Code}, ${Message}`);
    }
    removed += objects.length;
  }
  console.log(`${bucket}: ${removed} versions and delete markers removed; it is empty`);
}

function tell(bucket) {
  const { versions, deleteMarkers } = count(bucket);
  const replication = replicationOf(bucket);
  const rules = replication ? replication.Rules.map(({ ID, Status }) => `${ID} (${Status})`).join(', ') : 'none';
  console.log(`${bucket}: ${versions} versions, ${deleteMarkers} delete markers; replication rules: ${rules}`);
}

function main(args) {
  const buckets = args.filter(arg => arg !== '--apply');
  const wrong = buckets.find(bucket => !BUCKET_NAME.test(bucket));
  if (buckets.length === 0) throw new Stop(USAGE);
  if (wrong !== undefined) throw new Stop(`"${wrong}" is not the name of a bucket. ${USAGE}`);
  buckets.forEach(requireUnlocked);
  if (!args.includes('--apply')) {
    buckets.forEach(tell);
    console.log('Nothing was changed. Repeat with --apply to remove all of it for good.');
    return;
  }
  buckets.forEach(bucket => requirePartners(bucket, buckets));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'empty-bucket-'));
  try {
    buckets.forEach(stopReplication);
    buckets.forEach(bucket => empty(bucket, folder));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  console.error(`empty-bucket: ${error.message}`);
  process.exitCode = 1;
}
