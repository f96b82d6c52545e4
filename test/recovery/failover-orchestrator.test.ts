import { RemovalPolicy } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ExampleStore } from './example-store';
import type { DrTopology } from '../../src';
import { FailoverOrchestrator, StackLayer } from '../../src';
import {
  ACCOUNT, createdTopology, handedOverTopology, ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp,
} from '../support/environment';

function orchestrator(topology: DrTopology): FailoverOrchestrator {
  return new FailoverOrchestrator(topology, 'Recovery', { topology, recoverables: [new ExampleStore(topology)] });
}

function recoveryTemplates(topology: DrTopology): Template[] {
  return [topology.primary, topology.secondary].map(region => templateOf(region.stack(StackLayer.RECOVERY)));
}

describe('the recovery state', () => {
  test('law 9: each Region has its own table, kept by all means, from the first deployment', () => {
    const topology = createdTopology();
    orchestrator(topology);
    for (const template of recoveryTemplates(topology)) {
      template.resourceCountIs('AWS::DynamoDB::Table', 1);
      template.hasResource('AWS::DynamoDB::Table', {
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }, { AttributeName: 'id', KeyType: 'RANGE' }],
          AttributeDefinitions: [{ AttributeName: 'kind', AttributeType: 'S' }, { AttributeName: 'id', AttributeType: 'S' }],
          BillingMode: 'PAY_PER_REQUEST',
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          DeletionProtectionEnabled: true,
          SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: Match.anyValue() },
        },
      });
    }
  });

  test('law 9: it replicates nowhere, because a lock that replicates could be held twice', () => {
    const topology = createdTopology();
    orchestrator(topology);
    for (const template of recoveryTemplates(topology)) {
      template.resourceCountIs('AWS::DynamoDB::GlobalTable', 0);
      template.resourcePropertiesCountIs('AWS::DynamoDB::Table', { StreamSpecification: Match.anyValue() }, 0);
    }
  });

  test('law 8: it is encrypted with the Region\'s own customer-managed key for recovery', () => {
    const topology = createdTopology();
    orchestrator(topology);
    for (const region of [topology.primary, topology.secondary]) {
      const keys = templateOf(region.stack(StackLayer.FOUNDATION)).findResources('AWS::KMS::Key', {
        Properties: { Description: `Payments test: recovery in ${region.name}` },
      });
      const [keyId] = Object.keys(keys);
      const table = Object.values(templateOf(region.stack(StackLayer.RECOVERY)).findResources('AWS::DynamoDB::Table'))[0];
      const imported = table.Properties.SSESpecification.KMSMasterKeyId['Fn::ImportValue'];
      expect(imported).toContain(keyId);
    }
  });

  test('law 8: only a throw-away environment lets go of it', () => {
    const topology = createdTopology(testApp(), { removalPolicy: RemovalPolicy.DESTROY });
    orchestrator(topology);
    for (const template of recoveryTemplates(topology)) {
      template.hasResource('AWS::DynamoDB::Table', { DeletionPolicy: 'Delete', Properties: { DeletionProtectionEnabled: false } });
    }
  });

  test('law 3: its name is known at synthesis and is the one that the handle gives', () => {
    const topology = createdTopology();
    const recovery = orchestrator(topology);
    const names = topology.regions.map(region => {
      const handle = recovery.forRegion(region);
      templateOf(region.stack(StackLayer.RECOVERY)).hasResourceProperties('AWS::DynamoDB::Table', { TableName: handle.stateTableName });
      expect(handle.region).toBe(region);
      expect(handle.stateTable.env.region).toBe(region.name);
      return handle.stateTableName;
    });
    expect(names[0]).toMatch(new RegExp(`^payments-test-recovery-state-${PRIMARY}-[0-9a-f]{8}$`));
    expect(names[1]).toMatch(new RegExp(`^payments-test-recovery-state-${SECONDARY}-[0-9a-f]{8}$`));
  });

  test('law 3: two environments of one account share no name', () => {
    const nameIn = (environmentName: string) => {
      const topology = createdTopology(testApp(), { environmentName });
      return orchestrator(topology).forRegion(topology.primary).stateTableName;
    };
    expect(nameIn('test')).not.toBe(nameIn('prod'));
  });
});

