const TEXT = /'[^']*'|"[^"]*"/g;
/** Ids begin with a lower-case letter, functions and keywords are upper-case. */
const ID = /(?<![\w.])[a-z]\w*/g;

/**
 * The ids that a metric-math expression refers to. A query of Metrics Insights has none.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function idsIn(expression: string): string[] {
  return /^\s*SELECT\b/.test(expression) ? [] : [...new Set(expression.replace(TEXT, '').match(ID) ?? [])];
}
