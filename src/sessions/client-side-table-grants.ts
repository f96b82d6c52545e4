import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { RegionalSessionTableGrants } from './regional-session-table-grants';

/** Ends a call of a member of the table, with why and what instead. */
export type Refusal = (member: string, rule: string, remedy: string) => never;

/** Why nobody gets all of `dynamodb:*`, and what to write instead. */
export const NO_FULL_ACCESS = [
  'all of dynamodb:* includes deleting the replica and turning its protection off',
  'Write grants.readWriteData of the handle, or table.grant with the actions that the principal needs',
] as const;

/** What CDK's constructs and its users find as `grants` of a table, given as the handle gives it. */
export class ClientSideTableGrants extends dynamodb.TableGrants {
  constructor(table: dynamodb.ITableRef, private readonly facade: RegionalSessionTableGrants, private readonly refuse: Refusal) {
    super({ table });
  }

  public actions(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return this.facade._actions(grantee, actions);
  }

  public readData(grantee: iam.IGrantable): iam.Grant {
    return this.facade.readData(grantee);
  }

  public writeData(grantee: iam.IGrantable): iam.Grant {
    return this.facade.writeData(grantee);
  }

  public readWriteData(grantee: iam.IGrantable): iam.Grant {
    return this.facade.readWriteData(grantee);
  }

  public fullAccess(_grantee: iam.IGrantable): iam.Grant {
    return this.refuse('grants.fullAccess()', ...NO_FULL_ACCESS);
  }

  public multiAccountReplicationTo(_destinationReplicaArn: string): void {
    this.refuseReplication('multiAccountReplicationTo');
  }

  public multiAccountReplicationFrom(_sourceReplicaArn: string): void {
    this.refuseReplication('multiAccountReplicationFrom');
  }

  private refuseReplication(member: string): never {
    return this.refuse(`grants.${member}()`, 'both replicas of the table are in one account, and DynamoDB does not extend such a table to others',
      'Leave the call out');
  }
}
