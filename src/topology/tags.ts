import { Tags } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** `primary`, `secondary` or `global`: the Region's role by design. */
export const REGION_ROLE_TAG = 'region-role';
/** What a resource is for in recovery, for example `database`. */
export const DR_ROLE_TAG = 'dr-role';
export const APPLICATION_TAG = 'application';
export const ENVIRONMENT_TAG = 'environment';

/** The tags that the library sets itself. */
export const RESERVED_TAGS = [APPLICATION_TAG, ENVIRONMENT_TAG, REGION_ROLE_TAG, DR_ROLE_TAG];

/** Puts cost-allocation tags on everything below a construct. */
export function tagAll(scope: IConstruct, tags: { [key: string]: string }): void {
  for (const [key, value] of Object.entries(tags)) {
    Tags.of(scope).add(key, value);
  }
}
