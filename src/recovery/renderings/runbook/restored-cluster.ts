import { createHash } from 'crypto';
import { aws, flagWhenSet, keep, keepJson, whenSet } from './cli';
import type { RunbookDatabase, Side } from './runbook-facts';

/** Of all names of RDS. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html */
const LONGEST_NAME = 63;
/** A time to the minute, without anything between its digits. */
const LONGEST_TIME = 'yyyymmddhhmm'.length;
const DIGEST_LENGTH = 8;

/** What a cluster is restored for: a word of its name. */
export type Purpose = 'suspect' | 'restored';

/** What a cluster is told that takes its place beside the one that it is made of, in variables of the shell. */
export const PLACE = {
  'db-subnet-group-name': '$SUBNETS',
  'vpc-security-group-ids': '$GROUPS_OF_IT',
  // Left out, it is the default one of the engine, which does not ask for TLS, whatever that of before does.
  'db-cluster-parameter-group-name': '$PARAMETERS',
};

/** What it is told beside, where the one that it is made of has it: the bounds of a serverless one, how it signs in, and which logs it exports. */
export const AS_BEFORE = [
  whenSet('SCALING', 'serverless-v2-scaling-configuration'),
  flagWhenSet('BY_IAM', 'enable-iam-database-authentication'),
  whenSet('EXPORTS', 'enable-cloudwatch-logs-exports'),
];

const CLASS = '${CLASS:-${CLASS_OF_IT:?the cluster has no instance: set CLASS}}';

/**
 * Where a cluster belongs that is restored, and what it runs on: what is true of the one that it is made of. That is asked and not rendered: of
 * clusters that joined by reference nobody here knows it, and any may have been scaled since.
 */
export function placeOf({ name }: Side, { clusterIdentifier }: RunbookDatabase): string[] {
  const cluster = (query: string, output: string) =>
    aws('rds describe-db-clusters', name, { 'db-cluster-identifier': clusterIdentifier, 'query': `DBClusters[0].${query}`, output });
  return [
    keep('ENGINE', cluster('Engine', 'text')),
    keep('SUBNETS', cluster('DBSubnetGroup', 'text')),
    // A list as JSON is one word, however many there are.
    keepJson('GROUPS_OF_IT', cluster('VpcSecurityGroups[].VpcSecurityGroupId', 'json'), '. // empty'),
    keep('PARAMETERS', cluster('DBClusterParameterGroup', 'text')),
    keepJson('SCALING', cluster('ServerlessV2ScalingConfiguration', 'json'), '. // empty'),
    keepJson('BY_IAM', cluster('IAMDatabaseAuthenticationEnabled', 'json'), '. // empty'),
    keepJson('EXPORTS', cluster('EnabledCloudwatchLogsExports', 'json'), '. // empty | select(length > 0)'),
    // Who has set it knows better: a cluster need not have an instance.
    keepJson('CLASS_OF_IT', aws('rds describe-db-instances', name,
      { filters: `Name=db-cluster-id,Values=${clusterIdentifier}`, query: 'DBInstances[0].DBInstanceClass', output: 'json' }), '. // empty'),
    `: "${CLASS}"`,
  ];
}

/** A cluster without an instance answers nobody. */
export function instanceOf({ name }: Side, cluster: string): string[] {
  const instance = instanceIn(cluster);
  return [
    aws('rds create-db-instance', name, {
      'db-cluster-identifier': cluster,
      'db-instance-identifier': instance,
      'db-instance-class': CLASS,
      'engine': '$ENGINE',
      // Left out, it is public where the network has a gateway to the internet.
      'no-publicly-accessible': '',
    }),
    aws('rds wait db-instance-available', name, { 'db-instance-identifier': instance }),
    aws('rds describe-db-clusters', name, { 'db-cluster-identifier': cluster, 'query': 'DBClusters[0].[Status,Endpoint]', 'output': 'text' }),
  ];
}

/** The instance, then the cluster: the other way round is refused. */
export function removalOf({ name }: Side, cluster: string): string[] {
  const instance = instanceIn(cluster);
  return [
    aws('rds delete-db-instance', name, { 'db-instance-identifier': instance }),
    aws('rds wait db-instance-deleted', name, { 'db-instance-identifier': instance }),
    aws('rds delete-db-cluster', name, { 'db-cluster-identifier': cluster, 'skip-final-snapshot': '' }),
  ];
}

/**
 * A name beside that of a cluster, of one time: what is made at another time never meets it. Cut where it or that of its instance would be too long.
 *
 * @param time in a shell, twelve digits
 */
export function besides({ clusterIdentifier }: RunbookDatabase, purpose: Purpose, time: string): string {
  return `${beginningOf(clusterIdentifier, LONGEST_NAME - instanceIn(`-${purpose}-`).length - LONGEST_TIME)}-${purpose}-${time}`;
}

function instanceIn(cluster: string): string {
  return `${cluster}-1`;
}

/** Two clusters whose names begin alike are still told apart. A name has no two hyphens in a row. */
function beginningOf(identifier: string, longest: number): string {
  if (identifier.length <= longest) {
    return identifier;
  }
  const digest = createHash('sha256').update(identifier).digest('hex').slice(0, DIGEST_LENGTH);
  return `${identifier.slice(0, longest - DIGEST_LENGTH - 1).replace(/-+$/, '')}-${digest}`;
}
