import type { AlarmState } from './alarm-state';
import { NotModelled } from '../service-error';

/** Whether the rule of a composite alarm holds. */
export type CompositeRule = (stateOf: (alarm: string) => AlarmState) => boolean;

const TOKEN = /\s*(AND|OR|NOT|TRUE|FALSE|ALARM|OK|INSUFFICIENT_DATA|\(|\)|"(?:[^"\\]|\\.)*"|[^\s()"]+)/gy;

/** Parses the rule of a composite alarm. Alarms are named by name or ARN. */
export function compositeRule(text: string): CompositeRule {
  const tokens = [...text.trim().matchAll(TOKEN)].map(([, token]) => token);
  let index = 0;
  const fail = (): never => { throw new NotModelled(`composite rule ${text}: no rule for "${tokens[index]}"`); };
  const expect = (wanted: string) => { if (tokens[index++] !== wanted) { index--; fail(); } };

  const either = (): CompositeRule => {
    const parts = [both()];
    while (tokens[index] === 'OR') {
      index++;
      parts.push(both());
    }
    return stateOf => parts.some(part => part(stateOf));
  };
  const both = (): CompositeRule => {
    const parts = [single()];
    while (tokens[index] === 'AND') {
      index++;
      parts.push(single());
    }
    return stateOf => parts.every(part => part(stateOf));
  };
  const single = (): CompositeRule => {
    const token = tokens[index++];
    switch (token) {
      case 'NOT': {
        const part = single();
        return stateOf => !part(stateOf);
      }
      case '(': {
        const part = either();
        expect(')');
        return part;
      }
      case 'TRUE':
      case 'FALSE':
        return () => token === 'TRUE';
      case 'ALARM':
      case 'OK':
      case 'INSUFFICIENT_DATA': {
        expect('(');
        const name = nameOf(tokens[index++]);
        expect(')');
        return stateOf => stateOf(name) === token;
      }
      default:
        index--;
        return fail();
    }
  };
  const rule = either();
  return index === tokens.length ? rule : fail();
}

function nameOf(token: string): string {
  const name = token.replace(/^"|"$/g, '');
  return name.startsWith('arn:') ? name.slice(name.indexOf(':alarm:') + ':alarm:'.length) : name;
}
