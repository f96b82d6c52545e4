import { Duration } from 'aws-cdk-lib';
import { whoAnswers } from './introduction';
import type { Section } from './markdown';
import { bullets, chain, expect, numbered, shell, to } from './markdown';
import { historyOfRun, newestExecution, startRun, watchRun } from './run-commands';
import type { RunbookFacts, Side } from './runbook-facts';
import { newestRun } from './state-commands';
import { stepTable } from './step-table';
import { TITLES } from './titles';
import { seconds } from '../../budget/budget-summary';
import type { BudgetSpan, RecoveryBudget } from '../../budget/recovery-budget';
import { RunMode } from '../../plan/run-mode';

/** The home Region is lost. */
export function failover(facts: RunbookFacts): Section {
  return { title: TITLES.failover(facts.standby.name), body: forcedRun(facts, facts.standby) };
}

/** The standby is lost while it is active. */
export function standbyLost(facts: RunbookFacts): Section {
  const { home, standby } = facts;
  return {
    title: TITLES.standbyLost(home.name),
    body: [
      `The same, the other way round: ${home.name} takes over from ${standby.name}, and closes its own **reverse latch**, because nobody can open the `
      + `latch of a Region that is lost. Until ${standby.name} is back and it is open again (${to(TITLES.returns)}), ${home.name} cannot be left.`,
      ...forcedRun(facts, home),
    ],
  };
}

/** Both Regions work, and the standby takes over. */
export function switchover(facts: RunbookFacts): Section {
  return { title: TITLES.switchover(facts.standby.name), body: plannedRun(facts, facts.standby, RunMode.SWITCHOVER) };
}

/** Home again. */
export function failback(facts: RunbookFacts): Section {
  const { home, standby } = facts;
  return {
    title: TITLES.failback(home.name),
    body: [
      `Never started by an alarm: you choose when. ${home.name} must have returned as it says in ${to(TITLES.returns)}, and ${to(TITLES.suspect)} is best `
      + `done before: what ${home.name} accepted last is only in its snapshot.`,
      ...plannedRun(facts, home, RunMode.FAILBACK),
      `Afterwards rotation of database passwords goes on in ${home.name} by itself. If the secret was promoted: ${to(TITLES.secret)}, "After the return". `
      + `${standby.name} is the standby again; look at ${to(TITLES.look)} once more.`,
    ],
  };
}

/** A rehearsal. */
export function drill(facts: RunbookFacts): Section {
  const { home, standby, environment } = facts;
  return {
    title: TITLES.drill,
    body: [
      'A drill checks what a run to its Region would need, and changes nothing. Pages are silent while it goes on; alarms are not.',
      ...[standby, home].map(side => chain(startRun(side, 'drill', 'monthly drill'), watchRun(side))),
      expect('`SUCCEEDED` within a minute, and findings in the record of the run:'),
      shell(newestRun(standby), newestRun(home)),
      stepTable(facts, standby, RunMode.DRILL),
      `**A full round trip moves production** to ${standby.name} and back to ${home.name}, by two planned runs. Tell the users, choose a quiet hour, `
      + `and have somebody at hand for ${to(TITLES.stuck)}. Without the name of the environment it ends with \`PromotionNotConfirmed\`, and nothing has changed.`,
      chain(startRun(standby, 'drill', 'quarterly round trip', { roundTrip: true, confirm: environment }), watchRun(standby)),
      expect('`SUCCEEDED`, with the times of both runs in their records. Write what they measured into `assumptions` of the recovery, so that the '
        + 'time budget says what is true of this environment. The drill acknowledges its two runs itself, in both Regions.'),
      `Anything else: production may be in ${standby.name}, and automation is off until you acknowledge the drill, in both Regions: ${to(TITLES.switches)}.`,
    ],
  };
}

function forcedRun(facts: RunbookFacts, target: Side): string[] {
  const { domainName, input } = facts;
  const budget = input.budget(target.region, RunMode.FAILOVER);
  return [
    '**Decide.** Is the other Region really lost, for clients and not only for you? Then writes of its last seconds are lost with it, and you consent to '
    + 'that by starting the run. Automation may have begun: its run is shown by the first command.',
    chain(newestExecution(target, 'failover'), watchRun(target)),
    expect('`RUNNING` is a run under way: watch it. Anything else, or `None`: start one.'),
    chain(startRun(target, 'failover'), watchRun(target)),
    expect(`\`RUNNING\`, then \`SUCCEEDED\`. Typically ${seconds(budget.typical)} seconds pass from the loss of the Region until clients are served, at worst `
      + `${seconds(budget.worst)}: ${to(TITLES.budget)}.${fromStart(budget)} Clients are served before the run has ended. Anything else: ${to(TITLES.stuck)}.`),
    'Where it is:',
    shell(historyOfRun(target)),
    stepTable(facts, target, RunMode.FAILOVER),
    '**Afterwards**',
    numbered(
      `${domainName ? `\`${whoAnswers(domainName)}\` answers with ${target.name}. ` : ''}Writes work: try one as a user.`,
      `Disarmed or not, automation is blocked until you acknowledge the run, in both Regions (${to(TITLES.switches)}). Do so when you would trust it to act again; `
      + 'in the Region that was lost, when it is back.',
      `Within the retention of backups: ${to(TITLES.suspect)}.`,
      `When the other Region answers again: ${to(TITLES.returns)}.`,
    ),
  ];
}

/** Whoever starts a run by hand waits from then on: that the loss was noticed, and that somebody decided, is behind them. */
function fromStart({ lines, typical, worst }: RecoveryBudget): string {
  const before = lines.find(({ id }) => id === 'decision' || id === 'operator')!;
  const left = (all: Duration, { end }: BudgetSpan) => seconds(Duration.millis(all.toMilliseconds() - end.toMilliseconds()));
  return ` From the start of the run: typically ${left(typical, before.typical)}, at worst ${left(worst, before.worst)}.`;
}

function plannedRun(facts: RunbookFacts, target: Side, mode: RunMode): string[] {
  const budget = facts.input.budget(target.region, mode);
  return [
    `Needs both Regions, and takes both locks. Every check blocks: replication in step, ${target.name} ready, and nobody else at work. Nothing is lost.${refusal(budget)}`,
    chain(startRun(target, 'planned'), watchRun(target)),
    expect(`\`SUCCEEDED\`, typically after ${seconds(budget.typical)} seconds, at worst after ${seconds(budget.worst)}.`),
    bullets(
      '`NotReady`, `LagAboveGate`, `LagUnknown`: nothing was changed. The cause names the check; wait or mend, and start again.',
      '`PeerUnreachable`: the other Region cannot be asked. Wait, or decide on a forced run.',
      `any other name: ${to(TITLES.stuck)}.`,
    ),
    stepTable(facts, target, mode),
    `Afterwards acknowledge the run, in ${target.name} **and** in ${target.region.peer.name}, or automation stays blocked there: ${to(TITLES.switches)}.`,
  ];
}

/** Of a planned run. Longer than the writer takes to move: until names are forgotten, clients are led to the Region that was left. */
function refusal({ target, withoutWrites }: RecoveryBudget): string {
  const { typical, worst } = withoutWrites!;
  return ` Writes are refused from the fence until clients are led to ${target.name}: typically for ${seconds(typical)} seconds, at worst for `
    + `${seconds(worst)}. Tell whoever has to know.`;
}
