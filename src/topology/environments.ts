import { Token } from 'aws-cdk-lib';

/** Whether an account or a Region is known to be another than expected. One that is not known until deployment may be the same. */
export function differs(part: string | undefined, expected: string): boolean {
  return part !== undefined && !Token.isUnresolved(part) && part !== expected;
}
