import { renderDecision } from './decision-document';
import { renderLatch } from './latch-document';
import { alarmTruthTables } from '../monitoring/alarm-truth-tables';

/** How to write the pages anew. */
export const COMMAND = 'npm run truth-tables';

/** A page of `docs/` that is printed from the data of its tests. */
export interface TruthTableDocument {
  /** Relative to the project's root. */
  readonly file: string;
  readonly render: () => string;
}

export const DOCUMENTS: readonly TruthTableDocument[] = [
  { file: 'docs/truth-tables/latch.md', render: renderLatch },
  { file: 'docs/truth-tables/decision.md', render: renderDecision },
  { file: 'docs/truth-tables/alarms.md', render: () => alarmTruthTables() },
];
