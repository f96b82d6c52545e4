export * from './failover-orchestrator';
export * from './plan';
export * from './recoverable';
export * from './recovery-action';
export * from './recovery-objectives';
export * from './recovery-step';
export * from './regional-recovery';
