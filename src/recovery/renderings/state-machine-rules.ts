import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { MachineDefinition } from './state-machine';
import { refuse } from '../../topology/configuration-error';

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const LARGEST_DEFINITION = 1024 * 1024;

/** https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html */
const LONGEST_NAME = 80;

/** The definition as one literal text. Refuses one that Step Functions would, and one that would need another stack. */
export function literalDefinition(scope: IConstruct, definition: MachineDefinition): string {
  const json = JSON.stringify(definition);
  const long = [...namesIn(definition)].find(name => name.length > LONGEST_NAME);
  if (long !== undefined) {
    refuse(scope, {
      prop: 'step.id',
      value: `"${long.slice(0, long.lastIndexOf('.'))}"`,
      rule: `a state would be named "${long}", and Step Functions takes ${LONGEST_NAME} characters`,
      remedy: 'Write an id of at most 72 characters',
    });
  }
  if (Token.isUnresolved(json) || json.includes('Fn::')) {
    refuse(scope, {
      prop: 'step.action',
      value: 'a value that is known only after deployment',
      rule: 'a run must need nothing of another stack or Region, so that its definition is literal',
      remedy: 'Give resources names of your own, and write these names',
    });
  }
  if (Buffer.byteLength(json) > LARGEST_DEFINITION) {
    refuse(scope, {
      prop: 'recoverables',
      value: `steps that make a definition of ${Buffer.byteLength(json)} bytes`,
      rule: `Step Functions takes ${LARGEST_DEFINITION} bytes`,
      remedy: 'Let one function or state machine of yours do what several steps do',
    });
  }
  return json;
}

/** Of all states, those within branches included. */
function namesIn(value: unknown): Set<string> {
  const names = new Set<string>();
  JSON.stringify(value, (key, each: unknown) => {
    if (key === 'States') {
      Object.keys(each as object).forEach(name => names.add(name));
    }
    return each;
  });
  return names;
}
