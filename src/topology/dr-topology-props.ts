import type { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { RegionStacks } from './region-stacks';
import type { CustomerKeyPair } from './regional-key';

/** What every topology has, whoever owns its stacks. */
export interface DrTopologyOptions {
  /**
   * Begins the name of everything that crosses the Regions. 1 to 40 letters, digits and hyphens.
   * Changing it later renames, and so replaces, what it names.
   * @default - the id of the construct
   */
  readonly applicationName?: string;
  /**
   * Keeps two environments of one account apart. 1 to 16 lower-case letters and digits. Changing it later replaces what it names.
   * @default - the name of the enclosing Stage in lower case, or `default` directly under an App
   */
  readonly environmentName?: string;
  /**
   * A third Region that stores no application data and breaks ties: for services that need one, and for `witness` of `FailoverDetection`.
   * @default - none
   */
  readonly witnessRegion?: string;
  /**
   * What happens to data when its stack is deleted, or when a store leaves the template. With `RETAIN_ON_UPDATE_OR_DELETE` what a
   * failed first deployment leaves is removed as far as nothing protects it; with `RETAIN` it is kept. Deletion protection stays on with
   * both: a rollback fails to delete a cluster or table that was created already, and ends with `ROLLBACK_FAILED`.
   * `DESTROY` also switches deletion protection off: for throw-away environments only.
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
  /**
   * Customer-managed keys to use instead of those that the library would create, by purpose (a value of `KeyPurpose`): a key in each
   * Region, with an alias. An alias in place of a key is refused: as ARN of a key it is not taken everywhere.
   * @default - one key per Region and purpose is created: rotated, retained, with the waiting period `keyPendingWindow`
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html
   */
  readonly encryptionKeys?: { [purpose: string]: CustomerKeyPair };
  /**
   * How long a key that the library creates can still be taken back once its deletion is scheduled. Whole days, 7 to 30. Until then it
   * encrypts nothing; afterwards what it encrypted is lost.
   * @default Duration.days(30)
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
   */
  readonly keyPendingWindow?: Duration;
  /**
   * Runtime of the functions that this library brings: Node.js 24 or later. They are built for Node.js 24 and tested under it; give a later
   * one where AWS Lambda ends that runtime before you update this library. The framework of CDK's own custom resources is not affected.
   * @default lambda.Runtime.NODEJS_24_X
   * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
   */
  readonly functionRuntime?: lambda.Runtime;
  /**
   * Cost-allocation tags for every resource, beside `application`, `environment`, `region-role` and `dr-role`, which are refused here.
   * They show in Billing once the management account has activated them.
   * @default - none
   * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html
   */
  readonly tags?: { [key: string]: string };
}

/** One Region of a topology that creates its own stacks. */
export interface TopologyRegionProps {
  /** The Region's name, for example `us-west-2`. Must be concrete. */
  readonly region: string;
  /**
   * The Availability Zones to spread subnets over.
   * @default - CDK looks them up and pins them in `cdk.context.json`
   */
  readonly availabilityZones?: string[];
}

/** Properties of a topology that creates its own stacks. */
export interface DrTopologyProps extends DrTopologyOptions {
  /** The account of both Regions, 12 digits. Must be concrete. */
  readonly account: string;
  /** The home Region: where the workload runs when nothing is wrong. */
  readonly primary: TopologyRegionProps;
  /** The standby Region. */
  readonly secondary: TopologyRegionProps;
}

/** Properties of a topology over stacks that the consumer owns. */
export interface HandedOverTopologyProps extends DrTopologyOptions {
  /** The stacks of the home Region. */
  readonly primary: RegionStacks;
  /** The stacks of the standby Region. */
  readonly secondary: RegionStacks;
  /**
   * The stack for health checks and failover records, in `us-east-1`. Needed by `FailoverDns`.
   * @default - none
   */
  readonly globalStack?: Stack;
  /**
   * The stack for what looks at both Regions from `witnessRegion`. Needed by `FailoverDetection` with `witness: true`.
   * @default - none
   */
  readonly witnessStack?: Stack;
}
