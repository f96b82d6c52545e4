import { ShellVariable } from './shell-json';

/** Who acts, and why: in records, logs and causes. A command that needs one refuses to run without it. */
export const OPERATOR = new ShellVariable('${OPERATOR:?not set, see Read this first}');
export const REASON = new ShellVariable('${REASON:?say why, see Read this first}');
/** The same as a text that is no JSON. */
export const WHO_AND_WHY = `${OPERATOR.expansion}: ${REASON.expansion}`;
/** What a run is started with that somebody starts by hand. */
export const STARTED_BY_HAND = { actor: OPERATOR, reason: REASON, automatic: false };
