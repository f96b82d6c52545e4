import { ALL_OBSERVATIONS, lineOf } from './decision-cases';
import type { DecisionLine } from './decision.data';
import { LINES, VALUES } from './decision.data';
import type { Observation } from '../../src/recovery/decision/observation';
import { REASONS } from '../../src/recovery/decision/verdict';

const HEADINGS: { readonly [input in keyof Observation]: string } = {
  role: 'this Region',
  service: 'for five minutes',
  peerEndpoint: 'endpoint of the other',
  run: 'lock of this Region',
  databases: 'databases',
  ready: 'ready',
  automatic: 'automation',
  armed: 'armed',
  blocked: 'blocked',
  paused: 'planned runs paused',
  behindReverseLatch: 'reverse latch closed',
  isHome: 'is home',
  peerAnswers: 'state of the other answers',
};

const INTRODUCTION = `# What is decided

The truth table of the decider: whether a Region takes over from the other one, in every state of what it observes. Both Regions decide alike,
each for itself, every minute and at once when its decision alarm fires. The tests compare the code with this table in all
${ALL_OBSERVATIONS.length.toLocaleString('en')} combinations, and hold it against rules that are not in it: nothing begins unarmed, writes are never given up while
a database works, and whenever something should be done and is not, people are paged.

This page is generated from the data of those tests (\`npm run truth-tables\`).

## How to read it

Of the lines that fit, **the first counts**. An empty cell: it does not matter. The last column says of how many combinations a line is the first.

| what is observed | values |
|---|---|
| ${HEADINGS.role} | **active**: it serves, by its own recovery state; **standby**: the other one does; **contested**: it serves by its own state, and a run to the other Region died without having ended |
| ${HEADINGS.service} | how the active Region sees itself while no run is under way. **serves**, or nobody can say; **written-elsewhere**: a database is written in the other Region, or about to be; **endpoint-lost**: its own endpoint does not answer. Both have to be seen for five minutes, by a note in the state: until then a run of the other Region has said that it took over |
| ${HEADINGS.peerEndpoint} | the decision alarm: **lost** in \`ALARM\`, **works** in \`OK\`, **unknown** without data. Lost needs five of six probes to fail while the own endpoint answers them. **both-fail**: the alarms below it say that the other Region would be held for lost, if this one were fit itself |
| ${HEADINGS.run} | **none**, or who holds it: a run of this Region (**here**), or of the other one (**elsewhere**), which cannot be asked whether it lives. A lock that expired, or whose execution has ended, is nobody's |
| ${HEADINGS.databases} | those written in the other Region. **work**: at one of three looks within 15 seconds each was in a status in which it serves; **dead**: at none, because it is gone, or its status says so, or because RDS did not answer and either nothing else of that Region does or no write has arrived from it for three minutes; **unknown**: where RDS did not answer and the database may write, or where the answer was a refusal, a throttle, a connection that fails by its certificate or protocol, or that it is being worked on; **disagree**: one works, one is dead; **none**: there is none, or every writer is in this Region already |
| ${HEADINGS.ready} | each database of this Region is a member of its global database, has an instance and is in a status in which it serves, or is being promoted already |
| ${HEADINGS.automatic} | whether runs begin by themselves; with \`Automation.approval()\` they do, and wait for a person before they change anything |
| ${HEADINGS.armed}, ${HEADINGS.blocked} | what the recovery state of this Region says |
| ${HEADINGS.behindReverseLatch} | this Region is the standby by design, and the home Region's latch is closed as far as is known here |
| ${HEADINGS.isHome} | this Region is the home Region |
| ${HEADINGS.peerAnswers} | the recovery state of the other Region can be read |

**planned** starts the switchover of this Region, **forced** its failover. **page** starts nothing: the metric \`Verdict\` is 3, an alarm pages at
once, and the log of the decider says why and which run it would be.

## The table
`;

/** The page. */
export function renderDecision(): string {
  const counts = new Map<DecisionLine, number>();
  ALL_OBSERVATIONS.forEach(each => counts.set(lineOf(each)!, (counts.get(lineOf(each)!) ?? 0) + 1));
  const inputs = Object.keys(VALUES) as (keyof Observation)[];
  const columns = [...inputs.map(input => HEADINGS[input]), 'verdict', 'because', 'combinations'];
  return [
    INTRODUCTION,
    row(columns),
    `|${columns.map(() => '---').join('|')}|`,
    ...LINES.map(line => row([
      ...inputs.map(input => cell(line.when[input])),
      line.wanted ? `**${line.verdict}** (${line.wanted})` : `**${line.verdict}**`,
      `\`${line.reason}\`: ${line.because}`,
      String(counts.get(line) ?? 0),
    ])),
    '',
    '## The reasons',
    '',
    'In logs, and in the input of runs that automation starts.',
    '',
    '| reason | in words |',
    '|---|---|',
    ...Object.entries(REASONS).map(([reason, text]) => row([`\`${reason}\``, text])),
    '',
  ].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cell(values: readonly (string | boolean)[] | undefined): string {
  return (values ?? []).map(value => typeof value === 'boolean' ? (value ? 'yes' : 'no') : value).join(' or ');
}
