export * from './access-logging';
export * from './bucket-replication';
export * from './existing-bucket';
export * from './regional-bucket';
export * from './regional-bucket-grants';
export * from './replicated-bucket';
export * from './replicated-bucket-options';
