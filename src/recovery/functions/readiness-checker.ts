import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { instanceArns } from './aurora-statements';
import { acknowledgeWildcard } from '../../topology/acknowledged-wildcard';
import { ReadinessCheckerFunction } from '../handlers/readiness-checker-function';
import type { FunctionPlace } from '../machinery/recovery-function';
import { RecoveryFunction } from '../machinery/recovery-function';

/** Far more than the checks of one call may take. A run waits for no call so long: its own limit is shorter, and it asks again. */
const TIMEOUT = Duration.seconds(60);

/** Takes the checks of the plans of a Region. What it may do for each comes by `CHECK_STATEMENTS`. */
export function createReadinessChecker(scope: Construct, place: FunctionPlace, timeout: Duration = TIMEOUT): RecoveryFunction {
  const checker = new RecoveryFunction(scope, 'readiness-checker', {
    ...place,
    code: ReadinessCheckerFunction,
    description: `Checks whether ${place.region.name} could take over`,
    timeout,
    statements: [],
    settingsVariable: 'READINESS_SETTINGS',
    settings: () => ({}),
  });
  acknowledgeWildcard(checker.role, '*', 'cloudwatch:GetMetricData has no resource-level permission, and DescribeAlarms answers of composite '
    + 'alarms only to whoever may read all');
  acknowledgeWildcard(checker.role, instanceArns(place.topology, place.region), 'reading only: in which status the instances of a cluster are, which are '
    + 'named at deployment');
  return checker;
}
