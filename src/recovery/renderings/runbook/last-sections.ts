import { keep } from './cli';
import type { Section } from './markdown';
import { bullets, shell, table, to } from './markdown';
import type { ByHand } from './run-commands';
import { callFunction, order } from './run-commands';
import type { RunbookFacts, Side } from './runbook-facts';
import { readItem } from './state-commands';
import { TITLES } from './titles';
import { ShellVariable } from '../../actions/shell-json';
import { OPERATOR, REASON } from '../../actions/shell-operator';
import { SHELL_RUN } from '../../actions/shell-run';
import { lengthOf, seconds } from '../../budget/budget-summary';
import type { BudgetLine, RecoveryBudget } from '../../budget/recovery-budget';
import type { KeeperRequest } from '../../handlers/requests';
import type { RecoveryStep } from '../../plan/recovery-step';
import { RunCondition } from '../../plan/recovery-step';
import { RunMode } from '../../plan/run-mode';
import { PART_TITLES } from '../part-titles';

/** In seconds. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LONGEST_CALL = 905;

/** They change nothing that clients wait for. */
const LEFT_OUT = /^(check-.*|record-readiness|notify)$/;

/** A forced failover typed by hand, should Step Functions be what does not work. */
export function byHand(facts: RunbookFacts): Section {
  const { home, standby } = facts;
  return {
    title: TITLES.byHand,
    body: [
      'The last resort: Step Functions in the Region that takes over does not work, and nothing of a run is under way there. A step at a time, in this order; '
      + 'go on when what is said under it is true. Best effort: steps that call the lost Region may fail.',
      'Disarm first, so that automation begins no run of its own before yours. Stay in one shell: '
      + '`RUN` and `EPOCH` are used by all commands that follow. In another one, set them again: they are `runId` and `epoch` of the lock. '
      + 'A `begin` that is refused leaves `EPOCH` empty: whatever moves traffic, role or writer says so then, and does nothing. `"assertActive":true` where the Region is the active one by its own state.',
      'From `begin` on the lock says `byHand`, and nobody looks for an execution of the run. Until `expiresAt` no other run begins, by hand, by a machine or by automation, armed or not: '
      + 'it ends as `RunInProgress`. Each call of `run-keeper` for the run has the lock hold for as long again as a run of the machine may take, which is longer than a slow promotion. '
      + 'Whoever stops in between leaves it to expire; then the run counts as dead, and its calls end as `LockLost`. Begin again then, with a new `RUN`: what is done already is not done again.',
      ...[standby, home].flatMap(target => [
        `**${target.name} takes over by force:**`,
        shell(order(target, 'disarm')),
        ...stepsByHand(facts, target),
        'The lock of the run, gone when it has finished:',
        shell(readItem(target, 'lock')),
      ]),
      `Then look: ${to(TITLES.look)}.`,
    ],
  };
}

/** What is expected of a run, and what may be lost. */
export function budgetSection({ input, home, standby }: RunbookFacts): Section {
  const budgets = [standby, home].map(({ region }) => input.budget(region, RunMode.FAILOVER));
  const [first] = budgets;
  return {
    title: TITLES.budget,
    body: [
      'An estimate: each figure has a source, and the longest are assumptions, because AWS publishes none. Drills measure what is true of this environment.',
      ...inEach(budgets),
      first.objective
        ? `The objective is ${first.objective.toHumanString()}.`
        : 'No recovery time objective was given.',
      ...first.recoveryPoints.length === 0 ? [] : [
        '**What may be lost.** Targets; replication is asynchronous, and the metric says what is true now. Alarms have the same figures as thresholds.',
        table(['store', 'target', 'measured by', 'in', 'signal'], first.recoveryPoints.map(point =>
          [`\`${point.recoverableId}\``, point.target.toHumanString(), `\`${point.metric}\``, point.publishedIn.name, `\`${point.signalId}\``])),
      ],
      bullets(
        'A planned run loses nothing.',
        'A forced run records the lag that was measured last, and the times between which writes are suspect.',
      ),
    ],
  };
}

