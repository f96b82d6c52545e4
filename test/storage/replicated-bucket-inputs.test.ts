import { Duration, Lazy, Token } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { HttpMethods, StorageClass } from 'aws-cdk-lib/aws-s3';
import { REPLICATED_BUCKET_BAD_INPUTS } from './bad-inputs';
import { documents, dataBucket, foundations } from './fixture';
import { StackLayer } from '../../src';
import type { ReplicatedBucketOptions } from '../../src/storage';
import { ExistingBucket, ReplicatedBucket } from '../../src/storage';
import { describeBadInputs } from '../support/bad-inputs';
import { ACCOUNT, createdTopology, handedOverTopology, testApp, ownStack, PRIMARY, SECONDARY } from '../support/environment';

const PATH = '[Payments/documents]';

describeBadInputs(REPLICATED_BUCKET_BAD_INPUTS);

test('S3-11: at least 25 bad inputs are tried', () => {
  expect(REPLICATED_BUCKET_BAD_INPUTS.entries.length).toBeGreaterThan(25);
});

describe('places that are refused', () => {
  test('an id that a construct in the stack has', () => {
    const { topology } = documents();
    const elsewhere = createdTopology(testApp()).node.scope!;
    expect(() => new ReplicatedBucket(elsewhere, 'documents', { topology, primaryBucketName: 'acme-one', secondaryBucketName: 'acme-two' }))
      .toThrow('[documents] id = "documents": stack "Payments-test-foundation-eu-central-1" already has a construct of this kind and id');
  });

  test('consumer-owned stacks that are deployed the other way round', () => {
    const app = testApp();
    const [primary, secondary] = [ownStack(app, 'West', PRIMARY), ownStack(app, 'Central', SECONDARY)];
    secondary.addStackDependency(primary);
    const topology = handedOverTopology(app, { primary: { foundation: primary }, secondary: { foundation: secondary } });
    expect(() => new ReplicatedBucket(topology, 'documents', { topology }))
      .toThrow('stack "Central" must be deployed before stack "West" (the replication of bucket "documents" names a destination bucket that must exist)');
  });
});

