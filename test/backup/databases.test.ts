import { Duration } from 'aws-cdk-lib';
import { allowedTo, dataOf, foundationOf, onlyIn, roleIn, ruleIn } from './fixture';
import { BackupPolicy, DrTopology, KeyPurpose, RestoreTesting } from '../../src';
import type { GlobalAuroraDatabase } from '../../src';
import { existingCluster, HOME_MEMBER } from '../database/existing-fixture';
import { mainDatabase } from '../database/fixture';
import { ACCOUNT, ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

interface Made { readonly topology: DrTopology; readonly database: GlobalAuroraDatabase }

function inOwnStacks(backup?: BackupPolicy): Made {
  const app = testApp();
  const topology = DrTopology.fromStacks(app, 'Payments', {
    environmentName: 'test',
    primary: { foundation: ownStack(app, 'Primary', PRIMARY) },
    secondary: { foundation: ownStack(app, 'Secondary', SECONDARY), data: ownStack(app, 'SecondaryData', SECONDARY) },
  });
  return mainDatabase({ backup }, app, topology);
}

const STACKS: [string, (backup?: BackupPolicy) => Made][] = [
  ['in created stacks', backup => mainDatabase({ backup })],
  ['in stacks of the consumer', inOwnStacks],
];

describe.each(STACKS)('a global database %s', (_, make) => {
  const { topology, database } = make();

  test('BKP-01: has a daily plan in both Regions by default, kept for 7 days in the vault of the Region', () => {
    for (const region of topology.regions) {
      expect(ruleIn(dataOf(region))).toMatchObject({
        ScheduleExpression: 'cron(0 2 * * ? *)', Lifecycle: { DeleteAfterDays: 7 }, TargetBackupVault: database.backup!.forRegion(region).vaultName,
      });
    }
  });

  test('BKP-02: is copied to the vault of the other Region, there before both plans', () => {
    for (const region of topology.regions) {
      const [copy] = ruleIn(dataOf(region)).CopyActions;
      const vault = onlyIn(foundationOf(region.peer), 'AWS::Backup::BackupVault').Properties.BackupVaultName;
      expect(copy).toEqual({
        DestinationBackupVaultArn: `arn:aws:backup:${region.peer.name}:${ACCOUNT}:backup-vault:${vault}`, Lifecycle: { DeleteAfterDays: 7 },
      });
      expect(dataOf(region).dependencies).toContain(foundationOf(region.peer));
    }
  });

  test('BKP-03: the plan of each Region selects its cluster by literal ARN, in a role that may use the cluster\'s key and the vault\'s', () => {
    for (const region of topology.regions) {
      const { Resources, IamRoleArn } = onlyIn(dataOf(region), 'AWS::Backup::BackupSelection').Properties.BackupSelection;
      const { DBClusterIdentifier } = onlyIn(dataOf(region), 'AWS::RDS::DBCluster').Properties;
      expect(Resources).toEqual([`arn:aws:rds:${region.name}:${ACCOUNT}:cluster:${DBClusterIdentifier}`]);
      const role = roleIn(dataOf(region), 'Backups');
      expect(IamRoleArn).toEqual({ 'Fn::GetAtt': [role.logicalId, 'Arn'] });
      for (const purpose of [KeyPurpose.DATABASE, KeyPurpose.BACKUP]) {
        const logicalId = foundationOf(region).getLogicalId(topology.encryptionKey(region, purpose).key.node.defaultChild as never);
        expect(JSON.stringify(role.policies)).toContain(logicalId);
      }
      expect(onlyIn(foundationOf(region), 'AWS::Backup::BackupVault').Properties.EncryptionKeyArn).toEqual({ 'Fn::GetAtt': [expect.any(String), 'Arn'] });
    }
  });
});

describe.each(STACKS)('restore tests of a database %s', (_, make) => {
  const { topology, database } = make(BackupPolicy.daily({ restoreTesting: RestoreTesting.weekly() }));

  test('BKP-04: run weekly in both Regions, beside the cluster of the Region: in its subnets, behind its security group', () => {
    for (const region of topology.regions) {
      expect(onlyIn(dataOf(region), 'AWS::Backup::RestoreTestingPlan').Properties.ScheduleExpression).toBe('cron(0 6 ? * SUN *)');
      const { RestoreMetadataOverrides: given, ProtectedResourceArns } = onlyIn(dataOf(region), 'AWS::Backup::RestoreTestingSelection').Properties;
      const { DBSubnetGroupName, VpcSecurityGroupIds: [securityGroup] } = onlyIn(dataOf(region), 'AWS::RDS::DBCluster').Properties;
      expect(given).toEqual({
        dbSubnetGroupName: DBSubnetGroupName,
        vpcSecurityGroupIds: { 'Fn::Join': ['', ['["', securityGroup, '"]']] },
      });
      expect(ProtectedResourceArns).toEqual(topology.regions.map(each => database.forRegion(each).clusterArn));
    }
  });

  test('TEST-19: need no value of the other Region', () => {
    for (const stack of stacksOf(topology.node.root)) {
      expect(JSON.stringify(templateOf(stack).toJSON())).not.toMatch(/ExportReader|ExportWriter|Fn::GetStackOutput/);
    }
  });
});

test('BKP-01: schedule and retention are props of the database', () => {
  const { topology } = mainDatabase({ backup: BackupPolicy.daily({ deleteAfter: Duration.days(35) }) });
  expect(topology.regions.map(region => ruleIn(dataOf(region)).Lifecycle)).toEqual([{ DeleteAfterDays: 35 }, { DeleteAfterDays: 35 }]);
});

test('BKP-02: one stack per Region cannot hold the order, and the error names the layer to separate', () => {
  const app = testApp();
  const topology = DrTopology.fromStacks(app, 'Payments', {
    primary: { foundation: ownStack(app, 'Primary', PRIMARY) },
    secondary: { foundation: ownStack(app, 'Secondary', SECONDARY) },
  });
  expect(() => mainDatabase({}, app, topology)).toThrow('Give the layer a stack of its own: DrTopology.fromStacks(..., { secondary: { foundation, data: ownStack } })');
});

test('without backups there are no vaults, plans, roles or keys for them', () => {
  const { topology, database } = mainDatabase({ backup: BackupPolicy.none() });
  expect(database.backup).toBeUndefined();
  for (const region of topology.regions) {
    for (const stack of [foundationOf(region), dataOf(region)]) {
      expect(JSON.stringify(templateOf(stack).toJSON())).not.toMatch(/AWS::Backup|backup-key|payments-test-backup/);
    }
  }
});

describe('a database that exists', () => {
  const storageEncryptionKeyArn = `arn:aws:kms:${PRIMARY}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const tested = BackupPolicy.daily({ restoreTesting: RestoreTesting.weekly() });

  test('keeps the backups that its team gave it, unless told otherwise', () => {
    expect(mainDatabase(existingCluster({})).database.backup).toBeUndefined();
  });

  test('BKP-03: is backed up when asked for, with access to its own key', () => {
    const { topology: { primary } } = mainDatabase({ ...existingCluster({ storageEncryptionKeyArn }), backup: BackupPolicy.daily() });
    expect(onlyIn(dataOf(primary), 'AWS::Backup::BackupSelection').Properties.BackupSelection.Resources)
      .toEqual([`arn:aws:rds:${PRIMARY}:${ACCOUNT}:cluster:${HOME_MEMBER.clusterIdentifier}`]);
    const [{ Resource }] = allowedTo(roleIn(dataOf(primary), 'Backups'), 'kms:CreateGrant');
    expect([Resource].flat()).toContain(storageEncryptionKeyArn);
  });

  test('BKP-03: encrypted by a key of the service, it needs access to the vault\'s key only', () => {
    const { topology: { primary } } = mainDatabase({ ...existingCluster({}), backup: BackupPolicy.daily() });
    const [{ Resource }] = allowedTo(roleIn(dataOf(primary), 'Backups'), 'kms:CreateGrant');
    expect([Resource].flat()).toHaveLength(1);
  });

  test('BKP-04: is restored into the subnet group that it has, behind its security groups', () => {
    const { topology: { primary } } = mainDatabase({ ...existingCluster({ dbSubnetGroupName: 'team-isolated' }), backup: tested });
    expect(onlyIn(dataOf(primary), 'AWS::Backup::RestoreTestingSelection').Properties.RestoreMetadataOverrides)
      .toEqual({ dbSubnetGroupName: 'team-isolated', vpcSecurityGroupIds: `["${HOME_MEMBER.securityGroupIds[0]}"]` });
  });

  test('an alias in place of its key is refused', () => {
    const alias = `arn:aws:kms:${PRIMARY}:${ACCOUNT}:alias/orders`;
    expect(() => mainDatabase({ ...existingCluster({ storageEncryptionKeyArn: alias }), backup: tested }))
      .toThrow(`existing.storageEncryptionKeyArn = "${alias}": it is the ARN of a key, not of an alias: a policy that names an alias grants nothing.`);
  });
});
