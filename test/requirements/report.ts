import { Row } from './rows';
import { RowStatus } from './status';

const ID_WIDTH = 9;
const STATUS_WIDTH = 8;
const REQUIREMENT_WIDTH = 100;

/** All rows with the tests that prove each, then the open rows, then the totals. */
export function renderTable(rows: readonly Row[], statuses: readonly RowStatus[]): string {
  const requirementOf = new Map(rows.map(({ id, requirement }) => [id, shorten(requirement)]));
  const open = statuses.filter(({ status }) => status === 'open');
  return [
    line('ID', 'STATUS', 'REQUIREMENT, and the tests that prove it'),
    ...statuses.flatMap(({ id, status, tests, reason }) => [
      line(id, status, requirementOf.get(id)!),
      ...(reason === undefined ? [] : [line('', '', `  ${reason}`)]),
      ...tests.map(test => line('', '', `  ${test}`)),
    ]),
    '',
    ...(open.length === 0 ? ['No row is open.'] : [`Open rows (${open.length}):`]),
    ...open.map(({ id }) => line(`  ${id}`, '', requirementOf.get(id)!)),
    '',
    total(statuses),
  ].join('\n') + '\n';
}

/** The same as data: `[{id, status, tests, reason?}]`. */
export function renderJson(statuses: readonly RowStatus[]): string {
  return JSON.stringify(statuses, undefined, 2) + '\n';
}

function total(statuses: readonly RowStatus[]): string {
  const count = (wanted: RowStatus['status']) => statuses.filter(({ status }) => status === wanted).length;
  return `Total: ${statuses.length} rows: ${count('proven')} proven, ${count('waived')} waived, ${count('open')} open`;
}

function line(id: string, status: string, text: string): string {
  return `${id.padEnd(ID_WIDTH)} ${status.padEnd(STATUS_WIDTH)} ${text}`;
}

function shorten(text: string): string {
  return text.length <= REQUIREMENT_WIDTH ? text : `${text.slice(0, REQUIREMENT_WIDTH - 3).trimEnd()}...`;
}