describe('uses that are refused', () => {
  test.each([
    ['a service', new iam.ServicePrincipal('cloudfront.amazonaws.com')],
    ['an account', new iam.AccountPrincipal(ACCOUNT)],
  ])('a grant to %s, which has no policy to hold it', (_, grantee) => {
    const { topology, bucket } = documents();
    expect(() => bucket.forRegion(topology.primary).grants.read(grantee))
      .toThrow(`${PATH} grantee = ${grantee.toString()}: a principal without a policy of its own`);
  });

  test.each(['', 's3://documents/invoices/*', 'arn:aws:s3:::documents/*'])('the key pattern "%s"', pattern => {
    const { topology, bucket } = documents();
    const role = new iam.Role(ownStack(testApp(), 'Team', PRIMARY), 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    for (const grant of ['read', 'put', 'deleteObjects', 'write', 'readWrite'] as const) {
      expect(() => bucket.forRegion(topology.primary).grants[grant](role, pattern))
        .toThrow(`${PATH} objectsKeyPattern = "${pattern}": it is matched with object keys`);
    }
  });
});

describe('names that only an adopted bucket has', () => {
  const primaryBucketName = `acme-${ACCOUNT}-${PRIMARY}-an`;
  const warningsOf = (options: ReplicatedBucketOptions) => {
    const { topology } = documents(options);
    return Annotations.fromStack(topology.primary.stack(StackLayer.FOUNDATION)).findWarning('*', Match.stringLikeRegexp('accountRegionalBucketName'));
  };

  test('OPS-09: the account\'s regional namespace may be adopted from, and its names are not for new buckets', () => {
    expect(dataBucket(foundations(documents({ primaryBucketName }))[0]).Properties.BucketName).toBe(primaryBucketName);
    expect(warningsOf({ primaryBucketName })).toHaveLength(1);
    expect(warningsOf({ primaryBucketName, existing: ExistingBucket.beingImported() })).toEqual([]);
    expect(warningsOf({ primaryBucketName: 'acme' })).toEqual([]);
    expect(warningsOf({})).toEqual([]);
  });
});

describe('an objective that S3 does not commit to', () => {
  test.each<[string, ReplicatedBucketOptions, string[]]>([
    ['the default', {}, []],
    ['the default without time control', { replicationTimeControl: false }, []],
    ['less than S3 commits to, watched closely', { rpo: Duration.minutes(5) }, []],
    ['less without time control', { rpo: Duration.minutes(14), replicationTimeControl: false }, ['rpoWithoutTimeControl']],
    ['what time control gives, without it', { rpo: Duration.minutes(15), replicationTimeControl: false }, []],
    ['a day', { rpo: Duration.days(1) }, []],
    ['a hundred days', { rpo: Duration.days(100) }, ['rpoLongerThanADay']],
    ['one known later', { rpo: Duration.days(Lazy.number({ produce: () => 45 })), replicationTimeControl: false }, []],
  ])('S3-02: %s', (_, options, expected) => {
    const { topology } = documents(options);
    const warnings = Annotations.fromStack(topology.primary.stack(StackLayer.FOUNDATION)).findWarning('*', Match.stringLikeRegexp('^rpo is'));
    expect(warnings.map(({ entry }) => /\[ack: cdk-multi-region-dr:(\w+)\]/.exec(String(entry.data))?.[1])).toEqual(expected);
  });
});

test('S3-10: rules that follow the way down from class to class are taken, and classes that S3 adds later', () => {
  const after = (days: number, storageClass: StorageClass) => ({ storageClass, transitionAfter: Duration.days(days) });
  const later = new StorageClass('LATER');
  const lifecycleRules = [
    { transitions: [after(400, StorageClass.DEEP_ARCHIVE), after(0, StorageClass.GLACIER)], expiration: Duration.days(401) },
    {
      transitions: [
        after(30, StorageClass.INFREQUENT_ACCESS), after(60, StorageClass.INTELLIGENT_TIERING), after(61, StorageClass.GLACIER_INSTANT_RETRIEVAL),
      ],
    },
    { transitions: [after(30, StorageClass.ONE_ZONE_INFREQUENT_ACCESS), after(60, StorageClass.GLACIER), after(150, StorageClass.DEEP_ARCHIVE)] },
    { transitions: [after(1, StorageClass.GLACIER), after(1, later), after(2, new StorageClass('STILL_LATER'))] },
    { transitions: [{ storageClass: StorageClass.GLACIER, transitionDate: new Date('2030-01-01') }], expirationDate: new Date('2030-01-02') },
    { noncurrentVersionExpiration: Duration.days(80), noncurrentVersionsToRetain: 100, objectSizeGreaterThan: 0, objectSizeLessThan: 1 },
    { abortIncompleteMultipartUploadAfter: Duration.days(1), tagFilters: {}, prefix: 'tmp/' },
  ];
  expect(dataBucket(foundations(documents({ lifecycleRules }))[0]).Properties.LifecycleConfiguration.Rules).toHaveLength(8);
});

test('what is not known at synthesis is let pass', () => {
  const days = Duration.days(Lazy.number({ produce: () => 45 }));
  const text = Lazy.string({ produce: () => 'known-later' });
  const given = documents({
    rpo: days,
    noncurrentVersionExpiration: days,
    abortIncompleteMultipartUploadAfter: days,
    lifecycleRules: [{
      id: text,
      noncurrentVersionExpiration: Duration.days(200),
      noncurrentVersionsToRetain: Token.asNumber(Lazy.any({ produce: () => 5 })),
      transitions: [{ storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: days }],
    }],
    cors: [{
      id: text, allowedMethods: [HttpMethods.GET], allowedOrigins: [text], exposedHeaders: [text], maxAge: Lazy.number({ produce: () => 300 }),
    }],
  });
  expect(dataBucket(foundations(given)[0]).Properties.LifecycleConfiguration.Rules).toEqual([
    expect.objectContaining({ NoncurrentVersionExpiration: { NoncurrentDays: 45 } }),
    expect.objectContaining({ Id: 'known-later', Transitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 45 }] }),
  ]);
});
