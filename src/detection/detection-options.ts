/** How the loss of a Region is noticed. */
export interface FailoverDetectionOptions {
  /**
   * A path that answers 2xx while what the workload depends on in that Region works: database, tables, buckets. It begins with `/`, has at
   * most 255 characters, and must look by reading only, since the standby's database cannot be written. Asked in both Regions every ten
   * seconds, by one function in each; Route 53 does not ask it.
   * @default - only the path that Route 53 asks is probed
   */
  readonly deepPath?: string;
  /**
   * Text that the answer of `deepPath` must hold in its first 5,120 bytes, 1 to 255 characters, for example `"status":"OK"`.
   * @default - the status of the answer alone decides
   */
  readonly deepSearchString?: string;
}
