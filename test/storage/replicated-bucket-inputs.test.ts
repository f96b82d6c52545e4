import { Duration, Lazy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { HttpMethods, StorageClass } from 'aws-cdk-lib/aws-s3';
import { REPLICATED_BUCKET_BAD_INPUTS } from './bad-inputs';
import { documents, dataBucket, foundations } from './fixture';
import { ReplicatedBucket } from '../../src/storage';
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
    expect(() => new ReplicatedBucket(elsewhere, 'documents', { topology }))
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
      transitions: [{ storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: days }],
    }],
    cors: [{ id: text, allowedMethods: [HttpMethods.GET], allowedOrigins: [text] }],
  });
  expect(dataBucket(foundations(given)[0]).Properties.LifecycleConfiguration.Rules).toEqual([
    expect.objectContaining({ NoncurrentVersionExpiration: { NoncurrentDays: 45 } }),
    expect.objectContaining({ Id: 'known-later', Transitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 45 }] }),
  ]);
});
