import { Validations } from 'aws-cdk-lib';
import type { RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { BackupPlaces } from './backup-places';
import type { ProtectedResource } from './protected-resource';
import type { ResourceKind, ResourcesOfKind } from './resource-kind';
import { serviceRole } from '../topology/service-role';

/** AWS Backup asks for this alias when it copies: https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html */
const SERVICE_KEY_ALIAS = 'alias/aws/backup';
/** So many fit into one policy, with names as long as AWS takes them. */
const RESOURCES_PER_POLICY = 4;

/**
 * The role in which AWS Backup takes the backups of a Region, copies them to the other, and deletes them when their time is over. Without
 * it they would stay, so it is kept as long as the vault, with its policies.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-iam.html
 */
export function backupRole(
  scope: Construct, id: string, places: BackupPlaces, resources: ProtectedResource[], removalPolicy: RemovalPolicy,
): iam.Role {
  const [first, ...others] = batches(resources).map(batch => [
    ...byKind(batch).flatMap(([kind, ofKind]) => kind.backupStatements(places, ofKind)),
    ...keyStatements(places, batch),
  ]);
  return roleOfBackup(scope, id, `Backups of ${places.vaultName}`, [[...first, ...vaultStatements(places, resources)], ...others], removalPolicy);
}

/**
 * The role in which AWS Backup restores in a Region. It exists from the start: roles are made in one Region for all, which may be the one
 * that is lost.
 */
export function restoreRole(scope: Construct, id: string, places: BackupPlaces, resources: ProtectedResource[]): iam.Role {
  return roleOfBackup(scope, id, `Restores from ${places.vaultName}`, batches(resources).map(batch => {
    const keys = [...keyArnsOf(batch), ownKeyArn(places)];
    return [
      ...byKind(batch).flatMap(([kind, ofKind]) => kind.restoreStatements(places, ofKind)),
      new iam.PolicyStatement({ actions: ['kms:DescribeKey'], resources: keys }),
      forAwsResource(new iam.PolicyStatement({ actions: ['kms:CreateGrant'], resources: keys })),
    ];
  }));
}

/** AWS Backup documents no source condition for its trust; a role cannot be passed to it from another account. */
function roleOfBackup(
  scope: Construct, id: string, description: string, [statements, ...furtherStatements]: iam.PolicyStatement[][], removalPolicy?: RemovalPolicy,
): iam.Role {
  const assumedBy = new iam.ServicePrincipal('backup.amazonaws.com');
  const role = serviceRole(scope, id, { description, assumedBy, statements, furtherStatements, removalPolicy });
  acknowledgeWildcards(role, [statements, ...furtherStatements].flat());
  return role;
}

function vaultStatements(places: BackupPlaces, resources: ProtectedResource[]): iam.PolicyStatement[] {
  const { vaultArn, copiesVaultArn } = places;
  return [
    new iam.PolicyStatement({ actions: ['backup:DescribeBackupVault'], resources: [vaultArn, copiesVaultArn] }),
    new iam.PolicyStatement({ actions: ['backup:CopyIntoBackupVault'], resources: [copiesVaultArn] }),
    new iam.PolicyStatement({
      actions: ['backup:CopyFromBackupVault'],
      resources: [vaultArn, ...resources.map(({ _kind: { recoveryPoints: { service, resource } } }) => places.own(service, resource))],
    }),
    new iam.PolicyStatement({ actions: ['backup:TagResource'], resources: places.both('backup', 'recovery-point:*') }),
    new iam.PolicyStatement({ actions: ['tag:GetResources'], resources: ['*'] }),
  ];
}

function keyStatements(places: BackupPlaces, resources: ProtectedResource[]): iam.PolicyStatement[] {
  const keys = [...keyArnsOf(resources), ownKeyArn(places)];
  const copiesKey = places.keyOf(places.region.peer);
  return [
    new iam.PolicyStatement({ actions: ['kms:DescribeKey'], resources: keys }),
    copiesKey.crossRegionStatement(['kms:DescribeKey']),
    new iam.PolicyStatement({
      actions: ['kms:DescribeKey'],
      resources: places.both('kms', 'key/*'),
      conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': SERVICE_KEY_ALIAS } },
    }),
    forAwsResource(new iam.PolicyStatement({ actions: ['kms:CreateGrant'], resources: keys })),
    forAwsResource(copiesKey.crossRegionStatement(['kms:CreateGrant'])),
  ];
}

/**
 * Lets a grant be made only where a service makes it for a resource of its own.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource
 */
function forAwsResource(statement: iam.PolicyStatement): iam.PolicyStatement {
  statement.addCondition('Bool', { 'kms:GrantIsForAWSResource': 'true' });
  return statement;
}

function ownKeyArn(places: BackupPlaces): string {
  return places.keyOf(places.region).key.keyArn;
}

function keyArnsOf(resources: ProtectedResource[]): string[] {
  return resources.flatMap(({ encryptionKey }) => encryptionKey ? [encryptionKey.keyArn] : []);
}

function batches(resources: ProtectedResource[]): ProtectedResource[][] {
  const starts = resources.map((_, index) => index).filter(index => index % RESOURCES_PER_POLICY === 0);
  return starts.map(start => resources.slice(start, start + RESOURCES_PER_POLICY));
}

function byKind(resources: ProtectedResource[]): [ResourceKind, ResourcesOfKind][] {
  return [...new Set(resources.map(({ _kind }) => _kind))].map(kind => {
    const ofKind = resources.filter(({ _kind }) => _kind === kind);
    return [kind, { arns: ofKind.map(({ resourceArn }) => resourceArn), keyArns: keyArnsOf(ofKind) }];
  });
}

/** States each wildcard that AWS leaves no way around by its own finding, so that any other still shows. */
function acknowledgeWildcards(role: iam.Role, statements: iam.PolicyStatement[]): void {
  for (const resource of new Set(statements.flatMap(statement => statement.resources).filter(arn => arn.includes('*')))) {
    Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason: reasonFor(resource) });
  }
}

function reasonFor(resource: string): string {
  if (resource === '*') {
    return 'tag:GetResources has no resource-level permission';
  }
  return resource.includes(':kms:')
    ? 'The id of a key does not cross the Regions: the key is named by the condition kms:ResourceAliases'
    : 'AWS Backup names what it creates itself, when it creates it';
}
