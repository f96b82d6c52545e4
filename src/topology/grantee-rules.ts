import { Resource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import { refuse } from './configuration-error';
import type { DrRegion } from './dr-region';
import { differs } from './environments';

/** How CDK names the class of a role that swallows what is added to it. The class itself is not exported. */
const IMMUTABLE_ROLE = 'aws-cdk-lib.aws-iam.ImmutableRole';

/** Refuses a principal for which the grant of a Region would have no effect, or the wrong one. */
export function validateGrantee(scope: IConstruct, region: DrRegion, grantee: iam.IGrantable, statements: iam.PolicyStatement[]): void {
  validateRegion(scope, region, grantee);
  validateAccount(scope, region, grantee, statements);
  if (isImmutable(grantee.grantPrincipal)) {
    refuse(scope, {
      prop: 'grantee',
      value: nameOf(grantee),
      rule: 'its policy cannot be changed from this app, so the grant would have no effect',
      remedy: `Import the role without mutable: false, or let its owner add to its policy: ${describe(statements)}`,
    });
  }
}

/** Ends what CDK would leave to the first call at run time: a principal that takes no policy. */
export function refuseWithoutPolicy(scope: IConstruct, grantee: iam.IGrantable): never {
  return refuse(scope, {
    prop: 'grantee',
    value: nameOf(grantee),
    rule: 'a principal without a policy of its own, such as a service or an account, cannot be granted access here',
    remedy: 'Grant to a role, a user or a group; let a service assume such a role',
  });
}

function validateRegion(scope: IConstruct, region: DrRegion, grantee: iam.IGrantable): void {
  const actual = regionOf(grantee);
  if (differs(actual, region.name)) {
    refuse(scope, {
      prop: 'grantee',
      value: `${nameOf(grantee)} in ${actual}`,
      rule: `this handle is for principals in stacks of ${region.name}, and names what is there`,
      remedy: actual === region.peer.name
        ? `Grant on the handle of its own Region: forRegion(topology.${region.peer.role})`
        : `Create the principal in a stack of ${region.name}, and another for the handle of ${region.peer.name}`,
    });
  }
}

function validateAccount(scope: IConstruct, region: DrRegion, grantee: iam.IGrantable, statements: iam.PolicyStatement[]): void {
  const account = region.env.account!;
  const actual = grantee.grantPrincipal.principalAccount;
  if (differs(actual, account)) {
    refuse(scope, {
      prop: 'grantee',
      value: `${nameOf(grantee)} in account ${actual}`,
      rule: `a policy of another account gives no access to what is in ${account}`,
      remedy: `Grant to a role of account ${account}, let the principal assume it, and leave to that role: ${describe(statements)}`,
    });
  }
}

function regionOf(grantee: iam.IGrantable): string | undefined {
  const construct = constructOf(grantee);
  if (construct === undefined) {
    return undefined;
  }
  // What is imported by its ARN may be elsewhere than the stack that imports it.
  return Resource.isResource(construct) ? (construct as Resource).env.region : Stack.of(construct).region;
}

function isImmutable(principal: iam.IPrincipal): boolean {
  const { PROPERTY_INJECTION_ID } = principal.constructor as { PROPERTY_INJECTION_ID?: string };
  return principal instanceof iam.UnknownPrincipal || PROPERTY_INJECTION_ID === IMMUTABLE_ROLE;
}

function constructOf(grantee: iam.IGrantable): Construct | undefined {
  return [grantee, grantee.grantPrincipal].find((candidate): candidate is iam.IGrantable & Construct => Construct.isConstruct(candidate));
}

function nameOf(grantee: iam.IGrantable): string {
  const construct = constructOf(grantee);
  return construct ? `"${construct.node.path}"` : grantee.grantPrincipal.toString();
}

/** The statements as they stand in a policy, but for what is known only after deployment. */
function describe(statements: iam.PolicyStatement[]): string {
  return JSON.stringify(statements.map(statement => statement.toStatementJson())).replace(/\$\{Token\[[^\]]*\]\}/g, '<known after deployment>');
}
