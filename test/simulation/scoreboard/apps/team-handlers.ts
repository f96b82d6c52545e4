import type { HandlerBinding } from '../../models/lambda';

/** What the team's own functions do: one works, one always fails. */
export const TEAM_HANDLERS: readonly HandlerBinding[] = [
  { principal: 'team-warm', settingsVariable: 'WARM_SETTINGS', handle: async () => ({ warmed: true }) },
  {
    principal: 'team-report',
    settingsVariable: 'REPORT_SETTINGS',
    handle: async () => { throw Object.assign(new Error('nobody takes the report'), { name: 'ReportRefused' }); },
  },
];
