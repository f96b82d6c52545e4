import { readFileSync } from 'fs';
import * as path from 'path';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import { documents } from './fixture';
import { StackLayer } from '../../src';
import type { DrTopology } from '../../src';
import { ReplicatedBucket } from '../../src/storage';
import { createdTopology, handedOverTopology, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

function bucketIn(topology: DrTopology): ReplicatedBucket {
  return new ReplicatedBucket(topology, 'documents', { topology });
}

describe('alone', () => {
  test('TEST-17: with minimal props it needs two created stacks and nothing else', () => {
    const { app, topology } = documents();
    expect(stacksOf(app)).toEqual(expect.arrayContaining(topology.regions.map(region => region.stack(StackLayer.FOUNDATION))));
    expect(stacksOf(app)).toHaveLength(2);
    for (const stack of stacksOf(app)) {
      templateOf(stack).resourceCountIs('AWS::S3::Bucket', 2);
    }
  });

  test('TEST-17: it works in one consumer-owned stack per Region', () => {
    const app = testApp();
    bucketIn(handedOverTopology(app));
    expect(stacksOf(app).map(stack => stack.stackName)).toEqual(['Primary', 'Secondary']);
    for (const stack of stacksOf(app)) {
      templateOf(stack).resourceCountIs('AWS::S3::Bucket', 2);
    }
  });

  test.each([
    ['created', () => createdTopology()],
    ['consumer-owned', () => handedOverTopology()],
  ])('the destination is deployed before the bucket that names it, in %s stacks', (_, topologyOf) => {
    const topology = topologyOf();
    bucketIn(topology);
    const [source, destination] = topology.regions.map(region => region.stack(StackLayer.FOUNDATION));
    expect(source.dependencies).toEqual([destination]);
    expect(destination.dependencies).toEqual([]);
  });

  test.each([
    ['created', () => createdTopology()],
    ['consumer-owned', () => handedOverTopology()],
  ])('nothing of one Region refers to the other but by literal names, in %s stacks', (_, topologyOf) => {
    const topology = topologyOf();
    bucketIn(topology);
    for (const stack of stacksOf(topology.node.root)) {
      expect(JSON.stringify(templateOf(stack).toJSON()))
        .not.toMatch(/ExportReader|ExportWriter|Fn::GetStackOutput|Fn::ImportValue/);
    }
  });

  test('several buckets stand side by side', () => {
    const app = testApp();
    const topology = createdTopology(app);
    const names = ['documents', 'invoices'].map(id => new ReplicatedBucket(topology, id, { topology }))
      .flatMap(bucket => topology.regions.map(region => bucket.forRegion(region).bucketName));
    expect(new Set(names).size).toBe(4);
    for (const stack of stacksOf(app)) {
      templateOf(stack).resourceCountIs('AWS::S3::Bucket', 4);
    }
  });

  test('feature flags of the consumer\'s app do not change what is created', () => {
    const templates = [{}, CURRENTLY_RECOMMENDED_FLAGS].map(context => {
      const app = testApp(context);
      bucketIn(createdTopology(app));
      return stacksOf(app).map(stack => templateOf(stack).findResources('AWS::S3::Bucket'));
    });
    expect(templates[1]).toEqual(templates[0]);
  });
});

describe('rule packs', () => {
  test('SEC-03: AwsSolutions finds nothing', () => {
    const { app } = documents();
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });

  test('SEC-03: what is acknowledged is three resources of the role, each with its reason, and no other wildcard', () => {
    const { app, topology } = documents();
    const acknowledged = app.node.findAll().flatMap(construct => construct.node.metadata)
      .filter(entry => entry.type === 'aws:cdk:acknowledged-rules')
      .flatMap(entry => Object.entries(entry.data as { [id: string]: string }));
    expect(acknowledged.map(([id]) => id)).toEqual([
      expect.stringMatching(new RegExp(`^AwsSolutions-IAM5\\[Resource::arn:aws:s3:::payments-test-documents-${PRIMARY}-\\w+/\\*\\]$`)),
      expect.stringMatching(new RegExp(`^AwsSolutions-IAM5\\[Resource::arn:aws:s3:::payments-test-documents-${SECONDARY}-\\w+/\\*\\]$`)),
      `AwsSolutions-IAM5[Resource::arn:aws:kms:${SECONDARY}:${topology.account}:key/*]`,
    ]);
    acknowledged.forEach(([, reason]) => expect(reason.length).toBeGreaterThan(40));
  });
});

test('S3-09: the limits of replication are stated, with what to do when an object is late', () => {
  const readme = readFileSync(path.join(__dirname, '../../src/storage/README.md'), 'utf8');
  const limits = readme.slice(readme.indexOf('## Limits of replication'), readme.indexOf('## Use')).replace(/\s+/g, ' ');
  for (const statement of [
    'take longer than 15 minutes',
    'outside every recovery time objective until it is replicated',
    'Keep objects small',
    'in a session table',
    'When `s3:Replication:OperationMissedThreshold` arrives',
  ]) {
    expect(limits).toContain(statement);
  }
});
