export * from './dr-region';
export * from './dr-topology';
export * from './dr-topology-props';
export * from './region-stacks';
export * from './regional-key';
export * from './stack-layer';
