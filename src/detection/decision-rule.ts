import type { SignalOfTeam } from './decision-signal';
import { DecisionSignal } from './decision-signal';
import { AlarmExpression } from '../monitoring/alarm-expression';

/** What one Region sees of both. */
export interface DecisionInputs {
  /** True while a probe of the other Region fails. Empty where nothing is probed. */
  readonly peerFails: readonly AlarmExpression[];
  /** True while a probe of the own Region fails. */
  readonly ownFails: readonly AlarmExpression[];
  /** True while a witness sees a probe of the other Region succeed. Empty without a witness. @default - none */
  readonly peerWorksForWitness?: readonly AlarmExpression[];
  readonly signals: readonly SignalOfTeam[];
}

/**
 * When a Region holds the other one for lost and itself for fit to take over:
 *
 * ((a probe of the other fails, no witness sees all of them succeed, and every required signal says so) or a sufficient signal says so)
 * and neither a probe of the own Region fails nor a blocking signal says so
 *
 * What both Regions depend on fails the probes of both, and nothing is gained by moving. Nothing is decided without data: an alarm that has
 * none is not in ALARM. Both Regions are probed by one function, so that the own one is not taken for healthy unseen; where it is not
 * probed, a blocking signal is demanded. A witness confirms by not denying: one that is silent denies nothing, so that its loss stops no
 * takeover.
 *
 * @returns nothing where neither probe nor signal could ever tell
 */
export function decisionRule(inputs: DecisionInputs): AlarmExpression | undefined {
  const { lost, unfit } = sidesOf(inputs);
  return lost && unfit ? AlarmExpression.allOf(lost, AlarmExpression.noneOf(unfit)) : lost;
}

/**
 * When a Region would hold the other one for lost, and does not because it is not fit itself: nobody serves, and nobody takes over.
 *
 * @returns nothing where that can never be told
 */
export function bothFailRule(inputs: DecisionInputs): AlarmExpression | undefined {
  const { lost, unfit } = sidesOf(inputs);
  return lost && unfit && AlarmExpression.allOf(lost, unfit);
}

/** What of the decision is said of the other Region, and what of the own one. */
interface Sides {
  readonly lost?: AlarmExpression;
  readonly unfit?: AlarmExpression;
}

function sidesOf({ peerFails, ownFails, peerWorksForWitness = [], signals }: DecisionInputs): Sides {
  const meaning = (wanted: DecisionSignal) => signals.filter(each => each.meaning === wanted).map(each => AlarmExpression.alarm(each.alarm));
  const denied = some((...all) => AlarmExpression.allOf(...all), peerWorksForWitness);
  const lost = some((...all) => AlarmExpression.anyOf(...all), [
    ...listed(some((...all) => AlarmExpression.allOf(...all), [
      ...listed(some((...all) => AlarmExpression.anyOf(...all), peerFails)),
      ...denied ? [AlarmExpression.noneOf(denied)] : [],
      ...meaning(DecisionSignal.REQUIRED),
    ])),
    ...meaning(DecisionSignal.SUFFICIENT),
  ]);
  const unfit = some((...all) => AlarmExpression.anyOf(...all), [...ownFails, ...meaning(DecisionSignal.BLOCKING)]);
  return { lost, unfit };
}

/** `AlarmExpression.allOf` or `.anyOf`. */
type Combine = (first: AlarmExpression, ...others: AlarmExpression[]) => AlarmExpression;

/** Combines what there is, if there is anything. */
function some(combine: Combine, [first, ...others]: readonly AlarmExpression[]): AlarmExpression | undefined {
  return first && combine(first, ...others);
}

function listed(expression: AlarmExpression | undefined): AlarmExpression[] {
  return expression ? [expression] : [];
}
