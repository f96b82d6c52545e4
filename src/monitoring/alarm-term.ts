/**
 * What is true of alarms, as plain data: the name of an alarm that is in ALARM, or what holds of several such terms. Functions that run carry it
 * in their settings.
 */
export type AlarmTerm =
  | string
  | { readonly all: readonly AlarmTerm[] }
  | { readonly any: readonly AlarmTerm[] }
  | { readonly none: readonly AlarmTerm[] };

/** Whether it is true while these alarms are in ALARM. All others are not, whatever else their state is. */
export function isTrue(term: AlarmTerm, inAlarm: readonly string[]): boolean {
  const holds = (each: AlarmTerm) => isTrue(each, inAlarm);
  if (typeof term === 'string') {
    return inAlarm.includes(term);
  }
  if ('all' in term) {
    return term.all.every(holds);
  }
  return 'any' in term ? term.any.some(holds) : !term.none.some(holds);
}

/** The names of the alarms that it rests on, each once, in order of first use. */
export function alarmNamesOf(term: AlarmTerm): string[] {
  if (typeof term === 'string') {
    return [term];
  }
  const [terms]: (readonly AlarmTerm[])[] = Object.values(term);
  return [...new Set(terms.flatMap(alarmNamesOf))];
}
