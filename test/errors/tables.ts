import { BACKUP_BAD_INPUTS } from '../backup/bad-inputs';
import { CHAOS_BAD_INPUTS } from '../chaos/bad-inputs';
import { DATABASE_BAD_INPUTS } from '../database/bad-inputs';
import { EXISTING_DATABASE_BAD_INPUTS } from '../database/existing-bad-inputs';
import { WITNESS_BAD_INPUTS } from '../detection/witness-bad-inputs';
import { FAILOVER_DNS_BAD_INPUTS } from '../dns/bad-inputs';
import { ALERT_ADDRESSES, ALERT_CHATS, BUDGETS, HEALTH_EVENTS } from '../monitoring/alert-bad-inputs';
import { METRIC_STREAMS } from '../monitoring/metric-stream-bad-inputs';
import { WATCHERS } from '../monitoring/watch-bad-inputs';
import { DRILL_BAD_INPUTS } from '../recovery/drill-bad-inputs';
import { ORCHESTRATOR_BAD_INPUTS } from '../recovery/orchestrator-bad-inputs';
import { STORE_BAD_INPUTS } from '../recovery/store-bad-inputs';
import { TEAM_STEP_BAD_INPUTS } from '../recovery/team-step-bad-inputs';
import { SESSION_TABLE_BAD_INPUTS } from '../sessions/bad-inputs';
import { REPLICATED_BUCKET_BAD_INPUTS } from '../storage/bad-inputs';
import type { BadInputTable } from '../support/bad-inputs';

/** The stores and what backs them up: their tables hold at least `MINIMUM_PER_STORE` inputs each. */
export const STORES: readonly BadInputTable[] = [
  DATABASE_BAD_INPUTS,
  SESSION_TABLE_BAD_INPUTS,
  REPLICATED_BUCKET_BAD_INPUTS,
  BACKUP_BAD_INPUTS,
];

/** Everything that `docs/errors.md` lists. */
export const TABLES: readonly BadInputTable[] = [
  ...STORES,
  EXISTING_DATABASE_BAD_INPUTS,
  FAILOVER_DNS_BAD_INPUTS,
  ALERT_ADDRESSES,
  ALERT_CHATS,
  BUDGETS,
  HEALTH_EVENTS,
  METRIC_STREAMS,
  WATCHERS,
  CHAOS_BAD_INPUTS,
  DRILL_BAD_INPUTS,
  ORCHESTRATOR_BAD_INPUTS,
  STORE_BAD_INPUTS,
  TEAM_STEP_BAD_INPUTS,
  WITNESS_BAD_INPUTS,
].sort((one, other) => one.construct.localeCompare(other.construct));

export const MINIMUM_PER_STORE = 25;
