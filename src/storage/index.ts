export * from './access-logging';
export * from './bucket-replication';
export * from './regional-bucket';
export * from './regional-bucket-grants';
export * from './replicated-bucket';
