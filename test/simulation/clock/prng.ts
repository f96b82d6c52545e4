/* eslint-disable no-bitwise -- random numbers are made of bits */

/**
 * Random numbers that are the same for the same seed (mulberry32). Every part of a simulation draws from a stream of its own, so that
 * leaving out a fault does not change what the others draw: without that, shrinking a schedule would replay another one.
 */
export class Prng {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A stream of its own, told apart by a name. */
  public fork(name: string): Prng {
    let hash = this.state ^ 0x811c9dc5;
    for (let index = 0; index < name.length; index++) {
      hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
    }
    return new Prng(hash);
  }

  /** 0 to 1, without 1. */
  public next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  public between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** Both ends included. */
  public whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  public chance(probability: number): boolean {
    return this.next() < probability;
  }

  public pick<T>(items: readonly T[]): T {
    if (items.length === 0) {
      throw new Error('nothing to pick from');
    }
    return items[Math.floor(this.next() * items.length)];
  }
}
