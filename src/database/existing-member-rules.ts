import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { ExistingMember } from './existing-database';
import { validateIdentifier, validateText } from './existing-names';
import type { DrRegion, DrTopology } from '../topology';
import { refuse } from '../topology/configuration-error';

const RESOURCE_IDENTIFIER = /^cluster-[A-Z0-9]+$/;
const SECURITY_GROUP_ID = /^sg-[0-9a-f]{8,17}$/;
const KEY_ARN = /^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/;

/** A cluster that exists, and where the options have it. */
interface NamedMember {
  /** What the options say before the name of a property. */
  readonly prop: string;
  readonly topology: DrTopology;
  readonly region: DrRegion;
  readonly member: ExistingMember;
  /** Whether AWS Backup takes backups of it. */
  readonly isBackedUp: boolean;
}

/** Checks a cluster that exists, as far as its names tell. */
export function validateMember(scope: IConstruct, named: NamedMember): void {
  const { prop, region, member } = named;
  validateIdentifier(scope, `${prop}.clusterIdentifier`, member.clusterIdentifier);
  validateText(scope, `${prop}.clusterResourceIdentifier`, member.clusterResourceIdentifier, RESOURCE_IDENTIFIER,
    'it is the DbClusterResourceId of the cluster, "cluster-" and capital letters and digits', 'Copy it from aws rds describe-db-clusters');
  validateHost(scope, `${prop}.clusterEndpointAddress`, member.clusterEndpointAddress, `${member.clusterIdentifier}.cluster-`, region);
  validateHost(scope, `${prop}.readerEndpointAddress`, member.readerEndpointAddress, `${member.clusterIdentifier}.cluster-ro-`, region);
  validateSecurityGroups(scope, `${prop}.securityGroupIds`, member.securityGroupIds);
  validateStorageKey(scope, named);
  if (member.dbSubnetGroupName !== undefined && !named.isBackedUp) {
    refuse(scope, {
      prop: `${prop}.dbSubnetGroupName`,
      value: 'given without backup',
      rule: 'only backup reads it, which is none beside existing unless it is given',
      remedy: 'Give backup, for example BackupPolicy.daily(), or leave this out',
    });
  }
}

/**
 * Refuses the same cluster as both members.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.configuration.requirements.html
 */
export function validateDistinct(scope: IConstruct, primary: ExistingMember, secondary: ExistingMember): void {
  for (const prop of ['clusterIdentifier', 'clusterResourceIdentifier'] as const) {
    if (primary[prop] === secondary[prop]) {
      refuse(scope, {
        prop: `existing.secondary.${prop}`,
        value: `"${secondary[prop]}"`,
        rule: 'it is that of existing.primary, and the clusters of a global database have names of their own, in all Regions',
        remedy: 'Copy it from aws rds describe-db-clusters in the standby Region',
      });
    }
  }
}

function validateSecurityGroups(scope: IConstruct, prop: string, ids: readonly string[]): void {
  if (ids.length === 0) {
    refuse(scope, {
      prop,
      value: 'an empty list',
      rule: 'clients are let in by rules on a security group of the cluster',
      remedy: 'Name at least one, for example "sg-0123456789abcdef0"',
    });
  }
  for (const [index, id] of ids.entries()) {
    validateText(scope, prop, id, SECURITY_GROUP_ID, 'these are ids of security groups', 'Write for example "sg-0123456789abcdef0"');
    if (ids.indexOf(id) < index) {
      refuse(scope, { prop, value: `"${id}", twice`, rule: 'each rule would be made twice, which Amazon EC2 refuses', remedy: 'Name it once' });
    }
  }
}

/** The key may be another account's, which RDS takes. Keys of another Region encrypt no storage. */
function validateStorageKey(scope: IConstruct, { prop, topology, region, member: { storageEncryptionKeyArn: arn } }: NamedMember): void {
  if (arn === undefined || Token.isUnresolved(arn)) {
    return;
  }
  validateText(scope, `${prop}.storageEncryptionKeyArn`, arn, KEY_ARN,
    'it is the ARN of a key, not of an alias: a policy that names an alias grants nothing', 'Copy KmsKeyId from aws rds describe-db-clusters');
  const start = `arn:${topology.partition}:kms:${region.name}:`;
  if (!arn.startsWith(start)) {
    refuse(scope, {
      prop: `${prop}.storageEncryptionKeyArn`,
      value: `"${arn}"`,
      rule: `the key is of the Region of its cluster, and its ARN begins with "${start}"`,
      remedy: 'Copy KmsKeyId from aws rds describe-db-clusters in that Region',
    });
  }
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.Endpoints.html */
function validateHost(scope: IConstruct, prop: string, host: string, prefix: string, region: DrRegion): void {
  const isReader = host.includes('.cluster-ro-');
  const right = host.startsWith(prefix) && host.includes(`.${region.name}.rds.`) && isReader === prefix.endsWith('.cluster-ro-');
  if (!Token.isUnresolved(host) && !right) {
    refuse(scope, {
      prop,
      value: `"${host}"`,
      rule: `the endpoint is named "${prefix}<random>.${region.name}.rds.<domain of the partition>"`,
      remedy: 'Copy the host name from aws rds describe-db-clusters, without the port',
    });
  }
}
