import type { Figure, Sourced } from './sourced';

const GUIDE = 'https://docs.aws.amazon.com/lambda/latest/dg';

export const LAMBDA = {
  'error-name': { says: 'an error is reported by its name as errorType, with its message', source: `${GUIDE}/nodejs-exceptions.html` },
  'timeout': { says: 'a function is stopped when its time is over, wherever it is', source: `${GUIDE}/configuration-timeout.html` },
  'killed': { says: 'a function that dies without an error is Lambda.Unknown to Step Functions', source: 'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html' },
  'service-errors': {
    says: 'what Lambda itself fails with is Lambda.ServiceException, Lambda.AWSLambdaException, Lambda.SdkClientException or Lambda.TooManyRequestsException',
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html',
  },
  'asynchronous-retries': { says: 'an asynchronous call that fails is made again twice, unless told otherwise', source: `${GUIDE}/invocation-async-error-handling.html` },
  'at-least-once': { says: 'an event may arrive twice', source: `${GUIDE}/invocation-async.html` },
  'side-by-side': { says: 'calls of one function run side by side', source: `${GUIDE}/lambda-concurrency.html` },
} satisfies { [id: string]: Sourced };

export type LambdaBehaviour = keyof typeof LAMBDA;

export const LAMBDA_FIGURES = {
  warmMilliseconds: { says: 'a start with a warm environment: milliseconds', assumed: 'the durations in REPORT lines', range: [5, 30] },
  coldMilliseconds: { says: 'a cold start takes under 100 milliseconds to over a second: milliseconds', source: `${GUIDE}/lambda-runtime-environment.html`, range: [100, 1200] },
  coldShare: { says: 'cold starts are typically under one in a hundred; ours are called rarely, so more', assumed: 'Init Duration in REPORT lines', range: [0.3, 0.3] },
} satisfies { [id: string]: Figure };
