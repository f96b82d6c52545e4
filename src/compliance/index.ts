export * from './design-decision';
