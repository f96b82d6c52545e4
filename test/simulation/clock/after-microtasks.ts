/** How many callers share one turn of Node's event loop. */
const SHARED = 64;

/**
 * Waits until every microtask has run: all that a coroutine does before it parks again.
 *
 * `setImmediate` comes after all microtasks, but with one of them at a time each costs a turn of the event loop, in which Node asks the system
 * for news. Of several that are set at once Node runs the microtasks between any two.
 */
export class AfterMicrotasks {
  private set = 0;
  private goOn: (() => void) | undefined;

  /** For one caller at a time. */
  public async wait(): Promise<void> {
    return new Promise(resolve => {
      this.goOn = resolve;
      if (this.set === 0) {
        this.fill();
      }
    });
  }

  private fill(): void {
    while (this.set < SHARED) {
      this.set++;
      setImmediate(() => this.pass());
    }
  }

  private pass(): void {
    this.set--;
    const { goOn } = this;
    this.goOn = undefined;
    goOn?.();
  }
}
