import type { IConstruct } from 'constructs';
import { OF_THE_RUN, OF_THE_TEAM } from './plan-ids';
import type { IRecoverable } from './recoverable';
import { refuse } from '../../topology/configuration-error';

/** An id becomes the name of a state, which has at most 80 characters: https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html */
const LONGEST_STATE_NAME = 80;
const IDENTIFIER = new RegExp(`^[A-Za-z0-9][A-Za-z0-9_-]{0,${LONGEST_STATE_NAME - 1}}$`);

/** A step that takes several states names each after itself, at the longest like this. */
const LONGEST_SUFFIX = '.compare';
/** So that no kind of step has a name too long, whichever states it takes. */
export const LONGEST_STEP_ID = LONGEST_STATE_NAME - LONGEST_SUFFIX.length;

/** Refuses an id that could not name a state of a run, a part of an alarm's name or a line of a report. */
export function requireIdentifier(scope: IConstruct, prop: string, id: string): void {
  if (!IDENTIFIER.test(id)) {
    refuse(scope, {
      prop,
      value: `"${id}"`,
      rule: 'it names states, alarms and lines of reports and must be 1 to 80 letters, digits, hyphens or underscores, beginning with a letter or digit',
      remedy: 'Write an id such as "database-main"',
    });
  }
}

/** Refuses an id of a step whose states could not be named after it. Checks have none: a run takes them in one call. */
export function requireStepId(scope: IConstruct, prop: string, id: string): void {
  requireIdentifier(scope, prop, id);
  if (id.length > LONGEST_STEP_ID) {
    refuse(scope, {
      prop,
      value: `"${id}"`,
      rule: `states are named after it, with up to ${LONGEST_SUFFIX.length} characters more, and Step Functions takes ${LONGEST_STATE_NAME}`,
      remedy: `Write an id of at most ${LONGEST_STEP_ID} characters`,
    });
  }
}

/** Refuses the second use of an id. */
export function requireUnique(scope: IConstruct, props: readonly { readonly prop: string; readonly id: string }[]): void {
  const first = new Map<string, string>();
  for (const { prop, id } of props) {
    if (first.has(id)) {
      refuse(scope, {
        prop,
        value: `"${id}"`,
        rule: `${first.get(id)} has the same id`,
        remedy: 'Give one of the two another id',
      });
    }
    first.set(id, prop);
  }
}

/** Plans have steps that are of no store. */
function requireStoreIdentifier(scope: IConstruct, prop: string, id: string): void {
  requireIdentifier(scope, prop, id);
  if ([OF_THE_RUN, OF_THE_TEAM].includes(id)) {
    refuse(scope, {
      prop,
      value: `"${id}"`,
      rule: 'plans use it for steps that are of no store',
      remedy: 'Write an id such as "database-main"',
    });
  }
}

/** Refuses stores that plans, alarms and reports could not tell apart. */
export function validateRecoverables(scope: IConstruct, recoverables: readonly IRecoverable[]): void {
  const ids = recoverables.map((store, index) => ({ prop: `recoverables[${index}].recoverableId`, id: store.recoverableId }));
  ids.forEach(({ prop, id }) => requireStoreIdentifier(scope, prop, id));
  requireUnique(scope, ids);
}

/** Refuses a further store that plans, alarms and reports could not tell from those that there are. */
export function validateAddition(scope: IConstruct, recoverables: readonly IRecoverable[], store: IRecoverable): void {
  const prop = 'store.recoverableId';
  requireStoreIdentifier(scope, prop, store.recoverableId);
  if (recoverables.some(({ recoverableId }) => recoverableId === store.recoverableId)) {
    refuse(scope, {
      prop,
      value: `"${store.recoverableId}"`,
      rule: 'another store has the same id',
      remedy: 'Give one of the two another id',
    });
  }
}
