/** What the library sets aside by itself, because AWS leaves no other way in a design of two Regions. Everything else is opt-in. */
export interface LibraryAcknowledgement {
  /** The rule's id; `<...>` stands for a name. */
  readonly rule: string;
  /** The construct's path in its stack; `<...>` stands for an id. */
  readonly at: string;
  /** The reason that is written beside the resource. */
  readonly reason: string;
  /** Why there is no other way, and where AWS says so. */
  readonly because: string;
}
