import { readFileSync } from 'fs';
import * as path from 'path';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import { dataBucket, documents } from './fixture';
import { StackLayer } from '../../src';
import type { DrTopology } from '../../src';
import { ReplicatedBucket } from '../../src/storage';
import { createdTopology, handedOverTopology, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

function bucketsIn(topology: DrTopology, ...ids: string[]): { topology: DrTopology } {
  ids.forEach(id => new ReplicatedBucket(topology, id, { topology }));
  return { topology };
}

describe('alone', () => {
  test('TEST-17: with minimal props it needs three created stacks and nothing else', () => {
    const { app, topology } = documents();
    expect(stacksOf(app).map(stack => stack.stackName).sort()).toEqual([
      `Payments-test-foundation-${SECONDARY}`, `Payments-test-foundation-${PRIMARY}`, `Payments-test-link-${PRIMARY}`,
    ]);
    for (const region of topology.regions) {
      templateOf(region.stack(StackLayer.FOUNDATION)).resourceCountIs('AWS::S3::Bucket', 2);
    }
  });

  test('S3-13, TEST-17: it replicates both ways alone in two consumer-owned stacks', () => {
    const app = testApp();
    const { topology } = bucketsIn(handedOverTopology(app), 'documents');
    expect(stacksOf(app).map(stack => stack.stackName).sort()).toEqual(['Primary', 'Secondary']);
    const [primary, secondary] = topology.regions.map(region => templateOf(region.stack(StackLayer.FOUNDATION)));
    for (const template of [primary, secondary]) {
      template.resourceCountIs('AWS::S3::Bucket', 2);
    }
    expect(dataBucket(primary).Properties.ReplicationConfiguration.Rules).toHaveLength(1);
    expect(dataBucket(secondary).Properties.ReplicationConfiguration).toBeUndefined();
    primary.hasResourceProperties('Custom::S3ReplicationRule', { Region: SECONDARY, BucketName: dataBucket(secondary).Properties.BucketName });
    secondary.resourceCountIs('Custom::S3ReplicationRule', 0);
    expect(() => app.synth()).not.toThrow();
  });

  test('S3-13, TEST-17: so do several buckets, by one provider', () => {
    const app = testApp();
    const { topology } = bucketsIn(handedOverTopology(app), 'documents', 'invoices', 'receipts');
    expect(stacksOf(app)).toHaveLength(2);
    const primary = templateOf(topology.primary.stack(StackLayer.FOUNDATION));
    primary.resourceCountIs('Custom::S3ReplicationRule', 3);
    primary.resourceCountIs('AWS::Lambda::Function', 2);
    for (const region of topology.regions) {
      templateOf(region.stack(StackLayer.FOUNDATION)).resourceCountIs('AWS::S3::Bucket', 6);
    }
  });

  test.each([
    ['created', () => createdTopology()],
    ['consumer-owned', () => handedOverTopology()],
  ])('the destination is deployed before the bucket that names it, in %s stacks', (_, topologyOf) => {
    const topology = topologyOf();
    bucketsIn(topology, 'documents');
    const [source, destination] = topology.regions.map(region => region.stack(StackLayer.FOUNDATION));
    expect(source.dependencies).toEqual([destination]);
    expect(destination.dependencies).toEqual([]);
  });

  test.each([
    ['created', () => createdTopology(), [`link-${PRIMARY} reads ${PRIMARY}`]],
    ['consumer-owned', () => handedOverTopology(), []],
  ])('nothing of one Region refers to the other but by literal names, in %s stacks', (_, topologyOf, crossing) => {
    const topology = topologyOf();
    bucketsIn(topology, 'documents');
    const templates = new Map(stacksOf(topology.node.root).map(stack => [stack.node.id, JSON.stringify(templateOf(stack).toJSON())]));
    expect([...templates.values()].filter(template => /ExportReader|ExportWriter/.test(template))).toEqual([]);
    // It reads the key for its logs, in its own Region.
    const read = [...templates].flatMap(([id, template]) =>
      [...template.matchAll(/"Fn::(?:ImportValue|GetStackOutput)":(?:"[^"]*"|\{[^}]*\})/g)].map(([text]) => [id, /Region":"([^"]*)/.exec(text)?.[1]]));
    expect([...new Set(read.map(entry => entry.join(' reads ')))]).toEqual(crossing);
  });

  test('several buckets stand side by side', () => {
    const app = testApp();
    const topology = createdTopology(app);
    const names = ['documents', 'invoices'].map(id => new ReplicatedBucket(topology, id, { topology }))
      .flatMap(bucket => topology.regions.map(region => bucket.forRegion(region).bucketName));
    expect(new Set(names).size).toBe(4);
    for (const region of topology.regions) {
      templateOf(region.stack(StackLayer.FOUNDATION)).resourceCountIs('AWS::S3::Bucket', 4);
    }
  });

  test('feature flags of the consumer\'s app do not change what is created', () => {
    const templates = [{}, CURRENTLY_RECOMMENDED_FLAGS].map(context => {
      const app = testApp(context);
      bucketsIn(createdTopology(app), 'documents');
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

  test('SEC-03: what is acknowledged is three resources of each role, each with its reason, and no other wildcard', () => {
    const { app, topology } = documents();
    const acknowledged = app.node.findAll().flatMap(construct => construct.node.metadata)
      .filter(entry => entry.type === 'aws:cdk:acknowledged-rules')
      .flatMap(entry => Object.entries(entry.data as { [id: string]: string }));
    const objectsIn = (region: string) => expect.stringMatching(
      new RegExp(`^AwsSolutions-IAM5\\[Resource::arn:aws:s3:::payments-test-documents-${region}-\\w+/\\*\\]$`));
    const keysIn = (region: string) => `AwsSolutions-IAM5[Resource::arn:aws:kms:${region}:${topology.account}:key/*]`;
    expect(acknowledged.map(([id]) => id)).toEqual([
      objectsIn(SECONDARY), objectsIn(PRIMARY), keysIn(PRIMARY),
      objectsIn(PRIMARY), objectsIn(SECONDARY), keysIn(SECONDARY),
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
    'more than the Region\'s default of 1 Gbps',
    'When `s3:Replication:OperationMissedThreshold` arrives',
    'Look at `OperationsPendingReplication` and `BytesPendingReplication`',
    'Look at `OperationsFailedReplication`',
    'run S3 Batch Replication for objects whose replication status is `FAILED`',
    'Hold planned failovers of what uses the bucket',
  ]) {
    expect(limits).toContain(statement);
  }
});
