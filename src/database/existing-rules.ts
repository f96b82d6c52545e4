import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { GlobalAuroraDatabaseOptions } from './database-options';
import type { ExistingDatabase, ExistingMember } from './existing-database';
import type { DrRegion, DrTopology } from '../topology';
import { refuse } from '../topology/configuration-error';

/** What an option acts on. One that would act on nothing is refused. */
enum ActsOn {
  /** Handles, rules, signals and what stands beside a cluster. */
  ANY_DATABASE,
  /** A cluster that is created. */
  NEW_MEMBER,
  /** The logs of a cluster that is created, and of a proxy. */
  LOGS,
  /** The cluster that starts as the writer, its credentials, or the global cluster that it is created in. */
  NEW_WRITER,
}

const ACTS_ON: { readonly [option in keyof Required<GlobalAuroraDatabaseOptions>]: ActsOn } = {
  existing: ActsOn.ANY_DATABASE,
  engine: ActsOn.ANY_DATABASE,
  port: ActsOn.ANY_DATABASE,
  iamAuthentication: ActsOn.ANY_DATABASE,
  rpo: ActsOn.ANY_DATABASE,
  backup: ActsOn.ANY_DATABASE,
  proxy: ActsOn.ANY_DATABASE,
  crossRegionClients: ActsOn.ANY_DATABASE,
  capacity: ActsOn.NEW_MEMBER,
  secondaryReaders: ActsOn.NEW_MEMBER,
  storageType: ActsOn.NEW_MEMBER,
  backupRetention: ActsOn.NEW_MEMBER,
  parameters: ActsOn.NEW_MEMBER,
  writeForwarding: ActsOn.NEW_MEMBER,
  monitoringInterval: ActsOn.NEW_MEMBER,
  databaseInsightsMode: ActsOn.NEW_MEMBER,
  performanceInsightsRetention: ActsOn.NEW_MEMBER,
  logRetention: ActsOn.LOGS,
  globalClusterEngineVersion: ActsOn.NEW_WRITER,
  databaseName: ActsOn.NEW_WRITER,
  masterUsername: ActsOn.NEW_WRITER,
  primaryReaders: ActsOn.NEW_WRITER,
  rotationInterval: ActsOn.NEW_WRITER,
};
const OPTIONS = Object.entries(ACTS_ON) as [keyof GlobalAuroraDatabaseOptions, ActsOn][];

