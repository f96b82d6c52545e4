import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { GlobalSessionTable, ReplicatedBucket } from '../../src';
import { mainDatabase } from '../database/fixture';
import { SESSION_ID } from '../sessions/fixture';
import { ACCOUNT, ownStack, PRIMARY, SECONDARY, templateOf } from '../support/environment';

const OTHER_ACCOUNT = '222222222222';
const EXISTING_ROLE = `arn:aws:iam::${ACCOUNT}:role/existing`;
const LAMBDA = { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') };

/** A stack of each store in one app, and the grants on what is in the home Region. */
function grantsInHomeRegion() {
  const { app, topology, database } = mainDatabase();
  const table = new GlobalSessionTable(app, 'sessions', { topology, partitionKey: SESSION_ID });
  const bucket = new ReplicatedBucket(app, 'documents', { topology });
  const home = database.forRegion(topology.primary);
  const grants = {
    'a secret': (grantee: iam.IGrantable) => home.secret.grantRead(grantee),
    'a database': (grantee: iam.IGrantable) => home.grants.connect(grantee, 'payments'),
    'the cluster for constructs': (grantee: iam.IGrantable) => home.cluster.grantConnect(grantee, 'payments'),
    'a table': (grantee: iam.IGrantable) => table.forRegion(topology.primary).grants.readWriteData(grantee),
    'a bucket': (grantee: iam.IGrantable) => bucket.forRegion(topology.primary).grants.readWrite(grantee),
  };
  return { app, grants };
}

const STORES = Object.keys(grantsInHomeRegion().grants) as (keyof ReturnType<typeof grantsInHomeRegion>['grants'])[];

/** What the remedy lists, to be added by hand. */
const TO_ADD = {
  'a secret': ['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${PRIMARY}:${ACCOUNT}:secret:payments-test-main-`, 'kms:Decrypt', 'kms:ResourceAliases'],
  'a database': ['rds-db:connect', `:rds-db:${PRIMARY}:${ACCOUNT}:dbuser:<known after deployment>/payments`],
  'the cluster for constructs': ['rds-db:connect', '/payments'],
  'a table': ['dynamodb:GetItem', `arn:aws:dynamodb:${PRIMARY}:${ACCOUNT}:table/payments-test-sessions`, 'kms:GenerateDataKey'],
  'a bucket': ['s3:ListBucket', 's3:PutObject', 'arn:aws:s3:::payments-test-documents-', 'kms:GenerateDataKey'],
};

describe.each(STORES)('a grant on %s of the home Region', store => {
  const attempt = (granteeIn: (stack: Stack) => iam.IGrantable, region = PRIMARY, account = ACCOUNT) => {
    const { app, grants } = grantsInHomeRegion();
    const stack = new Stack(app, 'Team', { env: { account, region } });
    const grantee = granteeIn(stack);
    return { stack, grant: () => grants[store](grantee) };
  };

  test('admits a role of the Region, and an imported one whose policy can be changed', () => {
    for (const granteeIn of [
      (stack: Stack) => new iam.Role(stack, 'Role', LAMBDA),
      (stack: Stack) => iam.Role.fromRoleArn(stack, 'Role', EXISTING_ROLE),
      (stack: Stack) => new iam.PrincipalWithConditions(new iam.Role(stack, 'Role', LAMBDA), { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }),
    ]) {
      const { stack, grant } = attempt(granteeIn);
      grant().assertSuccess();
      templateOf(stack).resourceCountIs('AWS::IAM::Policy', 1);
    }
  });

  test('is refused to a role of the other Region, and the error names the handle to use', () => {
    const { grant } = attempt(stack => new iam.Role(stack, 'Role', LAMBDA), SECONDARY);
    expect(grant).toThrow(`grantee = "Team/Role" in ${SECONDARY}: this handle is for principals in stacks of ${PRIMARY}, and names what is there. `
      + 'Grant on the handle of its own Region: forRegion(topology.secondary).');
  });

  test('is refused to a role of a third Region', () => {
    const { grant } = attempt(stack => new iam.Role(stack, 'Role', LAMBDA), 'us-east-1');
    expect(grant).toThrow(`grantee = "Team/Role" in us-east-1: this handle is for principals in stacks of ${PRIMARY}, and names what is there. `
      + `Create the principal in a stack of ${PRIMARY}`);
  });

  test('is refused to a construct of the other Region that has a role', () => {
    const { grant } = attempt(stack => Object.assign(new Construct(stack, 'Service'), { grantPrincipal: new iam.Role(stack, 'Role', LAMBDA) }), SECONDARY);
    expect(grant).toThrow(`grantee = "Team/Service" in ${SECONDARY}: `);
  });

  test('is refused to a function of the other Region, whatever stack imports it', () => {
    const { grant } = attempt(stack => lambda.Function.fromFunctionAttributes(stack, 'Function', {
      functionArn: `arn:aws:lambda:${SECONDARY}:${ACCOUNT}:function:service`, role: iam.Role.fromRoleArn(stack, 'Role', EXISTING_ROLE),
    }));
    expect(grant).toThrow(`grantee = "Team/Function" in ${SECONDARY}: `);
  });

  test('is let pass to a role whose Region is not known at synthesis', () => {
    const { app, grants } = grantsInHomeRegion();
    expect(() => grants[store](new iam.Role(new Stack(app, 'Anywhere'), 'Role', LAMBDA))).not.toThrow();
  });

  test('is refused to an imported role that is immutable, and the error says what to add by hand', () => {
    for (const granteeIn of [
      (stack: Stack) => iam.Role.fromRoleArn(stack, 'Role', EXISTING_ROLE, { mutable: false }),
      (stack: Stack) => new iam.Role(stack, 'Original', LAMBDA).withoutPolicyUpdates(),
      (stack: Stack) => lambda.Function.fromFunctionAttributes(stack, 'Function', { functionArn: `arn:aws:lambda:${PRIMARY}:${ACCOUNT}:function:service` }),
    ]) {
      const { grant } = attempt(granteeIn);
      expect(grant).toThrow(/grantee = "Team\/\w+": its policy cannot be changed from this app, so the grant would have no effect\. Import the role without/);
      for (const part of TO_ADD[store]) {
        expect(grant).toThrow(part);
      }
    }
  });

  test('is refused to a role of another account, imported or not', () => {
    const imported = attempt(stack => iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${OTHER_ACCOUNT}:role/theirs`));
    const created = attempt(stack => new iam.Role(stack, 'Role', LAMBDA), PRIMARY, OTHER_ACCOUNT);
    for (const { grant } of [imported, created]) {
      expect(grant).toThrow(`grantee = "Team/Role" in account ${OTHER_ACCOUNT}: a policy of another account gives no access to what is in ${ACCOUNT}. `
        + `Grant to a role of account ${ACCOUNT}, let the principal assume it, and leave to that role: [{`);
      for (const part of TO_ADD[store]) {
        expect(grant).toThrow(part);
      }
    }
  });

  test('is refused to a principal without a policy of its own', () => {
    expect(attempt(() => new iam.ServicePrincipal('s3.amazonaws.com')).grant)
      .toThrow('grantee = ServicePrincipal(s3.amazonaws.com): a principal without a policy of its own, such as a service or an account');
    expect(attempt(() => new iam.AccountPrincipal(ACCOUNT)).grant).toThrow(`grantee = AccountPrincipal(${ACCOUNT}): a principal without a policy of its own`);
  });

  test('is reported, not refused, where an app lists the roles that others create', () => {
    const { app, grants } = grantsInHomeRegion();
    const stack = ownStack(app, 'Team', PRIMARY);
    iam.Role.customizeRoles(stack, { usePrecreatedRoles: { 'Team/Role': 'existing' } });
    expect(() => grants[store](new iam.Role(stack, 'Role', LAMBDA))).not.toThrow();
  });
});
