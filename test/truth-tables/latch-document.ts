import { ALL_CASES, settled, textOf } from './latch-cases';
import { linesOf, TABLES } from './latch-lines';
import type { LatchLine, Policy, Shift, Source, SourceId } from './latch.data';
import { CLOSED, LATCH_STATES, OPEN, SOURCES } from './latch.data';

const PER_TABLE = ALL_CASES.length;
const LEFT = new Set(ALL_CASES.map(settled).map(textOf)).size;

const INTRODUCTION = `# Who answers

The truth table of \`FailoverDns\`: which Region Route 53 answers with, in every state of both endpoints, both latches and the Regions.
It says what is asked for and is not derived from the health checks. The tests synthesise records, checks and alarms, work out Route 53's
answer by its documented rules (\`test/route53/\`), and compare: with load balancers over IPv4 and IPv6, host names, endpoints that metrics
tell of, stacks of the consumer, and us-east-1 as a Region of the two. Defects that are put into the templates on purpose make them
disagree.

This page is generated from the same data (\`npm run truth-tables\`).

## How to read it

| word | meaning |
|---|---|
| primary, secondary | the home Region and the standby, by their role in the design, whichever is active |
| latch | the switch in the standby: closed, it takes the traffic |
| reverse latch | the switch in the home Region: closed, it takes the traffic back, whatever the latch says |
| **closed** | ${[...CLOSED].join(', or ')} |
| **not closed** | ${[...OPEN].join(', or ')} |
| no data yet | nothing was ever published |
| stale after ... | nothing is published any more, and that is what was published last |
| any | every state |
| by weight | both answer, each with its share of the weights |

**A Region is lost**: its endpoint does not answer, and its latch publishes no more. The other columns then say what was true when it was
lost, so that cases become one: an endpoint that was up is down, a latch that was open is stale after open. Of the ${PER_TABLE} cases of each
table ${LEFT} are left that way, and cases that become one have one answer. The health checkers of the other Regions go on. Where a metric
tells of an endpoint, published in the other Region, the loss of that Region leaves what it told last.

**us-east-1 is lost**: records and checks cannot be changed and Route 53's metrics are missing. Answers and checks go on. Where us-east-1
is one of the two Regions, its loss is that Region's.

**Stale is for hours, not for days.** AWS recommends the last known status for short gaps. A latch that is closed is published every minute by
the Region that closed it.

**The order of opening both latches**: the standby's first, then the reverse one. The other way round traffic moves to the standby between
the two.
`;

const HEADINGS: { readonly [shift in Shift]: string } = {
  'by-plan': '`TrafficShift.byPlan()`',
  'on-endpoint-health': '`TrafficShift.onEndpointHealth()`',
};

const RECORDS: { readonly [policy in Policy]: string } = {
  failover: 'Failover records',
  weighted: 'Weighted records',
};

const COLUMNS = ['Region lost', 'latch', 'reverse latch', 'primary endpoint', 'secondary endpoint', 'answers', 'because', 'rests on'];

/** The page. */
export function renderLatch(): string {
  return [
    INTRODUCTION,
    ...TABLES.flatMap(([policy, shift]) => [
      `## ${RECORDS[policy]}, ${HEADINGS[shift]}`,
      '',
      ...table(COLUMNS, linesOf(policy, shift).map(rowOf)),
      '',
    ]),
    '## What it rests on',
    '',
    'What is *assumed* no page states; [fidelity.md](../fidelity.md) says how to prove it.',
    '',
    ...table(['page', 'says'], Object.entries<Source>(SOURCES).map(([id, { says, assumed }]) => [`[${id}]`, assumed ? `*assumed:* ${says}` : says])),
    '',
    ...Object.entries<Source>(SOURCES).map(([id, { at }]) => `[${id}]: ${at.startsWith('https:') ? at : `../../${at}`}`),
    '',
  ].join('\n');
}

function rowOf({ when, answers, because, sources }: LatchLine): string[] {
  return [
    when.lost.length === 4 ? 'any' : when.lost.join(', '),
    latch(when.latch),
    latch(when.reverseLatch),
    endpoint(when.primaryUp),
    endpoint(when.secondaryUp),
    `**${answers}**`,
    because,
    sources.map(link).join(', '),
  ];
}

function latch(states: LatchLine['when']['latch']): string {
  const named = [[LATCH_STATES, 'any'], [OPEN, 'not closed'], [CLOSED, 'closed']] as const;
  return named.find(([list]) => list === states)?.[1] ?? states.join(', ');
}

function endpoint(states: readonly boolean[]): string {
  return states.length === 2 ? 'any' : states[0] ? 'up' : 'down';
}

function link(id: SourceId): string {
  const source: Source = SOURCES[id];
  return `[${id}]${source.assumed ? ' (assumed)' : ''}`;
}

function table(headings: readonly string[], rows: readonly string[][]): string[] {
  return [headings, headings.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`);
}
