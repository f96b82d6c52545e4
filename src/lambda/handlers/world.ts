/** What a handler needs of the world beside its request. A simulation gives another one. */
export interface World<Settings, Clients> {
  readonly settings: Settings;
  /** Clients of the services in a Region. */
  readonly clients: (region: string) => Clients;
  /** Milliseconds of a clock. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly log: (entry: object) => void;
}
