import type { PhaseId } from '../../../src/recovery/plan/plan-ids';

/** What a person follows, for each phase of a plan. */
const OF_PHASE: { readonly [phase in PhaseId]: string } = {
  'start': 'decide',
  'readiness': 'decide',
  'record': 'decide',
  'preparation': 'decide',
  'approval': 'approve',
  'drain': 'drain',
  'replication': 'drain',
  'before-traffic': 'shift',
  'traffic': 'shift',
  'activation': 'promote',
  'admission': 'promote',
  'verification': 'verify',
  'aftermath': 'verify',
  'round-trip': 'round trip',
  'completion': 'verify',
};

/** The same for what takes time around the steps. */
const OF_PART: { readonly [part: string]: string } = {
  'detection': 'detect',
  'decision': 'decide',
  'operator': 'decide',
  'latch-reading': 'shift',
  'record-cache': 'shift',
  'reconnection': 'verify',
};

/** @param phase a phase of a plan */
export function followedPhase(phase: string): string {
  return OF_PHASE[phase as PhaseId] ?? phase;
}

/** @param part a part of a budget that is no step */
export function followedPhaseOfPart(part: string): string {
  return OF_PART[part] ?? part;
}
