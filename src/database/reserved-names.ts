import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { DatabaseEngine } from './database-engine';
import { refuse } from '../topology/configuration-error';

/** What an engine keeps for itself, in lower case: RDS compares without case. */
export interface ReservedNames {
  /** Databases that it has already, and words that RDS refuses as the name of one. */
  readonly databases: string[];
  /** Users and roles that it has already, and words that RDS refuses as the name of one. */
  readonly users: string[];
  /** What the names of its own roles begin with. */
  readonly userPrefixes: string[];
}

/**
 * RDS publishes no list of the words. These are the roles of its pages, the databases that each cluster has, and the words that
 * deployments were refused with: "It is a reserved word for this engine".
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.rds_superuser.html
 * @see https://github.com/aws-cloudformation/cfn-lint/pull/4425
 * @see https://github.com/awslabs/aws-saas-boost/issues/180
 */
export const RESERVED_BY_POSTGRES: ReservedNames = {
  databases: ['admin', 'catalog', 'db', 'identity', 'postgres', 'rdsadmin', 'template0', 'template1'],
  users: ['admin', 'rds_iam', 'rds_password', 'rds_replication', 'rds_superuser', 'rdsadmin', 'rdsrepladmin', 'user'],
  userPrefixes: ['pg_'],
};

/**
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.CommonDBATasks.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Compare-80-v3.html
 */
export const RESERVED_BY_MYSQL: ReservedNames = {
  databases: ['information_schema', 'mysql', 'performance_schema', 'sys'],
  users: ['rdsadmin', 'rdsproxyadmin', 'rdsrepladmin'],
  userPrefixes: [],
};

const DATABASE_NAME = /^[A-Za-z][A-Za-z0-9_]{0,62}$/;
const USERNAME = /^[A-Za-z][A-Za-z0-9_]{0,15}$/;

interface Names {
  readonly engine: DatabaseEngine;
  readonly databaseName?: string;
  readonly masterUsername: string;
}

/** Refuses names that cannot be, and names that the engine keeps for itself. */
export function validateNames(scope: IConstruct, { engine: { _reserved: reserved }, databaseName, masterUsername }: Names): void {
  if (databaseName !== undefined && !isFree(databaseName, DATABASE_NAME, reserved.databases)) {
    refuse(scope, {
      prop: 'databaseName',
      value: `"${databaseName}"`,
      rule: `it is 1 to 63 letters, digits or underscores, beginning with a letter, and none of ${reserved.databases.join(', ')}`,
      remedy: 'Write for example "payments", or leave it out for the databases that the engine has',
    });
  }
  if (!isFree(masterUsername, USERNAME, reserved.users, reserved.userPrefixes)) {
    const ofTheEngine = [...reserved.users, ...reserved.userPrefixes.map(prefix => `${prefix}*`)];
    refuse(scope, {
      prop: 'masterUsername',
      value: `"${masterUsername}"`,
      rule: `it is 1 to 16 letters, digits or underscores, beginning with a letter, and none of ${ofTheEngine.join(', ')}`,
      remedy: 'Leave it out for "dbadmin", or write another name',
    });
  }
}

function isFree(name: string, pattern: RegExp, reserved: string[], prefixes: string[] = []): boolean {
  const stored = name.toLowerCase();
  return Token.isUnresolved(name) || (pattern.test(name) && !reserved.includes(stored) && !prefixes.some(prefix => stored.startsWith(prefix)));
}
