import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { refuseWithoutStream } from './stream-rules';
import type { ServiceKey } from '../topology/regional-grant';
import { grantInRegion, keyUse } from '../topology/regional-grant';

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:ConditionCheckItem'];
const WRITE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'];
const READ_STREAM = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'];
const DESCRIBE = 'dynamodb:DescribeTable';
const DECRYPT = ['kms:Decrypt', 'kms:DescribeKey'];
const ENCRYPT = [
  ...DECRYPT,
  'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext',
];

/** @internal */
export interface RegionalSessionTableGrantsProps {
  readonly tableArn: string;
  readonly hasIndexes: boolean;
  readonly hasStream: boolean;
  readonly encryptedBy: ServiceKey;
}

/**
 * Grants on the session table of one Region, for principals in stacks of the same Region.
 *
 * Each grant includes the indexes, where there are any, and the Region's key. All names are literal: the stack of the principal
 * refers to no other stack.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
export class RegionalSessionTableGrants {
  /** @internal */
  public static _of(scope: IConstruct, props: RegionalSessionTableGrantsProps): RegionalSessionTableGrants {
    return new RegionalSessionTableGrants(scope, props);
  }

  private constructor(private readonly scope: IConstruct, private readonly props: RegionalSessionTableGrantsProps) {}

  /**
   * Read, query and scan items.
   *
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   */
  public readData(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, [...READ, DESCRIBE], this.tableAndIndexes, DECRYPT);
  }

  /**
   * Put, update and delete items.
   *
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   */
  public writeData(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, [...WRITE, DESCRIBE], this.tableAndIndexes, ENCRYPT);
  }

  /**
   * Read, query, scan, put, update and delete items.
   *
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   */
  public readWriteData(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, [...READ, ...WRITE, DESCRIBE], this.tableAndIndexes, ENCRYPT);
  }

  /**
   * Read the records of the stream: what the role of a function needs that an event source mapping calls.
   *
   * @throws ConfigurationError for a table without the option `dynamoStream`, for a principal in another Region or account, or
   * whose policy cannot be changed
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
   */
  public readStream(grantee: iam.IGrantable): iam.Grant {
    return this._streamActions(grantee, READ_STREAM);
  }

  /** @internal */
  public _actions(grantee: iam.IGrantable, actions: string[]): iam.Grant {
    return this.grant(grantee, actions, this.tableAndIndexes, ENCRYPT);
  }

  /** @internal */
  public _streamActions(grantee: iam.IGrantable, actions: string[]): iam.Grant {
    if (!this.props.hasStream) {
      refuseWithoutStream(this.scope);
    }
    return this.grant(grantee, actions, [`${this.props.tableArn}/stream/*`], DECRYPT);
  }

  /** @internal */
  public _key(grantee: iam.IGrantable, actions: string[]): iam.Grant {
    const { encryptedBy } = this.props;
    return grantInRegion(this.scope, encryptedBy.region, grantee, [keyUse(encryptedBy, actions)]);
  }

  private get tableAndIndexes(): string[] {
    const { tableArn, hasIndexes } = this.props;
    return hasIndexes ? [tableArn, `${tableArn}/index/*`] : [tableArn];
  }

  private grant(grantee: iam.IGrantable, actions: string[], resourceArns: string[], keyActions: string[]): iam.Grant {
    const { encryptedBy } = this.props;
    return grantInRegion(this.scope, encryptedBy.region, grantee, [{ actions, resourceArns }, keyUse(encryptedBy, keyActions)]);
  }
}
