import type { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from './configuration-error';

/** The smallest objective that a kind of replication can hold. */
export interface SmallestRpo {
  readonly smallest: Duration;
  /** Why a smaller one is of no use. */
  readonly rule: string;
  readonly remedy: string;
}

/** Refuses a recovery point objective below what the replication of a store can hold. One not known at synthesis is let pass. */
export function validateRpo(scope: IConstruct, rpo: Duration | undefined, { smallest, rule, remedy }: SmallestRpo): void {
  if (rpo !== undefined && !rpo.isUnresolved() && rpo.toMilliseconds() < smallest.toMilliseconds()) {
    refuse(scope, { prop: 'rpo', value: rpo.toHumanString(), rule, remedy });
  }
}
