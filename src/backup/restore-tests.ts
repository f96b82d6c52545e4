import { Annotations } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { BackupPlaces } from './backup-places';
import type { ProtectedResourcePair } from './protected-resource';
import type { RestoreTesting } from './restore-testing';

/**
 * Restores from the vault of a Region on a schedule: the backups that were taken there, and the copies that came from the other Region.
 */
export function testRestores(
  scope: Construct, places: BackupPlaces, { _settings: settings }: RestoreTesting, pairs: ProtectedResourcePair[], role: iam.IRole,
): void {
  const plan = new backup.CfnRestoreTestingPlan(scope, 'restore-testing', {
    restoreTestingPlanName: places.vaultName.replace(/-/g, '_'),
    scheduleExpression: settings.scheduleExpression.expressionString,
    startWindowHours: settings.startWindow?.toHours(),
    recoveryPointSelection: {
      algorithm: 'LATEST_WITHIN_WINDOW',
      includeVaults: [places.vaultArn],
      recoveryPointTypes: ['SNAPSHOT'],
      selectionWindowDays: settings.selectionWindow.toDays(),
    },
  });
  pairs.forEach((pair, index) => {
    const { _kind: { resourceType, neededRestoreMetadata }, _restoreMetadata: metadata } = pair[places.region.role];
    const selection = new backup.CfnRestoreTestingSelection(scope, `restore-testing-${index + 1}`, {
      restoreTestingPlanName: plan.restoreTestingPlanName,
      restoreTestingSelectionName: `${resourceType}_${index + 1}`,
      protectedResourceType: resourceType,
      protectedResourceArns: [pair.primary.resourceArn, pair.secondary.resourceArn],
      iamRoleArn: role.roleArn,
      restoreMetadataOverrides: Object.keys(metadata).length > 0 ? metadata : undefined,
      validationWindowHours: settings.validationWindow?.toHours(),
    });
    selection.addResourceDependency(plan);
    if (neededRestoreMetadata !== undefined && !(neededRestoreMetadata in metadata)) {
      Annotations.of(selection).addWarningV2('cdk-multi-region-dr:restoreTestInDefaultVpc',
        `Restore tests of "${pair[places.region.role].resourceArn}" restore into the default VPC of ${places.region.name} and fail where there is none. `
        + `Give the protected resource "${neededRestoreMetadata}".`);
    }
  });
}
