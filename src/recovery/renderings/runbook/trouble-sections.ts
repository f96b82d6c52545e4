import { aws } from './cli';
import { describeGlobalCluster } from './introduction';
import type { Section } from './markdown';
import { bullets, chain, expect, numbered, shell, table, to } from './markdown';
import { carriedOut, heldExecution, historyOfRun, newestExecution, order, startRun, watchRun } from './run-commands';
import type { RunbookFacts, Side } from './runbook-facts';
import { newestRun, readItem } from './state-commands';
import { TITLES } from './titles';
import { shellJson } from '../../actions/shell-json';
import { OPERATOR, WHO_AND_WHY } from '../../actions/shell-operator';
import type { RunErrorName } from '../../handlers/run-errors';
import { RUN_ERRORS } from '../../handlers/run-errors';
import { PHASE, STEP } from '../../plan/plan-ids';
import { plannedMode } from '../../plan/plan-modes';
import { RunMode } from '../../plan/run-mode';

/** An execution that has ended is not stopped, and says nothing of it. */
const STOPPED = expect('`ABORTED`. Any other status: `EXECUTION` was not the run that goes on. Look at the machines again, and stop the one that is `RUNNING`.');

/** A page, and no loss. */
export function falseAlarm(facts: RunbookFacts): Section {
  const { home, standby } = facts;
  return {
    title: TITLES.falseAlarm,
    body: [
      'First keep automation from acting on it, in both Regions, then look why it was seen.',
      shell(order(standby, 'disarm'), order(home, 'disarm')),
      expect('`"StatusCode": 200` and no `FunctionError`, once for each Region. A Region that does not answer is not disarmed, and may still take over: disarm it as soon as it answers.'),
      ...[standby, home].flatMap(side => side.decisionAlarmName ? [shell(decisionAlarm(side, side.decisionAlarmName))] : []),
      expect('`OK`, or `ALARM` with the reason: which probes or signals. A run that has begun already is not stopped by this. Where only the endpoint '
        + 'looked lost it is a planned run, so look at each machine of the Region that would take over:'),
      ...[standby, home].flatMap(side => MACHINES.flatMap(machine => [
        `${howOf(machine)} to ${side.name}; nothing has moved before ${firstMoves(facts, side, machine)}:`,
        chain(newestExecution(side, machine), watchRun(side), historyOfRun(side)),
      ])),
      expect('for one of them `RUNNING` and the names of the steps that it has entered. `None`: this machine has never run.'),
      bullets(
        '`RUNNING`, and nothing has moved: look at its machine once more, so that `EXECUTION` is that run, and stop it in its Region.',
        'behind that: traffic, role or writer have moved, or are about to. **Let it end**; a run that is stopped in between leaves them apart. Then bring '
        + `the service back by plan: ${to(TITLES.failback(home.name))} or ${to(TITLES.switchover(standby.name))}.`,
        `no run: nothing has changed. Mend what misled the detection, and arm again: ${to(TITLES.switches)}.`,
      ),
      ...[standby, home].map(side => chain(stopRun(side), watchRun(side))),
      STOPPED,
      `A planned run that was stopped behind \`${STEP.fenceSource}\` leaves the Region that it came from fenced: applications there refuse writes until \`fencedUntil\` of its state. `
      + 'That ends by itself; the same planned run, started again, goes on from there.',
    ],
  };
}

