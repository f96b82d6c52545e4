export * from './existing-table';
export * from './global-session-table';
export * from './global-session-table-options';
export * from './regional-session-table';
export * from './regional-session-table-grants';
export * from './table-consistency';
