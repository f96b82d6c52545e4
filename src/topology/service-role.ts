import type { RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** What a service may do in this account's name. */
export interface ServiceRoleProps {
  /** Of the role and of its policies. */
  readonly description: string;
  readonly assumedBy: iam.IPrincipal;
  readonly statements: iam.PolicyStatement[];
  /**
   * What one policy has no room for, a policy each: IAM takes 6,144 characters in one, and 10 of them by default.
   * @default - none
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
   */
  readonly furtherStatements?: iam.PolicyStatement[][];
  /** Where the other Region has to spell it. @default - a name that CloudFormation makes */
  readonly roleName?: string;
  /** Of the role and of its policies: a role that is kept without its permissions would be of no use. @default - both go with the stack */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A role with exactly these statements, in customer-managed policies. Not inline, which NIST 800-53 R5 does not accept (AC-2, AC-3,
 * AC-6): auditors find, compare and version policies, and not what hides in a role. The role names its policies, so that whatever names
 * the role is created when they are in force. What is acknowledged of the role covers them.
 * @see https://docs.aws.amazon.com/config/latest/developerguide/iam-no-inline-policy-check.html
 */
export function serviceRole(scope: Construct, id: string, props: ServiceRoleProps): iam.Role {
  const { description, assumedBy, statements, furtherStatements = [], roleName, removalPolicy } = props;
  const role = new iam.Role(scope, id, { roleName, description, assumedBy });
  const policies = [statements, ...furtherStatements].map((each, index) =>
    new iam.ManagedPolicy(role, index === 0 ? 'policy' : `policy-${index + 1}`, { description, statements: each }));
  policies.forEach(policy => role.addManagedPolicy(policy));
  if (removalPolicy) {
    [role, ...policies].forEach(part => part.applyRemovalPolicy(removalPolicy));
  }
  return role;
}

/** What the role of a function needs for a log group that exists already. */
export function writeTo(logGroup: logs.ILogGroup): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] });
}
