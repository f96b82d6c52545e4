import type { Section } from './markdown';
import { table, to } from './markdown';
import type { RunbookFacts } from './runbook-facts';
import { TITLES } from './titles';
import type { Reason } from '../../decision/verdict';
import { REASONS } from '../../decision/verdict';

/** Why people are paged, and nothing begins. */
type PagedReason = Exclude<Reason, 'active' | 'peer-works' | 'nobody-knows' | 'run-in-progress' | 'endpoint-dead' | 'region-dead' | 'endpoint-dead-without-data'>;

/** Something should be done, and automation may not or cannot. */
export function nobodyActs({ home, standby }: RunbookFacts): Section {
  const sections = `to ${standby.name}: ${to(TITLES.failover(standby.name))} or ${to(TITLES.switchover(standby.name))}; to ${home.name}: `
    + `${to(TITLES.standbyLost(home.name))} or ${to(TITLES.failback(home.name))}`;
  const logs = [home, standby].map(({ names }) => `\`${names.functionName('run-decider')}\``).join(' or ');
  return {
    title: TITLES.nobodyActs,
    body: home.decisionAlarmName === undefined ? ['Nothing is detected here, and no such page is sent: people start every run.'] : [
      `The page is of the Region that would take over, or of the active one that does not serve. The log of ${logs} says the \`reason\`, every minute, and as \`wanted\` `
      + `whether the run would be \`forced\` or \`planned\`: ${sections}.`,
      table(['reason', 'what it means', 'what to do'], Object.entries(REMEDIES).map(([reason, remedy]) => [`\`${reason}\``, REASONS[reason as Reason], remedy])),
    ],
  };
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
