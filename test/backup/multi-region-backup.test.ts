import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import { clusterArn, clusters, dataOf, foundationOf, onlyIn, ordersBackup, roleIn, ruleIn, tableArn, tables } from './fixture';
import type { Fixture } from './fixture';
import { BackupPolicy, DrTopology, VaultLock } from '../../src';
import { createdTopology, ownStack, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';

/** The standby's data has a stack of its own: its plan waits for the home Region's vault, whose plan waits for the standby's. */
function inOwnStacks(): Fixture {
  const app = testApp();
  return ordersBackup({}, app, DrTopology.fromStacks(app, 'Payments', {
    environmentName: 'test',
    primary: { foundation: ownStack(app, 'Primary', PRIMARY) },
    secondary: { foundation: ownStack(app, 'Secondary', SECONDARY), data: ownStack(app, 'SecondaryData', SECONDARY) },
  }));
}

describe.each<[string, () => Fixture]>([
  ['in created stacks', () => ordersBackup()],
  ['in stacks of the consumer', inOwnStacks],
])('%s', (_, make) => {
  const { topology, backup } = make();

  test('BKP-01: each Region has a plan, daily at 02:00 into its own vault, that keeps backups for 7 days', () => {
    for (const region of topology.regions) {
      expect(ruleIn(dataOf(region))).toMatchObject({
        ScheduleExpression: 'cron(0 2 * * ? *)',
        Lifecycle: { DeleteAfterDays: 7 },
        TargetBackupVault: backup.forRegion(region).vaultName,
      });
    }
  });

  test('BKP-02: each plan copies to the vault of the other Region, by its literal ARN, for 7 days', () => {
    for (const region of topology.regions) {
      expect(ruleIn(dataOf(region)).CopyActions).toEqual([{
        DestinationBackupVaultArn: backup.forRegion(region.peer).vaultArn,
        Lifecycle: { DeleteAfterDays: 7 },
      }]);
      expect(onlyIn(foundationOf(region), 'AWS::Backup::BackupVault').Properties.BackupVaultName).toBe(backup.forRegion(region).vaultName);
    }
  });

  test('BKP-02: both vaults are there before either plan', () => {
    for (const region of topology.regions) {
      const vaults = topology.regions.map(foundationOf).filter(stack => stack !== dataOf(region));
      expect(dataOf(region).dependencies).toEqual(expect.arrayContaining(vaults));
    }
  });

  test('BKP-03: each plan selects the resource of its Region, in a role that AWS Backup assumes', () => {
    for (const region of topology.regions) {
      const { Properties } = onlyIn(dataOf(region), 'AWS::Backup::BackupSelection');
      expect(Properties.BackupSelection.Resources).toEqual([clusterArn(region.name)]);
      const role = roleIn(dataOf(region), 'Backups');
      expect(Properties.BackupSelection.IamRoleArn).toEqual({ 'Fn::GetAtt': [role.logicalId, 'Arn'] });
      expect(role.Properties.AssumeRolePolicyDocument.Statement)
        .toEqual([{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' } }]);
      expect(role.Properties.ManagedPolicyArns).toEqual([{ Ref: expect.any(String) }]);
    }
  });

  test('BKP-03: both vaults are encrypted by the ARN of a key of their Region', () => {
    for (const region of topology.regions) {
      const { EncryptionKeyArn } = onlyIn(foundationOf(region), 'AWS::Backup::BackupVault').Properties;
      expect(EncryptionKeyArn).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^encryptionPaymentsbackupkey/), 'Arn'] });
      templateOf(foundationOf(region)).hasResourceProperties('AWS::KMS::Key', { Description: `Payments test: backup in ${region.name}`, EnableKeyRotation: true });
    }
  });

  test('BKP-04: without restore testing nothing is restored on a schedule, and the role for restores is there', () => {
    for (const region of topology.regions) {
      templateOf(dataOf(region)).resourceCountIs('AWS::Backup::RestoreTestingPlan', 0);
      templateOf(dataOf(region)).hasOutput('*', {
        Description: `Role for restores from backup vault "${backup.forRegion(region).vaultName}"`,
        Value: { 'Fn::GetAtt': Match.anyValue() },
      });
    }
  });
});

test('BKP-02: a plan in the stack of its vault is created after the vault', () => {
  const { topology } = inOwnStacks();
  expect(onlyIn(dataOf(topology.primary), 'AWS::Backup::BackupPlan').DependsOn)
    .toEqual(Object.keys(templateOf(foundationOf(topology.primary)).findResources('AWS::Backup::BackupVault')));
});

