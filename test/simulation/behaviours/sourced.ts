/** A statement about AWS, with what it rests on. */
export interface Sourced {
  readonly says: string;
  /** A page of AWS, or what somebody measured and published. */
  readonly source?: string;
  /** Where no source says so, the simulator rests on this reading: how an account would prove it, for its row in `docs/fidelity.md`. */
  readonly assumed?: string;
}

/** A statement that the models read a figure from, so that the figure and its source cannot part. */
export interface Figure extends Sourced {
  /** In the unit that `says` names: best and worst of what is drawn. */
  readonly range: readonly [low: number, high: number];
}
