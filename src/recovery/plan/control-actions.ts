import type { ControlKindName } from './plan-kinds';
import { RecoveryAction } from './recovery-action';
import type { RunMode } from './run-mode';
import type { TellingLatch } from '../handlers/requests';

function control(kind: ControlKindName | 'check-endpoint', parameters: { [name: string]: string } = {}): RecoveryAction {
  return RecoveryAction._control(kind, parameters);
}

/** What a run does itself. Names of tables, functions and machines follow from the Region, so that there is little to say. */
export const CONTROL_ACTIONS = {
  beginRun: (mode: RunMode) => control('begin-run', { mode }),
  checkEndpoint: (parameters: { readonly [name: string]: string }) => control('check-endpoint', { ...parameters }),
  recordReadiness: () => control('record-readiness'),
  fenceSource: () => control('fence-source'),
  /** With the parameters of the `check-metric` that is taken again. */
  awaitReplication: (parameters: { readonly [name: string]: string }) => control('await-replication', { ...parameters }),
  shiftTraffic: (domainName: string) => control('shift-traffic', { domainName }),
  activateRegion: () => control('activate-region'),
  /** With what the names of latches have to say. */
  verifyTraffic: (domainName: string, latches: readonly TellingLatch[]) =>
    control('verify-traffic', { domainName, ...latches.length > 0 && { latches: JSON.stringify(latches) } }),
  /** With those of `check-endpoint`, for the deep path. */
  verifyService: (parameters: { readonly [name: string]: string }) => control('verify-service', { ...parameters }),
  finishRun: () => control('finish-run'),
  notify: () => control('notify'),
  /** A round trip whose input does not confirm this name ends here, before anything has changed. */
  beginDrill: (environmentName: string) => control('begin-drill', { environmentName }),
  /** The `planned` machine of the Region that the drill is in. */
  runPlanned: () => control('run-machine', { machine: 'planned' }),
  /** The `planned` machine of the other Region. */
  runPlannedInPeer: () => control('run-peer-machine', { machine: 'planned' }),
  endDrill: () => control('end-drill'),
};
