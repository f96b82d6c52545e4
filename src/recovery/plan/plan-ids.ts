/**
 * The phases of the plans, which have those in which there is something to do. `failover` takes them in the order of the first line of
 * `PHASE_ORDER` in `plan-composition.ts`.
 */
export const PHASE = {
  start: 'start',
  readiness: 'readiness',
  record: 'record',
  preparation: 'preparation',
  approval: 'approval',
  drain: 'drain',
  replication: 'replication',
  beforeTraffic: 'before-traffic',
  traffic: 'traffic',
  activation: 'activation',
  admission: 'admission',
  verification: 'verification',
  aftermath: 'aftermath',
  roundTrip: 'round-trip',
  completion: 'completion',
} as const;

export type PhaseId = typeof PHASE[keyof typeof PHASE];

/** The steps that a run takes itself. Reports, metrics and runbooks name them: their ids stay as they are. */
export const STEP = {
  beginRun: 'begin-run',
  checkEndpoint: 'check-endpoint',
  recordReadiness: 'record-readiness',
  approveRun: 'approve-run',
  fenceSource: 'fence-source',
  drainSource: 'drain-source',
  shiftTraffic: 'shift-traffic',
  activateRegion: 'activate-region',
  verifyTraffic: 'verify-traffic',
  verifyService: 'verify-service',
  finishRun: 'finish-run',
  notify: 'notify',
  beginDrill: 'begin-drill',
  runPlanned: 'run-planned',
  hold: 'hold',
  runPlannedInPeer: 'run-planned-in-peer',
  endDrill: 'end-drill',
} as const;

/** Whose steps those of the run itself are, in the branches of a plan. */
export const OF_THE_RUN = 'recovery';
/** Whose steps those of the team are. */
export const OF_THE_TEAM = 'team';
