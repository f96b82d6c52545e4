'use strict';

/*
 * JMESPath as far as the runbook goes: fields, indices, filters, flattening, lists of fields, comparisons, and these functions.
 * https://jmespath.org/specification.html
 */
const FUNCTIONS = {
  sort_by: (list, key) => [...list].sort((one, other) => (key(one) < key(other) ? -1 : Number(key(one) > key(other)))),
  starts_with: (text, beginning) => text.startsWith(beginning),
  contains: (text, part) => text.includes(part),
  not_null: (...values) => values.find(value => value !== null) ?? null,
};
const TOKEN = /\s*('[^']*'|\[\?|\[\]|&&|\|\||==|-?\d+|\w+|[[\]().,&])/y;

/** What a query makes of an answer. Throws for what it does not know. */
exports.search = function (query, answer) {
  const tokens = tokensOf(query);
  const expression = either(tokens);
  if (tokens.length > 0) {
    throw new Error(`not understood: ${tokens.join(' ')} of ${query}`);
  }
  return expression(answer);
};

function tokensOf(query) {
  const tokens = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < query.length;) {
    const match = TOKEN.exec(query);
    if (!match) {
      throw new Error(`no JMESPath that is known: ${query}`);
    }
    tokens.push(match[1]);
  }
  return tokens;
}

function take(tokens, expected) {
  const token = tokens.shift();
  if (token !== expected) {
    throw new Error(`${expected} expected, and not ${token}`);
  }
}

const isFalse = value => value === null || value === false || value === '' || (Array.isArray(value) && value.length === 0);

function either(tokens) {
  const left = both(tokens);
  if (tokens[0] !== '||') {
    return left;
  }
  tokens.shift();
  const right = either(tokens);
  return value => (isFalse(left(value)) ? right(value) : left(value));
}

function both(tokens) {
  const left = equal(tokens);
  if (tokens[0] !== '&&') {
    return left;
  }
  tokens.shift();
  const right = both(tokens);
  return value => (isFalse(left(value)) ? left(value) : right(value));
}

function equal(tokens) {
  const left = path(tokens);
  if (tokens[0] !== '==') {
    return left;
  }
  tokens.shift();
  const right = path(tokens);
  return value => left(value) === right(value);
}

function path(tokens) {
  const first = primary(tokens);
  const further = rest(tokens);
  return value => further(first(value));
}

function primary(tokens) {
  const token = tokens.shift();
  if (token === '(') {
    const inner = either(tokens);
    take(tokens, ')');
    return inner;
  } else if (token === '&') {
    const key = either(tokens);
    return () => key;
  } else if (token.startsWith('\'')) {
    return () => token.slice(1, -1);
  } else if (tokens[0] !== '(') {
    return value => value?.[token] ?? null;
  }
  const given = list(tokens, '(', ')');
  const called = FUNCTIONS[token];
  return value => called(...given.map(each => each(value)));
}

function list(tokens, opens, closes) {
  take(tokens, opens);
  const items = [either(tokens)];
  while (tokens[0] === ',') {
    tokens.shift();
    items.push(either(tokens));
  }
  take(tokens, closes);
  return items;
}

/** What stands behind a value. Behind a filter or `[]` it is taken of each. */
function rest(tokens) {
  if (tokens[0] === '[?') {
    tokens.shift();
    const keeps = either(tokens);
    take(tokens, ']');
    const further = rest(tokens);
    return value => value && value.filter(each => !isFalse(keeps(each))).map(further).filter(each => each !== null);
  } else if (tokens[0] === '[]') {
    tokens.shift();
    const further = rest(tokens);
    return value => value && value.flat().map(further).filter(each => each !== null);
  } else if (tokens[0] === '[') {
    tokens.shift();
    const index = Number(tokens.shift());
    take(tokens, ']');
    const further = rest(tokens);
    return value => further(value?.at(index) ?? null);
  } else if (tokens[0] !== '.') {
    return value => value;
  }
  tokens.shift();
  if (tokens[0] === '[') {
    const fields = list(tokens, '[', ']');
    const further = rest(tokens);
    return value => further(value && fields.map(field => field(value)));
  }
  const name = tokens.shift();
  const further = rest(tokens);
  return value => further(value?.[name] ?? null);
}
