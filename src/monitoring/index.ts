export * from './alert-options';
export * from './alert-severity';
export * from './dr-monitoring';
export * from './regional-monitoring';
