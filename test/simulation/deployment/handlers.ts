import { handleEndpointProber } from '../../../src/detection/handlers/endpoint-prober';
import { handleAuroraPromoter } from '../../../src/recovery/handlers/aurora-promoter';
import { handleOperatorCommand } from '../../../src/recovery/handlers/operator-command';
import { handlePeerRun } from '../../../src/recovery/handlers/peer-run';
import { handleReadinessChecker } from '../../../src/recovery/handlers/readiness-checker';
import { handleRunDecider } from '../../../src/recovery/handlers/run-decider';
import { handleRunKeeper } from '../../../src/recovery/handlers/run-keeper';
import { handleSnapshotKeeper } from '../../../src/recovery/handlers/snapshot-keeper';
import { handleStatePublisher } from '../../../src/recovery/handlers/state-publisher';
import { handleTrafficVerifier } from '../../../src/recovery/handlers/traffic-verifier';
import type { HandlerBinding } from '../models/lambda';

/** The handlers of the library. Functions are told apart by the variable that holds their settings. */
export const HANDLERS: readonly HandlerBinding[] = [
  { principal: 'aurora-promoter', settingsVariable: 'PROMOTER_SETTINGS', handle: handleAuroraPromoter },
  { principal: 'operator-command', settingsVariable: 'OPERATOR_SETTINGS', handle: handleOperatorCommand },
  { principal: 'peer-run', settingsVariable: 'PEER_RUN_SETTINGS', handle: handlePeerRun },
  { principal: 'readiness-checker', settingsVariable: 'READINESS_SETTINGS', handle: handleReadinessChecker },
  { principal: 'run-decider', settingsVariable: 'DECIDER_SETTINGS', handle: handleRunDecider },
  { principal: 'run-keeper', settingsVariable: 'KEEPER_SETTINGS', handle: handleRunKeeper },
  { principal: 'snapshot-keeper', settingsVariable: 'SNAPSHOT_KEEPER_SETTINGS', handle: handleSnapshotKeeper },
  { principal: 'traffic-verifier', settingsVariable: 'VERIFIER_SETTINGS', handle: handleTrafficVerifier },
  { principal: 'endpoint-prober', settingsVariable: 'PROBER_SETTINGS', handle: handleEndpointProber },
  { principal: 'state-publisher', settingsVariable: 'PUBLISHER_SETTINGS', handle: handleStatePublisher },
];
