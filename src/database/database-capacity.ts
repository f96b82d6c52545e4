import { Annotations, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { IConstruct } from 'constructs';
import { refuse } from '../topology/configuration-error';

/**
 * The bounds of Aurora Serverless v2, in Aurora capacity units of about 2 GiB of memory each.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html
 */
export interface ServerlessV2CapacityProps {
  /**
   * What each instance always has, in steps of 0.5. The cluster that is promoted starts from it: AWS recommends at least 8 in a
   * global database, and less gets a warning.
   * @default 8
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.configuration.requirements.html
   */
  readonly minCapacity?: number;
  /** What each instance grows to at most, 1 to 256 in steps of 0.5. It bounds the cost, so it has no default. */
  readonly maxCapacity: number;
}

/** A kind of capacity, checked and put into the terms of CDK's cluster. */
interface CapacityKind {
  /** Whether Aurora publishes how much of it is in use. */
  readonly isServerless: boolean;
  readonly clusterProps: Pick<rds.DatabaseClusterProps, 'serverlessV2MinCapacity' | 'serverlessV2MaxCapacity'>;
  validate(scope: IConstruct): void;
  /** @param scope a construct below a stack: CDK prints no warning of another */
  warn(scope: IConstruct): void;
  /** @param priority 0 for the instance that is preferred as the writer of its Region, 1 for the others */
  instance(id: string, priority: number, options: rds.ClusterInstanceOptions): rds.IClusterInstance;
}

/** What the instances of a database run on: the same in both Regions, so that either can carry the full load. */
export class DatabaseCapacity {
  /**
   * Instances of a fixed size.
   *
   * @param instanceType a memory-optimised type that Aurora has, `r5`, `x2g` or newer, by default `r6g.large`. The next step when lag or load demands it is `r6g.xlarge`.
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.configuration.requirements.html
   */
  public static provisioned(instanceType: ec2.InstanceType = ec2.InstanceType.of(ec2.InstanceClass.R6G, ec2.InstanceSize.LARGE)): DatabaseCapacity {
    return new DatabaseCapacity(new ProvisionedCapacity(instanceType));
  }

  /**
   * Instances that grow and shrink with the load, within bounds.
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.html
   */
  public static serverlessV2(props: ServerlessV2CapacityProps): DatabaseCapacity {
    return new DatabaseCapacity(new ServerlessV2Capacity(props.minCapacity ?? RECOMMENDED_MIN_CAPACITY, props.maxCapacity));
  }

  /** @internal */
  public readonly _kind: CapacityKind;

  private constructor(kind: CapacityKind) {
    this._kind = kind;
  }
}

const RECOMMENDED_MIN_CAPACITY = 8;
const CAPACITY_LIMITS = { minCapacity: { lowest: 0.5, highest: 256 }, maxCapacity: { lowest: 1, highest: 256 } };
/**
 * Of the generations r5 and x2 Aurora has one family each, of newer ones it is let pass. None has a size below `large`, or `metal`.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.SupportAurora.html
 */
const MEMORY_OPTIMISED = /^(r5|x2g|(r([6-9]|\d{2})|x([3-9]|\d{2}))[a-z]*)\.(\d*x)?large$/;

class ProvisionedCapacity implements CapacityKind {
  public readonly clusterProps = {};
  public readonly isServerless = false;

  constructor(private readonly instanceType: ec2.InstanceType) {}

  public validate(scope: IConstruct): void {
    const name = this.instanceType.toString();
    if (!Token.isUnresolved(name) && !MEMORY_OPTIMISED.test(name)) {
      refuse(scope, {
        prop: 'capacity',
        value: `"${name}"`,
        rule: 'a global database needs a memory-optimised instance class that Aurora has, r5, x2g or newer, "large" or larger; burstable '
          + 'classes (t2, t3, t4g) cannot be used',
        remedy: 'Write for example DatabaseCapacity.provisioned(ec2.InstanceType.of(ec2.InstanceClass.R6G, ec2.InstanceSize.LARGE))',
      });
    }
  }

  public warn(): void {}

  public instance(id: string, priority: number, options: rds.ClusterInstanceOptions): rds.IClusterInstance {
    return rds.ClusterInstance.provisioned(id, { ...options, instanceType: this.instanceType, promotionTier: priority });
  }
}

class ServerlessV2Capacity implements CapacityKind {
  public readonly isServerless = true;

  constructor(private readonly minCapacity: number, private readonly maxCapacity: number) {}

  public get clusterProps(): CapacityKind['clusterProps'] {
    return { serverlessV2MinCapacity: this.minCapacity, serverlessV2MaxCapacity: this.maxCapacity };
  }

  public validate(scope: IConstruct): void {
    this.validateBound(scope, 'minCapacity');
    this.validateBound(scope, 'maxCapacity');
    if (this.minCapacity > this.maxCapacity) {
      refuse(scope, {
        prop: 'capacity.minCapacity',
        value: `${this.minCapacity}`,
        rule: `it is above maxCapacity, which is ${this.maxCapacity}`,
        remedy: `Raise maxCapacity to at least ${this.minCapacity}, or lower minCapacity`,
      });
    }
  }

  public warn(scope: IConstruct): void {
    if (this.minCapacity < RECOMMENDED_MIN_CAPACITY) {
      Annotations.of(scope).addWarningV2('cdk-multi-region-dr:smallServerlessMinimum',
        `capacity.minCapacity is ${this.minCapacity}. AWS recommends at least ${RECOMMENDED_MIN_CAPACITY} ACU in the primary Region of a `
        + 'global database, which each of the two is at times: replication and promotion are slower on less.');
    }
  }

  public instance(id: string, priority: number, options: rds.ClusterInstanceOptions): rds.IClusterInstance {
    return rds.ClusterInstance.serverlessV2(id, { ...options, scaleWithWriter: priority === 1 });
  }

  private validateBound(scope: IConstruct, bound: keyof typeof CAPACITY_LIMITS): void {
    const { lowest, highest } = CAPACITY_LIMITS[bound];
    const value = this[bound];
    if (Token.isUnresolved(value) || value < lowest || value > highest || !Number.isInteger(value * 2)) {
      refuse(scope, {
        prop: `capacity.${bound}`,
        value: Token.isUnresolved(value) ? 'not known at synthesis' : `${value}`,
        rule: `it is ${lowest} to ${highest} ACU in steps of 0.5: a database that pauses cannot take over`,
        remedy: 'Write for example DatabaseCapacity.serverlessV2({ minCapacity: 8, maxCapacity: 64 })',
      });
    }
  }
}
