export * from './database-capacity';
export * from './database-engine';
export * from './database-options';
export * from './global-aurora-database';
export * from './regional-database';