describe('standing alone', () => {
  test('TEST-17: FailoverOrchestrator works alone in created stacks, without a store', () => {
    const topology = createdTopology();
    new FailoverOrchestrator(topology, 'Recovery', { topology, recoverables: [] });
    expect(stacksOf(topology).map(stack => stack.node.id).sort()).toEqual([
      `foundation-${SECONDARY}`, `foundation-${PRIMARY}`, `recovery-${SECONDARY}`, `recovery-${PRIMARY}`,
    ].sort());
    recoveryTemplates(topology).forEach(template => template.resourceCountIs('AWS::DynamoDB::Table', 1));
  });

  test('TEST-17: FailoverOrchestrator works alone in two stacks that the consumer owns', () => {
    const app = testApp();
    const topology = handedOverTopology(app);
    new FailoverOrchestrator(app, 'Recovery', { topology, recoverables: [] });
    expect(stacksOf(app)).toHaveLength(2);
    recoveryTemplates(topology).forEach(template => template.resourceCountIs('AWS::DynamoDB::Table', 1));
  });

  test('TEST-17: FailoverOrchestrator works alone where the consumer gives recovery a stack of its own', () => {
    const app = testApp();
    const topology = handedOverTopology(app, {
      primary: { foundation: ownStack(app, 'Home', PRIMARY), recovery: ownStack(app, 'HomeRecovery', PRIMARY) },
      secondary: { foundation: ownStack(app, 'Standby', SECONDARY), recovery: ownStack(app, 'StandbyRecovery', SECONDARY) },
    });
    new FailoverOrchestrator(app, 'Recovery', { topology, recoverables: [] });
    recoveryTemplates(topology).forEach(template => template.resourceCountIs('AWS::DynamoDB::Table', 1));
  });

  test('OPS-14: what FailoverOrchestrator creates in one Region has its counterpart in the other', () => {
    const topology = createdTopology();
    orchestrator(topology);
    const [primary, secondary] = recoveryTemplates(topology).map(template => Object.values<{ Type: string }>(template.toJSON().Resources)
      .map(({ Type }) => Type));
    expect(primary).toEqual(expect.arrayContaining(['AWS::DynamoDB::Table', 'AWS::Lambda::Function', 'AWS::Events::Rule']));
    expect(secondary).toEqual(primary);
  });

  test('SEC-03: what FailoverOrchestrator creates passes cdk-nag AwsSolutions', () => {
    const app = testApp();
    const topology = createdTopology(app);
    orchestrator(topology);
    const resources = stacksOf(app).flatMap(stack => Object.keys(templateOf(stack).findResources('AWS::DynamoDB::Table')));
    expect(resources).toHaveLength(2);
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });

  test('law 3: no template takes a value of the other Region, whose names it spells', () => {
    const app = testApp();
    const topology = createdTopology(app);
    orchestrator(topology);
    const templates = stacksOf(app).map(stack => ({ region: stack.region, text: JSON.stringify(templateOf(stack).toJSON()) }));
    expect(templates).toHaveLength(4);
    for (const { region, text } of templates) {
      expect(text).not.toMatch(/ExportReader|ExportWriter|Fn::GetStackOutput/);
      expect([...text.matchAll(/"Fn::ImportValue":"([^"]+)"/g)].filter(([, name]) => name.includes(region === PRIMARY ? SECONDARY : PRIMARY))).toEqual([]);
    }
  });
});

describe('law 6: a Region of another topology is refused', () => {
  const other = createdTopology(testApp(), { primary: { region: 'us-west-2' }, secondary: { region: SECONDARY }, account: ACCOUNT });

  test('as target of a plan', () => {
    expect(() => orchestrator(createdTopology()).plan(other.primary))
      .toThrow(/\[Payments\/Recovery\] target = "us-west-2": it is not a Region of this construct's topology, whose Regions are eu-west-1 and eu-central-1\./);
  });

  test('for the handle, even when it has the same name', () => {
    expect(() => orchestrator(createdTopology()).forRegion(other.secondary)).toThrow(/region = "eu-central-1": it is not a Region of this construct's topology/);
  });
});
