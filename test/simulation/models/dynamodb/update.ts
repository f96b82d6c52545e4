import { Tokens } from './tokens';
import type { Item, Placeholders, Value } from './values';
import { validation } from './values';

/** An update, parsed: the attributes that it sets, and those that it removes (undefined). */
export type Update = (item: Item | undefined, placeholders: Placeholders) => { readonly [attribute: string]: Value | undefined };
type Operand = (item: Item | undefined, placeholders: Placeholders) => Value;

const parsed = new Map<string, Update>();

/** Parses an update, once per text. Every operand sees the item as it was before. */
export function updateOf(text: string): Update {
  const known = parsed.get(text) ?? parse(text);
  parsed.set(text, known);
  return known;
}

function parse(text: string): Update {
  const tokens = new Tokens(text);
  const actions: Update[] = [];
  while (!tokens.isAtEnd) {
    const clause = tokens.accept('SET', 'REMOVE') ?? tokens.fail(`"${tokens.next()}"`);
    do {
      actions.push(clause === 'SET' ? assignment(tokens) : removal(tokens));
    } while (tokens.accept(','));
  }
  return (item, placeholders) => Object.assign({}, ...actions.map(action => action(item, placeholders)));
}

function removal(tokens: Tokens): Update {
  const path = tokens.next();
  return (_item, placeholders) => ({ [placeholders.attribute(path)]: undefined });
}

function assignment(tokens: Tokens): Update {
  const path = tokens.next();
  tokens.expect('=');
  const left = operand(tokens);
  const sign = tokens.accept('+', '-');
  const right = sign === undefined ? undefined : operand(tokens);
  return (item, placeholders) => {
    const one = left(item, placeholders);
    return { [placeholders.attribute(path)]: right === undefined ? one : sum(one, right(item, placeholders), sign === '+' ? 1 : -1) };
  };
}

function operand(tokens: Tokens): Operand {
  if (tokens.accept('IF_NOT_EXISTS')) {
    tokens.expect('(');
    const path = tokens.next();
    tokens.expect(',');
    const otherwise = operand(tokens);
    tokens.expect(')');
    return (item, placeholders) => {
      const [name, value] = [placeholders.attribute(path), otherwise(item, placeholders)];
      return item?.[name] ?? value;
    };
  }
  const token = tokens.next();
  if (token.startsWith(':')) {
    return (_item, placeholders) => placeholders.value(token);
  }
  return (item, placeholders) => {
    const name = placeholders.attribute(token);
    const value = item?.[name];
    if (value === undefined) {
      throw validation('The provided expression refers to an attribute that does not exist in the item');
    }
    return value;
  };
}

function sum(one: Value, other: Value, sign: number): Value {
  if (!('N' in one) || !('N' in other)) {
    throw validation('An operand in the update expression has an incorrect data type');
  }
  return { N: String(Number(one.N) + sign * Number(other.N)) };
}
