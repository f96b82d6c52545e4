/** The colours of the page, by what they stand for. */
export interface Palette {
  readonly 'ground': string;
  readonly 'paper': string;
  readonly 'plot': string;
  readonly 'ink': string;
  readonly 'quiet': string;
  readonly 'line': string;
  readonly 'link': string;
  /** Text on a band. */
  readonly 'on-band': string;
  readonly 'home': string;
  readonly 'standby': string;
  readonly 'fault': string;
  readonly 'refused': string;
  readonly 'acknowledged': string;
  readonly 'run': string;
  readonly 'latch': string;
  readonly 'unreachable': string;
  readonly 'good': string;
  readonly 'warning': string;
  readonly 'bad': string;
  /** Lies on the paper where a fault lasts. */
  readonly 'shade': string;
  /** The shadow at an edge behind which something goes on. */
  readonly 'edge': string;
}

/** Bands and areas that carry text. */
export const BAND_COLOURS = ['home', 'standby', 'fault', 'refused', 'acknowledged', 'run', 'latch'] as const satisfies readonly (keyof Palette)[];

export const LIGHT: Palette = {
  'ground': '#f4f6f8',
  'paper': '#ffffff',
  'plot': '#f6f8fa',
  'ink': '#141a22',
  'quiet': '#525d6c',
  'line': '#dce1e7',
  'link': '#1d5fbf',
  'on-band': '#ffffff',
  'home': '#2563c4',
  'standby': '#0b7a66',
  'fault': '#b42318',
  'refused': '#b45309',
  'acknowledged': '#5b6b80',
  'run': '#5b3fc4',
  'latch': '#8a3b7b',
  'unreachable': '#9f1239',
  'good': '#116b45',
  'warning': '#92500a',
  'bad': '#b42318',
  'shade': '#fcf2f1',
  'edge': '#aab4c2',
};

export const DARK: Palette = {
  'ground': '#0d1219',
  'paper': '#161d27',
  'plot': '#1b2431',
  'ink': '#e8edf3',
  'quiet': '#a6b2c2',
  'line': '#313c4b',
  'link': '#83b4ff',
  'on-band': '#0d1219',
  'home': '#79adff',
  'standby': '#4ecbb0',
  'fault': '#ff8f83',
  'refused': '#f3b154',
  'acknowledged': '#93a5bd',
  'run': '#b8a5ff',
  'latch': '#e79bd7',
  'unreachable': '#ff7f9f',
  'good': '#5fd39b',
  'warning': '#f3b154',
  'bad': '#ff8f83',
  'shade': '#291f29',
  'edge': '#566377',
};
