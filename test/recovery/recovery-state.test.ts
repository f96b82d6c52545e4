import type { Template } from 'aws-cdk-lib/assertions';
import { ACKNOWLEDGED, publisherSettings, record } from './publisher';
import { DesignDecision, DrTopology, FailoverOrchestrator, StackLayer } from '../../src';
import { RecoveryState } from '../../src/recovery/regional-state/recovery-state';
import { NAME_KINDS } from '../../src/topology/name-kinds';
import type { RuleAtResource } from '../compliance/nag';
import { nagFindings, sorted } from '../compliance/nag';
import { createdTopology, handedOverTopology, ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

function recoveryTemplates(topology: DrTopology): Template[] {
  return topology.regions.map(region => templateOf(region.stack(StackLayer.RECOVERY)));
}

const WHAT_EACH_REGION_HAS = {
  'AWS::DynamoDB::Table': 1, 'AWS::Lambda::Function': 1, 'AWS::Events::Rule': 1, 'AWS::SQS::Queue': 1, 'AWS::Logs::LogGroup': 1,
};

function expectEverything(template: Template): void {
  Object.entries(WHAT_EACH_REGION_HAS).forEach(([type, count]) => template.resourceCountIs(type, count));
}

describe('one of a topology', () => {
  test('whoever asks gets the same', () => {
    const topology = createdTopology();
    const state = RecoveryState.of(topology);
    expect(RecoveryState.of(topology)).toBe(state);
    expect(RecoveryState.of(createdTopology())).not.toBe(state);
    const { stateTable, stateTableName } = new FailoverOrchestrator(topology, 'Recovery', { topology, recoverables: [] }).forRegion(topology.primary);
    expect(stateTable).toBe(state.forRegion(topology.primary).stateTable);
    expect(stateTableName).toBe(state.forRegion(topology.primary).stateTableName);
  });

  test.each<[string, (topology: DrTopology) => unknown]>([
    ['FailoverDns', record],
    ['FailoverOrchestrator', topology => new FailoverOrchestrator(topology, 'Any', { topology, recoverables: [] })],
  ])('law 8: whether %s asks first, or nobody else does, its logical ids and names are the same', (_, first) => {
    const idsOf = (topology: DrTopology) => recoveryTemplates(topology).map(template =>
      Object.entries<any>(template.toJSON().Resources)
        .filter(([id]) => id.startsWith('recovery'))
        .map(([id, { Properties }]) => [id, Properties.TableName ?? Properties.FunctionName ?? Properties.QueueName ?? Properties.Name]));
    const alone = createdTopology();
    RecoveryState.of(alone);
    const topology = createdTopology();
    first(topology);
    RecoveryState.of(topology);
    const own = new Set(idsOf(alone).flat().map(([id]) => id));
    expect(idsOf(topology).map(ids => ids.filter(([id]) => own.has(id)))).toEqual(idsOf(alone));
    expect(idsOf(alone)[0]).toContainEqual(['recoveryPaymentsStateTable9A83B871', expect.stringMatching(/^payments-test-recovery-state-eu-west-1-/)]);
  });

  test('law 3: the names of tables, functions, rules and queues are known at synthesis, and those of two environments differ', () => {
    const namesIn = (environmentName: string) => {
      const topology = createdTopology(testApp(), { environmentName });
      RecoveryState.of(topology);
      return recoveryTemplates(topology).flatMap(template => Object.values<any>(template.toJSON().Resources)
        .map(({ Properties }) => Properties.TableName ?? Properties.QueueName ?? (typeof Properties.FunctionName === 'string' ? Properties.FunctionName : Properties.Name))
        .filter((name): name is string => typeof name === 'string'));
    };
    const [test, prod] = [namesIn('test'), namesIn('prod')];
    expect(test).toHaveLength(8);
    expect(new Set([...test, ...prod]).size).toBe(16);
  });

  test('law 6: the table takes its name, in its Region', () => {
    const topology = createdTopology();
    const { stateTableName: name } = RecoveryState.of(topology).forRegion(topology.primary);
    const claim = { kind: NAME_KINDS.table, name, owner: topology, prop: 'tableName' };
    expect(() => topology._claim({ ...claim, region: topology.primary })).toThrow(`[Payments] tableName = "${name}": a table of "Payments/recovery-state" has this name already`);
    expect(() => topology._claim({ ...claim, region: topology.secondary })).not.toThrow();
  });

  test('law 6: a Region of another topology is refused', () => {
    const { secondary } = createdTopology();
    expect(() => RecoveryState.of(createdTopology()).forRegion(secondary))
      .toThrow(/^\[Payments\/recovery-state\] region = "eu-central-1": it is not a Region of this construct's topology/);
  });
});

describe('standing alone', () => {
  test('TEST-17: RecoveryState works alone in created stacks', () => {
    const topology = createdTopology();
    RecoveryState.of(topology);
    expect(stacksOf(topology).map(stack => stack.node.id).sort()).toEqual([
      `foundation-${SECONDARY}`, `foundation-${PRIMARY}`, `recovery-${SECONDARY}`, `recovery-${PRIMARY}`,
    ].sort());
    recoveryTemplates(topology).forEach(expectEverything);
  });

  test('TEST-17: RecoveryState works alone in two stacks that the consumer owns', () => {
    const app = testApp();
    const topology = handedOverTopology(app);
    RecoveryState.of(topology);
    expect(stacksOf(app)).toHaveLength(2);
    recoveryTemplates(topology).forEach(expectEverything);
  });

  test('TEST-17: two topologies may share the consumer\'s stacks', () => {
    const app = testApp();
    const regions = { primary: { foundation: ownStack(app, 'Home', PRIMARY) }, secondary: { foundation: ownStack(app, 'Standby', SECONDARY) } };
    const both = ['Payments', 'Orders'].map(id => DrTopology.fromStacks(app, id, { environmentName: 'test', ...regions }));
    const names = both.map(topology => RecoveryState.of(topology).forRegion(topology.primary).stateTableName);
    expect(new Set(names).size).toBe(2);
    recoveryTemplates(both[0]).forEach(template => template.resourceCountIs('AWS::DynamoDB::Table', 2));
  });

  test('DNS-14: FailoverDns alone brings tables and publishers, and its checks come after them', () => {
    const topology = createdTopology();
    record(topology);
    for (const region of topology.regions) {
      expectEverything(templateOf(region.stack(StackLayer.RECOVERY)));
      expect(topology.globalStack.dependencies).toContain(region.stack(StackLayer.RECOVERY));
    }
  });

  test('DNS-14: the publisher of each Region publishes the Region\'s own latch of each record', () => {
    const topology = createdTopology();
    const both = [record(topology), record(topology, 'Web', 'www')];
    for (const region of topology.regions) {
      const { latches, namespace } = publisherSettings(templateOf(region.stack(StackLayer.RECOVERY)));
      const expected = both.map(dns => dns.forRegion(region).latch);
      expect(latches).toEqual(expected.map(({ metricName, dimensions }) => ({ metricName, dimensions })));
      expected.forEach(({ metricNamespace }) => expect(metricNamespace).toBe(namespace));
    }
  });

  test('OPS-14: what RecoveryState creates in one Region has its counterpart in the other', () => {
    const topology = createdTopology();
    RecoveryState.of(topology);
    const [primary, secondary] = recoveryTemplates(topology)
      .map(template => Object.values<{ Type: string }>(template.toJSON().Resources).map(({ Type }) => Type));
    expect(primary).toHaveLength(10);
    expect(secondary).toEqual(primary);
  });

  test('law 3: no template reads the other Region, or names it', () => {
    const app = testApp();
    const topology = createdTopology(app);
    RecoveryState.of(topology);
    for (const { region, text } of stacksOf(app).map(stack => ({ region: stack.region, text: JSON.stringify(templateOf(stack).toJSON()) }))) {
      expect(text).not.toMatch(/ExportReader|ExportWriter|Fn::GetStackOutput/);
      expect(text).not.toContain(region === PRIMARY ? SECONDARY : PRIMARY);
    }
  });

  test('SEC-03: cdk-nag finds nothing by AwsSolutions, and by NIST 800-53 R5 what is decided', () => {
    const app = testApp();
    const topology = createdTopology(app);
    record(topology);
    DesignDecision.RECOVERY_STATE.acknowledgeIn(topology);
    DesignDecision.UNHEARD_ALARMS.acknowledgeIn(topology);
    const isKnown = ({ rule, constructPath }: RuleAtResource) => ACKNOWLEDGED.some(known => known.rule === rule && known.at.test(constructPath));
    const findings = nagFindings(app);
    expect(findings.filter(isKnown)).toHaveLength(4);
    expect(sorted(findings.filter(finding => !isKnown(finding)))).toEqual([]);
  });
});
