import type { App } from 'aws-cdk-lib';
import { Aws, Fn, Lazy, ScopedAws, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { dataBucket, documents, foundations, resource } from './fixture';
import { StackLayer } from '../../src';
import { ExistingBucket, ReplicatedBucket } from '../../src/storage';
import { ACCOUNT, createdTopology, handedOverTopology, ownStack, PRIMARY, stacksOf, templateOf, testApp } from '../support/environment';

const REFUSAL = '[Payments/documents] forRegion(primary).bucket.addToResourcePolicy(): the policy is in stack';

function home() {
  const given = documents();
  const foundation = given.topology.primary.stack(StackLayer.FOUNDATION);
  return { ...given, store: given.bucket, foundation, bucket: given.bucket.forRegion(given.topology.primary).bucket, team: ownStack(given.app, 'Team', PRIMARY) };
}

/** A statement of the policy, by which anything may stand in the condition. */
function statement(bucket: IBucket, sourceArn: unknown, principal: iam.IPrincipal = new iam.ServicePrincipal('cloudfront.amazonaws.com')) {
  return new iam.PolicyStatement({
    principals: [principal],
    actions: ['s3:GetObject'],
    resources: [`${bucket.bucketArn}/*`],
    conditions: { ArnLike: { 'aws:SourceArn': sourceArn } },
  });
}

/** The condition of the last statement of the policy of the bucket in a stack. */
function lastStatement(stack: Stack): any {
  return resource(templateOf(stack), 'AWS::S3::BucketPolicy', 'storagedocumentsbucketPolicy').Properties.PolicyDocument.Statement.at(-1);
}

function distribution(scope: Stack, bucket: IBucket): cloudfront.Distribution {
  return new cloudfront.Distribution(scope, 'Distribution', {
    defaultBehavior: { origin: origins.S3BucketOrigin.withOriginAccessControl(bucket) },
  });
}

describe('statements that join the policy of the bucket', () => {
  test('SEC-02: names as text, in the stack that has the bucket', () => {
    const { bucket, foundation } = home();
    expect(bucket.addToResourcePolicy(statement(bucket, `arn:aws:cloudfront::${ACCOUNT}:distribution/*`)).statementAdded).toBe(true);
    expect(lastStatement(foundation)).toMatchObject({ Principal: { Service: 'cloudfront.amazonaws.com' } });
  });

  test.each<[string, unknown, unknown]>([
    ['pseudo parameters', `arn:${Aws.PARTITION}:cloudfront::${ACCOUNT}:distribution/*`, { 'Fn::Join': ['', expect.arrayContaining(['arn:'])] }],
    ['pseudo parameters in a substitution', Fn.sub('arn:${AWS::Partition}:cloudfront::${!x}:*'), { 'Fn::Sub': 'arn:${AWS::Partition}:cloudfront::${!x}:*' }],
    ['a substitution of its own variables', Fn.sub('arn:aws:${Service}', { Service: 'cloudfront' }), { 'Fn::Sub': ['arn:aws:${Service}', { Service: 'cloudfront' }] }],
    ['a value that synthesis finds to be text', Lazy.string({ produce: () => 'arn:aws:x' }), 'arn:aws:x'],
    ['a number', 1, 1],
  ])('SEC-02: %s', (_, given, rendered) => {
    const { bucket, foundation } = home();
    bucket.addToResourcePolicy(statement(bucket, given, new iam.AccountRootPrincipal()));
    expect(lastStatement(foundation).Condition.ArnLike['aws:SourceArn']).toEqual(rendered);
  });

  test('SEC-02: a reference to what is in the same stack', () => {
    const { bucket, foundation } = home();
    const role = new iam.Role(foundation, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    bucket.addToResourcePolicy(statement(bucket, new ScopedAws(foundation).stackId, role));
    expect(lastStatement(foundation)).toMatchObject({
      Principal: { AWS: foundation.resolve(role.roleArn) },
      Condition: { ArnLike: { 'aws:SourceArn': { Ref: 'AWS::StackId' } } },
    });
  });

  test('SEC-02: a distribution in a stack that the bucket shares with it', () => {
    const app = testApp();
    const topology = handedOverTopology(app);
    const shared = topology.primary.stack(StackLayer.FOUNDATION);
    const { bucket } = new ReplicatedBucket(topology, 'documents', { topology }).forRegion(topology.primary);
    distribution(shared, bucket);
    expect(JSON.stringify(lastStatement(shared))).toContain(':distribution/');
    templateOf(shared).resourceCountIs('AWS::CloudFront::Distribution', 1);
  });

  test('SEC-02: a producer that remembers its first answer is not asked before synthesis', () => {
    const { bucket, foundation } = home();
    let distributionId = 'not-yet';
    bucket.addToResourcePolicy(statement(bucket, Lazy.string({ produce: () => distributionId })));
    distributionId = 'E1';
    expect(lastStatement(foundation).Condition.ArnLike['aws:SourceArn']).toBe('E1');
  });
});

describe('statements that would make the foundation wait for another stack', () => {
  test.each<[string, (team: Stack) => unknown]>([
    ['an attribute', team => new iam.Role(team, 'Role', { assumedBy: new iam.AccountRootPrincipal() }).roleArn],
    ['an attribute within a text', team => `x-${new iam.User(team, 'User').userName}-y`],
    ['the id of its own stack', team => new ScopedAws(team).stackId],
    ['a resource that a substitution names', () => Fn.sub('arn:${MyRole}')],
    ['an attribute that a substitution names', () => Fn.sub('${MyRole.Arn}${Own}', { Own: 'x' })],
    ['a resource by its logical id', () => Fn.ref('MyRole')],
    ['an export', () => Fn.importValue('team-role')],
    ['one of several values', team => ['arn:aws:x', new iam.User(team, 'User').userArn]],
  ])('SEC-02: %s is refused by the call', (_, reference) => {
    const { bucket, team } = home();
    expect(() => bucket.addToResourcePolicy(statement(bucket, reference(team)))).toThrow(REFUSAL);
  });

  test.each<[string, (app: App) => Stack]>([
    ['the bucket\'s Region', app => ownStack(app, 'Team', PRIMARY)],
    ['us-east-1', app => new Stack(app, 'Team', { env: { account: ACCOUNT, region: 'us-east-1' }, crossRegionReferences: true })],
  ])('SEC-02: a distribution with origin access control in a stack of %s is refused at synthesis, before it makes a cycle', (_, stackIn) => {
    const given = documents();
    distribution(stackIn(given.app), given.bucket.forRegion(given.topology.primary).bucket);
    expect(() => given.app.synth()).toThrow(REFUSAL);
  });

  test('SEC-02: a statement that is changed afterwards is refused at synthesis', () => {
    const { app, bucket, team } = home();
    const given = statement(bucket, 'arn:aws:x');
    bucket.addToResourcePolicy(given);
    given.addCondition('StringEquals', { 'aws:userid': new iam.User(team, 'User').userName });
    expect(() => app.synth()).toThrow(REFUSAL);
  });
});

test('SEC-02: CloudFront reads both buckets by literal statements in their policies and their keys\', and no stack waits for another', () => {
  const { app, topology, store, foundation, team } = home();
  const conditions = { ArnLike: { 'aws:SourceArn': `arn:aws:cloudfront::${ACCOUNT}:distribution/*` } };
  const principals = [new iam.ServicePrincipal('cloudfront.amazonaws.com')];
  const { originAccessControlId } = new cloudfront.S3OriginAccessControl(team, 'AccessControl');
  const handles = topology.regions.map(region => store.forRegion(region));
  for (const { bucket: ofRegion, bucketArn, encryptionKey } of handles) {
    ofRegion.addToResourcePolicy(new iam.PolicyStatement({ principals, conditions, actions: ['s3:GetObject'], resources: [`${bucketArn}/*`] }));
    encryptionKey!.addToResourcePolicy(new iam.PolicyStatement({ principals, conditions, actions: ['kms:Decrypt'], resources: ['*'] }));
  }
  const [primaryOrigin, fallbackOrigin] = handles.map(handle => origins.S3BucketOrigin.withBucketDefaults(handle.bucket, { originAccessControlId }));
  new cloudfront.Distribution(team, 'Distribution', { defaultBehavior: { origin: new origins.OriginGroup({ primaryOrigin, fallbackOrigin }) } });

  templateOf(team).hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Origins: handles.map(({ bucketName, region }) =>
        Match.objectLike({ DomainName: `${bucketName}.s3.${region.name}.amazonaws.com`, OriginAccessControlId: Match.anyValue() })),
    },
  });
  for (const template of topology.regions.map(region => templateOf(region.stack(StackLayer.FOUNDATION)))) {
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 'kms:Decrypt' })]) },
    });
  }
  expect([team.dependencies, foundation.dependencies.includes(team)]).toEqual([[], false]);
  expect(JSON.stringify(stacksOf(app).map(stack => templateOf(stack).toJSON()))).not.toMatch(/Fn::ImportValue|ExportReader/);
});

describe('a bucket that is being imported', () => {
  const options = { primaryBucketName: 'acme-documents', existing: ExistingBucket.beingImported() };

  test('OPS-09: a statement waits for the deployment that follows, so that the bare bucket gets no policy', () => {
    const importing = documents(options);
    const { bucket } = importing.bucket.forRegion(importing.topology.primary);
    expect(bucket.addToResourcePolicy(statement(bucket, 'arn:aws:x'))).toEqual({ statementAdded: false });
    const [template] = foundations(importing);
    template.resourceCountIs('AWS::S3::BucketPolicy', 0);
    expect(dataBucket(template).Properties).toEqual({ BucketName: 'acme-documents' });
  });

  test('OPS-09: a statement that will be refused is refused already', () => {
    const app = testApp();
    const topology = createdTopology(app);
    const { bucket } = new ReplicatedBucket(topology, 'documents', { topology, ...options }).forRegion(topology.primary);
    expect(() => bucket.addToResourcePolicy(statement(bucket, new iam.User(ownStack(app, 'Team', PRIMARY), 'User').userArn))).toThrow(REFUSAL);
  });
});
