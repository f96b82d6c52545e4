/**
 * A bucket that holds objects already and becomes the home Region's bucket, without being created anew.
 *
 * `docs/adoption/bucket.md` has the steps.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-manually.html
 */
export class ExistingBucket {
  /**
   * The home Region's bucket is a bare bucket of its name and nothing else, for `cdk import`: an import records the properties of
   * the template without applying them, so that what is declared here would never be applied. Leave `existing` out afterwards:
   * the next deployment finds everything else to be added.
   */
  public static beingImported(): ExistingBucket {
    return new ExistingBucket();
  }

  private constructor() {}
}
