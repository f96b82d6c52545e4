import type { Stack } from 'aws-cdk-lib';
import type { Matcher } from 'aws-cdk-lib/assertions';
import { Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { actionsOf, allowedTo, clusterArn, clusters, dataOf, foundationOf, ordersBackup, roleIn, tableArn, tables } from './fixture';
import type { DrRegion, DrTopology } from '../../src';
import { BackupPolicy, KeyPurpose, RestoreTesting } from '../../src';
import { ACCOUNT, createdTopology, testApp } from '../support/environment';
import { valuesOf } from '../support/templates';

/** What AWS documents as needed: https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html, without what is for instances. */
const DOCUMENTED = {
  aurora: {
    Backups: [
      'rds:AddTagsToResource', 'rds:CopyDBClusterSnapshot', 'rds:CreateDBClusterSnapshot', 'rds:DeleteDBClusterSnapshot',
      'rds:DescribeDBClusterAutomatedBackups', 'rds:DescribeDBClusterSnapshots', 'rds:DescribeDBClusters', 'rds:DescribeDBInstances',
      'rds:ListTagsForResource', 'rds:ModifyDBClusterSnapshotAttribute',
    ],
    Restores: [
      'rds:AddTagsToResource', 'rds:DeleteDBCluster', 'rds:DescribeDBClusterAutomatedBackups', 'rds:DescribeDBClusterSnapshots',
      'rds:DescribeDBClusters', 'rds:DescribeDBInstances', 'rds:ListTagsForResource', 'rds:RestoreDBClusterFromSnapshot',
    ],
  },
  dynamodb: {
    Backups: [
      'dynamodb:CreateBackup', 'dynamodb:DeleteBackup', 'dynamodb:DescribeBackup', 'dynamodb:DescribeTable', 'dynamodb:ListTagsOfResource',
      'dynamodb:StartAwsBackupJob',
    ],
    Restores: [
      'dynamodb:BatchWriteItem', 'dynamodb:DeleteItem', 'dynamodb:DescribeTable', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query',
      'dynamodb:RestoreTableFromAwsBackup', 'dynamodb:RestoreTableFromBackup', 'dynamodb:Scan', 'dynamodb:UpdateItem',
    ],
  },
  common: {
    Backups: [
      'backup:CopyFromBackupVault', 'backup:CopyIntoBackupVault', 'backup:DescribeBackupVault', 'backup:TagResource', 'kms:CreateGrant',
      'kms:DescribeKey', 'tag:GetResources',
    ],
    Restores: [
      'kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptFrom', 'kms:ReEncryptTo',
    ],
  },
};

function backupOf(kind: 'aurora' | 'dynamodb', withKey = true): DrTopology {
  const app = testApp();
  const topology = createdTopology(app);
  ordersBackup({ resources: [kind === 'aurora' ? clusters(topology) : tables(topology, withKey ? KeyPurpose.SESSIONS : undefined)] }, app, topology);
  return topology;
}

/** How the data stack names a key of the foundation stack of its Region. */
function keyOf(topology: DrTopology, region: DrRegion, purpose: KeyPurpose): Matcher {
  const stack = foundationOf(region);
  const logicalId = stack.getLogicalId(topology.encryptionKey(region, purpose).key.node.defaultChild as never);
  return Match.objectEquals({ 'Fn::ImportValue': Match.stringLikeRegexp(`^${stack.stackName}:.*${logicalId}Arn`) });
}

/** The resources of the statements that allow an action. */
function resourcesOf(stack: Stack, purpose: 'Backups' | 'Restores', action: string): unknown[] {
  return allowedTo(roleIn(stack, purpose), action).flatMap(({ Resource }) => Resource);
}

function expectMatch(actual: unknown, pattern: unknown): void {
  const result = Match.exact(pattern).test(actual);
  expect(result.renderMismatch()).not.toContain('!!');
  expect(result.hasFailed()).toBe(false);
}

describe.each(['aurora', 'dynamodb'] as const)('SEC-02: the roles for %s', kind => {
  const topology = backupOf(kind);

  test.each(['Backups', 'Restores'] as const)('%s allow what AWS documents, and nothing else', purpose => {
    const keyActions = kind === 'dynamodb' && purpose === 'Backups' ? ['kms:Decrypt', 'kms:GenerateDataKey'] : [];
    for (const region of topology.regions) {
      expect(actionsOf(roleIn(dataOf(region), purpose)))
        .toEqual([...new Set([...DOCUMENTED[kind][purpose], ...DOCUMENTED.common[purpose], ...keyActions])].sort());
    }
  });

  test('neither has a wildcard as an action, and only what has no resource-level permission a bare one as resource', () => {
    for (const region of topology.regions) {
      for (const purpose of ['Backups', 'Restores'] as const) {
        const role = roleIn(dataOf(region), purpose);
        expect(actionsOf(role).filter(action => action.includes('*'))).toEqual([]);
        expect(actionsOf(role).filter(action => allowedTo(role, action).some(({ Resource }) => [Resource].flat().includes('*'))))
          .toEqual(purpose === 'Backups' ? ['tag:GetResources'] : []);
      }
    }
  });

  test('every ARN is of this account, and of the two Regions', () => {
    for (const region of topology.regions) {
      const arns = [...valuesOf([roleIn(dataOf(region), 'Backups'), roleIn(dataOf(region), 'Restores')])]
        .map(([, value]) => value).filter((value): value is string => typeof value === 'string' && value.startsWith('arn:'));
      expect(arns.length).toBeGreaterThan(0);
      for (const arn of arns) {
        expect(arn).toMatch(new RegExp(`^arn:aws:\\w+:(${region.name}|${region.peer.name}):${ACCOUNT}:`));
        expect(arn).not.toContain(':alias/');
      }
    }
  });
});

describe('SEC-02: the role for backups', () => {
  const topology = backupOf('aurora');

  test('BKP-03: takes snapshots of the cluster of its Region and of no other', () => {
    for (const region of topology.regions) {
      expect(resourcesOf(dataOf(region), 'Backups', 'rds:CreateDBClusterSnapshot'))
        .toEqual([clusterArn(region.name), `arn:aws:rds:${region.name}:${ACCOUNT}:cluster-snapshot:awsbackup:*`]);
    }
  });

  test('BKP-02: copies to the other Region, and deletes in both what AWS Backup made there, nothing else', () => {
    for (const region of topology.regions) {
      const snapshots = [region, region.peer].map(({ name }) => `arn:aws:rds:${name}:${ACCOUNT}:cluster-snapshot:awsbackup:*`);
      for (const action of ['rds:CopyDBClusterSnapshot', 'rds:DeleteDBClusterSnapshot', 'rds:AddTagsToResource', 'rds:ModifyDBClusterSnapshotAttribute']) {
        expect(resourcesOf(dataOf(region), 'Backups', action)).toEqual(snapshots);
      }
    }
  });

  test('BKP-02: reads recovery points from its own vault and writes them to the other', () => {
    const { topology: own, backup } = ordersBackup();
    for (const region of own.regions) {
      const [vault, copies] = [region, region.peer].map(each => backup.forRegion(each).vaultArn);
      expect(resourcesOf(dataOf(region), 'Backups', 'backup:CopyIntoBackupVault')).toEqual([copies]);
      expect(resourcesOf(dataOf(region), 'Backups', 'backup:DescribeBackupVault')).toEqual([vault, copies]);
      expect(resourcesOf(dataOf(region), 'Backups', 'backup:CopyFromBackupVault'))
        .toEqual([vault, `arn:aws:rds:${region.name}:${ACCOUNT}:cluster-snapshot:awsbackup:*`]);
    }
  });

  test('BKP-02, SEC-02: uses the keys of cluster and vault by ARN, the other vault\'s by its alias, for grants of services only', () => {
    for (const region of topology.regions) {
      const forResource = { Bool: { 'kms:GrantIsForAWSResource': 'true' } };
      const otherVault = { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': topology.encryptionKey(region.peer, KeyPurpose.BACKUP).aliasName } };
      const serviceKey = { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/aws/backup' } };
      const ownKeys = [keyOf(topology, region, KeyPurpose.DATABASE), keyOf(topology, region, KeyPurpose.BACKUP)];
      const [ofRegion, ofPeer] = [region, region.peer].map(({ name }) => `arn:aws:kms:${name}:${ACCOUNT}:key/*`);
      expectMatch(allowedTo(roleIn(dataOf(region), 'Backups'), 'kms:CreateGrant'), [
        { Resource: ownKeys, Condition: forResource },
        { Resource: ofPeer, Condition: { ...otherVault, ...forResource } },
      ]);
      expectMatch(allowedTo(roleIn(dataOf(region), 'Backups'), 'kms:DescribeKey'), [
        { Resource: ownKeys },
        { Resource: ofPeer, Condition: otherVault },
        { Resource: [ofRegion, ofPeer], Condition: serviceKey },
      ]);
    }
  });

  test('BKP-03: a table\'s key is used through DynamoDB; a table without one needs none', () => {
    const encrypted = backupOf('dynamodb');
    const plain = backupOf('dynamodb', false);
    for (const region of encrypted.regions) {
      expect(resourcesOf(dataOf(region), 'Backups', 'dynamodb:StartAwsBackupJob')).toEqual([tableArn(region.name)]);
      expect(resourcesOf(dataOf(region), 'Backups', 'dynamodb:DeleteBackup')).toEqual([`${tableArn(region.name)}/backup/*`]);
      expectMatch(allowedTo(roleIn(dataOf(region), 'Backups'), 'kms:Decrypt'), [{
        Resource: keyOf(encrypted, region, KeyPurpose.SESSIONS),
        Condition: { StringLike: { 'kms:ViaService': `dynamodb.${region.name}.*` } },
      }]);
    }
    for (const region of plain.regions) {
      expect(allowedTo(roleIn(dataOf(region), 'Backups'), 'kms:Decrypt')).toEqual([]);
    }
  });
});

describe('SEC-02: the role for restores', () => {
  test('deletes clusters of restore tests, and no other', () => {
    const topology = backupOf('aurora');
    for (const region of topology.regions) {
      expect(resourcesOf(dataOf(region), 'Restores', 'rds:DeleteDBCluster'))
        .toEqual([`arn:aws:rds:${region.name}:${ACCOUNT}:cluster:awsbackup-restore-test-*`]);
    }
  });

  test('writes tables named after the source or by a restore test, never the source', () => {
    const topology = backupOf('dynamodb');
    for (const region of topology.regions) {
      for (const action of ['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem', 'dynamodb:UpdateItem']) {
        expect(resourcesOf(dataOf(region), 'Restores', action))
          .toEqual([`${tableArn(region.name)}-*`, `arn:aws:dynamodb:${region.name}:${ACCOUNT}:table/awsbackup-restore-test-*`]);
      }
    }
  });

  test.each([['aurora', KeyPurpose.DATABASE, 'rds'], ['dynamodb', KeyPurpose.SESSIONS, 'dynamodb']] as const)(
    'reads backups of %s by their key, and copies by the vault\'s, in its own Region', (kind, purpose, service) => {
      const topology = backupOf(kind);
      for (const region of topology.regions) {
        expectMatch(allowedTo(roleIn(dataOf(region), 'Restores'), 'kms:Decrypt'), [{
          Resource: [keyOf(topology, region, purpose), keyOf(topology, region, KeyPurpose.BACKUP)],
          Condition: { StringLike: { 'kms:ViaService': `${service}.${region.name}.*` } },
        }]);
        expect(JSON.stringify(roleIn(dataOf(region), 'Restores').policies)).not.toContain(region.peer.name);
      }
    });
});

describe('an auditor', () => {
  const findings = (acknowledged: boolean) => {
    const app = testApp();
    const topology = createdTopology(app);
    const policy = BackupPolicy.daily({ restoreTesting: RestoreTesting.weekly() });
    ordersBackup({ resources: [clusters(topology), tables(topology, KeyPurpose.SESSIONS)], policy }, app, topology);
    if (!acknowledged) {
      app.node.findAll().forEach(construct => { (construct.node as any)._metadata = []; });
    }
    return [...new Set(new AwsSolutionsChecks(app).validateScope(app).violations.map(({ ruleName }) => ruleName.replace(/\[.*/, '')))];
  };

  test('SEC-03: cdk-nag AwsSolutions finds nothing but the wildcards that are acknowledged one by one, with the reason', () => {
    expect(findings(true)).toEqual([]);
    expect(findings(false)).toEqual(['AwsSolutions-IAM5']);
  });
});
