/**
 * What a rule calls a function with that otherwise only runs call: the event of EventBridge itself. The function does what it can without
 * changing anything, so that a permission or a setting that is wrong is known before a run needs it.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event.html
 */
export interface DryCall {
  readonly 'detail-type': 'Scheduled Event';
}

/** What a function answers that did what it can. */
export interface DryAnswer {
  readonly dry: true;
}

export const DRY_ANSWER: DryAnswer = { dry: true };

/** No request of a run has this field. */
export function isDryCall(request: object): request is DryCall {
  return 'detail-type' in request;
}
