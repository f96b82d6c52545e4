import { Stopped } from './errors';

/** Tells coroutines that they are to stop. A branch has a signal of its own below that of its execution. */
export class Signal {
  private stopped = false;
  private readonly listeners = new Set<() => void>();
  private detach = () => {};

  /** A signal that stops with this one, and may stop before it. */
  public below(): Signal {
    const child = new Signal();
    child.detach = this.onStop(() => child.stop());
    return child;
  }

  /** Ends the listening to the signal above: a long execution must not collect the signals of all its states. */
  public release(): void {
    this.detach();
  }

  public get isStopped(): boolean {
    return this.stopped;
  }

  public stop(): void {
    if (!this.stopped) {
      this.stopped = true;
      for (const listener of [...this.listeners]) {
        listener();
      }
      this.listeners.clear();
    }
  }

  public onStop(listener: () => void): () => void {
    if (this.stopped) {
      listener();
      return () => undefined;
    }
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  }

  public check(): void {
    if (this.stopped) {
      throw new Stopped();
    }
  }

  /** Awaits something, but no longer than until the signal. */
  public async guard<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const off = this.onStop(() => reject(new Stopped()));
      promise.then(
        value => { off(); resolve(value); },
        error => { off(); reject(error); },
      );
    });
  }
}
