/** The states that an alarm can be in. */
export type AlarmStateName = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** A rule as CloudWatch reads it: written from its documentation alone, knowing nothing of what rendered the text. */
export interface AlarmRuleReading {
  /** The alarms that the rule names, each once. */
  readonly alarms: string[];
  isTrue(stateOf: (alarm: string) => AlarmStateName): boolean;
}

type Reading = (stateOf: (alarm: string) => AlarmStateName) => boolean;

const TOKEN = /\s*(?:(ALARM|OK|INSUFFICIENT_DATA)\(\s*(?:"([^"]+)"|([^")\s]+))\s*\)|(AND|OR|NOT|TRUE|FALSE|\(|\)))/y;

/**
 * Reads the text of a rule. NOT binds more tightly than AND, AND more than OR.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function ruleOf(text: string): AlarmRuleReading {
  const tokens = tokensOf(text);
  const alarms = [...new Set(tokens.flatMap(({ alarm }) => alarm ?? []))];
  let next = 0;
  const take = (word: string) => tokens[next]?.word === word && ++next > 0;
  const chain = (word: string, operand: () => Reading, join: (readings: Reading[]) => Reading): Reading => {
    const readings = [operand()];
    while (take(word)) {
      readings.push(operand());
    }
    return join(readings);
  };
  const any = (): Reading => chain('OR', all, readings => states => readings.some(reading => reading(states)));
  const all = (): Reading => chain('AND', one, readings => states => readings.every(reading => reading(states)));
  const one = (): Reading => {
    if (take('NOT')) {
      const negated = one();
      return states => !negated(states);
    }
    if (take('(')) {
      const inner = any();
      if (!take(')')) {
        throw new Error(`a parenthesis is not closed: ${text}`);
      }
      return inner;
    }
    const token = tokens[next++];
    if (token?.alarm !== undefined) {
      return stateOf => stateOf(token.alarm!) === token.word;
    }
    if (token?.word === 'TRUE' || token?.word === 'FALSE') {
      return () => token.word === 'TRUE';
    }
    throw new Error(`an operand is missing: ${text}`);
  };
  const reading = any();
  if (next < tokens.length) {
    throw new Error(`there is more than a rule: ${text}`);
  }
  return { alarms, isTrue: reading };
}

function tokensOf(text: string): { word: string; alarm?: string }[] {
  const tokens: { word: string; alarm?: string }[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(trimmed);
    if (!match) {
      throw new Error(`nothing that a rule may contain: ${trimmed.slice(at)}`);
    }
    tokens.push({ word: match[1] ?? match[4], alarm: match[2] ?? match[3] });
  }
  return tokens;
}
