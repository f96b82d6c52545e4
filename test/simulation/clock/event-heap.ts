/** Something that happens at a moment. */
export interface Timer {
  readonly at: number;
  /** Of two at one moment the one that was set first comes first. */
  readonly order: number;
  readonly action: () => void;
  cancelled: boolean;
}

/** The timers that are set, the next one first: a binary heap, because a schedule sets tens of thousands. */
export class EventHeap {
  private readonly timers: Timer[] = [];

  public get size(): number {
    return this.timers.length;
  }

  public peek(): Timer | undefined {
    return this.timers[0];
  }

  public push(timer: Timer): void {
    const { timers } = this;
    let index = timers.push(timer) - 1;
    while (index > 0) {
      const parent = Math.floor((index - 1) / 2);
      if (!before(timer, timers[parent])) {
        break;
      }
      timers[index] = timers[parent];
      index = parent;
    }
    timers[index] = timer;
  }

  public pop(): Timer | undefined {
    const { timers } = this;
    const first = timers[0];
    const last = timers.pop();
    if (last !== undefined && timers.length > 0) {
      this.sink(last);
    }
    return first;
  }

  private sink(timer: Timer): void {
    const { timers } = this;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= timers.length) {
        break;
      }
      const child = left + 1 < timers.length && before(timers[left + 1], timers[left]) ? left + 1 : left;
      if (!before(timers[child], timer)) {
        break;
      }
      timers[index] = timers[child];
      index = child;
    }
    timers[index] = timer;
  }
}

function before(one: Timer, other: Timer): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
