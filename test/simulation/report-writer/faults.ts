import type { FinishedSimulation } from './finished';
import { secondsOf } from './finished';
import type { WorldFault } from '../behaviours/faults';
import { WORLD_FAULTS } from '../behaviours/faults';
import type { ReportSpan } from '../report';

/** Faults as people say it; the others as their behaviour is described. */
const LABELS: { readonly [fault in WorldFault]?: (region: string) => string } = {
  'region-lost': region => `${region} is lost`,
  'region-cut': region => `${region} is cut off from the other Region`,
  'application-down': region => `the application in ${region} does not answer`,
  'database-down': region => `the database in ${region} does not answer`,
  'table-lost': region => `the state table in ${region} does not answer`,
};

/** Ends what another fault began. */
const ENDS: { readonly [fault in WorldFault]?: WorldFault } = { 'region-returns': 'region-lost' };

/** What happened to the world, from when to when. */
export function faultSpans(finished: FinishedSimulation): ReportSpan[] {
  const spans: ReportSpan[] = [];
  const open = new Map<string, number>();
  for (const { fault, region, on, at } of finished.history.of('world-fault')) {
    const ended = ENDS[fault];
    const key = `${ended ?? fault} ${region}`;
    if (on && ended === undefined) {
      open.set(key, spans.length);
      spans.push({ label: LABELS[fault]?.(region) ?? `${region}: ${WORLD_FAULTS[fault].says}`, region, fromSeconds: secondsOf(finished, at) });
    } else if (open.has(key)) {
      const index = open.get(key)!;
      spans[index] = { ...spans[index], untilSeconds: secondsOf(finished, at) };
      open.delete(key);
    }
  }
  return spans;
}