/** Redrive, locks of runs that have ended, and what the errors mean. */
export function stuckRun({ home, standby }: RunbookFacts): Section {
  return {
    title: TITLES.stuck,
    body: [
      'A run is in the Region that takes over.',
      'Which one it is, and what it does; it is then the run that the commands below speak of:',
      ...[standby, home].flatMap(side => MACHINES.flatMap(machine => [
        `${howOf(machine)} to ${side.name}:`,
        chain(newestExecution(side, machine), watchRun(side), historyOfRun(side)),
      ])),
      '**It failed.** The error is one of these names. Mend the cause, then redrive: the run goes on at the step that failed, a planned one that '
      + 'failed between its fence and the admission of writers with the fence. Steps look first '
      + 'whether their work is done, so that nothing is done twice; of steps that stand side by side, those of your own are all taken again. A run can be '
      + 'redriven for 14 days; an older one is started anew.',
      ...[standby, home].map(side => shell(redrive(side))),
      expect('a `redriveDate`, and then `RUNNING`; its history goes on with the steps from the one that failed.'),
      '**The redrive ended at once, with the same error, and entered no step again:** start the run anew. A redrive calls the state machine back to where it '
      + 'ended, with what it had kept, and rests on Step Functions evaluating that state once more; where it does not, the old end is only written again, and another redrive does the '
      + 'same. A new run keeps nothing: it takes over the lock of the one that has ended, looks at what is there, and does nothing twice but steps of your own. It is the run of the same machine:',
      ...[standby, home].flatMap(side => MACHINES.flatMap(machine => [
        `${howOf(machine)} to ${side.name}:`,
        chain(startRun(side, machine), watchRun(side)),
      ])),
      `\`AlreadyActive\`: the run had made the Region the active one before it failed. Look whether it serves; where it does not: ${to(TITLES.stranded)}.`,
      table(['error', 'what it means', 'what to do'], Object.entries(REMEDIES).map(([name, remedy]) =>
        [`\`${name}\``, RUN_ERRORS[name as RunErrorName], remedy])),
      '**It does not end.** Every step has a time limit, and the whole run has one: it ends by itself. Stop it only when it is in the way, and disarm '
      + 'its Region first: what was observed still holds, and automation may begin another.',
      ...[standby, home].map(side => chain(carriedOut(side, 'disarm'), stopRun(side), watchRun(side))),
      STOPPED,
      'Stopped only where it is disarmed: otherwise the answer that is printed says why not.',
      '**The lock is held, and no run is under way.** Look whose it is; its `runId` is the ARN of an execution.',
      ...[standby, home].map(side => chain(
        readItem(side, 'lock'),
        heldExecution(side),
        watchRun(side),
      )),
      numbered(
        'The execution is not `RUNNING`: start the run that you need. It takes over the lock of a run that has ended. Delete nothing.',
        'The execution is of the other, lost Region: a forced run that you start takes the lock that a planned run of it left here. For any other '
        + 'run the lock ends by itself at `expiresAt`.',
        'It is `RUNNING`: it works. Let it end, or stop it.',
      ),
      'The record of the run says which steps it took, when, and what it found:',
      ...[standby, home].map(side => shell(newestRun(side))),
    ],
  };
}

/** Role, traffic and writer are apart, and nothing brings them together by itself. */
export function strandedTraffic(facts: RunbookFacts): Section {
  const { home, standby } = facts;
  return {
    title: TITLES.stranded,
    body: [
      'The Region is active by its state, but a database is written in the other one, or the traffic is there: a run failed in between, or one Region took over '
      + 'while the other did not hear of it. The decider of the Region pages, and its log has the reason `written-elsewhere` or `endpoint-lost`: '
      + `${to(TITLES.nobodyActs)} says how it is read.`,
      numbered(
        `See states, latches, locks and writers: ${to(TITLES.look)}. While a run is under way: let it end.`,
        'Say which Region shall be active: as a rule the one where every database is written, for then nothing more is lost. Where a database is written in the '
        + 'other Region, and is promoted by force, what was not replicated is lost.',
        '**Start the forced failover in the Region that shall be active, with `assertActive`, also where it is so by its state.** In an epoch above all that it knows of, the '
        + 'traffic is led there, what is written elsewhere is promoted, and the other Region is told as soon as it answers. What is done already is not done again.',
      ),
      ...[standby, home].flatMap(side => [
        `${side.name} shall be active:`,
        chain(startRun(side, 'failover', undefined, { assertActive: true }), watchRun(side), historyOfRun(side)),
      ]),
      expect(`\`SUCCEEDED\`. \`ReverseLatchClosed\` in ${standby.name}: assert ${home.name} first, then ${to(TITLES.switchover(standby.name))}.`),
      `No run can be started: ${to(TITLES.byHand)}. The last resort, where nothing but the state tables and CloudWatch answers, is \`docs/runbooks/move-traffic.md\` of `
      + 'cdk-multi-region-dr: it moves traffic and role alone, and leaves the databases where they are.',
    ],
  };
}

