import { Stack } from 'aws-cdk-lib';
import type { IRecoverable } from '../../src';
import { requireIdentifier, requireStepId, requireUnique, validateAddition, validateRecoverables } from '../../src/recovery/plan/identifier-rules';

const scope = () => new Stack(undefined, 'Payments');
const stores = (...ids: readonly string[]) => ids.map(recoverableId => ({ recoverableId }) as IRecoverable);

const NAMES = 'it names states, alarms and lines of reports and must be 1 to 80 letters, digits, hyphens or underscores, beginning with a letter or digit. '
  + 'Write an id such as "database-main".';
const OF_NO_STORE = 'plans use it for steps that are of no store. Write an id such as "database-main".';
const TAKEN = 'Give one of the two another id.';

describe('an id', () => {
  test.each(['a', '7', 'database-main', 'Database_1', 'i'.repeat(80)])('may be "%s"', id => {
    expect(() => requireIdentifier(scope(), 'id', id)).not.toThrow();
  });

  test.each(['', '-a', '_a', 'a b', 'a.b', 'ä', 'i'.repeat(81), 'a\n'])('may not be %j', id => {
    expect(() => requireIdentifier(scope(), 'id', id)).toThrow(`[Payments] id = "${id}": ${NAMES}`);
  });

  test('of a step leaves its states room', () => {
    const [longest, longer] = ['s'.repeat(72), 's'.repeat(73)];
    expect(() => requireStepId(scope(), 'id', longest)).not.toThrow();
    expect(() => requireStepId(scope(), 'id', longer)).toThrow(`[Payments] id = "${longer}": states are named after it, with up to 8 characters more, `
      + 'and Step Functions takes 80. Write an id of at most 72 characters.');
    expect(() => requireStepId(scope(), 'id', 'a b')).toThrow(`[Payments] id = "a b": ${NAMES}`);
  });

  test('is used once', () => {
    expect(() => requireUnique(scope(), [{ prop: 'one', id: 'a' }, { prop: 'two', id: 'b' }])).not.toThrow();
    expect(() => requireUnique(scope(), [{ prop: 'one', id: 'a' }, { prop: 'two', id: 'b' }, { prop: 'three', id: 'a' }]))
      .toThrow(`[Payments] three = "a": one has the same id. ${TAKEN}`);
  });
});

describe('the id of a store', () => {
  test.each([['main database', NAMES], ['recovery', OF_NO_STORE], ['team', OF_NO_STORE]])('may not be "%s"', (id, rule) => {
    expect(() => validateRecoverables(scope(), stores('a', id))).toThrow(`[Payments] recoverables[1].recoverableId = "${id}": ${rule}`);
    expect(() => validateAddition(scope(), stores('a'), stores(id)[0])).toThrow(`[Payments] store.recoverableId = "${id}": ${rule}`);
  });

  test('is of one store', () => {
    expect(() => validateRecoverables(scope(), stores('a', 'b', 'a')))
      .toThrow(`[Payments] recoverables[2].recoverableId = "a": recoverables[0].recoverableId has the same id. ${TAKEN}`);
    expect(() => validateAddition(scope(), stores('a', 'b'), stores('b')[0])).toThrow(`[Payments] store.recoverableId = "b": another store has the same id. ${TAKEN}`);
  });

  test('is right where it is new', () => {
    expect(() => validateRecoverables(scope(), stores('a', 'b'))).not.toThrow();
    expect(() => validateAddition(scope(), stores('a'), stores('b')[0])).not.toThrow();
  });
});
