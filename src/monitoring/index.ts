export * from './alert-options';
export * from './alert-severity';
export * from './dashboard-section';
export * from './dr-monitoring';
export * from './health-signal';
export * from './regional-monitoring';
