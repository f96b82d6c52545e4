import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';

/** What a global table has already that an import must state. */
export interface ImportedGlobalTableProps {
  /**
   * The attribute by which its items expire. `aws dynamodb describe-time-to-live` shows it.
   * @default - time to live is off
   */
  readonly timeToLiveAttribute?: string;
}

/** What a single-Region table has already that an import must state. */
export interface ImportedTableProps extends ImportedGlobalTableProps {
  /**
   * Its stream, which must have new and old images: a stream of another kind must be turned off before, because replicas need this one.
   * @default - no stream
   */
  readonly dynamoStream?: dynamodb.StreamViewType;
}

/** What the template says of a table at a stage of its adoption. */
interface Stage {
  /** Nothing but what the table has: an import records what the template says without applying it. */
  readonly bare: boolean;
  /** The replica of the standby Region is in the template. */
  readonly replicated: boolean;
}

/**
 * A table that holds items already and joins without being created anew, in stages of one deployment each.
 *
 * `docs/adoption/session-table.md` has the steps. An update of a global table may add one replica and should change nothing else,
 * and its stream can be changed only while there is one replica: hence the stage before replication.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
 */
export class ExistingTable {
  /**
   * First stage of a single-Region table, for `cdk import`: the table as it is, in the home Region alone. Keys, indexes, billing
   * and table class are those of the options, and must be those that the table has.
   */
  public static beingImported(props: ImportedTableProps = {}): ExistingTable {
    return new ExistingTable({ bare: true, replicated: false }, props);
  }

  /**
   * Second stage of a single-Region table, for `cdk deploy`: all that the home Region's replica shall have, and the stream, but no
   * other replica yet. Leave `existing` out afterwards: the next deployment adds the replica and nothing else.
   */
  public static beforeReplication(): ExistingTable {
    return new ExistingTable({ bare: false, replicated: false }, {});
  }

  /**
   * The only stage of a global table whose two replicas are in the two Regions of the topology, for `cdk import`: the table as it
   * is. Leave `existing` out afterwards: the next deployment applies the rest to both replicas.
   */
  public static globalTableBeingImported(props: ImportedGlobalTableProps = {}): ExistingTable {
    return new ExistingTable({ bare: true, replicated: true }, props);
  }

  private constructor(private readonly stage: Stage, private readonly props: ImportedTableProps) {}

  /** @internal */
  public get _bare(): boolean {
    return this.stage.bare;
  }

  /** @internal */
  public get _replicated(): boolean {
    return this.stage.replicated;
  }

  /** @internal */
  public get _timeToLiveAttribute(): string | undefined {
    return this.props.timeToLiveAttribute;
  }

  /** @internal */
  public get _dynamoStream(): dynamodb.StreamViewType | undefined {
    return this.props.dynamoStream;
  }
}
