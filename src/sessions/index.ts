export * from './global-session-table';
export * from './regional-session-table';
export * from './regional-session-table-grants';
