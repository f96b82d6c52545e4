export * from './chaos-experiment';
export * from './chaos-experiments';
export * from './expected-alarm';
export * from './experiment-options';
