import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { RDSClient } from '@aws-sdk/client-rds';
import { FailoverGlobalClusterCommand, SwitchoverGlobalClusterCommand } from '@aws-sdk/client-rds';
import { regionOf } from './aurora-arn';
import type { DryAnswer, DryCall } from './dry-call';
import { DRY_ANSWER, isDryCall } from './dry-call';
import { lookAt } from './global-database-look';
import { lookAtMember } from './member-look';
import type { PromotionVerdict } from './promotion-verdict';
import { judgePromotion } from './promotion-verdict';
import type { PromotionAnswer, PromotionRequest } from './requests';
import { RunError } from './run-errors';
import { readLock, requireLock } from './run-lock';
import { answerOf } from './source-silence';
import { NamedError } from '../../lambda/handlers/named-error';
import { serviceCall } from '../../lambda/handlers/service-call';
import type { World } from '../../lambda/handlers/world';
import { isGone } from '../decision/database-health';
import { RunMode } from '../plan/run-mode';

/** A member of this Region, and its global database. */
export type PromotableDatabase = Pick<PromotionRequest, 'globalClusterIdentifier' | 'targetClusterArn'>;

export interface PromoterSettings {
  /** The state table of the own Region, which holds the lock. */
  readonly tableName: string;
  readonly region: string;
  /** What it may be asked to promote. */
  readonly databases: readonly PromotableDatabase[];
}

export interface PromoterClients {
  readonly rds: Pick<RDSClient, 'send'>;
  readonly dynamoDb: Pick<DynamoDBClient, 'send'>;
}

type PromoterWorld = World<PromoterSettings, PromoterClients>;
type Promoting = Extract<PromotionVerdict, { readonly kind: 'promoting' }>;
type Promotable = Extract<PromotionVerdict, { readonly kind: 'promote' }>;

/** What RDS says may be old: a refusal counts when it is heard again. */
const LOOKS = 3;
const BETWEEN_LOOKS_IN_MILLISECONDS = 5000;

/** How RDS refuses a promotion, by the page of either operation. */
const REFUSALS = new Set([
  'InvalidGlobalClusterStateFault', 'InvalidDBClusterStateFault', 'GlobalClusterNotFoundFault', 'DBClusterNotFoundFault',
]);

/**
 * Makes a cluster the writer of its global database, or says how far that is. Looks before it acts and acts once: RDS may have taken a
 * call whose answer was lost. The end of the promotion is not waited for: whoever asks comes again.
 *
 * @throws RunError `LockLost`, `PromotionConflict`, `PromotionRefused`, `SourceLost`, `StateUnreadable`, `ServiceUnavailable`
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_FailoverGlobalCluster.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_SwitchoverGlobalCluster.html
 */
export async function handleAuroraPromoter(request: PromotionRequest | DryCall, world: PromoterWorld): Promise<PromotionAnswer | DryAnswer> {
  return isDryCall(request) ? lookOnly(world) : promoted(request, world);
}

/** What does not exist yet is no fault of the function: readiness says so. */
async function lookOnly({ settings: { tableName, region, databases }, clients, log }: PromoterWorld): Promise<DryAnswer> {
  const { rds, dynamoDb } = clients(region);
  await readLock(tableName, dynamoDb);
  for (const { globalClusterIdentifier, targetClusterArn } of databases) {
    const { global, cluster } = await lookAt(globalClusterIdentifier, targetClusterArn, rds);
    log({ message: 'dry call', globalClusterIdentifier, global: global?.Status, cluster: cluster?.Status });
  }
  return DRY_ANSWER;
}

async function promoted(request: PromotionRequest, world: PromoterWorld): Promise<PromotionAnswer> {
  for (let look = 1; ; look++) {
    const verdict = await judge(request, world);
    world.log({ message: 'promotion looked at', runId: request.runId, target: request.targetClusterArn, ...verdict });
    if (verdict.kind === 'promoted') {
      return { status: 'promoted', detail: verdict.detail };
    }
    if (verdict.kind === 'promoting') {
      return pending(request, verdict, world);
    }
    if (verdict.kind === 'conflict') {
      throw new RunError('PromotionConflict', verdict.detail);
    }
    const outcome = verdict.kind === 'refused' ? verdict.detail : await promote(request, verdict, world);
    if (typeof outcome !== 'string') {
      return outcome;
    }
    if (look === LOOKS) {
      throw new RunError('PromotionRefused', outcome);
    }
    await world.wait(BETWEEN_LOOKS_IN_MILLISECONDS);
  }
}

/** A forced promotion waits for the target alone. */
async function pending(request: PromotionRequest, { isWriter, sourceArn, detail }: Promoting, world: PromoterWorld): Promise<PromotionAnswer> {
  return request.mode === RunMode.FAILOVER || sourceArn === undefined
    ? { status: 'promoting', detail }
    : answerOf(request, { detail, isWriter, source: await lookAtMember(sourceArn, world) }, world.now());
}

async function judge(request: PromotionRequest, { settings, clients }: PromoterWorld) {
  const { globalClusterIdentifier, targetClusterArn } = request;
  await requireLock(settings.tableName, request, clients(settings.region).dynamoDb);
  return judgePromotion(request, await lookAt(globalClusterIdentifier, targetClusterArn, clients(regionOf(targetClusterArn)).rds));
}

/** Asks RDS for it. Returns the answer, or why RDS refused. */
async function promote(request: PromotionRequest, { writerArn, unlessRefused }: Promotable, world: PromoterWorld): Promise<PromotionAnswer | string> {
  const planned = request.mode !== RunMode.FAILOVER;
  try {
    await (planned ? switchOver(request, writerArn!, world) : failOver(request, world));
    return { status: 'promoting', detail: 'RDS has taken the promotion' };
  } catch (error) {
    const { name, message } = error as Error;
    if (REFUSALS.has(name)) {
      return unlessRefused === undefined ? `${name}: ${message}` : { status: 'promoting', detail: `${unlessRefused}; ${name}: ${message}` };
    }
    const source = planned && error instanceof NamedError ? await lookAtMember(writerArn!, world) : 'unknown';
    if (!isGone(source)) {
      throw error;
    }
    return answerOf(request, { detail: message, isWriter: false, source }, world.now());
  }
}

/** In the Region that takes over: nothing of the Region that is lost is asked. */
async function failOver({ globalClusterIdentifier, targetClusterArn }: PromotionRequest, { clients }: PromoterWorld): Promise<void> {
  const region = regionOf(targetClusterArn);
  await serviceCall(`FailoverGlobalCluster in ${region}`, () => clients(region).rds.send(new FailoverGlobalClusterCommand({
    GlobalClusterIdentifier: globalClusterIdentifier,
    TargetDbClusterIdentifier: targetClusterArn,
    AllowDataLoss: true,
  })));
}

/** In the Region of the present writer, which hands over. */
async function switchOver(request: PromotionRequest, writerArn: string, { clients }: PromoterWorld): Promise<void> {
  const region = regionOf(writerArn);
  await serviceCall(`SwitchoverGlobalCluster in ${region}`, () => clients(region).rds.send(new SwitchoverGlobalClusterCommand({
    GlobalClusterIdentifier: request.globalClusterIdentifier,
    TargetDbClusterIdentifier: request.targetClusterArn,
  })));
}
