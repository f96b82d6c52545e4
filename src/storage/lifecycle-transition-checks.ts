import type { Duration } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { refuseOtherThanWholeDays } from './whole-days';
import { refuse } from '../topology/configuration-error';

const DAYS_BEFORE_INFREQUENT_ACCESS = 30;
const MILLISECONDS_OF_A_DAY = 24 * 60 * 60 * 1000;

/** How long S3 keeps an object in a class before it moves it on, and where it moves it to. */
interface Step {
  readonly days: number;
  readonly to: readonly string[];
}

const { INFREQUENT_ACCESS, ONE_ZONE_INFREQUENT_ACCESS, INTELLIGENT_TIERING, GLACIER_INSTANT_RETRIEVAL, GLACIER, DEEP_ARCHIVE } = s3.StorageClass;
const ARCHIVES = [GLACIER.value, DEEP_ARCHIVE.value];

/**
 * The way down from class to class. Classes that are added later are let pass.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html#sc-compare
 */
const STEPS: { readonly [storageClass: string]: Step } = {
  [INFREQUENT_ACCESS.value]: {
    days: 30, to: [INTELLIGENT_TIERING.value, ONE_ZONE_INFREQUENT_ACCESS.value, GLACIER_INSTANT_RETRIEVAL.value, ...ARCHIVES],
  },
  [INTELLIGENT_TIERING.value]: { days: 1, to: [ONE_ZONE_INFREQUENT_ACCESS.value, GLACIER_INSTANT_RETRIEVAL.value, ...ARCHIVES] },
  [ONE_ZONE_INFREQUENT_ACCESS.value]: { days: 30, to: ARCHIVES },
  [GLACIER_INSTANT_RETRIEVAL.value]: { days: 90, to: ARCHIVES },
  [GLACIER.value]: { days: 90, to: [DEEP_ARCHIVE.value] },
  [DEEP_ARCHIVE.value]: { days: 1, to: [] },
};

/** A time that is known: in days after the upload or, where the rule counts by dates, after 1970. */
interface Time {
  readonly prop: string;
  readonly day: number;
  /** As the user wrote it. */
  readonly text: string;
}

interface Moment extends Time {
  readonly storageClass: string;
}

/** Checks when objects and versions change their class, and that they do not expire before. */
export function validateTransitions(scope: Construct, prop: string, rule: s3.LifecycleRule): void {
  const { transitions = [], noncurrentVersionTransitions = [] } = rule;
  transitions.forEach((transition, index) => validateTransition(scope, `${prop}.transitions[${index}]`, transition));
  refuseMixedTimes(scope, prop, rule);
  validateMidnight(scope, `${prop}.expirationDate`, rule.expirationDate);
  validateWay(scope, transitions.flatMap((transition, index) => momentOf(`${prop}.transitions[${index}]`, transition)),
    daysOf(`${prop}.expiration`, rule.expiration) ?? dateOf(`${prop}.expirationDate`, rule.expirationDate));

  noncurrentVersionTransitions.forEach(({ transitionAfter, storageClass }, index) =>
    validateTransitionTime(scope, `${prop}.noncurrentVersionTransitions[${index}].transitionAfter`, transitionAfter, storageClass));
  validateWay(scope, noncurrentVersionTransitions.flatMap((transition, index) => momentOf(`${prop}.noncurrentVersionTransitions[${index}]`, transition)),
    daysOf(`${prop}.noncurrentVersionExpiration`, rule.noncurrentVersionExpiration));
}

function validateTransition(scope: Construct, prop: string, { storageClass, transitionAfter, transitionDate }: s3.Transition): void {
  if ((transitionAfter === undefined) === (transitionDate === undefined)) {
    refuse(scope, {
      prop,
      value: transitionAfter === undefined ? 'no time' : 'two times',
      rule: 'a transition happens after a number of days or at a date',
      remedy: 'Give either transitionAfter or transitionDate',
    });
  }
  validateTransitionTime(scope, `${prop}.transitionAfter`, transitionAfter, storageClass);
  validateMidnight(scope, `${prop}.transitionDate`, transitionDate);
}

