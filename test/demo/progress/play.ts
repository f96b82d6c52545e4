import { renderFrame } from './frame';
import { renderLines } from './lines';
import { framesOf } from './pace';
import { progressAt } from './progress';
import type { SimulationReport } from '../../simulation/report';

/** What a report is shown on. */
export interface Terminal {
  /** Whether lines can be drawn over. */
  readonly isTTY: boolean;
  readonly columns: number;
  readonly hasColours: boolean;
  readonly write: (text: string) => void;
  readonly wait: (milliseconds: number) => Promise<void>;
}

const FRAME_MILLISECONDS = 70;

/** Shows a simulation as it goes: one block that changes, or plain lines where nothing can be drawn over. */
export async function playProgress(report: SimulationReport, terminal: Terminal): Promise<void> {
  if (!terminal.isTTY) {
    renderLines(report).forEach(line => terminal.write(`${line}\n`));
    return;
  }
  let shown: string[] = [];
  for (const atSeconds of framesOf(report)) {
    const frame = renderFrame(progressAt(report, atSeconds), terminal);
    terminal.write(redraw(shown, frame));
    shown = frame;
    await terminal.wait(FRAME_MILLISECONDS);
  }
}

/** The characters that put a block in the place of the one that was written last. */
export function redraw(before: readonly string[], lines: readonly string[]): string {
  const up = before.length === 0 ? '' : `\u001b[${before.length}F`;
  return `${up}${lines.map(line => `\u001b[2K${line}\n`).join('')}`;
}
