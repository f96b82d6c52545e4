import type { IConstruct } from 'constructs';
import { ALERTS_SOURCE } from './delivery-signals';
import { TRAFFIC_SOURCE } from './dns-signals';
import { EVENTS_SOURCE } from './event-routes';
import { refuse } from '../topology/configuration-error';

export const BILLING_SOURCE = 'billing';
export const DETECTION_SOURCE = 'detection';
export const METRIC_STREAMS_SOURCE = 'metric-streams';
export const RECOVERY_SOURCE = 'recovery';
export const RECOVERY_STATE_SOURCE = 'recovery-state';

/** What monitoring watches unasked. Some of their alarms are in us-east-1, where those of a Region may be as well. */
const LIBRARY_SOURCES: ReadonlySet<string> = new Set([
  ALERTS_SOURCE, BILLING_SOURCE, DETECTION_SOURCE, EVENTS_SOURCE, METRIC_STREAMS_SOURCE, RECOVERY_SOURCE, RECOVERY_STATE_SOURCE, TRAFFIC_SOURCE,
]);

/** Refuses the id of a source of the library's own: two alarms would take one name, if not now, then with a signal that comes later. */
export function requireOwnSource(scope: IConstruct, prop: string, sourceId: string): void {
  if (LIBRARY_SOURCES.has(sourceId)) {
    refuse(scope, {
      prop,
      value: `"${sourceId}"`,
      rule: `monitoring watches ${[...LIBRARY_SOURCES].sort().join(', ')} itself, and two alarms could have one name`,
      remedy: 'Write another id, for example "checkout"',
    });
  }
}