/** The other Region answers again. */
export function regionReturns(facts: RunbookFacts): Section {
  const { home, standby } = facts;
  return {
    title: TITLES.returns,
    body: [
      'It returns with the state of before: its own table may still call it active. The Region that took over tells it, once a minute, as long as its '
      + 'decider runs; the latches keep clients away until then.',
      numbered(
        'Both Regions must agree on `activeRegion`, and on the epoch. Wait for it for five minutes; the higher epoch is right. Where they still do not agree: '
        + `${to(TITLES.stranded)}.`,
        'Aurora rebuilds the member that was lost, and keeps its volume of before in a snapshot. This takes minutes to hours. It is in step when '
        + 'its `SynchronizationStatus` is `connected`.',
        `Keep the snapshot: ${to(TITLES.suspect)}.`,
        'DynamoDB and S3 catch up by themselves. Deploy what was deployed to the other Region meanwhile, with all stacks.',
      ),
      shell(readItem(home, 'state'), readItem(standby, 'state'), readItem(home, 'latch'), readItem(standby, 'latch')),
      ...home.databases.map(({ globalClusterIdentifier }) =>
        shell(...[home, standby].map(({ name }) => describeGlobalCluster(name, globalClusterIdentifier)))),
      expect('the same `activeRegion` and `epoch` twice; `available`, and the second member `connected`.'),
      `**${home.name} was lost:** it stays the standby until you choose ${to(TITLES.failback(home.name))}.`,
      `**${standby.name} was lost while it was active:** ${home.name} has its reverse latch closed, and cannot be left. Its decider opens first the latch of `
      + `${standby.name}, and then its own. Wait until both read \`closed\` false, and drill it: ${to(TITLES.drill)}. If they do not, the alarm of the latch stays `
      + `in \`ALARM\`; the log of the decider says why${home.decisionAlarmName ? `, and ${to(TITLES.nobodyActs)} how it is read` : ''}.`,
    ],
  };
}

/** Switches of automation, and approvals. */
export function switches({ home, standby }: RunbookFacts): Section {
  const both = [standby, home];
  return {
    title: TITLES.switches,
    body: [
      'Each Region has its own switch: it says whether **this** Region may take over without being asked. After the first deployment both are off.',
      '**Disarm.** Runs that are under way go on, and people may still start others.',
      shell(...both.map(side => order(side, 'disarm'))),
      '**Arm.** Refused with `SignalNeverHealthy` while a signal has no data or is not healthy.',
      shell(...both.map(side => order(side, 'arm'))),
      '**Acknowledge** a run that has ended, in **both** Regions: each blocks its own automation. Until then, and for a minimum time, it does not act: it does '
      + 'not know what you know.',
      shell(...both.map(side => order(side, 'acknowledge'))),
      expect('`"StatusCode": 200` and no `FunctionError`. With `FunctionError`, the answer names the error: `Blocked`, `SignalNeverHealthy`, `StateUnreadable`.'),
      '**Approve or reject** a run that waits. The token is in the message that asks: type `TOKEN=\'`, paste it whole, and close it with `\'`.',
      'Answer once, in the Region of the run, with one of these and no other: what was answered cannot be taken back.',
      ...both.flatMap(side => [
        `Reject the run to ${side.name}:`,
        shell(reject(side)),
        `Approve the run to ${side.name}:`,
        shell(approve(side)),
      ]),
      expect('nothing is printed. `TaskTimedOut`: the time to answer is over, and the run has ended with `ApprovalTimedOut`.'),
      '**Switch everything off.** Disarm both Regions; that is all. Runs that people start still work. A Region that does not answer you cannot be disarmed, '
      + 'and **may still take over**: cut off from you, and not lost, it decides by what it sees. Disarm it as soon as it answers. Look that it holds:',
      shell(...both.map(side => readItem(side, 'state'))),
      expect('`"armed": {"BOOL": false}`, or no `armed`, in both.'),
    ],
  };
}

/** Drills move nothing but by the planned machines. */
const MACHINES = ['failover', 'planned'] as const;

/** What comes before traffic, role or writer move. Steps of a team that stand here may have scaled something. */
const BEFORE_ANYTHING_MOVES: readonly string[] = [PHASE.start, PHASE.readiness, PHASE.record, PHASE.approval, PHASE.preparation];

const TOKEN = '${TOKEN:?the token of the message}';
const REDRIVE = 'mend what the cause names, then redrive';
const NOTHING_CHANGED = 'nothing was changed: mend it, and start again';

