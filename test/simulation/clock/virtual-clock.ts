import { AfterMicrotasks } from './after-microtasks';
import type { Timer } from './event-heap';
import { EventHeap } from './event-heap';

/** Ends a timer before its time. */
export type Cancel = () => void;

/**
 * Time that passes only when nothing is left to do at a moment: what happens next is found out, not waited for.
 *
 * Coroutines park on `sleep`. After a timer went off, everything that it woke runs to where it parks again before the next timer goes off. So two simulations with the same seed do the same, whatever the machine is busy with.
 */
export class VirtualClock {
  private time: number;
  private order = 0;
  /** Whether a coroutine may be running: only then draining is worth its microseconds. */
  private awake = false;
  private failure: { readonly error: unknown } | undefined;
  private readonly heap = new EventHeap();
  private readonly microtasks = new AfterMicrotasks();

  /** @param start milliseconds since 1970: the moment at which the simulation begins */
  constructor(start: number) {
    this.time = start;
  }

  public now(): number {
    return this.time;
  }

  /** Calls back at a moment, or at once when it is past. The action must not start coroutines, except by `spawn` or `wake`. */
  public at(moment: number, action: () => void): Cancel {
    const timer: Timer = { at: Math.max(moment, this.time), order: this.order++, action, cancelled: false };
    this.heap.push(timer);
    return () => { timer.cancelled = true; };
  }

  public after(milliseconds: number, action: () => void): Cancel {
    return this.at(this.time + milliseconds, action);
  }

  /** Calls back again and again, the first time after `first`. */
  public every(milliseconds: number, action: () => void, first = milliseconds): Cancel {
    let cancel: Cancel;
    const go = () => {
      cancel = this.after(milliseconds, go);
      action();
    };
    cancel = this.after(first, go);
    return () => cancel();
  }

  /** Parks the coroutine that awaits it. */
  public async sleep(milliseconds: number): Promise<void> {
    return new Promise(resolve => {
      this.after(milliseconds, () => this.wake(resolve));
    });
  }

  /** Does what lets a coroutine go on, for example resolves what it awaits. */
  public wake(action: () => void): void {
    this.awake = true;
    action();
  }

  /** Starts a coroutine that nobody awaits. What it throws ends the simulation: an error of the model must not look like a quiet night. */
  public spawn(coroutine: () => Promise<unknown>): void {
    this.wake(() => {
      coroutine().catch(error => { this.failure ??= { error }; });
    });
  }

  /** Lets time pass up to a moment, and stands there. */
  public async runUntil(moment: number): Promise<void> {
    await this.settle();
    for (let next = this.heap.peek(); next !== undefined && next.at <= moment; next = this.heap.peek()) {
      this.heap.pop();
      if (!next.cancelled) {
        this.time = next.at;
        next.action();
        if (this.awake) {
          await this.settle();
        }
      }
    }
    this.time = Math.max(this.time, moment);
  }

  /** Lets time pass until a condition holds, at most up to a moment. */
  public async runWhile(condition: () => boolean, moment: number): Promise<void> {
    await this.settle();
    for (let next = this.heap.peek(); condition() && next !== undefined && next.at <= moment; next = this.heap.peek()) {
      this.heap.pop();
      if (!next.cancelled) {
        this.time = next.at;
        next.action();
        if (this.awake) {
          await this.settle();
        }
      }
    }
  }

  private async settle(): Promise<void> {
    if (this.awake) {
      await this.microtasks.wait();
      // What coroutines woke meanwhile has run as well: it is in the same queue, which is empty now.
      this.awake = false;
    }
    if (this.failure !== undefined) {
      throw this.failure.error;
    }
  }
}
