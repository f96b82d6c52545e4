import { Annotations, CfnOutput } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import { Construct } from 'constructs';
import { BackupPlaces } from './backup-places';
import { BackupPolicy } from './backup-policy';
import { backupRole, restoreRole } from './backup-roles';
import { settingsOfPolicy, validateBackup } from './backup-rules';
import type { BackupSettings } from './backup-settings';
import { backupSignals } from './backup-signals';
import type { ProtectedResourcePair } from './protected-resource';
import { RegionalBackup } from './regional-backup';
import { testRestores } from './restore-tests';
import type { HealthSignal } from '../monitoring';
import type { DrRegion, DrTopology } from '../topology';
import { StackLayer } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';
import { PerRegion } from '../topology/per-region';

/** Properties of backups in both Regions. */
export interface MultiRegionBackupProps {
  /** The Regions, stacks, names and keys. */
  readonly topology: DrTopology;
  /** What is backed up: each resource as both Regions have it. 1 to 30. */
  readonly resources: ProtectedResourcePair[];
  /** When, and for how long. @default BackupPolicy.daily() */
  readonly policy?: BackupPolicy;
}

/**
 * A backup vault and a backup plan in each Region. Each plan backs up the resource of its own Region and copies to the vault of the other,
 * so that the active Region is backed up whichever it is.
 *
 * Stores of this library make one by themselves: use it for a resource of your own.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html
 */
export class MultiRegionBackup extends Construct {
  private readonly topology: DrTopology;
  private readonly settings: BackupSettings;
  private readonly backups: PerRegion<RegionalBackup>;

  /**
   * @throws ConfigurationError for a policy without backups, times outside the limits of AWS Backup, retention outside the lock's bounds,
   * a lock in a throw-away environment, ARNs that are not of their Region, a key known by its alias only, or stacks that cannot be
   * deployed in order
   */
  constructor(scope: Construct, id: string, props: MultiRegionBackupProps) {
    super(scope, id);
    const { topology, resources } = props;
    this.topology = topology;
    const settings = this.settings = settingsOfPolicy(this, props.policy ?? BackupPolicy.daily());
    validateBackup(this, topology, settings, resources);
    this.orderStacks();
    const vaultNames = new Map(topology.regions.map(region => [region, topology._name(NAME_KINDS.backupVault, id, region)]));
    this.backups = new PerRegion(this, topology, region => this.backUp(new BackupPlaces(topology, region, vaultNames), settings, resources));
  }

  /**
   * Vault and plan of a Region, for stacks of that Region.
   *
   * @throws ConfigurationError for a Region of another topology
   */
  public forRegion(region: DrRegion): RegionalBackup {
    return this.backups.get(region);
  }

  /**
   * Backups, copies and restore tests that are missing or failed, in both Regions. The README of backups lists them with their thresholds.
   * Stores of this library include those of their own backups in their `healthSignals`: give these to `DrMonitoring` for a resource of yours.
   */
  public healthSignals(): HealthSignal[] {
    return this.topology.regions.flatMap(region => backupSignals(this.topology, this.forRegion(region), this.settings));
  }

  /** A plan copies to the vault of the other Region from its first run on. */
  private orderStacks(): void {
    for (const region of this.topology.regions) {
      for (const vault of [region, region.peer]) {
        this.topology.deployBefore(vault, StackLayer.FOUNDATION, region, StackLayer.DATA,
          `the backup plan "${this.node.id}" in ${region.name} needs the vault in ${vault.name}`);
      }
    }
  }

  private backUp(places: BackupPlaces, settings: BackupSettings, pairs: ProtectedResourcePair[]): RegionalBackup {
    const { region, vaultName, vaultArn } = places;
    const scope = this.topology._scope(this, 'backup', region, StackLayer.DATA);
    const resources = pairs.map(pair => pair[region.role]);
    const vault = this.createVault(places, settings);
    const plan = this.createPlan(scope, places, settings);
    plan.node.addDependency(vault);
    plan.addSelection('selection', {
      backupSelectionName: 'resources',
      resources: resources.map(({ resourceArn }) => backup.BackupResource.fromArn(resourceArn)),
      role: backupRole(scope, 'backup-role', places, resources, this.topology.removalPolicy),
      disableDefaultBackupPolicy: true,
    });
    const role = restoreRole(scope, 'restore-role', places, resources);
    new CfnOutput(scope, 'restore-role-arn', { value: role.roleArn, description: `Role for restores from backup vault "${vaultName}"` });
    if (settings.restoreTesting) {
      testRestores(scope, places, settings.restoreTesting, pairs, role);
    }
    const copiesVaultName = places.vaultNames.get(region.peer)!;
    return RegionalBackup._of({ region, vaultName, vaultArn, copiesVaultName, planId: plan.backupPlanId, restoreRole: role });
  }

  private createVault(places: BackupPlaces, { vaultLock, blockRecoveryPointDeletion }: BackupSettings): backup.BackupVault {
    const { region, vaultName } = places;
    const scope = this.topology._scope(this, 'backup', region, StackLayer.FOUNDATION);
    const vault = new backup.BackupVault(scope, 'vault', {
      backupVaultName: vaultName,
      encryptionKey: places.keyOf(region).key,
      lockConfiguration: vaultLock?._settings,
      blockRecoveryPointDeletion,
      removalPolicy: this.topology.removalPolicy,
    });
    if (vaultLock?._settings.changeableFor) {
      Annotations.of(vault).addWarningV2('cdk-multi-region-dr:vaultLockBecomesFinal',
        `${vaultLock._settings.changeableFor.toHumanString()} after its first deployment nobody, AWS included, can remove or change the lock of backup vault `
        + `"${vaultName}", or delete a recovery point before its time. Try VaultLock.governance() first.`);
    }
    new CfnOutput(scope, 'vault-name', { value: vaultName, description: `Backup vault of "${this.node.id}" in ${region.name}` });
    return vault;
  }

  private createPlan(scope: Construct, { vaultName, copiesVaultArn }: BackupPlaces, settings: BackupSettings): backup.BackupPlan {
    const { moveToColdStorageAfter } = settings;
    return new backup.BackupPlan(scope, 'plan', {
      backupPlanName: vaultName,
      backupVault: backup.BackupVault.fromBackupVaultName(scope, 'own-vault', vaultName),
      backupPlanRules: [new backup.BackupPlanRule({
        ruleName: 'copied-to-the-other-region',
        scheduleExpression: settings.scheduleExpression,
        startWindow: settings.startWindow,
        completionWindow: settings.completionWindow,
        deleteAfter: settings.deleteAfter,
        moveToColdStorageAfter,
        copyActions: [{
          destinationBackupVault: backup.BackupVault.fromBackupVaultArn(scope, 'copies-vault', copiesVaultArn),
          deleteAfter: settings.copyDeleteAfter,
          moveToColdStorageAfter,
        }],
      })],
    });
  }
}
