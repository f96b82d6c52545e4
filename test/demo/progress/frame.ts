import type { PhaseProgress, Progress } from './progress';
import type { Segment } from './segments';
import { paint } from './segments';
import { clock } from '../report/figures';

export interface FrameOptions {
  readonly columns: number;
  readonly hasColours: boolean;
}

const NAME = 11;
const BAR = 30;
const SIGNS: Record<PhaseProgress['status'], string> = { waiting: '·', going: '▸', done: '✓' };

/** The live block: always as many lines, so that what stands below it does not jump. */
export function renderFrame(progress: Progress, { columns, hasColours }: FrameOptions): string[] {
  return [
    time(progress),
    recovery(progress),
    [{ text: 'run'.padEnd(NAME), tone: 'quiet' as const }, { text: progress.run ?? 'none', tone: 'strong' as const }],
    [{ text: ' '.repeat(NAME) }, ...phases(progress)],
    requests(progress),
    [{ text: 'name'.padEnd(NAME), tone: 'quiet' as const }, { text: `leads to ${progress.nameLeadsTo}; the writer is in ${progress.writer}` }],
    [{ text: 'last'.padEnd(NAME), tone: 'quiet' as const }, { text: progress.lastMoment ?? 'nothing yet' }],
  ].map(segments => paint(segments, columns, hasColours));
}

function time({ wallClock, at, faults }: Progress): Segment[] {
  return [
    { text: 'simulated'.padEnd(NAME), tone: 'quiet' },
    { text: `${wallClock}  ${at.padEnd(10)}` },
    faults.length === 0 ? { text: 'no fault', tone: 'good' } : { text: faults.join('; '), tone: 'bad' },
  ];
}

function recovery({ recovery: told }: Progress): Segment[] {
  const name: Segment = { text: 'RTO clock'.padEnd(NAME), tone: 'quiet' };
  if (told === undefined) {
    return [name, { text: 'not started' }];
  }
  const { seconds, objectiveSeconds, isOver } = told;
  const filled = Math.min(BAR, Math.floor(BAR * seconds / objectiveSeconds));
  const isWithin = seconds <= objectiveSeconds;
  const words = isOver ? isWithin ? 'recovered' : 'recovered, too late' : isWithin ? 'no write is taken' : 'no write is taken, beyond the objective';
  return [
    name,
    { text: `${clock(seconds)} of ${clock(objectiveSeconds)} `, tone: 'strong' },
    { text: `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} `, tone: isWithin ? 'good' : 'bad' },
    { text: words, tone: isOver && isWithin ? 'good' : isWithin ? 'going' : 'bad' },
  ];
}

function phases({ phases: all }: Progress): Segment[] {
  return all.flatMap(({ phase, status, seconds }, index) => [
    ...index === 0 ? [] : [{ text: ' → ', tone: 'quiet' as const }],
    {
      text: `${SIGNS[status]} ${phase}${status === 'waiting' ? '' : ` ${clock(seconds)}`}`,
      tone: ({ waiting: 'quiet', going: 'going', done: 'good' } as const)[status],
    },
  ]);
}

function requests({ requests: all }: Progress): Segment[] {
  return [
    { text: 'requests'.padEnd(NAME), tone: 'quiet' },
    ...all.flatMap(({ who, rate, isAnswered }, index): Segment[] => [
      ...index === 0 ? [] : [{ text: ', ' }],
      { text: `${who} ${Math.round(rate)}/s`, tone: isAnswered ? 'plain' : 'bad' },
    ]),
    ...all.length === 0 ? [{ text: 'none' }] : [],
  ];
}
