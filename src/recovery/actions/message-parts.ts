import type { MachineContext } from './action-kind';
import { callByHand } from './function-task';
import { text } from './jsonata';
import { OPERATOR, REASON } from './shell-operator';
import { RecoveryNames } from '../machinery/recovery-names';
import { STEP } from '../plan/plan-ids';
import { TITLES } from '../renderings/runbook/titles';
import { LOSS_NOT_SEEN, VERIFIED } from '../state/recovery-time';

const NOW = '$toMillis($now())';
const STARTED = '$states.context.Execution.StartTime';
const LAG = '$readiness.lagInMilliseconds';
const MEASURED = '$readiness.lagMeasuredAt';
const LAG_IS_KNOWN = `$exists(${LAG}) and $exists(${MEASURED})`;

/** How long a forced run took, an expression: what clients waited for, from the loss where that was seen. */
export function recoveryTime({ names: { region: { name, peer } } }: MachineContext): string {
  const seen = '$run.lossSeenAt';
  const until = `${text(` until clients were served in ${name}. From its start: `)} & ${seconds(STARTED, SERVED)} & ${text(' seconds.')}`;
  return `${text('\nTook: ')} & ($exists(${seen}) and ${seen} != ${text(LOSS_NOT_SEEN)} `
    + `? ${seconds(seen, SERVED)} & ${text(` seconds from the loss of ${peer.name}, seen at `)} & ${seen} & ${text(',')} & ${until} `
    + `: ${seconds(STARTED, SERVED)} & ${text(` seconds from its start until clients were served in ${name}. Since when ${peer.name} is lost was not seen.`)})`;
}

/** How long any other run took, an expression. */
export function runTime(): string {
  return `${text('\nTook: ')} & ${seconds(STARTED, NOW)} & ${text(' seconds.')}`;
}

/** For how long clients of a planned run could not write, an expression: from the fence on, whichever Region they reach refuses them. */
export function timeWithoutWrites({ names: { region: { name, peer } } }: MachineContext): string {
  const fenced = `($steps[id = ${text(STEP.fenceSource)}])[0].startedAt`;
  return `($exists(${fenced}) ? ${text('\nWithout writes: ')} & ${seconds(fenced, SERVED)} & ${text(` seconds, from the fence of ${peer.name} (`)} & ${fenced} `
    + `& ${text(`) until clients were served in ${name}. Whoever keeps the answer of before waits for the TTL of the record longer.`)} : '')`;
}

/** @param when in words */
export function lag(when: string): string {
  return `${text(`\nReplication lag ${when}: `)} & (${LAG_IS_KNOWN} `
    + `? $string(${LAG}) & ${text(' ms, measured at ')} & ${MEASURED} & ${text('.')} : ${text('not known.')})`;
}

/** Which writes may be lost, an expression. Until when, nobody knows before the other Region is told: it may have been cut off, and not lost. */
export function suspectWrites({ names: { region: { peer } } }: MachineContext): string {
  return `${text(`\nSuspect writes: those that ${peer.name} acknowledged from `)} & (${LAG_IS_KNOWN} `
    + `? $fromMillis($toMillis(${MEASURED}) - ${LAG}) : ${text('the last one that is found in both Regions')}) `
    + `& ${text(' until it was told that it is not the active one. The record of the run says until when (suspectUntil), when that is known.')}`;
}

/** What went wrong and did not end the run, an expression. */
export function findings(): string {
  const found = '[$findings, $readiness.findings[ok = false]]';
  return `${text('\nFindings: ')} & ($count(${found}) = 0 ? ${text('none.')} : $string(${found}))`;
}

/** In words, with the commands. @param there what to know about the Region that was left */
export function acknowledgement({ names }: MachineContext, there = ''): string {
  const { topology, region: { name, peer } } = names;
  const command = (of: RecoveryNames) => callByHand({ names: of }, 'acknowledge', { actor: OPERATOR, reason: REASON });
  return `Automation is blocked in both Regions until somebody acknowledges the run, in each. When it may act again (runbook: "${TITLES.switches}"):\n`
    + `   in ${name}: ${command(names)}\n   in ${peer.name}${there}: ${command(new RecoveryNames(topology, peer))}`;
}

/** When clients were served in the Region; where nothing is verified, when it was the active one. In milliseconds. */
const SERVED = [VERIFIED, [STEP.activateRegion]].map(ends).reduceRight((otherwise, each) => `($exists(${each}) ? $max(${each}) : ${otherwise})`, NOW);

/** A run that was redriven may have taken a step again. */
function ends(ids: readonly string[]): string {
  return `$steps[id in ${JSON.stringify(ids)}].$toMillis(endedAt)`;
}

/** From a moment in ISO 8601 to one in milliseconds, in whole seconds. */
function seconds(from: string, until: string): string {
  return `$string($max([0, $round((${until} - $toMillis(${from})) / 1000)]))`;
}
