/** 1 when a probe failed, 0 when the endpoint works. Published by the Region that probes, under the name of the one that it asked. */
export const ENDPOINT_FAILED = 'EndpointFailed';
