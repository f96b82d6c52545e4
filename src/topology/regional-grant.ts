import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { DrRegion } from './dr-region';
import { refuseWithoutPolicy, validateGrantee } from './grantee-rules';
import type { RegionalKey } from './regional-key';

/** A key as a service uses it in a principal's name. */
export interface ServiceKey {
  readonly key: RegionalKey;
  /** The Region of the key. */
  readonly region: DrRegion;
  /** The service's name as KMS sees it, for example `s3`. */
  readonly service: string;
}

/** What a grant allows: a statement of the principal's policy. */
export type Access = Pick<iam.GrantOnPrincipalOptions, 'actions' | 'resourceArns' | 'conditions'>;

/**
 * Adds access to what is in a Region to the policy of a principal in a stack of that Region. The accesses of one grant are given
 * together: a refusal lists them all.
 * A principal that takes no policy would stay without access, unnoticed until its first call: it is refused.
 */
export function grantInRegion(scope: IConstruct, region: DrRegion, grantee: iam.IGrantable, accesses: readonly Access[]): iam.Grant {
  validateGrantee(scope, region, grantee, accesses.map(({ actions, resourceArns: resources, conditions }) =>
    new iam.PolicyStatement({ actions, resources, conditions })));
  return accesses
    .map(access => iam.Grant.addToPrincipal({ grantee, ...access }))
    .map(grant => grant.success ? grant : refuseWithoutPolicy(scope, grantee))
    .reduce((all, grant) => all.combine(grant));
}

/** The use of a key by a service, for a principal's policy. By the key's alias: the template refers to no other stack. */
export function keyUse(by: ServiceKey, actions: string[]): Access {
  const { resources, conditions } = throughService(by.key.crossRegionStatement(actions), by.service, by.region);
  return { actions, resourceArns: resources, conditions };
}

/**
 * Narrows a statement on a key to calls that a service of a Region makes. The wildcard stands for the domain of the partition.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function throughService(statement: iam.PolicyStatement, service: string, region: Pick<DrRegion, 'name'>): iam.PolicyStatement {
  statement.addCondition('StringLike', { 'kms:ViaService': `${service}.${region.name}.*` });
  return statement;
}
