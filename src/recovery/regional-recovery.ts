import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { RegionalState } from './regional-state';
import type { DrRegion } from '../topology';

/** The recovery of one Region, for consumers in stacks of that Region. */
export class RegionalRecovery {
  /** @internal */
  public static _of(state: RegionalState): RegionalRecovery {
    return new RegionalRecovery(state);
  }

  /** The Region. */
  public readonly region: DrRegion;
  /**
   * The recovery state of this Region: lock, epoch, active Region and phase. Its items are a contract, documented in the README
   * of this folder. Single-Region on purpose: each Region keeps its own.
   */
  public readonly stateTable: dynamodb.ITable;
  /** The table's name, known at synthesis. */
  public readonly stateTableName: string;

  private constructor(state: RegionalState) {
    this.region = state.region;
    this.stateTable = state.stateTable;
    this.stateTableName = state.stateTableName;
  }
}
