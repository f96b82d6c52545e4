import { Tokens } from './tokens';
import type { Item, Placeholders, Value } from './values';
import { compareValues, sameValue } from './values';
import { NotModelled } from '../service-error';

/** A condition, parsed: whether it holds for an item, or for one that is absent. */
export type Condition = (item: Item | undefined, placeholders: Placeholders) => boolean;
type Operand = (item: Item | undefined, placeholders: Placeholders) => Value | undefined;

const COMPARISONS: { readonly [operator: string]: (order: number) => boolean } = {
  '<': order => order < 0,
  '<=': order => order <= 0,
  '>': order => order > 0,
  '>=': order => order >= 0,
};
const parsed = new Map<string, Condition>();

/** Parses a condition, once per text. */
export function conditionOf(text: string): Condition {
  const known = parsed.get(text) ?? parse(text);
  parsed.set(text, known);
  return known;
}

function parse(text: string): Condition {
  const tokens = new Tokens(text);
  const condition = either(tokens);
  return tokens.isAtEnd ? condition : tokens.fail(`"${tokens.next()}"`);
}

/** Every part is evaluated, so that each placeholder counts as used. */
function either(tokens: Tokens): Condition {
  const parts = [both(tokens)];
  while (tokens.accept('OR')) {
    parts.push(both(tokens));
  }
  return parts.length === 1 ? parts[0] : (item, placeholders) => parts.map(part => part(item, placeholders)).includes(true);
}

function both(tokens: Tokens): Condition {
  const parts = [negation(tokens)];
  while (tokens.accept('AND')) {
    parts.push(negation(tokens));
  }
  return parts.length === 1 ? parts[0] : (item, placeholders) => !parts.map(part => part(item, placeholders)).includes(false);
}

function negation(tokens: Tokens): Condition {
  if (tokens.accept('NOT')) {
    const part = negation(tokens);
    return (item, placeholders) => !part(item, placeholders);
  }
  if (tokens.accept('(')) {
    const part = either(tokens);
    tokens.expect(')');
    return part;
  }
  const name = tokens.accept('ATTRIBUTE_EXISTS', 'ATTRIBUTE_NOT_EXISTS', 'BEGINS_WITH');
  return name === undefined ? comparison(tokens) : predicate(name, tokens);
}

function predicate(name: string, tokens: Tokens): Condition {
  tokens.expect('(');
  const subject = operand(tokens);
  if (name === 'BEGINS_WITH') {
    tokens.expect(',');
    const prefix = operand(tokens);
    tokens.expect(')');
    return (item, placeholders) => {
      const [value, start] = [subject(item, placeholders), prefix(item, placeholders)];
      return value !== undefined && start !== undefined && 'S' in value && 'S' in start && value.S.startsWith(start.S);
    };
  }
  tokens.expect(')');
  const wanted = name === 'ATTRIBUTE_EXISTS';
  return (item, placeholders) => (subject(item, placeholders) !== undefined) === wanted;
}

function comparison(tokens: Tokens): Condition {
  const left = operand(tokens);
  if (tokens.accept('BETWEEN')) {
    const low = operand(tokens);
    tokens.expect('AND');
    const high = operand(tokens);
    return (item, placeholders) => {
      const [value, from, to] = [left, low, high].map(each => each(item, placeholders));
      return (compareValues(value, from) ?? -1) >= 0 && (compareValues(value, to) ?? 1) <= 0;
    };
  }
  const operator = tokens.next();
  const right = operand(tokens);
  if (operator === '=' || operator === '<>') {
    return (item, placeholders) => {
      const [one, other] = [left(item, placeholders), right(item, placeholders)];
      if (operator === '<>' && (one === undefined || other === undefined)) {
        throw new NotModelled('<> with an attribute that is absent: say what is meant with attribute_not_exists');
      }
      return sameValue(one, other) === (operator === '=');
    };
  }
  const compare = COMPARISONS[operator] ?? tokens.fail(`"${operator}"`);
  return (item, placeholders) => {
    const order = compareValues(left(item, placeholders), right(item, placeholders));
    return order !== undefined && compare(order);
  };
}

function operand(tokens: Tokens): Operand {
  const token = tokens.next();
  if (/^[(),<>=+-]/.test(token)) {
    tokens.fail(`"${token}"`);
  }
  if (token.startsWith(':')) {
    return (_item, placeholders) => placeholders.value(token);
  }
  return (item, placeholders) => {
    const name = placeholders.attribute(token);
    return item?.[name];
  };
}
