import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** The Region in which a service publishes a metric, seen from the thing that the dimensions name. */
export enum PublishingPlace {
  /** The Region of that thing. */
  OWN = 'own',
  /** The Region of the cluster, and only while that cluster follows the writer of a global database. */
  FOLLOWER = 'follower',
  /** The Region that data comes from. */
  SOURCE = 'source',
  /** The Region that data goes to. */
  DESTINATION = 'destination',
  /** Only us-east-1, wherever the thing is. */
  US_EAST_1 = 'us-east-1',
  /** The Region of whatever publishes it, which the dimensions do not name. */
  PUBLISHER = 'publisher',
}

/** The form of a dimension's value, where what lies at hand is something else, such as an ARN. */
export interface DimensionForm {
  readonly pattern: RegExp;
  /** A value as it should be. */
  readonly example: string;
  /** Where a CDK app gets it from. */
  readonly from: string;
}

/** What a service publishes alike: the same dimensions, in the same place. */
export interface MetricFact {
  /** A namespace, or the form of several. */
  readonly namespace: string | RegExp;
  /** The metrics by name, each with the unit in which it is published; undefined where the page does not say. */
  readonly metrics: { readonly [metricName: string]: cloudwatch.Unit | undefined };
  /** Every set of dimensions under which they are published. CloudWatch keeps each set apart: a subset of one has no data. */
  readonly dimensionSets: readonly (readonly string[])[];
  /** Published under further sets, which the page does not list. */
  readonly moreDimensionSets?: true;
  readonly place: PublishingPlace;
  /** Forms of dimensions' values that are easily taken for others. */
  readonly forms?: { readonly [dimension: string]: DimensionForm };
  /** Published for clusters that no global database has as members, although the name suggests otherwise. */
  readonly notInGlobalDatabase?: true;
  /** The page that says so. */
  readonly source: string;
}
