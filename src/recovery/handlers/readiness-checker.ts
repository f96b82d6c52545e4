import type { DryAnswer, DryCall } from './dry-call';
import { DRY_ANSWER, isDryCall } from './dry-call';
import type { Finding, ReadinessClients } from './readiness/check';
import { CHECKS } from './readiness/checks';
import { judgeReadiness } from './readiness/readiness-verdict';
import type { ReadinessAnswer, ReadinessCheck, ReadinessRequest } from './requests';
import { RunError } from './run-errors';
import type { World } from '../../lambda/handlers/world';
import type { CheckKindName } from '../plan/plan-kinds';

/**
 * What the checks of one call together may take, less what it takes to call the function: a failover must not wait longer than 30 seconds for them,
 * and a call that hangs is made again within that.
 */
const CHECKS_IN_SECONDS = 12;

/**
 * Takes the checks of a plan side by side and says what they mean to the run.
 *
 * @throws RunError `NotReady`, `LagAboveGate`, `LagUnknown`
 */
export async function handleReadinessChecker(
  request: ReadinessRequest | DryCall, world: World<object, ReadinessClients>,
): Promise<ReadinessAnswer | DryAnswer> {
  // Its checks come with each request: drills take them.
  if (isDryCall(request)) {
    return DRY_ANSWER;
  }
  const since = request.awaitedSince === undefined ? undefined : Date.parse(request.awaitedSince);
  const findings = await Promise.all(request.checks.map(check => findingOf(check, since, world)));
  const { answer, refusal } = judgeReadiness(request.mode, findings, since !== undefined);
  world.log({ message: 'readiness checked', runId: request.runId, mode: request.mode, refusal: refusal?.name, ...answer });
  if (refusal !== undefined) {
    throw new RunError(refusal.name, refusal.detail);
  }
  return answer;
}

/** Never rejects: an error of a check says that nobody knows. */
async function findingOf(check: ReadinessCheck, since: number | undefined, world: World<object, ReadinessClients>): Promise<Finding> {
  const seconds = Math.min(check.timeoutInSeconds ?? CHECKS_IN_SECONDS, CHECKS_IN_SECONDS);
  const late = world.wait(seconds * 1000).then(() => ({ id: check.id, ok: false, detail: `no answer within ${seconds} s` }));
  try {
    return await Promise.race([CHECKS[check.kind as CheckKindName](check, world.clients(check.region), world.now(), since), late]);
  } catch (error) {
    return { id: check.id, ok: false, detail: String(error) };
  }
}