describe('the policy', () => {
  test('BKP-01: schedule, retention and windows are props, and reach both plans', () => {
    const { topology } = ordersBackup({
      policy: BackupPolicy.daily({
        scheduleExpression: events.Schedule.cron({ minute: '30', hour: '3' }),
        deleteAfter: Duration.days(35),
        startWindow: Duration.hours(1),
        completionWindow: Duration.hours(4),
      }),
    });
    for (const region of topology.regions) {
      expect(ruleIn(dataOf(region))).toMatchObject({
        ScheduleExpression: 'cron(30 3 * * ? *)',
        StartWindowMinutes: 60,
        CompletionWindowMinutes: 240,
        Lifecycle: { DeleteAfterDays: 35 },
        CopyActions: [{ Lifecycle: { DeleteAfterDays: 35 } }],
      });
    }
  });

  test('BKP-02: copies are kept for as long as they are told to', () => {
    const { topology } = ordersBackup({ policy: BackupPolicy.daily({ copyDeleteAfter: Duration.days(90) }) });
    expect(topology.regions.map(region => ruleIn(dataOf(region)))).toMatchObject([1, 2].map(() => ({
      Lifecycle: { DeleteAfterDays: 7 }, CopyActions: [{ Lifecycle: { DeleteAfterDays: 90 } }],
    })));
  });

  test('backups and copies of tables move to cold storage', () => {
    const app = testApp();
    const topology = createdTopology(app);
    const policy = BackupPolicy.daily({ moveToColdStorageAfter: Duration.days(10), deleteAfter: Duration.days(100) });
    ordersBackup({ resources: [tables(topology)], policy }, app, topology);
    const lifecycle = { DeleteAfterDays: 100, MoveToColdStorageAfterDays: 10 };
    expect(topology.regions.map(region => ruleIn(dataOf(region))))
      .toMatchObject([1, 2].map(() => ({ Lifecycle: lifecycle, CopyActions: [{ Lifecycle: lifecycle }] })));
  });

  test('BKP-03: several resources share vault, plan and role', () => {
    const app = testApp();
    const topology = createdTopology(app);
    ordersBackup({ resources: [clusters(topology), tables(topology)] }, app, topology);
    for (const region of topology.regions) {
      expect(onlyIn(dataOf(region), 'AWS::Backup::BackupSelection').Properties.BackupSelection.Resources)
        .toEqual([clusterArn(region.name), tableArn(region.name)]);
    }
  });
});

describe('what is kept', () => {
  test('vaults outlive their stacks, with the role that deletes recovery points when their time is over', () => {
    const { topology } = ordersBackup();
    for (const region of topology.regions) {
      for (const resource of [onlyIn(foundationOf(region), 'AWS::Backup::BackupVault'), roleIn(dataOf(region), 'Backups')]) {
        expect([resource.DeletionPolicy, resource.UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
      }
      expect(roleIn(dataOf(region), 'Restores').DeletionPolicy).toBeUndefined();
    }
  });

  test('in a throw-away environment nothing outlives its stack', () => {
    const app = testApp();
    const { topology } = ordersBackup({}, app, createdTopology(app, { removalPolicy: RemovalPolicy.DESTROY }));
    for (const region of topology.regions) {
      for (const resource of [onlyIn(foundationOf(region), 'AWS::Backup::BackupVault'), roleIn(dataOf(region), 'Backups')]) {
        expect(resource.DeletionPolicy).toBe('Delete');
      }
    }
  });

  test('by default recovery points can be deleted; by prop the access policy of both vaults denies it', () => {
    const [open, closed] = [{}, { blockRecoveryPointDeletion: true }].map(props => ordersBackup({ policy: BackupPolicy.daily(props) }));
    for (const region of open.topology.regions) {
      expect(onlyIn(foundationOf(region), 'AWS::Backup::BackupVault').Properties.AccessPolicy).toBeUndefined();
    }
    for (const region of closed.topology.regions) {
      expect(onlyIn(foundationOf(region), 'AWS::Backup::BackupVault').Properties.AccessPolicy.Statement).toEqual([{
        Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Resource: '*',
      }]);
    }
  });

  test('a governance lock is on both vaults, and can be removed', () => {
    const { topology } = ordersBackup({ policy: BackupPolicy.daily({ vaultLock: VaultLock.governance({ minRetention: Duration.days(7) }) }) });
    for (const region of topology.regions) {
      expect(onlyIn(foundationOf(region), 'AWS::Backup::BackupVault').Properties.LockConfiguration).toEqual({ MinRetentionDays: 7 });
    }
    expect(warningsOf(topology)).toEqual([]);
  });

  test('a compliance lock is on both vaults, and its finality is said at each', () => {
    const vaultLock = VaultLock.compliance({ minRetention: Duration.days(1), maxRetention: Duration.days(30), changeableFor: Duration.days(3) });
    const { topology } = ordersBackup({ policy: BackupPolicy.daily({ vaultLock }) });
    for (const region of topology.regions) {
      expect(onlyIn(foundationOf(region), 'AWS::Backup::BackupVault').Properties.LockConfiguration)
        .toEqual({ MinRetentionDays: 1, MaxRetentionDays: 30, ChangeableForDays: 3 });
    }
    const warnings = warningsOf(topology);
    expect(warnings).toHaveLength(2);
    for (const warning of warnings) {
      expect(warning).toMatch(/^3 days after its first deployment nobody.* \[ack: cdk-multi-region-dr:vaultLockBecomesFinal\]$/);
    }
  });
});

function warningsOf(topology: DrTopology): unknown[] {
  return topology.node.findAll().flatMap(construct => construct.node.metadata)
    .filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => data);
}