function stepsByHand({ input }: RunbookFacts, target: Side): string[] {
  const mode = RunMode.FAILOVER;
  return input.plan(target.region, mode).phases.flatMap(({ branches }) => branches).flatMap(({ steps }) => steps)
    // Whoever types has asked for the run.
    .filter(({ action, onlyWhen }) => !LEFT_OUT.test(action.kind) && onlyWhen !== RunCondition.AUTOMATIC)
    .map(step => ({ step, commands: ownCommands(step, target) ?? input.commandsOf(step, target.region) }))
    .flatMap(({ step, commands }) => [
      `\`${step.id}\`: ${step.description}.`,
      ...commands.length === 0 ? [] : [shell(...step.action.kind === 'invoke-function' ? commands.map(patient) : commands)],
      `Done when ${input.doneWhen(step)}.`,
    ]);
}

/** The function of a team may take as long as any of Lambda: given up before, it would be called again. */
function patient(command: string): string {
  return command.replace(/^aws lambda invoke /, `$&--cli-read-timeout ${LONGEST_CALL} `);
}

/** Of steps that a machine takes otherwise than a person: it is its execution that holds the lock. */
function ownCommands({ action: { kind } }: RecoveryStep, target: Side): readonly string[] | undefined {
  const mode = RunMode.FAILOVER;
  switch (kind) {
    case 'begin-run': return begin(target);
    case 'finish-run': return [callKeeper(target, { action: 'finish', mode, ...SHELL_RUN, outcome: 'succeeded', steps: [] })];
    // It is asked where people are: no execution waits for a token.
    case 'approval': return [];
    default: return undefined;
  }
}

/** Whoever looks at the lock sees by its run where that is. A name that nobody else makes in the same moment: `begin` resumes a run that it knows. */
function begin(target: Side): string[] {
  const runId = target.names.executionArns('failover').replace('*', 'by-hand');
  const answer = callKeeper(target, {
    action: 'begin',
    mode: RunMode.FAILOVER,
    runId: SHELL_RUN.runId,
    startedAt: new ShellVariable('$STARTED'),
    byHand: true,
    actor: OPERATOR,
    reason: REASON,
    automatic: false,
    assertActive: false,
  });
  return [
    `RUN="${runId}-$(date -u +%Y%m%dT%H%M%SZ)-$RANDOM"`,
    'STARTED="$(date -u +%Y-%m-%dT%H:%M:%S.000Z)"',
    keep('EPOCH', `${answer} | tee /dev/stderr | jq '.epoch // empty'`),
  ];
}

function callKeeper(target: Side, request: ByHand<Extract<KeeperRequest, { readonly action: 'begin' | 'finish' }>>): string {
  return callFunction(target, target.names.calledName('run-keeper'), request);
}

/** Written once where both Regions have the same figures. */
function inEach(budgets: readonly RecoveryBudget[]): string[] {
  const tables = budgets.map(budgetTable);
  return tables[0] === tables[1]
    ? ['**A forced failover to either Region**, in seconds:', tables[0]]
    : budgets.flatMap((budget, index) => [`**A forced failover to ${budget.target.name}**, in seconds:`, tables[index]]);
}

/** As the picture of the budget names it, where it is no step. */
function partName({ id, critical }: BudgetLine): string {
  const title = PART_TITLES[id] ?? id;
  return `${critical ? `**${id}**` : id}${title === id ? '' : `: ${title}`}`;
}

function budgetTable({ lines, best, typical, worst }: RecoveryBudget): string {
  return table(['part', 'best', 'typical', 'worst', 'typically from - to', 'source'], [
    ...lines.map(line => [
      partName(line),
      lengthOf(line.best),
      lengthOf(line.typical),
      lengthOf(line.worst),
      `${seconds(line.typical.start)} - ${seconds(line.typical.end)}`,
      line.source,
    ]),
    ['**all**', seconds(best), seconds(typical), seconds(worst), '', 'bold parts decide the typical case'],
  ]);
}
