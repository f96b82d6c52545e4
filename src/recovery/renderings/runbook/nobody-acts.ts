import { aws, keep } from './cli';
import type { Section } from './markdown';
import { chain, expect, table, to } from './markdown';
import type { RunbookFacts, Side } from './runbook-facts';
import { TITLES } from './titles';
import type { Reason } from '../../decision/verdict';
import { REASONS } from '../../decision/verdict';

/** Why people are paged, and nothing begins. */
type PagedReason = Exclude<Reason, 'active' | 'peer-works' | 'nobody-knows' | 'run-in-progress' | 'endpoint-dead' | 'region-dead' | 'endpoint-dead-without-data'>;

/** Something should be done, and automation may not or cannot. */
export function nobodyActs({ home, standby }: RunbookFacts): Section {
  const sections = `to ${standby.name}: ${to(TITLES.failover(standby.name))} or ${to(TITLES.switchover(standby.name))}; to ${home.name}: `
    + `${to(TITLES.standbyLost(home.name))} or ${to(TITLES.failback(home.name))}`;
  return {
    title: TITLES.nobodyActs,
    body: home.decisionAlarmName === undefined ? ['Nothing is detected here, and no such page is sent: people start every run.'] : [
      'The page is of the Region that would take over, or of the active one that does not serve, and names it. The decider of that Region says in its log, every minute, what it has '
      + 'decided, and why:',
      ...[standby, home].flatMap(side => [`In ${side.name}, in the last ${SHOWN_MINUTES} minutes, the newest last:`, readDecisions(side)]),
      expect(`a line a minute: time, verdict, reason, and which run is wanted, \`forced\` or \`planned\`, or \`-\` where that is not known. The run is: ${sections}. No line: it has decided nothing, `
        + `which has a page of its own; ${to(TITLES.look)}.`),
      table(['reason', 'what it means', 'what to do'], Object.entries(REMEDIES).map(([reason, remedy]) => [`\`${reason}\``, REASONS[reason as Reason], remedy])),
    ],
  };
}

const SHOWN_MINUTES = 15;

/** Each line of a log of Lambda has time, request and level before what was logged, set apart by tabs. */
const DECISIONS = '.events[] | (.timestamp / 1000 | floor | todate) as $at | .message | split("\\t") | last | fromjson? | select(.message == "decided") '
  + '| [$at, .verdict, .reason, .wanted // "-"] | @tsv';

/** The name of the log is made by CloudFormation: the function knows it. */
function readDecisions({ name, names }: Side): string {
  return chain(
    keep('GROUP', aws('lambda get-function-configuration', name,
      { 'function-name': names.functionName('run-decider'), 'query': 'LoggingConfig.LogGroup', 'output': 'text' })),
    `${aws('logs filter-log-events', name, {
      'log-group-name': '$GROUP',
      'start-time': `$(($(date +%s) - ${SHOWN_MINUTES * 60}))000`,
      'filter-pattern': 'decided',
      'output': 'json',
    })} \\\n  | jq -r '${DECISIONS}'`,
  );
}

const START = 'start the run that is wanted';

/** The compiler sees to it that none is missing. */
const REMEDIES: Readonly<Record<PagedReason, string>> = {
  'written-elsewhere': to(TITLES.stranded),
  'endpoint-lost': `mend the endpoint, or ${START} in the other Region`,
  'run-of-peer': to(TITLES.stuck),
  'manual': START,
  'not-armed': START,
  'blocked': `look what the last run did, then ${START}, or acknowledge: ${to(TITLES.switches)}`,
  'standby-ill': 'look first for what both Regions depend on. Mend the active one; or mend this one, and automation takes over by itself, where it is armed; or '
    + `${START}: by force it notes what is ill, and goes on; by plan it is refused as \`NotReady\``,
  'paused': 'see why the last planned run was refused; by then automation tries again',
  'databases-unknown': `ask yourself whether the databases work there: ${to(TITLES.look)}. They do: by plan. They do not: by force`,
  'databases-disagree': 'say which data count for more. By force: what the working database has not replicated is lost. Or mend the dead one, and go by plan',
  'not-ready': 'mend it: no run can promote it before. Then automation begins the run by itself, where it is armed',
  'reverse-latch-closed': to(TITLES.returns),
  'contested': `${to(TITLES.stranded)}: say which Region is active`,
  'failback': START,
  'peer-silent': 'wait until the state of the other Region answers, or decide on a forced run',
};
