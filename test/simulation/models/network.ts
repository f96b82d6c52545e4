import type { VirtualClock } from '../clock/virtual-clock';

/** Which Region works, and which reaches which. */
export class Network {
  /** Control planes that are in us-east-1 whatever Region is asked: Route 53 and IAM. */
  public controlPlanes = true;
  private readonly lost = new Set<string>();
  private readonly cut = new Set<string>();
  private waiting: { readonly region: string; readonly goOn: () => void }[] = [];

  constructor(private readonly clock: VirtualClock) {}

  public lose(region: string): void {
    this.lost.add(region);
  }

  /** What stood still there goes on. */
  public restore(region: string): void {
    this.lost.delete(region);
    const back = this.waiting.filter(each => each.region === region);
    this.waiting = this.waiting.filter(each => each.region !== region);
    this.clock.wake(() => back.forEach(({ goOn }) => goOn()));
  }

  /** Cuts one direction. */
  public separate(from: string, to: string): void {
    this.cut.add(`${from}>${to}`);
  }

  public join(from: string, to: string): void {
    this.cut.delete(`${from}>${to}`);
  }

  public works(region: string): boolean {
    return !this.lost.has(region);
  }

  /** A request and its answer: where one way is cut there is no answer, and where the way there is cut there is no effect either. */
  public reaches(from: string, to: string): boolean {
    return this.works(to) && (from === to || !this.cut.has(`${from}>${to}`));
  }

  public answers(from: string, to: string): boolean {
    return this.reaches(from, to) && (from === to || !this.cut.has(`${to}>${from}`));
  }

  /** Does something in a Region, as soon as the Region works. */
  public whenWorking(region: string, action: () => void): void {
    if (this.works(region)) {
      action();
    } else {
      this.waiting.push({ region, goOn: action });
    }
  }
}
