/** The points of one metric in one Region, in buckets of ten seconds: the finest that an alarm looks at. */
export class Series {
  private readonly buckets = new Map<number, Bucket>();
  private newest = 0;
  private oldest = Infinity;

  public add(at: number, value: number): void {
    const index = Math.floor(at / FINEST);
    const bucket = this.buckets.get(index);
    if (bucket === undefined) {
      this.buckets.set(index, { sum: value, count: 1, minimum: value, maximum: value });
      this.newest = Math.max(this.newest, index);
      this.oldest = Math.min(this.oldest, index);
    } else {
      bucket.sum += value;
      bucket.count++;
      bucket.minimum = Math.min(bucket.minimum, value);
      bucket.maximum = Math.max(bucket.maximum, value);
    }
  }

  /** The statistic of a span of time; nothing without a point. */
  public statistic(name: string, from: number, until: number): number | undefined {
    let total: Bucket | undefined;
    for (let index = Math.ceil(from / FINEST); index < until / FINEST; index++) {
      const bucket = this.buckets.get(index);
      if (bucket !== undefined) {
        total = total === undefined ? bucket : {
          sum: total.sum + bucket.sum,
          count: total.count + bucket.count,
          minimum: Math.min(total.minimum, bucket.minimum),
          maximum: Math.max(total.maximum, bucket.maximum),
        };
      }
    }
    return total && STATISTICS[name](total);
  }

  /** The time of the first point: before it there is none to look for. */
  public get begin(): number {
    return this.oldest * FINEST;
  }

  public isOlderThan(moment: number): boolean {
    return this.newest * FINEST < moment;
  }
}

interface Bucket {
  sum: number;
  count: number;
  minimum: number;
  maximum: number;
}

const FINEST = 10_000;

/** The five statistics that have no other name in CloudWatch. */
export const STATISTICS: { readonly [name: string]: (bucket: Bucket) => number } = {
  Average: ({ sum, count }) => sum / count,
  Sum: ({ sum }) => sum,
  SampleCount: ({ count }) => count,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
};

export interface Dimension {
  readonly Name?: string;
  readonly Value?: string;
}

/** One text for a metric, whatever the order of its dimensions. */
export function seriesKey(region: string, namespace: string, metricName: string, dimensions: readonly Dimension[] = []): string {
  return [region, namespace, metricName, ...dimensions.map(({ Name, Value }) => `${Name}=${Value}`).sort()].join('|');
}
