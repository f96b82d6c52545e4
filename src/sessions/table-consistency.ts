import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';

/**
 * What a reader in one Region sees of a write in the other. Decided when the table is created, for good.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html#V2globaltables_HowItWorks.consistency-modes
 */
export class TableConsistency {
  /**
   * Each Region writes at its own speed, and the other sees it usually within a second. When both write an item at about the same
   * time, the last writer wins. After the loss of a Region its newest writes may be missing.
   */
  public static eventual(): TableConsistency {
    return new TableConsistency(dynamodb.MultiRegionConsistency.EVENTUAL);
  }

  /**
   * A write is in a second Region before it succeeds, and a strongly consistent read sees it anywhere: nothing is lost with a Region.
   * Writes and such reads take as long as the way between the Regions. Needs `witnessRegion` on the topology, which gets a witness and no readable copy, and all three Regions
   * in one Region set: US (`us-east-1`, `us-east-2`, `us-west-2`), EU (`eu-west-1`, `eu-west-2`, `eu-west-3`, `eu-central-1`) or
   * AP (`ap-northeast-1`, `ap-northeast-2`, `ap-northeast-3`). Items do not expire, and there are no transactions.
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/multi-region-strong-consistency-gt.html
   */
  public static strong(): TableConsistency {
    return new TableConsistency(dynamodb.MultiRegionConsistency.STRONG);
  }

  private constructor(private readonly mode: dynamodb.MultiRegionConsistency) {}

  /** @internal */
  public get _isStrong(): boolean {
    return this.mode === dynamodb.MultiRegionConsistency.STRONG;
  }
}
