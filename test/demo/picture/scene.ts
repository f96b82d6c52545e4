import { textWidth } from './measure';
import type { LinkKind, NodeKind } from './model';
import type { Type } from './theme';

/** A picture that is laid out: everything has its place, and every text fits where it stands. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  /** Read out instead of the picture. */
  readonly title: string;
  readonly description: string;
  readonly frames: readonly Frame[];
  readonly nodes: readonly SceneNode[];
  readonly links: readonly SceneLink[];
  readonly texts: readonly Text[];
  readonly badges: readonly Badge[];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Frame {
  readonly box: Box;
  readonly style: 'home' | 'standby' | 'shared' | 'card';
  /** Shown by browsers under the pointer. */
  readonly tooltip?: string;
}

export interface SceneNode {
  readonly box: Box;
  readonly kind: NodeKind | 'users';
  readonly tooltip: string;
  /** A step of the failover path takes place here. */
  readonly highlighted: boolean;
}

export interface SceneLink {
  readonly points: readonly Point[];
  readonly kind: LinkKind;
  readonly heads: 'none' | 'end' | 'both';
  /** The ground on which the link's label stands. */
  readonly label?: Box;
}

export interface Text extends Type {
  readonly text: string;
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  /** The text stays inside. */
  readonly within: Box;
}

/** The number of a step. */
export interface Badge {
  readonly x: number;
  readonly y: number;
  readonly number: number;
}

export function bottomOf(box: Box): number {
  return box.y + box.height;
}

export function rightOf(box: Box): number {
  return box.x + box.width;
}

export function centreOf(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** The space that a text takes. */
export function extentOf(text: Text): Box {
  const width = textWidth(text.text, text);
  const offset = { start: 0, middle: width / 2, end: width }[text.anchor];
  return { x: text.x - offset, y: text.y - text.size, width, height: text.size * 1.25 };
}
