/** What one path answers. Times are seconds, each from the event before. */
export interface HttpAnswer {
  readonly status: number;
  readonly secondsToStatus: number;
  readonly body?: string;
  readonly secondsToBody?: number;
}

/** What listens on a port. */
export interface Listener {
  readonly protocol: 'HTTP' | 'HTTPS' | 'TCP';
  readonly secondsToConnect: number;
  /** By path; nothing answers on others. */
  readonly answers?: { readonly [path: string]: HttpAnswer };
}

/** What the health checkers find at a host name. A port that is not listed accepts nothing. */
export type Endpoint = 'not checked yet' | { readonly [port: number]: Listener };

/** The points of one metric, minute by minute, the newest last. An empty minute is one in which nothing was published. */
export interface DataStream {
  readonly region: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: { readonly [name: string]: string };
  readonly minutes: readonly (readonly number[])[];
}

/** All that Route 53 sees. What is not listed does not answer and publishes nothing. */
export interface Observed {
  /** By host name, as health checks ask for it. */
  readonly endpoints: { readonly [hostName: string]: Endpoint };
  readonly streams: readonly DataStream[];
  /** Whether an alias target outside of the zone is healthy, such as a load balancer with healthy targets. */
  readonly targetHealthy?: (target: string) => boolean;
}

/** A server that answers every path of a health check at once. */
export function answering(paths: readonly string[], answer: Partial<HttpAnswer> = {}): Endpoint {
  const answers = Object.fromEntries(paths.map(path => [path, { status: 200, secondsToStatus: 0.1, secondsToBody: 0.1, body: '{"status":"OK"}', ...answer }]));
  return { 443: { protocol: 'HTTPS', secondsToConnect: 0.1, answers } };
}
