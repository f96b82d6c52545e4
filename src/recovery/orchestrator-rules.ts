import { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { Automation, validateAutomation } from './automation';
import type { FailoverOrchestratorProps } from './failover-orchestrator-props';
import { ROLE_MAX_AGE_IN_SECONDS } from './state/role-age';
import { refuse } from '../topology/configuration-error';
import { requireWholeSeconds } from '../topology/duration-rules';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LONGEST_FUNCTION_SECONDS = 900;

const LONGEST_DRY_CALL_INTERVAL = Duration.days(1);

/** Refuses what could not begin by itself: nobody would notice the loss of a Region. */
export function automationOf(scope: IConstruct, { automation, detection }: FailoverOrchestratorProps): Automation {
  const chosen = automation ?? (detection ? Automation.automatic() : Automation.manual());
  validateAutomation(scope, chosen);
  if (chosen.beginsRuns && !detection) {
    refuse(scope, {
      prop: 'automation',
      value: `Automation.${chosen.name}()`,
      rule: 'runs begin by themselves when the loss of a Region is noticed, and nothing notices it',
      remedy: 'Give detection, a FailoverDetection of the same topology, or write Automation.manual()',
    });
  }
  return chosen;
}

/** Refuses time limits that Step Functions or Lambda do not take. */
export function validateTimeouts(scope: IConstruct, props: FailoverOrchestratorProps): void {
  const { timeout, handlerTimeout, functionTimeout, drillHold, roleMaxAge } = props;
  const given = { timeout, handlerTimeout, functionTimeout, drillHold, roleMaxAge };
  Object.entries(given).forEach(([prop, duration]) => duration && requireWholeSeconds(scope, prop, duration));
  requireFunctionTimeout(scope, 'handlerTimeout', handlerTimeout);
  requireFunctionTimeout(scope, 'functionTimeout', functionTimeout);
  requireRoleMaxAge(scope, roleMaxAge);
}

/** The record of a forced run says until when writes are suspect by the same figure. */
function requireRoleMaxAge(scope: IConstruct, roleMaxAge?: Duration): void {
  if (roleMaxAge && !roleMaxAge.isUnresolved() && roleMaxAge.toSeconds() > ROLE_MAX_AGE_IN_SECONDS) {
    refuse(scope, {
      prop: 'roleMaxAge',
      value: roleMaxAge.toString(),
      rule: `by the contract of roles no application writes ${ROLE_MAX_AGE_IN_SECONDS} seconds after its Region was told`,
      remedy: 'Write at most Duration.minutes(1), and have applications read their role again by then',
    });
  }
}

/** Refuses what no rule of EventBridge can do, and what would notice too late that a function does not work. */
export function validateDryCalls(scope: IConstruct, { dryCallInterval: interval }: FailoverOrchestratorProps): void {
  if (!interval || interval.isUnresolved()) {
    return;
  }
  const minutes = interval.toMinutes({ integral: false });
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > LONGEST_DRY_CALL_INTERVAL.toMinutes()) {
    refuse(scope, {
      prop: 'dryCallInterval',
      value: interval.toString(),
      rule: 'EventBridge counts in whole minutes, and a function that is broken should be known within a day',
      remedy: 'Write Duration.minutes(1) to Duration.days(1), or leave it out for Duration.minutes(5)',
    });
  }
}

function requireFunctionTimeout(scope: IConstruct, prop: string, duration?: Duration): void {
  if (duration && duration.toSeconds() > LONGEST_FUNCTION_SECONDS) {
    refuse(scope, {
      prop,
      value: duration.toString(),
      rule: `Lambda stops a function after ${LONGEST_FUNCTION_SECONDS} seconds`,
      remedy: 'Write at most Duration.minutes(15): waiting is done by the state machine, not by a function',
    });
  }
}
