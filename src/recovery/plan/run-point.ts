/** Where in a run the steps of a team are taken. */
export enum RunPoint {
  /** When the Region is known to be ready and nothing has changed yet. One after the other, in the order in which they were added. */
  BEFORE_PROMOTION = 'before-promotion',
  /** While the stores are promoted, beside them and beside each other: what scales and warms, and costs no time of its own. */
  BESIDE_PROMOTION = 'beside-promotion',
  /** Immediately before traffic moves. One after the other: in a forced run before the promotion, in a planned run after it. */
  BEFORE_TRAFFIC = 'before-traffic',
  /** When the public name was seen to lead to the Region. One after the other. */
  AFTER_TRAFFIC = 'after-traffic',
}
