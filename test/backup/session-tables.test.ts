import { allowedTo, dataOf, foundationOf, onlyIn, roleIn, ruleIn } from './fixture';
import { BackupPolicy, KeyPurpose, RestoreTesting } from '../../src';
import { sessions } from '../sessions/fixture';
import { stacksOf, templateOf } from '../support/environment';

test('a session table has no backup plan by default, nor with none(): each replica can be restored to a point in time', () => {
  for (const backup of [undefined, BackupPolicy.none()]) {
    const { app, table } = sessions({ backup });
    expect(table.backup).toBeUndefined();
    for (const stack of stacksOf(app)) {
      expect(JSON.stringify(templateOf(stack).toJSON())).not.toContain('AWS::Backup');
    }
  }
});

test('BKP-01, BKP-02, BKP-03: when asked for, the replica of each Region is backed up there and copied to the other', () => {
  const { topology, table } = sessions({ backup: BackupPolicy.daily() });
  for (const region of topology.regions) {
    expect(onlyIn(dataOf(region), 'AWS::Backup::BackupSelection').Properties.BackupSelection.Resources).toEqual([table.forRegion(region).tableArn]);
    expect(ruleIn(dataOf(region))).toMatchObject({
      ScheduleExpression: 'cron(0 2 * * ? *)',
      Lifecycle: { DeleteAfterDays: 7 },
      TargetBackupVault: table.backup!.forRegion(region).vaultName,
      CopyActions: [{ DestinationBackupVaultArn: table.backup!.forRegion(region.peer).vaultArn }],
    });
    const logicalId = foundationOf(region).getLogicalId(topology.encryptionKey(region, KeyPurpose.SESSIONS).key.node.defaultChild as never);
    expect(JSON.stringify(allowedTo(roleIn(dataOf(region), 'Backups'), 'kms:Decrypt'))).toContain(logicalId);
  }
});

test('BKP-04: restore tests restore a table of another name', () => {
  const { topology, table } = sessions({ backup: BackupPolicy.daily({ restoreTesting: RestoreTesting.weekly() }) });
  for (const region of topology.regions) {
    expect(onlyIn(dataOf(region), 'AWS::Backup::RestoreTestingSelection').Properties).toMatchObject({
      ProtectedResourceType: 'DynamoDB', ProtectedResourceArns: topology.regions.map(each => table.forRegion(each).tableArn),
    });
  }
});