/** What to do about each error. The compiler sees to it that none is missing. */
const REMEDIES: Readonly<Record<RunErrorName, string>> = {
  RunInProgress: 'watch the run that is under way; start again when it has ended',
  AlreadyActive: `it serves: nothing, the other direction is another machine. It does not: ${to(TITLES.stranded)}. Only a forced run of a person `
    + 'whose input says `assertActive` makes a Region active that is so by its state',
  NotArmed: 'arm, or start the run yourself: people need not be armed',
  Blocked: 'acknowledge the last run, or start the run yourself',
  ReverseLatchClosed: 'let the home Region open its reverse latch, as it says where the lost Region returns',
  PeerUnreachable: 'wait until both Regions answer, or decide on a forced run',
  NotReady: NOTHING_CHANGED,
  LagAboveGate: 'wait until replication has caught up, and start again; a forced run would lose as much as the lag. Behind the fence: applications write again where '
    + 'they did',
  LagUnknown: 'see why the lag has no data, and start again',
  PromotionNotConfirmed: 'type the name of the environment into `confirm`, if production is to move',
  SignalNeverHealthy: 'mend the signal, or take it out, then arm',
  LockLost: 'another run holds the lock, or did: watch that one. Nobody does, and this one was stopped or out of time: redrive once more, which takes the '
    + 'lock again. `LockLost` once more: a later epoch has begun; start anew',
  PromotionConflict: `the traffic that the run took was given back, if RDS said that the other Region writes. See who does: ${to(TITLES.stranded)}; do not redrive before`,
  PromotionRefused: 'the traffic that the run took was given back, if RDS said that the other Region writes, and RDS says so of one that is lost, too: then nobody answers '
    + `clients, not even reads, until the run takes it again; ${REDRIVE}, which does so before it promotes`,
  PromotionTimedOut: 'the traffic stays where the run led it. See who writes; redrive, which goes on waiting. Aurora may take longer than any limit',
  SourceLost: 'the Region that is left was lost in the middle: fail over by force. Where automation is armed, it begins that by itself',
  TrafficNotMoved: 'look at the latches and who answers; redrive, which looks again',
  ServiceNotWorking: 'the Region is the active one, and stays it. Try a write as a user, and see what the deep path says; mend that, then redrive, which asks again',
  StepFailed: REDRIVE,
  ApprovalTimedOut: 'start the run again, and answer in time',
  ApprovalRejected: 'nothing: somebody has decided against it',
  StateUnreadable: 'redrive when the table answers',
  StateMalformed: 'the cause names item and attribute: mend it in the table, then redrive',
  StateNotWritten: 'redrive when the table answers',
  ServiceUnavailable: 'redrive: the call may be made again',
  CallFailed: REDRIVE,
};

function howOf(machine: typeof MACHINES[number]): string {
  return machine === 'failover' ? 'By force' : 'By plan';
}

/** The steps with which a run begins to move what clients see: side by side where there are several. */
function firstMoves({ input }: RunbookFacts, side: Side, machine: typeof MACHINES[number]): string {
  const phase = input.plan(side.region, machine === 'failover' ? RunMode.FAILOVER : plannedMode(side.region)).phases.find(({ id }) => !BEFORE_ANYTHING_MOVES.includes(id))!;
  return phase.branches.map(({ steps: [first] }) => `\`${first.id}\``).join(', ');
}

function decisionAlarm({ name }: Side, alarmName: string): string {
  return aws('cloudwatch describe-alarms', name, {
    'alarm-names': alarmName,
    'alarm-types': 'CompositeAlarm',
    'query': 'CompositeAlarms[].[StateValue,StateReason,StateUpdatedTimestamp]',
    'output': 'text',
  });
}

function stopRun({ name }: Side): string {
  return aws('stepfunctions stop-execution', name, { 'execution-arn': '$EXECUTION', 'error': 'Stopped', 'cause': WHO_AND_WHY });
}

function redrive({ name }: Side): string {
  return aws('stepfunctions redrive-execution', name, { 'execution-arn': '$EXECUTION' });
}

function approve({ name }: Side): string {
  return aws('stepfunctions send-task-success', name, { 'task-token': TOKEN, 'task-output': { quoted: shellJson({ approver: OPERATOR }) } });
}

function reject({ name }: Side): string {
  return aws('stepfunctions send-task-failure', name, { 'task-token': TOKEN, 'error': 'ApprovalRejected', 'cause': WHO_AND_WHY });
}
