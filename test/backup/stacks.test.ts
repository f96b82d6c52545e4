import { clusters, dataOf, foundationOf, ordersBackup, tables } from './fixture';
import type { DrTopology } from '../../src';
import { BackupPolicy, DrTopology as Topology, MultiRegionBackup, RestoreTesting } from '../../src';
import { createdTopology, handedOverTopology, ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

const EVERYTHING = BackupPolicy.daily({ restoreTesting: RestoreTesting.weekly() });

function separated(app = testApp()): DrTopology {
  return Topology.fromStacks(app, 'Payments', {
    environmentName: 'test',
    primary: { foundation: ownStack(app, 'Primary', PRIMARY) },
    secondary: { foundation: ownStack(app, 'Secondary', SECONDARY), data: ownStack(app, 'SecondaryData', SECONDARY) },
  });
}

describe('alone', () => {
  test('TEST-17: with minimal props, in created stacks: a vault in each foundation, a plan in each data stack', () => {
    const { app, topology } = ordersBackup();
    expect(stacksOf(app)).toHaveLength(4);
    for (const region of topology.regions) {
      templateOf(foundationOf(region)).resourceCountIs('AWS::Backup::BackupVault', 1);
      templateOf(dataOf(region)).resourceCountIs('AWS::Backup::BackupPlan', 1);
    }
  });

  test('TEST-17, OPS-03: in stacks of the consumer, the vault of the standby first, its plan last', () => {
    const app = testApp();
    ordersBackup({}, app, separated(app));
    const [primary, secondary, data] = stacksOf(app);
    expect(stacksOf(app).map(stack => stack.stackName)).toEqual(['Primary', 'Secondary', 'SecondaryData']);
    expect(primary.dependencies).toEqual([secondary]);
    expect(secondary.dependencies).toEqual([]);
    expect([...data.dependencies].sort((a, b) => a.stackName < b.stackName ? -1 : 1)).toEqual([primary, secondary]);
  });

  test('OPS-03: with one stack per Region each would wait for the other, and the error says what to separate', () => {
    expect(() => ordersBackup({}, testApp(), handedOverTopology())).toThrow(
      '[Payments] secondary.data: stack "Primary" must be deployed before stack "Secondary" '
      + '(the backup plan "orders" in eu-central-1 needs the vault in eu-west-1) and after it '
      + '(the backup plan "orders" in eu-west-1 needs the vault in eu-central-1). '
      + 'Give the layer a stack of its own: DrTopology.fromStacks(..., { secondary: { foundation, data: ownStack } }).');
  });

  test('several stand side by side, each with vaults and plans of its own', () => {
    const app = testApp();
    const topology = createdTopology(app);
    const backups = ['orders', 'sessions'].map(id => new MultiRegionBackup(app, id, { topology, resources: [tables(topology)] }));
    for (const region of topology.regions) {
      const vaults = Object.values(templateOf(foundationOf(region)).findResources('AWS::Backup::BackupVault'));
      expect(vaults.map(({ Properties }) => Properties.BackupVaultName)).toEqual(backups.map(backup => backup.forRegion(region).vaultName));
      expect(new Set(backups.map(backup => backup.forRegion(region).vaultName)).size).toBe(2);
    }
  });
});

describe.each<[string, () => DrTopology]>([['created', () => createdTopology()], ['the consumer\'s', () => separated()]])('in %s stacks', (_, make) => {
  const topology = make();
  new MultiRegionBackup(topology, 'orders', { topology, resources: [clusters(topology), tables(topology)], policy: EVERYTHING });

  test('TEST-19: nothing refers to the other Region but by literal names', () => {
    for (const stack of stacksOf(topology.node.root)) {
      const text = JSON.stringify(templateOf(stack).toJSON());
      expect(text).not.toMatch(/ExportReader|ExportWriter|Fn::GetStackOutput/);
      for (const [, exporter] of text.matchAll(/"Fn::ImportValue":"([^:"]+):/g)) {
        expect(stacksOf(topology.node.root).find(({ stackName }) => stackName === exporter)!.region).toBe(stack.region);
      }
    }
  });

  test('law 2: both Regions have the same, but for names', () => {
    const [primary, secondary] = topology.regions.map(region => [foundationOf(region), dataOf(region)]
      .flatMap(stack => Object.values(templateOf(stack).toJSON().Resources as object).map(({ Type }) => Type))
      .filter(type => /^AWS::(Backup|IAM|KMS)::/.test(type)));
    expect(new Set(secondary)).toEqual(new Set(primary));
  });

  test('COST-03: vault, plan and roles are tagged', () => {
    for (const region of topology.regions) {
      const tags = { 'application': 'Payments', 'environment': 'test', 'dr-role': 'backup', 'region-role': region.role };
      templateOf(foundationOf(region)).hasResourceProperties('AWS::Backup::BackupVault', { BackupVaultTags: tags });
      templateOf(dataOf(region)).hasResourceProperties('AWS::Backup::BackupPlan', { BackupPlanTags: tags });
    }
  });
});
