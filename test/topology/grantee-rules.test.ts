import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { refuseWithoutPolicy, validateGrantee } from '../../src/topology/grantee-rules';
import { ACCOUNT, createdTopology, PRIMARY, SECONDARY, testApp } from '../support/environment';

const OTHER_ACCOUNT = '222222222222';
const EXISTING_ROLE = `arn:aws:iam::${ACCOUNT}:role/existing`;
const LAMBDA = new iam.ServicePrincipal('lambda.amazonaws.com');
const roleIn = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: LAMBDA });

/** What an operator would have to add by hand, where two parts are known only after deployment. */
const TO_ADD = `[{"Action":"s3:GetObject","Effect":"Allow","Resource":"arn:aws:s3:::<known after deployment>/<known after deployment>/${ACCOUNT}]"}]`;

/** Gives a principal of a stack to the handle of the home Region. */
function granted(granteeIn: (stack: Stack) => iam.IGrantable, env: { account?: string; region?: string } = { account: ACCOUNT, region: PRIMARY }) {
  const app = testApp();
  const { primary } = createdTopology(app);
  const grantee = granteeIn(new Stack(app, 'Team', { env }));
  const resources = [`arn:aws:s3:::${Aws.STACK_NAME}/${Aws.STACK_ID}/${ACCOUNT}]`];
  const statements = [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources })];
  return () => validateGrantee(new Construct(app, 'documents'), primary, grantee, statements);
}

describe('a grant of a Region', () => {
  test.each<[string, (stack: Stack) => iam.IGrantable]>([
    ['a role of the Region', roleIn],
    ['an imported role whose policy can be changed', stack => iam.Role.fromRoleArn(stack, 'Role', EXISTING_ROLE)],
    ['a construct of the Region that has a role', stack => Object.assign(new Construct(stack, 'Service'), { grantPrincipal: roleIn(stack) })],
    ['what is in no Region, and has no policy either: that is refused by name once it was tried', () => LAMBDA],
  ])('is for %s', (_, granteeIn) => {
    expect(granted(granteeIn)).not.toThrow();
  });

  test('is for principals of a stack that may be deployed to it', () => {
    expect(granted(roleIn, {})).not.toThrow();
  });
});

describe('a principal of another Region', () => {
  const rule = `this handle is for principals in stacks of ${PRIMARY}, and names what is there`;

  test('is told the handle of its own', () => {
    expect(granted(roleIn, { account: ACCOUNT, region: SECONDARY }))
      .toThrow(`[documents] grantee = "Team/Role" in ${SECONDARY}: ${rule}. Grant on the handle of its own Region: forRegion(topology.secondary).`);
  });

  test('is told where to be, if the topology has no handle of its own', () => {
    expect(granted(roleIn, { account: ACCOUNT, region: 'us-east-1' })).toThrow(`[documents] grantee = "Team/Role" in us-east-1: ${rule}. `
      + `Create the principal in a stack of ${PRIMARY}, and another for the handle of ${SECONDARY}.`);
  });

  test.each<[string, string, (stack: Stack) => iam.IGrantable]>([
    ['a construct with a role', 'Team/Service', stack => Object.assign(new Construct(stack, 'Service'), { grantPrincipal: LAMBDA })],
    ['what is no construct, but has a principal that is one', 'Team/Role', stack => ({ grantPrincipal: roleIn(stack) })],
  ])('is found by its stack: %s', (_, path, granteeIn) => {
    expect(granted(granteeIn, { account: ACCOUNT, region: SECONDARY })).toThrow(`[documents] grantee = "${path}" in ${SECONDARY}: ${rule}. `);
  });

  test('is found by its ARN, whatever stack imports it', () => {
    const imported = (stack: Stack) => lambda.Function.fromFunctionAttributes(stack, 'Function', {
      functionArn: `arn:aws:lambda:${SECONDARY}:${ACCOUNT}:function:service`, role: roleIn(stack),
    });
    expect(granted(imported)).toThrow(`[documents] grantee = "Team/Function" in ${SECONDARY}: ${rule}. `);
  });
});

describe('a principal of another account', () => {
  const message = (value: string) => `[documents] grantee = ${value} in account ${OTHER_ACCOUNT}: a policy of another account gives no access to `
    + `what is in ${ACCOUNT}. Grant to a role of account ${ACCOUNT}, let the principal assume it, and leave to that role: ${TO_ADD}.`;

  test.each<[string, (stack: Stack) => iam.IGrantable, string?]>([
    ['imported', stack => iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${OTHER_ACCOUNT}:role/theirs`)],
    ['created', roleIn, OTHER_ACCOUNT],
  ])('is refused, and told what to add by hand: %s', (_, granteeIn, account = ACCOUNT) => {
    expect(granted(granteeIn, { account, region: PRIMARY })).toThrow(message('"Team/Role"'));
  });

  test('is named by itself where it is no construct', () => {
    expect(granted(() => new iam.AccountPrincipal(OTHER_ACCOUNT))).toThrow(message(`AccountPrincipal(${OTHER_ACCOUNT})`));
  });
});

describe('a principal whose policy cannot be changed from the app', () => {
  test.each<[string, (stack: Stack) => iam.IGrantable]>([
    ['an imported role that is immutable', stack => iam.Role.fromRoleArn(stack, 'Role', EXISTING_ROLE, { mutable: false })],
    ['a role that takes no updates', stack => roleIn(stack).withoutPolicyUpdates()],
    ['a function imported without its role', stack => ({ grantPrincipal: new iam.UnknownPrincipal({ resource: new Construct(stack, 'Function') }) })],
  ])('is refused, and the error says what to add: %s', (_, granteeIn) => {
    expect(granted(granteeIn)).toThrow(': its policy cannot be changed from this app, so the grant would have no effect. '
      + `Import the role without mutable: false, or let its owner add to its policy: ${TO_ADD}.`);
  });
});

test.each<[string, iam.IGrantable]>([
  ['ServicePrincipal(lambda.amazonaws.com)', LAMBDA],
  [`AccountPrincipal(${ACCOUNT})`, new iam.AccountPrincipal(ACCOUNT)],
])('%s takes no policy, and is refused by name', (name, grantee) => {
  expect(() => refuseWithoutPolicy(new Stack(undefined, 'Payments'), grantee)).toThrow(`[Payments] grantee = ${name}: a principal without a policy `
    + 'of its own, such as a service or an account, cannot be granted access here. Grant to a role, a user or a group; let a service assume such a '
    + 'role.');
});
