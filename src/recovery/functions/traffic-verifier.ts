import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { VerifiedName } from '../handlers/traffic-verifier';
import { TrafficVerifierFunction } from '../handlers/traffic-verifier-function';
import type { FunctionPlace } from '../machinery/recovery-function';
import { RecoveryFunction } from '../machinery/recovery-function';

const TIMEOUT = Duration.seconds(60);

/**
 * Sees where the names of clients lead. It asks the public DNS and the endpoints, and no service of AWS.
 *
 * @param names by the names that clients use, asked at synthesis
 */
export function createTrafficVerifier(
  scope: Construct, place: FunctionPlace, names: () => { readonly [domainName: string]: VerifiedName }, timeout: Duration = TIMEOUT,
): RecoveryFunction {
  return new RecoveryFunction(scope, 'traffic-verifier', {
    ...place,
    code: TrafficVerifierFunction,
    description: `Sees whether clients are led to ${place.region.name}`,
    timeout,
    statements: [],
    settingsVariable: 'VERIFIER_SETTINGS',
    settings: () => ({ region: place.region.name, names: names() }),
  });
}
