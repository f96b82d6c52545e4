/** What the picture shows, without a word on where: built from an app, laid out by `layout`. */
export interface PictureModel {
  readonly title: string;
  readonly subtitle: string;
  /** The home Region first. */
  readonly regions: readonly PictureRegion[];
  /** What belongs to neither Region of the pair, for example the records in us-east-1. */
  readonly shared: readonly PictureRegion[];
  readonly links: readonly PictureLink[];
  readonly path: readonly PathStep[];
}

export interface PictureRegion {
  readonly name: string;
  /** What the Region is by design, in a word or two. */
  readonly role: string;
  readonly groups: readonly PictureGroup[];
}

/** A stack. */
export interface PictureGroup {
  /** The same for the stacks of both Regions that hold the same layer: they are drawn at one height. */
  readonly slot: string;
  readonly title: string;
  readonly caption: string;
  /** The stack's name. */
  readonly stack: string;
  readonly nodes: readonly PictureNode[];
}

export interface PictureNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly title: string;
  readonly caption: string;
}

export type NodeKind =
  | 'endpoint' | 'record' | 'failover-record' | 'health-check'
  | 'latch' | 'state-table' | 'plan' | 'compute' | 'alarm' | 'topic' | 'dashboard'
  | 'database' | 'table' | 'network' | 'bucket' | 'vault' | 'secret' | 'key';

/** `users` stands for the clients of the service; they are in no stack. */
export const USERS = 'users';

export interface PictureLink {
  readonly from: string;
  readonly to: string;
  readonly kind: LinkKind;
  /** Empty where the kind says it all. */
  readonly label: string;
  readonly bothWays: boolean;
  /** The number of the step of the failover path that this link is, if any. */
  readonly step?: number;
}

/** `control` is a latch that health checks follow, outside the failover path. */
export type LinkKind = 'replication' | 'backup' | 'peering' | 'traffic' | 'failover' | 'control';

/** A step of the failover to the standby Region. Steps are numbered from 1. */
export interface PathStep {
  readonly title: string;
  readonly detail: string;
  /** The node where the step takes place, if it is drawn at a node and not on a link. */
  readonly node?: string;
}
