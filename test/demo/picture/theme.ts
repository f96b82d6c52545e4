import type { LinkKind, NodeKind } from './model';

/** Sizes, in the picture's units. */
export const SIZE = {
  margin: 40,
  regionWidth: 540,
  gutter: 384,
  sharedWidth: 292,
  regionHeader: 58,
  regionPadding: 18,
  groupHeader: 40,
  groupPadding: 14,
  gap: 14,
  /** Between the two columns of nodes, and between rows. */
  cellGap: 12,
  icon: 30,
  nodePadding: 12,
  badge: 13,
} as const;

export const CANVAS_WIDTH = 2 * (SIZE.margin + SIZE.regionWidth) + SIZE.gutter;

export const FONT_FAMILY = 'system-ui, -apple-system, \'Segoe UI\', Roboto, \'Helvetica Neue\', Arial, sans-serif';

/** Text has a contrast of at least 4.5 to 1 on every ground it stands on. */
export const INK = {
  strong: '#0f172a',
  soft: '#475569',
  onColour: '#ffffff',
} as const;

/** How a text is set. */
export interface Type {
  readonly size: number;
  readonly weight: 400 | 600;
  readonly colour: string;
}

export const TYPE = {
  heading: { size: 27, weight: 600, colour: INK.strong },
  section: { size: 22, weight: 600, colour: INK.strong },
  title: { size: 16, weight: 600, colour: INK.strong },
  text: { size: 16, weight: 400, colour: INK.soft },
  caption: { size: 14, weight: 400, colour: INK.soft },
  label: { size: 14, weight: 600, colour: INK.soft },
  badge: { size: 14, weight: 600, colour: INK.onColour },
} as const satisfies { [name: string]: Type };

export const GROUND = {
  page: '#f8fafc',
  card: '#ffffff',
  cardEdge: '#cbd5e1',
  home: '#e8f1fb',
  homeEdge: '#7ba6d6',
  standby: '#efecfa',
  standbyEdge: '#a193d6',
  shared: '#f1f5f4',
  sharedEdge: '#8fa5a0',
} as const;

/** A line is told from the others by its dashes too, not by its colour alone. */
export interface LineStyle {
  readonly colour: string;
  readonly width: number;
  readonly dashes?: string;
  readonly legend: string;
}

export const LINES: Record<LinkKind, LineStyle> = {
  traffic: { colour: '#15803d', width: 2.5, legend: 'traffic while all is well' },
  failover: { colour: '#c2410c', width: 4, legend: 'failover' },
  control: { colour: '#7c5c4a', width: 1.75, dashes: '2 5', legend: 'reverse latch' },
  replication: { colour: '#1d4ed8', width: 2.5, legend: 'replication' },
  backup: { colour: '#0e7490', width: 2, dashes: '9 5', legend: 'backup copies' },
  peering: { colour: '#64748b', width: 2, dashes: '2 5', legend: 'network peering' },
};

interface NodeStyle {
  readonly fill: string;
  readonly edge: string;
}

const TRAFFIC: NodeStyle = { fill: '#ecfdf3', edge: '#15803d' };
const RECOVERY: NodeStyle = { fill: '#fff4ed', edge: '#c2410c' };
const STORE: NodeStyle = { fill: '#eff4ff', edge: '#1d4ed8' };
const PLATFORM: NodeStyle = { fill: '#f5f3ff', edge: '#6d28d9' };
const WATCH: NodeStyle = { fill: '#fdf2f8', edge: '#a21c5b' };

export const NODES: Record<NodeKind, NodeStyle> = {
  'endpoint': TRAFFIC,
  'record': TRAFFIC,
  'failover-record': TRAFFIC,
  'health-check': TRAFFIC,
  'compute': TRAFFIC,
  'latch': RECOVERY,
  'state-table': RECOVERY,
  'plan': RECOVERY,
  'alarm': WATCH,
  'topic': WATCH,
  'dashboard': WATCH,
  'database': STORE,
  'table': STORE,
  'bucket': STORE,
  'vault': STORE,
  'network': PLATFORM,
  'secret': PLATFORM,
  'key': PLATFORM,
};
