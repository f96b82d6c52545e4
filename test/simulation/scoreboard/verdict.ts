import { printed } from './print';
import type { Row } from './rows';

/** What the program says, and how it exits: 0 only when the scoreboard holds. */
export interface Verdict {
  readonly text: string;
  readonly exitCode: 0 | 1;
}

/** A scoreboard on which nothing was tried holds nothing. */
export function verdictOf(rows: readonly Row[], failures: readonly string[], seconds: number): Verdict {
  const tried = rows.reduce((sum, { count }) => sum + count, 0);
  const holds = tried > 0 && failures.length === 0 && rows.every(({ violations }) => violations === 0);
  const sentence = tried === 0 ? 'Nothing was tried: no trial has that in its name' : holds ? 'The scoreboard holds' : 'The scoreboard does not hold';
  return { text: `${[printed(rows), ...failures, `${sentence}: ${seconds.toFixed(0)} s.`].join('\n\n')}\n`, exitCode: holds ? 0 : 1 };
}
