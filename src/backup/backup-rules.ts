import { RemovalPolicy, Token } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { BackupPolicy } from './backup-policy';
import type { BackupSettings } from './backup-settings';
import { DAYS, MINUTES, validateCron, validateDuration } from './backup-times';
import type { ProtectedResource, ProtectedResourcePair } from './protected-resource';
import { validateRestoreTesting } from './restore-testing-rules';
import { validateVaultLock } from './vault-lock-rules';
import type { DrRegion, DrTopology } from '../topology';
import { refuse } from '../topology/configuration-error';
import { describeAlias, isAlias } from '../topology/encryption-key-rules';

/** Of a restore testing plan: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html#restore-testing-quotas */
const MAX_RESOURCES = 30;
const COLD_STORAGE_DAYS = 90;

/** The policy's settings. Refuses a policy that takes no backups: there would be nothing to create. */
export function settingsOfPolicy(scope: IConstruct, policy: BackupPolicy): BackupSettings {
  return policy._settings ?? refuse(scope, {
    prop: 'policy',
    value: 'BackupPolicy.none()',
    rule: 'without backups there is nothing to create',
    remedy: 'Leave this construct out, or use BackupPolicy.daily()',
  });
}

/** Checks everything that can be known about backups at synthesis. */
export function validateBackup(scope: IConstruct, topology: DrTopology, settings: BackupSettings, pairs: ProtectedResourcePair[]): void {
  validateTimes(scope, settings);
  validateResources(scope, topology, pairs);
  validateColdStorage(scope, settings, pairs);
  if (settings.vaultLock) {
    validateVaultLock(scope, settings, settings.vaultLock);
    refuseLockedThrowAway(scope, topology);
  }
  if (settings.restoreTesting) {
    validateRestoreTesting(scope, settings.restoreTesting);
  }
}

function validateTimes(scope: IConstruct, settings: BackupSettings): void {
  validateCron(scope, 'BackupPolicy.daily({ scheduleExpression })', settings.scheduleExpression, 'hour: \'2\', minute: \'0\'');
  validateDuration(scope, 'BackupPolicy.daily({ deleteAfter })', settings.deleteAfter, { unit: DAYS, lowest: 1, highest: 36500 }, 'Duration.days(7)');
  validateDuration(scope, 'BackupPolicy.daily({ copyDeleteAfter })', settings.copyDeleteAfter, { unit: DAYS, lowest: 1, highest: 36500 }, 'Duration.days(7)');
  validateDuration(scope, 'BackupPolicy.daily({ moveToColdStorageAfter })', settings.moveToColdStorageAfter, { unit: DAYS, lowest: 1, highest: 36500 },
    'Duration.days(30)');
  validateDuration(scope, 'BackupPolicy.daily({ startWindow })', settings.startWindow, { unit: MINUTES, lowest: 60, highest: 52560000 }, 'Duration.hours(8)');
  validateDuration(scope, 'BackupPolicy.daily({ completionWindow })', settings.completionWindow, { unit: MINUTES, lowest: 1, highest: 52560000 },
    'Duration.days(7)');
}

function validateColdStorage(scope: IConstruct, settings: BackupSettings, pairs: ProtectedResourcePair[]): void {
  const { moveToColdStorageAfter, deleteAfter, copyDeleteAfter } = settings;
  if (moveToColdStorageAfter === undefined) {
    return;
  }
  for (const { _kind: { hasColdStorage, resourceType } } of pairs.map(({ primary }) => primary)) {
    if (!hasColdStorage) {
      refuse(scope, {
        prop: 'BackupPolicy.daily({ moveToColdStorageAfter })',
        value: moveToColdStorageAfter.toHumanString(),
        rule: `AWS Backup cannot move recovery points of ${resourceType} to cold storage and would ignore it`,
        remedy: 'Leave it out',
      });
    }
  }
  for (const [prop, retention] of Object.entries({ deleteAfter, copyDeleteAfter })) {
    if (isKnown(retention) && isKnown(moveToColdStorageAfter) && retention.toDays() < moveToColdStorageAfter.toDays() + COLD_STORAGE_DAYS) {
      refuse(scope, {
        prop: `BackupPolicy.daily({ ${prop} })`,
        value: retention.toHumanString(),
        rule: `what moves to cold storage after ${moveToColdStorageAfter.toHumanString()} stays there for at least ${COLD_STORAGE_DAYS} days`,
        remedy: `Write at least Duration.days(${moveToColdStorageAfter.toDays() + COLD_STORAGE_DAYS}), or leave moveToColdStorageAfter out`,
      });
    }
  }
}

