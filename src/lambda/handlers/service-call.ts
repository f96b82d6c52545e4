import { NamedError } from './named-error';

/**
 * How long a client of the own Region waits. Four attempts, with back-off and jitter by the SDK's standard retry mode, then the error is
 * thrown. Without `throwOnRequestTimeout` the SDK only warns of a call that hangs, and the call never ends; one that does not know the
 * option, since Lambda brings its own, ends it by `socketTimeout`.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export const PATIENCE = {
  maxAttempts: 4,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, socketTimeout: 3000, throwOnRequestTimeout: true },
};

/** With the other Region, which may be lost: what cannot be reached in four seconds is given up, for a run must not wait for it. */
export const PATIENCE_WITH_PEER = {
  ...PATIENCE, maxAttempts: 2, requestHandler: { ...PATIENCE.requestHandler, requestTimeout: 2000, socketTimeout: 2000 },
};

/**
 * How long one call may take, all attempts and the pauses between them together, in milliseconds. It ends then whatever the SDK makes of the
 * options above, and before whoever asks for it gives up.
 */
export const LONGEST_CALL = { own: 14_000, peer: 5000 };

const TIMEOUT_NAMES = new Set(['AbortError', 'TimeoutError', 'RequestTimeout', 'RequestTimeoutException']);
/** What the SDK itself takes for a throttle or a time-out, and makes again: `@smithy/core`, service-error-classification. */
const TRANSIENT_NAMES = new Set([
  'BandwidthLimitExceeded', 'EC2ThrottledException', 'LimitExceededException', 'PriorRequestNotComplete', 'ProvisionedThroughputExceededException',
  'RequestLimitExceeded', 'RequestThrottled', 'RequestThrottledException', 'SlowDown', 'ThrottledException', 'Throttling', 'ThrottlingException',
  'TooManyRequestsException', 'TransactionInProgressException', ...TIMEOUT_NAMES,
]);
const NETWORK_CODES = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
const TOO_MANY_REQUESTS = 429;
const SERVER_ERROR = 500;

/** What an error of the SDK may carry. */
interface ServiceError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $retryable?: object;
}

/** Whether a service did not answer, throttled, or failed: the call may be made again, and may have been carried out. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const { name, code = '', $metadata, $retryable } = error as ServiceError;
  const status = $metadata?.httpStatusCode ?? 0;
  return name === 'ServiceUnavailable' || TRANSIENT_NAMES.has(name) || NETWORK_CODES.has(code) || $retryable !== undefined
    || status === TOO_MANY_REQUESTS || status >= SERVER_ERROR;
}

/** Whether a service answered that it is asked too much: it lives. */
export function isThrottled(error: unknown): boolean {
  const { name, $metadata } = error as ServiceError;
  return $metadata?.httpStatusCode === TOO_MANY_REQUESTS || (TRANSIENT_NAMES.has(name) && !TIMEOUT_NAMES.has(name));
}

/**
 * Makes a call. What the SDK gave up after its attempts becomes `ServiceUnavailable`, which the state machines retry; any other error is
 * thrown as it is.
 *
 * @param what names the call in the error, for example `DescribeGlobalClusters in eu-west-1`
 * @throws NamedError `ServiceUnavailable`
 */
export async function serviceCall<Answer>(what: string, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (cause) {
    throw isUnavailable(cause) ? new NamedError('ServiceUnavailable', `${what}: ${String(cause)}`, { cause }) : cause;
  }
}
