import { Lazy, Stack } from 'aws-cdk-lib';
import type { MachineDefinition } from '../../../src/recovery/renderings/state-machine';
import { literalDefinition } from '../../../src/recovery/renderings/state-machine-rules';

const MOST_BYTES = 1024 * 1024;

const definitionOf = (states: object): MachineDefinition =>
  ({ Comment: 'x', QueryLanguage: 'JSONata', StartAt: 'a', TimeoutSeconds: 1, States: states as MachineDefinition['States'] });
const written = (states: object) => literalDefinition(new Stack(undefined, 'Payments'), definitionOf(states));

/** A definition of so many bytes, in which a letter may take two. */
const ofBytes = (bytes: number, letter = 'x') => {
  const around = Buffer.byteLength(JSON.stringify(definitionOf({ a: { Comment: '' } })));
  return { a: { Comment: letter.repeat((bytes - around) / Buffer.byteLength(letter)) } };
};

test('a definition is one literal text', () => {
  expect(written({ a: { Type: 'Pass' } })).toBe('{"Comment":"x","QueryLanguage":"JSONata","StartAt":"a","TimeoutSeconds":1,"States":{"a":{"Type":"Pass"}}}');
});

test('a long name that is not of a state is nobody\'s matter', () => {
  expect(() => written({ a: { Arguments: { ['a'.repeat(81)]: 1 } } })).not.toThrow();
});

test('the longest name and the largest definition are taken', () => {
  expect(() => written({ ['a'.repeat(80)]: {} })).not.toThrow();
  expect(Buffer.byteLength(written(ofBytes(MOST_BYTES)))).toBe(MOST_BYTES);
});

const LONG = `${'a'.repeat(78)}.ask`;
const NAMED = `[Payments] step.id = "${'a'.repeat(78)}": a state would be named "${LONG}", and Step Functions takes 80 characters. `
  + 'Write an id of at most 72 characters.';
const LITERAL = '[Payments] step.action = a value that is known only after deployment: a run must need nothing of another stack or Region, '
  + 'so that its definition is literal. Give resources names of your own, and write these names.';
const large = (bytes: number) => `[Payments] recoverables = steps that make a definition of ${bytes} bytes: Step Functions takes 1048576 bytes. `
  + 'Let one function or state machine of yours do what several steps do.';

test.each<[string, () => object, string]>([
  ['a name beyond Step Functions', () => ({ [LONG]: {} }), NAMED],
  ['one within a branch', () => ({ a: { Branches: [{ States: { [LONG]: {} } }] } }), NAMED],
  ['a reference to a stack', () => ({ a: { Resource: { 'Fn::GetAtt': ['x', 'Arn'] } } }), LITERAL],
  ['a token', () => ({ a: { Resource: Lazy.string({ produce: () => 'x' }) } }), LITERAL],
  ['a definition beyond Step Functions', () => ofBytes(MOST_BYTES + 1), large(MOST_BYTES + 1)],
  ['one that is only by its bytes', () => ofBytes(MOST_BYTES + 2, 'é'), large(MOST_BYTES + 2)],
])('law 6: %s is refused', (_what, states, message) => {
  expect(() => written(states())).toThrow(message);
});
