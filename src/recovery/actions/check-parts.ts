import type { StepDuration } from './action-kind';

/** A check leaves nothing behind by which it could be known. */
export const UNCHANGED = 'never: it changes nothing, and is made again';

/** All checks of a plan are one call. */
export const CHECK_DURATION: StepDuration = { best: 1, typical: 5, worst: 30, source: 'the bound of the call in which all checks are taken side by side' };
