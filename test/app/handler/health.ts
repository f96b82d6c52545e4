/** One dependency of the service, probed by reading only. Rejects when the dependency does not answer. */
export type Probe = (signal: AbortSignal) => Promise<void>;

/** All that a caller learns about a dependency. The cause can name hosts and ARNs: it goes to the log, not to the Internet. */
export type CheckResult = 'OK' | 'FAILED' | 'TIMEOUT';

export interface HealthReport {
  readonly status: 'OK' | 'UNHEALTHY';
  readonly checks: { readonly [name: string]: CheckResult };
}

/** Once connected, Route 53 waits two seconds for the status: a probe that hangs must leave time to answer. */
export const PROBE_TIMEOUT_MS = 900;
/** Sixteen health checkers ask every ten seconds: they share an answer. */
const CACHE_MS = 5000;

/** Asks every dependency at once and answers within the time of the slowest allowed probe. */
export async function deepHealth(probes: { [name: string]: Probe }): Promise<HealthReport> {
  const results = await Promise.all(Object.entries(probes).map(async ([name, probe]) => [name, await outcome(name, probe)] as const));
  const checks = Object.fromEntries(results);
  return { status: results.every(([, result]) => result === 'OK') ? 'OK' : 'UNHEALTHY', checks };
}

/** Keeps the last report for a few seconds, and lets concurrent requests share one. */
export function cached(report: () => Promise<HealthReport>, now: () => number = Date.now): () => Promise<HealthReport> {
  let last: { at: number; report: Promise<HealthReport> } | undefined;
  return () => {
    if (!last || now() - last.at > CACHE_MS) {
      last = { at: now(), report: report() };
    }
    return last.report;
  };
}

async function outcome(name: string, probe: Probe): Promise<CheckResult> {
  const timeout = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${PROBE_TIMEOUT_MS} ms`));
      timeout.abort();
    }, PROBE_TIMEOUT_MS);
  });
  try {
    await Promise.race([probe(timeout.signal), expired]);
    return 'OK';
  } catch (error) {
    const result = timeout.signal.aborted ? 'TIMEOUT' : 'FAILED';
    console.error(JSON.stringify({ message: 'health check failed', check: name, result, cause: String(error) }));
    return result;
  } finally {
    clearTimeout(timer);
  }
}
