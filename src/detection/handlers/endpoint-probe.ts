/** A name that leads to one Region, asked in one way. */
export interface ProbeTarget {
  /** The Region that the name leads to. */
  readonly region: string;
  /** What the path shows: `shallow` that the Region serves, `deep` that what it depends on works. */
  readonly probe: string;
  readonly url: string;
  /** What the answer must contain. */
  readonly searchString?: string;
}

/** What an endpoint answered: its status and the beginning of its body. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** What one probe showed. */
export interface Observation {
  readonly target: ProbeTarget;
  /** Why the endpoint counts as failed. Absent when it works. */
  readonly failure?: string;
}

/** Asks an endpoint. Rejects when it does not answer in time. */
export type Ask = (url: string) => Promise<Answer>;

/** Asks one endpoint and judges what comes back. Never rejects: no answer is an observation, too. */
export async function observe(target: ProbeTarget, ask: Ask): Promise<Observation> {
  try {
    return { target, failure: failureOf(target, await ask(target.url)) };
  } catch (error) {
    return { target, failure: causeOf(error) };
  }
}

/**
 * Stricter than Route 53, for which a redirect is healthy: a redirect from HTTP to HTTPS, or to a page that apologises, is answered by
 * what stands before the application and says nothing of it.
 */
function failureOf({ searchString }: ProbeTarget, { status, body }: Answer): string | undefined {
  if (status < 200 || status > 299) {
    return `status ${status}`;
  }
  return searchString === undefined || body.includes(searchString) ? undefined : `no ${JSON.stringify(searchString)} in the answer`;
}

/** `fetch` says only that it failed, and keeps the reason as cause. */
function causeOf(error: unknown): string {
  const { name, message, cause } = error as Error;
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : `${name}: ${message}`;
}
