export * from './decision-signal';
export * from './detection-options';
export * from './endpoint-probes';
export * from './failover-detection';
export * from './probe-depth';
export * from './regional-detection';
