/** How a piece of a line is meant; a terminal with colours shows it, and the words say it too. */
export type Tone = 'plain' | 'quiet' | 'strong' | 'good' | 'going' | 'bad';

export interface Segment {
  readonly text: string;
  readonly tone?: Tone;
}

const CODES: Record<Tone, string> = { plain: '', quiet: '2', strong: '1', good: '32', going: '33', bad: '31' };

/** A line that fits, in the colours of a terminal or without any. */
export function paint(segments: readonly Segment[], columns: number, hasColours: boolean): string {
  let room = columns;
  return segments.map(({ text, tone = 'plain' }) => {
    const shown = text.length <= room ? text : `${text.slice(0, Math.max(0, room - 1))}${room > 0 ? '…' : ''}`;
    room = text.length <= room ? room - text.length : 0;
    return !hasColours || CODES[tone] === '' || shown === '' ? shown : `\u001b[${CODES[tone]}m${shown}\u001b[0m`;
  }).join('').replace(/ +$/, '');
}
