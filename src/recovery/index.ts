export * from './recoverable';
export * from './recovery-action';
export * from './recovery-step';
