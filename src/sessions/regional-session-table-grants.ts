import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { ServiceKey } from '../topology/regional-grant';
import { grantInRegion, keyUse } from '../topology/regional-grant';

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:ConditionCheckItem'];
const WRITE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'];
const DESCRIBE = 'dynamodb:DescribeTable';
const DECRYPT = ['kms:Decrypt', 'kms:DescribeKey'];
const ENCRYPT = [
  ...DECRYPT,
  'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext',
];

/**
 * Grants on the session table of one Region, for principals in stacks of the same Region.
 *
 * Each grant includes the indexes, where there are any, and the Region's key. All names are literal: the stack of the principal
 * refers to no other stack.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
export class RegionalSessionTableGrants {
  /** @internal */
  public static _of(scope: IConstruct, tableArn: string, hasIndexes: boolean, encryptedBy: ServiceKey): RegionalSessionTableGrants {
    return new RegionalSessionTableGrants(scope, hasIndexes ? [tableArn, `${tableArn}/index/*`] : [tableArn], encryptedBy);
  }

  private constructor(private readonly scope: IConstruct, private readonly resourceArns: string[], private readonly encryptedBy: ServiceKey) {}

  /**
   * Read, query and scan items.
   *
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   */
  public readData(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, [...READ, DESCRIBE], DECRYPT);
  }

  /**
   * Put, update and delete items.
   *
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   */
  public writeData(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, [...WRITE, DESCRIBE], ENCRYPT);
  }

  /**
   * Read, query, scan, put, update and delete items.
   *
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   */
  public readWriteData(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, [...READ, ...WRITE, DESCRIBE], ENCRYPT);
  }

  private grant(grantee: iam.IGrantable, actions: string[], keyActions: string[]): iam.Grant {
    return grantInRegion(this.scope, this.encryptedBy.region, grantee, [
      { actions, resourceArns: this.resourceArns },
      keyUse(this.encryptedBy, keyActions),
    ]);
  }
}
