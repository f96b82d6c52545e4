/** A row that counts as settled although its check cannot be shown in full. */
export interface Waiver {
  /** The row, e.g. `TEST-06`. */
  readonly id: string;
  /** What is not shown, and why. */
  readonly reason: string;
  /**
   * Exact title of the test that guards what can be shown, e.g. the presence of a page.
   *
   * @default - a passing test must be titled with the id
   */
  readonly test?: string;
}

export const WAIVERS: readonly Waiver[] = [];
