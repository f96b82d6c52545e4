import type { RuleAtResource } from './nag';

/** A choice that switches off what a rule asks for. Nobody but the team that makes it can say why: no decision acknowledges it. */
export interface SwitchedOff {
  /** As the team writes it. */
  readonly choice: string;
  /** The store of the app with every option that makes it. */
  readonly store: string;
  /** The construct below the store's own. */
  readonly part: string;
  /** Where only one Region's is meant: the end of the names of its stacks. */
  readonly region?: string;
  /** The ids of the rules that find it. */
  readonly rules: readonly string[];
}

/** The home Region of that app. */
export const HOME = 'us-east-1';

const NIST = 'NIST.800.53.R5';
const LOGGED = ['AwsSolutions-S1', `${NIST}-S3BucketLoggingEnabled`];

export const SWITCHED_OFF: readonly SwitchedOff[] = [
  { choice: '`accessLogging: AccessLogging.none()`', store: 'plain', part: 'bucket', rules: LOGGED },
  { choice: '`accessLogging: AccessLogging.none()` with `batchReplication`', store: 'plain', part: 'batch-reports', rules: LOGGED },
  { choice: '`encryption: BucketEncryption.S3_MANAGED`', store: 'plain', part: 'bucket', rules: [`${NIST}-S3DefaultEncryptionKMS`] },
  {
    choice: '`existing: ExistingBucket.beingImported()`, until the deployment after the import',
    store: 'imported',
    part: 'bucket',
    region: HOME,
    rules: [
      ...LOGGED, 'AwsSolutions-S10', `${NIST}-S3BucketPublicReadProhibited`, `${NIST}-S3BucketPublicWriteProhibited`,
      `${NIST}-S3BucketReplicationEnabled`, `${NIST}-S3BucketSSLRequestsOnly`, `${NIST}-S3BucketVersioningEnabled`, `${NIST}-S3DefaultEncryptionKMS`,
    ],
  },
];

/** Whether a finding is what a choice has switched off. */
export function isSwitchedOff({ rule, constructPath }: RuleAtResource): boolean {
  return SWITCHED_OFF.some(({ store, part, rules, region = '' }) => rules.includes(rule) && constructPath.includes(`${region}/storage-${store}/${part}/`));
}
