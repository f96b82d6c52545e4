import type { IConstruct } from 'constructs';
import type { CheckKind, TaskKind } from './action-kind';
import { ACTIVATE_REGION } from './activate-region';
import { APPROVAL } from './approval';
import { AWAIT_REPLICATION } from './await-replication';
import { BEGIN_DRILL } from './begin-drill';
import { BEGIN_RUN } from './begin-run';
import { CHECK_ALARMS } from './check-alarms';
import { CHECK_AURORA } from './check-aurora';
import { CHECK_BUCKET } from './check-bucket';
import { CHECK_ENDPOINT } from './check-endpoint';
import { CHECK_METRIC } from './check-metric';
import { CHECK_TABLE } from './check-table';
import { END_DRILL } from './end-drill';
import { FENCE_SOURCE } from './fence-source';
import { FINISH_RUN } from './finish-run';
import { INVOKE_FUNCTION } from './invoke-function';
import { NOTIFY } from './notify';
import { PROMOTE_AURORA } from './promote-aurora';
import { RECORD_READINESS } from './record-readiness';
import { RUN_MACHINE } from './run-machine';
import { RUN_PEER_MACHINE } from './run-peer-machine';
import { SCALE_AUTO_SCALING_GROUP } from './scale-auto-scaling-group';
import { SCALE_ECS_SERVICE } from './scale-ecs-service';
import { SHIFT_TRAFFIC } from './shift-traffic';
import { START_STATE_MACHINE } from './start-state-machine';
import { VERIFY_SERVICE } from './verify-service';
import { VERIFY_TRAFFIC } from './verify-traffic';
import { WAIT } from './wait';
import { refuse } from '../../topology/configuration-error';
import type { ActionKindName } from '../plan/plan-kinds';
import type { RecoveryAction } from '../plan/recovery-action';

/** Every kind of action. A further one is a file of this folder and a line here. */
export const ACTION_KINDS: { readonly [kind in ActionKindName]: CheckKind | TaskKind } = {
  'activate-region': ACTIVATE_REGION,
  'approval': APPROVAL,
  'await-replication': AWAIT_REPLICATION,
  'begin-drill': BEGIN_DRILL,
  'begin-run': BEGIN_RUN,
  'check-alarms': CHECK_ALARMS,
  'check-aurora': CHECK_AURORA,
  'check-bucket': CHECK_BUCKET,
  'check-endpoint': CHECK_ENDPOINT,
  'check-metric': CHECK_METRIC,
  'check-table': CHECK_TABLE,
  'end-drill': END_DRILL,
  'fence-source': FENCE_SOURCE,
  'finish-run': FINISH_RUN,
  'invoke-function': INVOKE_FUNCTION,
  'notify': NOTIFY,
  'promote-aurora': PROMOTE_AURORA,
  'record-readiness': RECORD_READINESS,
  'run-machine': RUN_MACHINE,
  'run-peer-machine': RUN_PEER_MACHINE,
  'scale-auto-scaling-group': SCALE_AUTO_SCALING_GROUP,
  'scale-ecs-service': SCALE_ECS_SERVICE,
  'shift-traffic': SHIFT_TRAFFIC,
  'start-state-machine': START_STATE_MACHINE,
  'verify-service': VERIFY_SERVICE,
  'verify-traffic': VERIFY_TRAFFIC,
  'wait': WAIT,
};

/** What is known of an action. Refuses one that nothing here made: a store of another version of this library may bring it. */
export function kindOf(scope: IConstruct, { kind }: RecoveryAction): CheckKind | TaskKind {
  return (ACTION_KINDS as { readonly [kind: string]: CheckKind | TaskKind | undefined })[kind] ?? refuse(scope, {
    prop: 'action.kind',
    value: `"${kind}"`,
    rule: 'nothing is known of this kind of action',
    remedy: `Make actions by the factories of RecoveryAction, which make: ${Object.keys(ACTION_KINDS).join(', ')}`,
  });
}
