import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { refuse } from './configuration-error';
import type { DrRegion } from './dr-region';
import type { RegionalKey } from './regional-key';

/** A key as a service uses it in a principal's name. */
export interface ServiceKey {
  readonly key: RegionalKey;
  /** The Region of the key. */
  readonly region: DrRegion;
  /** The service's name as KMS sees it, for example `s3`. */
  readonly service: string;
}

/**
 * Adds actions on resources to a principal's policy.
 * A principal that takes no policy would stay without access, unnoticed until its first call: it is refused.
 */
export function grantToPrincipal(scope: IConstruct, grantee: iam.IGrantable, actions: string[], resourceArns: string[]): iam.Grant {
  return requireSuccess(scope, grantee, iam.Grant.addToPrincipal({ grantee, actions, resourceArns }));
}

/** Adds the use of a key to a principal's policy, by the key's alias: the template refers to no other stack. */
export function grantKeyUse(scope: IConstruct, grantee: iam.IGrantable, by: ServiceKey, actions: string[]): iam.Grant {
  const { resources, conditions } = throughService(by.key.crossRegionStatement(actions), by.service, by.region);
  return requireSuccess(scope, grantee, iam.Grant.addToPrincipal({ grantee, actions, resourceArns: resources, conditions }));
}

/**
 * Narrows a statement on a key to calls that a service of a Region makes. The wildcard stands for the domain of the partition.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function throughService(statement: iam.PolicyStatement, service: string, region: DrRegion): iam.PolicyStatement {
  statement.addCondition('StringLike', { 'kms:ViaService': `${service}.${region.name}.*` });
  return statement;
}

function requireSuccess(scope: IConstruct, grantee: iam.IGrantable, grant: iam.Grant): iam.Grant {
  return grant.success ? grant : refuse(scope, {
    prop: 'grantee',
    value: grantee.grantPrincipal.toString(),
    rule: 'a principal without a policy of its own, such as a service or an account, cannot be granted access here',
    remedy: 'Grant to a role, a user or a group; let a service assume such a role',
  });
}
