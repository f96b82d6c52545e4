// Stands in for the AWS CLI: `aws s3api` over versioned buckets that a file holds, in its folder's state.json. It knows the calls
// that emptying a bucket makes, answers in the CLI's form, and writes each call down.
'use strict';

const fs = require('fs');
const path = require('path');

const file = path.join(process.env.VERSIONED_BUCKETS, 'state.json');
const state = JSON.parse(fs.readFileSync(file, 'utf8'));
const [service, operation, ...rest] = process.argv.slice(2);

const options = {};
for (let index = 0; index < rest.length; index++) {
  const [name, inline] = rest[index].slice(2).split(/=(.*)/s);
  const takesNext = inline === undefined && index + 1 < rest.length && !rest[index + 1].startsWith('--');
  options[name] = inline ?? (takesNext ? rest[++index] : true);
}

function fail(code, message) {
  process.stderr.write(`\nAn error occurred (${code}) when calling the ${operation} operation: ${message}\n`);
  process.exit(254);
}

const bucket = state.buckets[options.bucket];
if (service !== 's3api') fail('Usage', `unknown service ${service}`);
if (!bucket) fail('NoSuchBucket', 'The specified bucket does not exist');

const operations = {
  'get-object-lock-configuration': () => bucket.objectLock
    ? { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } }
    : fail('ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket'),
  'get-bucket-replication': () => bucket.replication
    ? { ReplicationConfiguration: bucket.replication }
    : fail('ReplicationConfigurationNotFoundError', 'The replication configuration was not found'),
  'delete-bucket-replication': () => { delete bucket.replication; },
  'list-object-versions': () => {
    if (!options['no-paginate']) fail('Test', 'all pages at once would not fit into memory');
    const after = options['version-id-marker'];
    const start = after ? bucket.versions.findIndex(({ VersionId }) => VersionId === after) + 1 : 0;
    const page = bucket.versions.slice(start, start + Number(options['max-keys']));
    const last = page[page.length - 1];
    const truncated = start + page.length < bucket.versions.length;
    return {
      // The CLI leaves out what is empty.
      ...page.some(({ marker }) => !marker) && { Versions: page.filter(({ marker }) => !marker) },
      ...page.some(({ marker }) => marker) && { DeleteMarkers: page.filter(({ marker }) => marker) },
      IsTruncated: truncated,
      ...truncated && { NextKeyMarker: last.Key, NextVersionIdMarker: last.VersionId },
    };
  },
  'delete-objects': () => {
    const { Objects: objects } = JSON.parse(fs.readFileSync(options.delete.replace('file://', ''), 'utf8'));
    if (objects.length > 1000) fail('MalformedXML', 'at most 1000 objects');
    // A bucket that still replicates gets what the other receives meanwhile.
    for (const source of Object.values(state.buckets)) {
      if (source.replication && source.replication.Rules[0].Destination.Bucket.endsWith(`:${options.bucket}`)) {
        bucket.versions.push({ Key: 'replica', VersionId: `replica-${state.calls.length}` });
      }
    }
    const refused = objects.filter(({ Key }) => Key === bucket.refuses);
    bucket.versions = bucket.versions.filter(({ Key, VersionId }) =>
      Key === bucket.refuses || !objects.some(object => object.Key === Key && object.VersionId === VersionId));
    return refused.length > 0
      ? { Errors: refused.map(({ Key, VersionId }) => ({ Key, VersionId, Code: 'AccessDenied', Message: 'Access Denied' })) }
      : undefined;
  },
};

if (!operations[operation]) fail('Test', `unknown operation ${operation}`);
state.calls.push(`${operation} ${options.bucket}`);
const answer = operations[operation]();
fs.writeFileSync(file, JSON.stringify(state));
if (answer) process.stdout.write(JSON.stringify(answer));
