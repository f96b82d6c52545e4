export * from './failover-dns';
export * from './failover-latch';
export * from './health-check-options';
export * from './regional-dns';
export * from './regional-endpoint';
export * from './traffic-shift';
