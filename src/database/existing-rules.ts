import type { IConstruct } from 'constructs';
import type { GlobalAuroraDatabaseOptions } from './database-options';
import type { ExistingDatabase } from './existing-database';
import { validateDistinct, validateMember } from './existing-member-rules';
import { validateIdentifier, validateName, validateText } from './existing-names';
import type { DrTopology } from '../topology';
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
  maxReplicationLag: ActsOn.ANY_DATABASE,
  maxConnections: ActsOn.ANY_DATABASE,
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

const SECRET_NAME = /^[A-Za-z0-9/_+=.@-]{1,512}$/;
const NO_SUFFIX = /^(?!.*-[A-Za-z0-9]{6}$)/;
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
  const isBackedUp = options.backup?._settings !== undefined;
  validateMember(scope, { prop: secondary ? 'existing.primary' : 'existing', region: topology.primary, member: primary, topology, isBackedUp });
  if (secondary) {
    validateMember(scope, { prop: 'existing.secondary', region: topology.secondary, member: secondary, topology, isBackedUp });
    validateDistinct(scope, primary, secondary);
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

function validateCredentials(scope: IConstruct, { _credentials: { secretName, secretKeyAliasName } }: ExistingDatabase): void {
  if (secretName !== undefined) {
    validateName(scope, 'existing.secretName', secretName, SECRET_NAME,
      'it is the plain name of a secret, by which both Regions find it', 'Write the name without ARN and suffix');
    validateText(scope, 'existing.secretName', secretName, NO_SUFFIX,
      'it ends like an ARN, in a hyphen and six characters: Secrets Manager takes an ARN that is made of it for a whole one, and finds nothing '
      + '(https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen)',
      'Leave the suffix out that the ARN has; copy a secret whose name ends so to another name');
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
