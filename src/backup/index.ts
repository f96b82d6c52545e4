export * from './backup-policy';
export * from './multi-region-backup';
export * from './protected-resource';
export * from './regional-backup';
export * from './restore-testing';
export * from './vault-lock';