/** As RDS stores it: dimensions of metrics and parts of ARNs are compared letter by letter. */
const IDENTIFIER = /^(?=.{1,63}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const RESOURCE_IDENTIFIER = /^cluster-[A-Z0-9]+$/;
const SECURITY_GROUP_ID = /^sg-[0-9a-f]{8,17}$/;
const KEY_ARN = /^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/;
const SECRET_NAME = /^[A-Za-z0-9/_+=.@-]{1,512}$/;
const ALIAS_NAME = /^alias\/(?!aws\/)[A-Za-z0-9/_-]{1,250}$/;

/** Checks a database that exists, as far as its names tell, and the options beside it. */
export function validateExisting(scope: IConstruct, topology: DrTopology, options: GlobalAuroraDatabaseOptions): void {
  const { existing } = options;
  if (existing === undefined) {
    return;
  }
  const { primary, secondary } = existing._members;
  validateOptions(scope, options, secondary !== undefined);
  validateGlobalCluster(scope, existing);
  validateMember(scope, secondary ? 'existing.primary' : 'existing', topology.primary, primary);
  if (secondary) {
    validateMember(scope, 'existing.secondary', topology.secondary, secondary);
  }
  validateCredentials(scope, existing);
}

function validateOptions(scope: IConstruct, options: GlobalAuroraDatabaseOptions, bothExist: boolean): void {
  for (const [prop, actsOn] of OPTIONS) {
    if (options[prop] !== undefined && !hasEffect(actsOn, options, bothExist)) {
      refuse(scope, {
        prop,
        value: 'given beside existing',
        rule: `it would have no effect on ${bothExist ? 'clusters' : 'a cluster'} that ${bothExist ? 'exist' : 'exists'}`,
        remedy: 'Leave it out, and change the cluster where it is declared',
      });
    }
  }
  for (const prop of bothExist ? ['engine'] as const : ['engine', 'capacity'] as const) {
    if (options[prop] === undefined) {
      refuse(scope, {
        prop,
        rule: 'it has no default beside existing: it must be that of the existing cluster, or the standby could not take over',
        remedy: prop === 'engine'
          ? 'Write the whole version that the cluster has, for example DatabaseEngine.auroraPostgres(rds.AuroraPostgresEngineVersion.VER_16_8)'
          : 'Write what its instances have, for example DatabaseCapacity.provisioned(new ec2.InstanceType("r6g.2xlarge"))',
      });
    }
  }
}

function hasEffect(actsOn: ActsOn, { proxy }: GlobalAuroraDatabaseOptions, bothExist: boolean): boolean {
  return actsOn === ActsOn.ANY_DATABASE || (actsOn === ActsOn.LOGS && proxy !== undefined) || (actsOn !== ActsOn.NEW_WRITER && !bothExist);
}

function validateGlobalCluster(scope: IConstruct, { _globalClusterIdentifier: identifier }: ExistingDatabase): void {
  if (identifier !== undefined) {
    validateIdentifier(scope, 'existing.globalClusterIdentifier', identifier);
  }
}

function validateMember(scope: IConstruct, prop: string, region: DrRegion, member: ExistingMember): void {
  validateIdentifier(scope, `${prop}.clusterIdentifier`, member.clusterIdentifier);
  validateText(scope, `${prop}.clusterResourceIdentifier`, member.clusterResourceIdentifier, RESOURCE_IDENTIFIER,
    'it is the DbClusterResourceId of the cluster, "cluster-" and capital letters and digits', 'Copy it from aws rds describe-db-clusters');
  validateHost(scope, `${prop}.clusterEndpointAddress`, member.clusterEndpointAddress, `${member.clusterIdentifier}.cluster-`, region);
  validateHost(scope, `${prop}.readerEndpointAddress`, member.readerEndpointAddress, `${member.clusterIdentifier}.cluster-ro-`, region);
  if (member.securityGroupIds.length === 0) {
    refuse(scope, {
      prop: `${prop}.securityGroupIds`,
      value: 'an empty list',
      rule: 'clients are let in by rules on a security group of the cluster',
      remedy: 'Name at least one, for example "sg-0123456789abcdef0"',
    });
  }
  if (member.storageEncryptionKeyArn !== undefined) {
    validateText(scope, `${prop}.storageEncryptionKeyArn`, member.storageEncryptionKeyArn, KEY_ARN,
      'it is the ARN of a key, not of an alias: a policy that names an alias grants nothing', 'Copy KmsKeyId from aws rds describe-db-clusters');
  }
  for (const id of member.securityGroupIds) {
    validateText(scope, `${prop}.securityGroupIds`, id, SECURITY_GROUP_ID,
      'these are ids of security groups', 'Write for example "sg-0123456789abcdef0"');
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

function validateCredentials(scope: IConstruct, { _credentials: { secretName, secretKeyAliasName } }: ExistingDatabase): void {
  if (secretName !== undefined) {
    validateName(scope, 'existing.secretName', secretName, SECRET_NAME,
      'it is the plain name of a secret, by which both Regions find it', 'Write the name without ARN and suffix');
  }
  if (secretKeyAliasName === undefined) {
    return;
  }
  validateName(scope, 'existing.secretKeyAliasName', secretKeyAliasName, ALIAS_NAME,
    'it is an alias of customer-managed keys, with its prefix',
    'Write for example "alias/payments-secrets", or leave it out for the key of the service');
  if (secretName === undefined) {
    refuse(scope, {
      prop: 'existing.secretKeyAliasName',
      value: `"${secretKeyAliasName}"`,
      rule: 'it has no effect without existing.secretName',
      remedy: 'Name the secret that the key encrypts, or leave the alias out',
    });
  }
}

function validateIdentifier(scope: IConstruct, prop: string, value: string): void {
  validateName(scope, prop, value, IDENTIFIER, 'it is 1 to 63 lower-case letters, digits or hyphens, as RDS stores it', 'Copy it from the console');
}

/** What both Regions spell. */
function validateName(scope: IConstruct, prop: string, value: string, pattern: RegExp, rule: string, remedy: string): void {
  if (Token.isUnresolved(value)) {
    refuse(scope, {
      prop,
      value: 'not known at synthesis',
      rule: 'both Regions use this name, and what is known only after deployment does not cross',
      remedy: 'Write it as a literal, as the console shows it',
    });
  }
  validateText(scope, prop, value, pattern, rule, remedy);
}

/** What stays in its Region, and may be known only after deployment. */
function validateText(scope: IConstruct, prop: string, value: string, pattern: RegExp, rule: string, remedy: string): void {
  if (!Token.isUnresolved(value) && !pattern.test(value)) {
    refuse(scope, { prop, value: `"${value}"`, rule, remedy });
  }
}