function isKnown(duration: Duration): boolean {
  return !duration.isUnresolved();
}

function validateResources(scope: IConstruct, topology: DrTopology, pairs: ProtectedResourcePair[]): void {
  if (pairs.length < 1 || pairs.length > MAX_RESOURCES) {
    refuse(scope, {
      prop: 'resources',
      value: `${pairs.length} pairs`,
      rule: `it is 1 to ${MAX_RESOURCES} pairs: an empty selection would back up everything, and a restore testing plan has no place for more`,
      remedy: 'Give the resources to back up, and put more of them into another MultiRegionBackup',
    });
  }
  pairs.forEach((pair, index) => {
    for (const region of topology.regions) {
      validateArn(scope, topology, region, `resources[${index}].${region.role}`, pair[region.role]);
      validateKey(scope, `resources[${index}].${region.role}`, pair[region.role]);
    }
    validatePair(scope, topology, `resources[${index}]`, pair);
  });
}

function validateArn(scope: IConstruct, topology: DrTopology, region: DrRegion, prop: string, resource: ProtectedResource): void {
  const { resourceArn, _kind: { arnService, arnResource, exampleResource } } = resource;
  const prefix = `arn:${topology.partition}:${arnService}:${region.name}:${topology.account}:`;
  if (!resourceArn.startsWith(prefix) || !arnResource.test(resourceArn.slice(prefix.length))) {
    refuse(scope, {
      prop,
      value: Token.isUnresolved(resourceArn) ? 'not known at synthesis' : `"${resourceArn}"`,
      rule: `the plan of ${region.name} backs up what is there, and the other Region names it too: the ARN must be literal and of that Region`,
      remedy: `Write it with the name that you give the resource, for example "${prefix}${exampleResource}"`,
    });
  }
}

function validateKey(scope: IConstruct, prop: string, { encryptionKey }: ProtectedResource): void {
  if (encryptionKey && isAlias(encryptionKey)) {
    refuse(scope, {
      prop: `${prop}.encryptionKey`,
      value: describeAlias(encryptionKey),
      rule: 'the roles of AWS Backup name the key as Resource of their policies, where an alias grants nothing',
      remedy: 'Import the key itself with kms.Key.fromKeyArn() or kms.Key.fromLookup()',
    });
  }
}

function validatePair(scope: IConstruct, { partition }: DrTopology, prop: string, { primary, secondary }: ProtectedResourcePair): void {
  if (primary._kind !== secondary._kind) {
    refuse(scope, {
      prop,
      value: `${primary._kind.resourceType} and ${secondary._kind.resourceType}`,
      rule: 'a pair is one resource as both Regions have it',
      remedy: 'Give two clusters or two tables',
    });
  }
  if (partition === 'aws-cn' && !primary._kind.copiesInChina) {
    refuse(scope, {
      prop,
      value: primary._kind.resourceType,
      rule: 'its snapshots cannot be copied between the Regions of China',
      remedy: 'Use BackupPolicy.none() and rely on the continuous backups of each cluster',
    });
  }
}

/** A vault that is locked cannot be deleted while it holds anything. */
function refuseLockedThrowAway(scope: IConstruct, { removalPolicy }: DrTopology): void {
  if (removalPolicy === RemovalPolicy.DESTROY) {
    refuse(scope, {
      prop: 'BackupPolicy.daily({ vaultLock })',
      value: 'a lock, with RemovalPolicy.DESTROY on the topology',
      rule: 'a locked vault keeps what it holds, and its stack could not be deleted',
      remedy: 'Leave vaultLock out in throw-away environments, or keep the data with RemovalPolicy.RETAIN',
    });
  }
}
