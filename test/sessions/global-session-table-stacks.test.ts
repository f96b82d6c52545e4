import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import { SESSION_ID, globalTable, sessions } from './fixture';
import type { DrTopology } from '../../src';
import { StackLayer } from '../../src';
import { GlobalSessionTable } from '../../src/sessions';
import { ReplicatedBucket } from '../../src/storage';
import { createdTopology, handedOverTopology, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

function tableIn(topology: DrTopology, id = 'sessions'): GlobalSessionTable {
  return new GlobalSessionTable(topology, id, { topology, partitionKey: SESSION_ID });
}

const topologies: [string, () => DrTopology][] = [
  ['created', () => createdTopology()],
  ['consumer-owned', () => handedOverTopology()],
];

test('TEST-17: with minimal props it needs the foundations and the home Region\'s data stack, nothing else', () => {
  const { app, topology } = sessions();
  expect(new Set(stacksOf(app))).toEqual(new Set([
    ...topology.regions.map(region => region.stack(StackLayer.FOUNDATION)),
    topology.primary.stack(StackLayer.DATA),
  ]));
  globalTable(topology.primary.stack(StackLayer.DATA));
});

test('TEST-17: it works in one consumer-owned stack per Region', () => {
  const app = testApp();
  const topology = handedOverTopology(app);
  tableIn(topology);
  expect(stacksOf(app).map(stack => stack.stackName)).toEqual(['Primary', 'Secondary']);
  globalTable(topology.primary.stack(StackLayer.DATA));
  templateOf(topology.secondary.stack(StackLayer.DATA)).resourceCountIs('AWS::KMS::Key', 1);
});

test.each(topologies)('no stack reads the other Region, in %s stacks', (_, topologyOf) => {
  const topology = topologyOf();
  tableIn(topology);
  for (const stack of stacksOf(topology.node.root)) {
    const text = JSON.stringify(templateOf(stack).toJSON());
    expect(text).not.toMatch(/ExportReader|ExportWriter|Fn::GetStackOutput/);
    for (const [, imported] of text.matchAll(/"Fn::ImportValue":"([^"]+)"/g)) {
      expect(imported).toContain(stack.region);
    }
  }
  expect(JSON.stringify(templateOf(topology.secondary.stack(StackLayer.FOUNDATION)).toJSON())).not.toContain(PRIMARY);
});

test.each(topologies)('no stack of the standby Region waits for the home Region, in %s stacks', (_, topologyOf) => {
  const topology = topologyOf();
  tableIn(topology);
  const standby = stacksOf(topology.node.root).filter(stack => stack.region === SECONDARY);
  expect(standby.flatMap(stack => stack.dependencies)).toEqual([]);
});

test('a table and a bucket may have one id', () => {
  const topology = createdTopology();
  tableIn(topology, 'state');
  expect(() => new ReplicatedBucket(topology.node.scope!, 'state', { topology })).not.toThrow();
});

test.each(topologies)('several tables stand side by side, in %s stacks, and share one key per Region', (_, topologyOf) => {
  const topology = topologyOf();
  const names = ['sessions', 'carts', 'devices'].map(id => tableIn(topology, id).tableName);
  expect(new Set(names).size).toBe(3);
  templateOf(topology.primary.stack(StackLayer.DATA)).resourceCountIs('AWS::DynamoDB::GlobalTable', 3);
  for (const region of topology.regions) {
    templateOf(region.stack(StackLayer.FOUNDATION)).resourceCountIs('AWS::KMS::Key', 1);
  }
});

test('feature flags of the consumer\'s app do not change what is created', () => {
  const [plain, flagged] = [{}, CURRENTLY_RECOMMENDED_FLAGS].map(context => {
    const topology = createdTopology(testApp(context));
    tableIn(topology);
    return globalTable(topology.primary.stack(StackLayer.DATA));
  });
  expect(flagged).toEqual(plain);
});

test('SEC-03: AwsSolutions finds nothing, and nothing is acknowledged', () => {
  const { app } = sessions();
  expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  expect(app.node.findAll().flatMap(construct => construct.node.metadata).filter(entry => entry.type === 'aws:cdk:acknowledged-rules'))
    .toEqual([]);
});
