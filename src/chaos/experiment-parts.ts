import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { DrRegion, DrTopology } from '../topology';

/** Where an experiment is made. */
export interface ExperimentPlace {
  readonly topology: DrTopology;
  /** The Region that is disturbed. */
  readonly region: DrRegion;
  /** Who answers for errors. */
  readonly owner: Construct;
}

/** What an experiment is made of in one Region: one action on one kind of target. */
export interface ExperimentParts {
  readonly description: string;
  readonly actionId: string;
  readonly parameters?: { [name: string]: string };
  readonly target: ExperimentTarget;
  /** What the action may do, beside writing its log. */
  readonly statements: iam.PolicyStatement[];
  /** Why statements name more than one resource, by what they name. */
  readonly wildcards: { readonly [resource: string]: string };
}

export interface ExperimentTarget {
  /** The name by which the action knows its targets, for example `Subnets`. */
  readonly key: string;
  readonly resourceType: string;
  readonly resourceArns?: string[];
  readonly resourceTags?: { [key: string]: string };
}

/** Makes the parts of an experiment in a Region. */
export type MakeParts = (place: ExperimentPlace) => ExperimentParts;

/** Nothing narrows what resolves targets. */
export const RESOLVING = { actions: ['tag:GetResources'], resources: ['*'] };
export const RESOLVING_REASON = 'tag:GetResources has no resource-level permission';
