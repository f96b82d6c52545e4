import type { ReportMoment } from '../../simulation/report';

/** What a moment is about, in a word. */
export const MOMENT_KINDS: Record<ReportMoment['kind'], string> = {
  alarm: 'Alarm',
  decision: 'Decision',
  traffic: 'Traffic',
  writer: 'Writer',
  page: 'Page',
  message: 'Message',
  latch: 'Latch',
  operator: 'Operator',
};
