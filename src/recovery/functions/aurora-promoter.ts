import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { stateKeyStatement, stateStatements } from './state-statements';
import type { PromotableDatabase, PromoterSettings } from '../handlers/aurora-promoter';
import { AuroraPromoterFunction } from '../handlers/aurora-promoter-function';
import type { FunctionPlace } from '../machinery/recovery-function';
import { RecoveryFunction } from '../machinery/recovery-function';
import { STATE_KIND } from '../regional-state/state-kinds';

/** Calls that are tried again and refusals that are looked at again, each while the other Region may not answer. */
const TIMEOUT = Duration.minutes(5);

/**
 * Promotes databases of a Region. What it may do with each comes by `promotionStatements` of the plans' steps.
 *
 * @param databases what it may be asked to promote, asked at synthesis
 * @param timeout ORC-03: of the function; the machine bounds the promotion itself
 */
export function createAuroraPromoter(
  scope: Construct, place: FunctionPlace, databases: () => PromotableDatabase[], timeout: Duration = TIMEOUT,
): RecoveryFunction {
  const { topology, region, names } = place;
  return new RecoveryFunction(scope, 'aurora-promoter', {
    ...place,
    code: AuroraPromoterFunction,
    description: `Makes databases of ${region.name} the writers of their global databases`,
    timeout,
    statements: [
      ...stateStatements(topology, region, { GetItem: [STATE_KIND.lock, STATE_KIND.state] }),
      stateKeyStatement(topology, region, ['kms:Decrypt']),
    ],
    settingsVariable: 'PROMOTER_SETTINGS',
    settings: (): PromoterSettings => ({ tableName: names.stateTableName(), region: region.name, databases: databases() }),
  });
}
