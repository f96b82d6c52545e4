import { Validations } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';

/**
 * States one wildcard of a role by its own finding, so that any other still shows.
 * Written as metadata because `Validations.acknowledge` takes no id that contains the `:::` of a bucket's ARN.
 */
export function acknowledgeWildcard(role: iam.Role, resource: string, reason: string): void {
  role.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [`AwsSolutions-IAM5[Resource::${resource}]`]: reason });
}
