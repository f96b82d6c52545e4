import type { Scale } from './scale';
import type { Story } from '../story';

/** What a lane is drawn into. */
export interface Canvas {
  readonly scale: Scale;
  readonly story: Story;
  /** As on a telephone: what is written stands above what is drawn, not beside it. */
  readonly narrow: boolean;
  /** The id of a pattern of lines, for what is told from its neighbours by more than its colour. */
  readonly hatch: string;
}

/** What a lane has drawn, from 0 downwards. */
export interface Drawing {
  readonly height: number;
  readonly shapes: readonly string[];
}

/** One of the strips that a chart stacks above one another, on the same axis of time. */
export interface Lane {
  readonly label: string;
  /** In words, for those who cannot see the picture. */
  readonly describes: string;
  readonly draw: (canvas: Canvas) => Drawing;
}
