import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from '../topology/configuration-error';

/** Whether a policy that names the user is for that user alone: IAM reads `*` and `?` as others too. */
export function isOneUser(user: string): boolean {
  return Token.isUnresolved(user) || /^[^*?\s]+$/.test(user);
}

/** Refuses the name of a database user that would be a pattern, or nobody. */
export function validateDatabaseUser(scope: IConstruct, user: string): void {
  if (!isOneUser(user)) {
    refuse(scope, {
      prop: 'databaseUser',
      value: `"${user}"`,
      rule: 'a grant is for one user of the database, and a wildcard would be for every user, the master user included',
      remedy: 'Name the user, without wildcards, for example "payments", and grant once for each',
    });
  }
}
