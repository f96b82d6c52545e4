export * from './recovery';
export * from './topology';
