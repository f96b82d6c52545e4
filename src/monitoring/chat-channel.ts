/** One part of what names a channel. */
export interface ChatPart {
  readonly prop: string;
  readonly value: string;
  readonly pattern: RegExp;
  readonly example: string;
}

/** A chat channel as its service names it. */
export interface ChatChannel {
  readonly kind: 'slack' | 'teams';
  /** From the widest to the channel itself. */
  readonly parts: readonly ChatPart[];
}