function validateTransitionTime(scope: Construct, prop: string, after: Duration | undefined, storageClass: s3.StorageClass): void {
  if (after === undefined || after.isUnresolved()) {
    return;
  }
  refuseOtherThanWholeDays(scope, prop, after, 0);
  if ([INFREQUENT_ACCESS.value, ONE_ZONE_INFREQUENT_ACCESS.value].includes(storageClass.value) && after.toDays() < DAYS_BEFORE_INFREQUENT_ACCESS) {
    refuse(scope, {
      prop,
      value: after.toHumanString(),
      rule: `S3 moves nothing to ${storageClass.value} before ${DAYS_BEFORE_INFREQUENT_ACCESS} days`,
      remedy: `Write at least Duration.days(${DAYS_BEFORE_INFREQUENT_ACCESS}), or use StorageClass.INTELLIGENT_TIERING`,
    });
  }
}

function refuseMixedTimes(scope: Construct, prop: string, { expiration, expirationDate, transitions = [] }: s3.LifecycleRule): void {
  const byDays = expiration !== undefined || transitions.some(({ transitionAfter }) => transitionAfter !== undefined);
  const byDate = expirationDate !== undefined || transitions.some(({ transitionDate }) => transitionDate !== undefined);
  if (byDays && byDate) {
    refuse(scope, {
      prop,
      value: 'days and dates',
      rule: 'S3 takes one of the two for the transitions and the expiration of a rule',
      remedy: 'Write all of them as days or all as dates, or make two rules',
    });
  }
}

function validateMidnight(scope: Construct, prop: string, date?: Date): void {
  if (date !== undefined && date.getTime() % MILLISECONDS_OF_A_DAY !== 0) {
    refuse(scope, {
      prop,
      value: date.toISOString(),
      rule: 'S3 takes midnight in UTC only',
      remedy: 'Write a date without a time, for example new Date(\'2030-01-01\')',
    });
  }
}

/** Checks the classes in the order in which an object reaches them, and that it is still there. */
function validateWay(scope: Construct, moments: Moment[], end?: Time): void {
  refuseSecondVisit(scope, moments);
  const way = [...moments].sort((one, other) => one.day - other.day || (leadsTo(one, other) ? -1 : 1));
  way.slice(1).forEach((later, index) => validateStep(scope, way[index], later));
  const last = way[way.length - 1];
  if (end && last && end.day <= last.day) {
    refuse(scope, {
      prop: end.prop,
      value: end.text,
      rule: `it is not after the transition to ${last.storageClass}, at ${last.text}`,
      remedy: 'Write a later time, or leave the transition out',
    });
  }
}

function refuseSecondVisit(scope: Construct, moments: Moment[]): void {
  const second = moments.find(({ storageClass }, index) => moments.slice(0, index).some(earlier => earlier.storageClass === storageClass));
  if (second) {
    refuse(scope, {
      prop: `${second.prop}.storageClass`,
      value: `"${second.storageClass}"`,
      rule: 'S3 takes each class once in a rule',
      remedy: 'Leave one of the two transitions out',
    });
  }
}

function validateStep(scope: Construct, earlier: Moment, later: Moment): void {
  const step = STEPS[earlier.storageClass];
  if (!step || !STEPS[later.storageClass]) {
    return;
  }
  if (!leadsTo(earlier, later)) {
    refuse(scope, {
      prop: `${later.prop}.storageClass`,
      value: `"${later.storageClass}"`,
      rule: `S3 moves nothing there from ${earlier.storageClass}, where the object is since ${earlier.text}`,
      remedy: step.to.length > 0 ? `From there, use ${step.to.join(', ')}` : 'Leave the transition out',
    });
  }
  if (later.day - earlier.day < step.days) {
    refuse(scope, {
      prop: later.prop,
      value: later.text,
      rule: `S3 wants ${step.days} ${step.days === 1 ? 'day' : 'days'} between it and the transition to ${earlier.storageClass}, at ${earlier.text}`,
      remedy: 'Write a later time, or leave one of the two transitions out',
    });
  }
}

function leadsTo(earlier: Moment, later: Moment): boolean {
  return STEPS[earlier.storageClass]?.to.includes(later.storageClass) ?? false;
}

function momentOf(prop: string, { storageClass: { value: storageClass }, transitionAfter, transitionDate }: s3.Transition): Moment[] {
  const time = daysOf(prop, transitionAfter) ?? dateOf(prop, transitionDate);
  return time ? [{ ...time, storageClass }] : [];
}

function daysOf(prop: string, after?: Duration): Time | undefined {
  return after === undefined || after.isUnresolved() ? undefined : { prop, day: after.toDays({ integral: false }), text: after.toHumanString() };
}

function dateOf(prop: string, date?: Date): Time | undefined {
  return date && { prop, day: date.getTime() / MILLISECONDS_OF_A_DAY, text: date.toISOString().slice(0, 10) };
}
