import type { CheckKind } from './action-kind';
import { CHECK_DURATION, UNCHANGED } from './check-parts';
import { CHECK_STATEMENTS } from '../functions/check-statements';

/** Whether a bucket answers. */
export const CHECK_BUCKET: CheckKind = {
  kind: 'check-bucket',
  doneWhen: UNCHANGED,
  duration: () => CHECK_DURATION,
  commands: ({ action: { parameters }, runsIn }) => [`aws s3api head-bucket --region ${runsIn.name} --bucket ${parameters.bucketName}`],
  statements: (step, { names: { topology } }) => CHECK_STATEMENTS['check-bucket'](topology, step),
};
