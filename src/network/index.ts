export * from './inter-region-link';
export * from './multi-region-network';
export * from './nat-strategy';
export * from './network-options';
export * from './subnet-tier';
