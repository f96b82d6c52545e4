/** How a mutant ended, in the words of Stryker's reports. */
type Status = 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'RuntimeError' | 'CompileError' | 'Ignored' | 'Pending';

/** What is read of a report of Stryker. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: Status }[] }>>;
}

/** What the tests of an area found of its mutants. */
export interface Score {
  readonly area: string;
  /** Files with mutants. */
  readonly files: number;
  /** Those that count: neither left out nor unable to load. */
  readonly mutants: number;
  /** Found by a failing test, or by a loop that does not end. */
  readonly killed: number;
  readonly survived: number;
  /** Executed by no test of the area. They count as survivors. */
  readonly uncovered: number;
}

/** Of one area, by its report. */
export function scoreOf(area: string, { files }: Report): Score {
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (...wanted: readonly Status[]) => statuses.filter(status => wanted.includes(status)).length;
  return {
    area,
    files: Object.values(files).filter(({ mutants }) => mutants.length > 0).length,
    mutants: count('Killed', 'Timeout', 'Survived', 'NoCoverage'),
    killed: count('Killed', 'Timeout'),
    survived: count('Survived'),
    uncovered: count('NoCoverage'),
  };
}

/** Of several areas together. */
export function totalOf(scores: readonly Score[]): Score {
  const sum = (of: (score: Score) => number) => scores.reduce((total, score) => total + of(score), 0);
  return {
    area: 'all',
    files: sum(({ files }) => files),
    mutants: sum(({ mutants }) => mutants),
    killed: sum(({ killed }) => killed),
    survived: sum(({ survived }) => survived),
    uncovered: sum(({ uncovered }) => uncovered),
  };
}

/** As a table of Markdown, the percentage cut off: what is below a limit must not look as if it met it. */
export function tableOf(scores: readonly Score[]): string {
  const rows = scores.map(({ area, files, mutants, killed, survived, uncovered }) =>
    `| ${area} | ${files} | ${mutants} | ${killed} | ${survived} | ${uncovered} | ${(Math.floor(killed / mutants * 1000) / 10).toFixed(1)} % |`);
  return ['| area | files | mutants | killed | survived | not executed | score |', '|---|---|---|---|---|---|---|', ...rows, ''].join('\n');
}
