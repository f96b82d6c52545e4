/** Names the request metrics of a whole bucket, as the console does. */
export const REQUEST_METRICS_FILTER = 'EntireBucket';
