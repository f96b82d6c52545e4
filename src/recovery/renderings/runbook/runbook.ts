import { promoteSecret, deployAlone, restore } from './data-sections';
import { readThisFirst, seeWhereThingsStand, whatToDo } from './introduction';
import { budgetSection, byHand } from './last-sections';
import { document } from './markdown';
import { nobodyActs } from './nobody-acts';
import { drill, failback, failover, standbyLost, switchover } from './run-sections';
import { runbookFacts } from './runbook-facts';
import type { RunbookInput } from './runbook-input';
import { suspectWrites } from './suspect-writes';
import { falseAlarm, regionReturns, strandedTraffic, stuckRun, switches } from './trouble-sections';

/** The sections, in the order in which somebody who was woken up needs them. */
const SECTIONS = [
  readThisFirst, seeWhereThingsStand, whatToDo,
  failover, standbyLost, switchover, failback, drill,
  nobodyActs, falseAlarm, stuckRun, strandedTraffic, regionReturns, suspectWrites,
  switches, deployAlone, promoteSecret, restore, byHand, budgetSection,
];

/** Writes the operator's runbook of one environment, in Markdown. */
export function renderRunbook(input: RunbookInput): string {
  const facts = runbookFacts(input);
  const { application, environment, home, standby } = facts;
  return document(
    `Recovery of ${application} in ${environment}`,
    [
      `For operators. Home is ${home.name}, standby is ${standby.name}. Written from the configuration by \`FailoverOrchestrator.runbook()\`: do not edit it, render it again.`,
    ],
    SECTIONS.map(section => section(facts)),
  );
}
