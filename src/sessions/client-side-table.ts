import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { ClientSideTableGrants, NO_FULL_ACCESS } from './client-side-table-grants';
import type { RegionalSessionTableGrants } from './regional-session-table-grants';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';

export interface ClientSideTableProps {
  /** Whose path errors name. */
  readonly subject: Construct;
  readonly region: DrRegion;
  readonly tableName: string;
  readonly tableArn: string;
  readonly tableStreamArn?: string;
  readonly encryptionKey: kms.IKey;
  readonly hasIndexes: boolean;
  readonly facade: RegionalSessionTableGrants;
}

/**
 * The replica of a Region as constructs of other stacks take it. It differs from CDK's own in that its stack never waits for a
 * client's: names are literal, grants are those of the handle, and what would have no effect, or undo a guarantee, is refused.
 */
export class ClientSideTable extends dynamodb.TableBaseV2 {
  public readonly tableArn: string;
  public readonly tableName: string;
  public readonly tableStreamArn?: string;
  public readonly tableId?: string = undefined;
  public readonly encryptionKey?: kms.IKey;
  public readonly grants: dynamodb.TableGrants;
  public resourcePolicy?: iam.PolicyDocument = undefined;
  protected readonly region: string;
  private readonly facade: RegionalSessionTableGrants;

  constructor(scope: Construct, id: string, private readonly props: ClientSideTableProps) {
    super(scope, id, { environmentFromArn: props.tableArn });
    this.tableArn = props.tableArn;
    this.tableName = props.tableName;
    this.tableStreamArn = props.tableStreamArn;
    this.encryptionKey = props.encryptionKey;
    this.region = props.region.name;
    this.facade = props.facade;
    this.grants = new ClientSideTableGrants(this, props.facade, (member, rule, remedy) => this.refuse(member, rule, remedy));
  }

  /** With the use of the key, without which each call would fail. */
  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return this.facade._actions(grantee, actions);
  }

  public grantReadData(grantee: iam.IGrantable): iam.Grant {
    return this.facade.readData(grantee);
  }

  public grantWriteData(grantee: iam.IGrantable): iam.Grant {
    return this.facade.writeData(grantee);
  }

  public grantReadWriteData(grantee: iam.IGrantable): iam.Grant {
    return this.facade.readWriteData(grantee);
  }

  public grantFullAccess(): iam.Grant {
    return this.refuse('grantFullAccess()', ...NO_FULL_ACCESS);
  }

  public grantStream(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return this.facade._streamActions(grantee, actions);
  }

  public grantStreamRead(grantee: iam.IGrantable): iam.Grant {
    return this.facade.readStream(grantee);
  }

  public grantTableListStreams(grantee: iam.IGrantable): iam.Grant {
    return this.facade._streamActions(grantee, ['dynamodb:ListStreams']);
  }

  public grantOnKey(grantee: iam.IGrantable, ...actions: string[]): iam.GrantOnKeyResult {
    return { grant: this.facade._key(grantee, actions) };
  }

  public addToResourcePolicy(): iam.AddToResourcePolicyResult {
    return this.refuse('addToResourcePolicy()', 'the replicas of the table have no policies of their own, so that the statement would be in no template',
      'Grant to a role by the handle\'s grants, and let a principal of another account assume that role');
  }

  protected get hasIndex(): boolean {
    return this.props.hasIndexes;
  }

  private refuse(member: string, rule: string, remedy: string): never {
    return refuse(this.props.subject, { prop: `forRegion(${this.props.region.role}).table.${member}`, rule, remedy });
  }
}
