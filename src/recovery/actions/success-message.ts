import type { MachineContext } from './action-kind';
import { RUN_INPUT, text } from './jsonata';
import { acknowledgement, findings, lag, recoveryTime, runTime, suspectWrites, timeWithoutWrites } from './message-parts';
import { titleOf } from './publish';
import { RunMode } from '../plan/run-mode';
import { TITLES } from '../renderings/runbook/titles';

/**
 * What people are told of a run that has succeeded, an expression: what whoever is on call has to know, and to do next. It is made of what the
 * machine knows, each part of which may be missing: a message that cannot be made is one that nobody gets.
 */
export function successMessage(context: MachineContext): string {
  const parts = { [RunMode.FAILOVER]: ofForcedRun, [RunMode.SWITCHOVER]: ofPlannedRun, [RunMode.FAILBACK]: ofPlannedRun, [RunMode.DRILL]: ofDrill };
  return [text(`${titleOf(context)} succeeded.\n\n`), ...parts[context.mode](context)].join(' & ');
}

function ofForcedRun(context: MachineContext): string[] {
  const { region: { name, peer } } = context.names;
  return [
    text(`${name} has taken over from ${peer.name}, by force. Writes that ${peer.name} acknowledged last may be lost.`),
    run(),
    recoveryTime(context),
    lag('when it began'),
    suspectWrites(context),
    findings(),
    text(`\n\nNext:\n1. See that a write works, as a user.\n2. ${acknowledgement(context, ', when it is back')}\n`
      + `3. Where Aurora was promoted, the volume of ${peer.name} is kept as a snapshot when that is back (rds:unplanned-global-failover-...). It expires with the `
      + `retention of backups. Runbook: "${TITLES.returns}", "${TITLES.suspect}".`),
  ];
}

function ofPlannedRun(context: MachineContext): string[] {
  const { region: { name, peer } } = context.names;
  const next = `\n\nNext:\n1. See that a write works, as a user.\n2. ${acknowledgement(context)}`;
  return [
    text(`${name} has taken over from ${peer.name}, by plan. Nothing was lost.`),
    run(),
    runTime(),
    timeWithoutWrites(context),
    lag('when it began'),
    findings(),
    // A drill that succeeds acknowledges its runs.
    `($exists(${RUN_INPUT}.drill) ? ${text('\n\nNext: nothing. The drill that it belongs to goes on, and acknowledges it.')} : ${text(next)})`,
  ];
}

function ofDrill({ names: { region: { name, peer } } }: MachineContext): string[] {
  return [
    `(${RUN_INPUT}.roundTrip = true ? `
      + `${text(`Production was moved from ${peer.name} to ${name} and back. The drill has acknowledged its two runs in both Regions.`)} : `
      + `${text(`${name} could take over from ${peer.name}: every check of a takeover was taken. Nothing was changed.`)})`,
    run(),
    runTime(),
    lag('when it was checked'),
    findings(),
    text('\n\nNext: read the times of the steps in the records of its runs, and write what they measured into the assumptions of the time budget.'),
  ];
}

function run(): string {
  return `${text('\n\nRun: ')} & $run.runId`;
}
