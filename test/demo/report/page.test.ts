import { FALSE_ALARM } from './fixtures/false-alarm';
import { PLANNED_SWITCHOVER } from './fixtures/planned-switchover';
import { REGION_LOSS } from './fixtures/region-loss';
import { logOf } from './log';
import { renderReport } from './page';
import { storyOf } from './story';
import type { SimulationReport } from '../../simulation/report';
import { ALL } from '../../simulation/report-writer/budget';
import { renderLines } from '../progress/lines';

const SCENARIOS = { REGION_LOSS, FALSE_ALARM, PLANNED_SWITCHOVER };
const NOTHING: SimulationReport = {
  ...FALSE_ALARM,
  faults: [],
  moments: [],
  traffic: [],
  lag: [],
  durationSeconds: 0,
  writes: { acknowledged: 0, lost: 0, refused: 0, unreachable: 0, lostBetween: [] },
};

/** What a reader sees of a part of the page, without elements; what is shown where the pointer rests is left out. */
function textOf(html: string): string {
  return html.replace(/<(style|script|title|desc)[^>]*>[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();
}

function sectionOf(html: string, id: string): string {
  return new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(html)![0];
}

/** The cells of the rows of a table, by its caption. */
function rowsOf(html: string, caption: string): string[][] {
  const table = html.split('<table').find(each => each.includes(`<caption>${caption}</caption>`))!;
  return table.split('<tbody>')[1].split('</tbody>')[0].split('<tr>').slice(1).map(row => row.split(/<t[hd][^>]*>/).slice(1).map(textOf));
}

function keyFigures(html: string): { [name: string]: string } {
  return Object.fromEntries([...html.matchAll(/<div class="key[^"]*"><dt>(.*?)<\/dt>(.*?)<\/div>/g)].map(([, name, rest]) => [name, textOf(rest)]));
}

describe.each(Object.entries(SCENARIOS))('the page of %s', (_, report) => {
  const html = renderReport(report);

  test('stands for itself: nothing is loaded, no script runs', () => {
    expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
    expect(html).not.toMatch(/<link|<img|<iframe|<object|@import|\bsrc=|url\((?!#)|\son\w+=/);
    expect(html.match(/<script[^>]*>/g)).toEqual(['<script type="application/json" id="report">']);
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address).filter(address => !JSON.stringify(report).includes(address))).toEqual([]);
  });

  test('has no value that is not there', () => {
    expect(html).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });

  test('closes every element that it opens', () => {
    const open: string[] = [];
    const faults: string[] = [];
    for (const [, close, name] of html.replace(/<style>[\s\S]*?<\/style>|<!DOCTYPE html>/g, '').matchAll(/<(\/?)([a-z][a-z0-9]*)(?:\s[^>]*)?>/gi)) {
      if (close === '') {
        open.push(name === 'meta' ? '' : name);
      } else if (open.filter(each => each !== '').pop() === name) {
        while (open.pop() !== name);
      } else {
        faults.push(name);
      }
    }
    expect(faults).toEqual([]);
    expect(open.filter(name => name !== '')).toEqual([]);
  });

  test('has one first heading, and skips no level', () => {
    const levels = [...html.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    expect(levels.filter(level => level === 1)).toHaveLength(1);
    expect(levels.filter((level, index) => index > 0 && level > levels[index - 1] + 1)).toEqual([]);
  });

  test('gives every picture a title and a description, every table a caption and heads, and every id once', () => {
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    for (const [svg] of html.matchAll(/<svg[\s\S]*?<\/svg>/g)) {
      const [, title, description] = /role="img" aria-labelledby="(\S+) (\S+)"/.exec(svg)!;
      expect(svg).toMatch(new RegExp(`<title id="${title}">[^<]+</title><desc id="${description}">[^<]+</desc>`));
    }
    const tables = html.split('<table').slice(1);
    expect(tables.length).toBeGreaterThan(1);
    expect(tables.filter(table => !/<caption>[^<]+<\/caption><thead><tr><th scope="col"/.test(table))).toEqual([]);
    expect(tables.filter(table => !table.includes('<th scope="row"'))).toEqual([]);
    for (const [, id] of html.matchAll(/aria-labelledby="(\S+-heading)"/g)) {
      expect(ids).toContain(id);
    }
  });

  test('carries its data, from which it can be rendered again', () => {
    const json = /<script type="application\/json" id="report">(.*?)<\/script>/.exec(html)![1];
    expect(renderReport(JSON.parse(json))).toBe(html);
  });

  test('says that it is a simulation, of what, and how to see it again', () => {
    const about = textOf(sectionOf(html, 'about'));
    expect(html).toContain('<span class="tag">Simulation</span>');
    expect(about).toContain(report.disclaimer);
    expect(about).toContain(`npm run demo -- --scenario ${report.scenario} --seed ${report.seed}`);
    expect(about).toContain('no figure here is a measurement of AWS');
    expect(about).toContain('a handler has no time of its own');
  });
});

describe('the headline', () => {
  test('of a loss: what it took against the objectives, and what became of writes', () => {
    const html = renderReport(REGION_LOSS);
    expect(html).toContain('<p class="verdict good"><span class="sign" aria-hidden="true">✓</span>Recovered within the objectives</p>');
    expect(textOf(html)).toContain('T, from which this page counts, is 12:10:00 on the simulation’s clock: us-east-1 is lost.');
    expect(keyFigures(html)).toEqual({
      'Recovery time (RTO)': '3:05 objective 5:00, 1:55 to spare',
      'Recovery point (RPO)': '0.4 s objective 5 s, 4.6 s to spare',
      'Writes acknowledged': '171,600 89.4 % of those that clients sent',
      'Acknowledged, then lost': '26 0.02 % of those acknowledged; listed below',
      'Writes not taken': '20,400 11,070 refused and may be retried, 9,330 not answered',
      'Laws broken': 'none as the checker of the history finds',
    });
    expect(html).toContain('<span style="width:62%">');
  });

  test('of a false alarm: that nothing was needed', () => {
    const html = renderReport(FALSE_ALARM);
    expect(html).toContain('Nothing was moved</p>');
    expect(keyFigures(html)).toMatchObject({
      'Recovery time (RTO)': 'not needed objective 5:00', 'Recovery point (RPO)': '0 s objective 5 s, nothing was lost', 'Acknowledged, then lost': '0 every acknowledged write is there',
    });
  });

  test('of a planned switchover: for how long writes were refused', () => {
    const html = renderReport(PLANNED_SWITCHOVER);
    expect(html).toContain('Moved as planned</p>');
    expect(keyFigures(html)).toMatchObject({
      'Recovery time (RTO)': 'no loss of a Region writes refused for about 2:20; objective 5:00',
      'Writes not taken': '7,580 7,580 refused and may be retried, 0 not answered; the longest pause about 1:20',
    });
  });

  test('of a planned switchover: that is no success by itself, one that refused nothing is, and one that refused more than the objective allows is a warning', () => {
    const toneOf = (report: SimulationReport) => /<div class="key([^"]*)"><dt>Recovery time/.exec(renderReport(report))![1].trim();
    const taken = { ...PLANNED_SWITCHOVER, traffic: PLANNED_SWITCHOVER.traffic.map(each => ({ ...each, refusedWrites: 0 })) };
    const short = { ...PLANNED_SWITCHOVER, objectives: { ...PLANNED_SWITCHOVER.objectives, rtoSeconds: 139 } };
    expect([PLANNED_SWITCHOVER, taken, short].map(toneOf)).toEqual(['', 'good', 'warning']);
    expect(keyFigures(renderReport(taken))).toMatchObject({ 'Recovery time (RTO)': 'no loss of a Region objective 5:00' });
  });

  test('of what took too long, or did not end well', () => {
    const late = renderReport({ ...REGION_LOSS, outcome: { ...REGION_LOSS.outcome, rtoSeconds: 412, rpoSeconds: 7 } });
    expect(late).toContain('<p class="verdict warning"><span class="sign" aria-hidden="true">!</span>Recovered, beyond an objective</p>');
    expect(keyFigures(late)).toMatchObject({
      'Recovery time (RTO)': '6:52 objective 5:00, 1:52 beyond it', 'Recovery point (RPO)': '7 s objective 5 s, 2 s beyond it',
    });
    const lost = { ...REGION_LOSS.outcome, recovered: false, rtoSeconds: undefined, rpoSeconds: undefined };
    const never = renderReport({ ...REGION_LOSS, outcome: lost });
    expect(never).toContain('<p class="verdict bad"><span class="sign" aria-hidden="true">✗</span>Not recovered</p>');
    expect(keyFigures(never)).toMatchObject({ 'Recovery time (RTO)': 'never objective 5:00', 'Recovery point (RPO)': 'unknown objective 5 s' });
  });
});

describe('findings of the checker', () => {
  const broken = renderReport({ ...REGION_LOSS, findings: [{ invariant: 'one-writer-per-epoch', atSeconds: 701.5, what: 'both Regions admitted writes' }] });

  test('come before everything that looks well', () => {
    expect(broken).toContain('<p class="verdict bad"><span class="sign" aria-hidden="true">✗</span>A law was broken</p>');
    expect(broken.indexOf('<section id="findings"')).toBeLessThan(broken.indexOf('<section id="timeline"'));
    expect(broken.match(/<section id="findings"/g)).toHaveLength(1);
    expect(rowsOf(broken, 'Laws that were broken')).toEqual([['one-writer-per-epoch', 'T+1:42', 'both Regions admitted writes']]);
  });

  test('that there are not are said in a sentence', () => {
    const html = renderReport(REGION_LOSS);
    expect(textOf(sectionOf(html, 'findings'))).toContain('No law was broken');
    expect(html.indexOf('<section id="findings"')).toBeGreaterThan(html.indexOf('<section id="timeline"'));
  });
});

describe('the runs', () => {
  const html = renderReport(REGION_LOSS);

  test('have their phases in the order in which they began', () => {
    const phases = (run: string) => [...html.split(`<article id="${run}"`)[1].split('</ol>')[0].matchAll(/<li><strong>(.*?)<\/strong><span class="took">(.*?)<\/span>/g)]
      .map(([, phase, took]) => [phase, took]);
    expect(phases('run-1')).toEqual([['detect', '0:50'], ['decide', '0:14'], ['shift', '0:55'], ['promote', '2:00'], ['verify', '2.5 s']]);
    expect(phases('run-2')).toEqual([['decide', '0.7 s'], ['shift', '1:17'], ['promote', '1:08'], ['verify', '1:18']]);
  });

  test('have a table of their steps in the order of time', () => {
    const rows = rowsOf(html, 'Steps of the failover to us-west-2');
    expect(rows).toHaveLength(11);
    expect(rows[0]).toEqual(['detect', 'five of six probes of us-east-1 fail, and the decision alarm goes off', 'detect', 'us-west-2', 'T', 'T+0:50', '0:50']);
    expect(rows.map(([id]) => id).slice(4, 8)).toEqual(['shift-traffic', 'latch-read', 'promote-database-main', 'fence-source']);
    expect(rows[5][3]).toBe('');
  });

  test('say why they were, who started them, and which writes are suspect', () => {
    const text = textOf(sectionOf(html, 'runs'));
    expect(text).toContain('Failover to us-west-2: succeeded Because the endpoint and the database of us-east-1 do not answer');
    expect(text).toContain('Time T+1:03 to T+3:07, 2:04 Recovery time, as it measured 3:02, T+0:05 to T+3:07: from the first probe that failed, '
      + 'as its alarm tells that, until it had verified that clients are served Writes refused about T+2:00 to T+3:10, about 1:10 Epoch 1 Lag at the start 0.4 s');
    expect(text).toContain('those acknowledged from 2026-01-31 12:09:59.588 UTC to 2026-01-31 12:10:00 UTC');
  });

  test('say since when they count, where the loss was not seen, and that no write was refused', () => {
    const [failover] = REGION_LOSS.runs;
    const text = textOf(renderReport({ ...REGION_LOSS, runs: [{ ...failover, lossSeenAt: undefined }], traffic: [] }));
    expect(text).toContain('Recovery time, as it measured 3:02, T+1:03 to T+4:05: from its start, until it had verified that clients are served Writes refused none');
  });

  test('may go on when the simulation ends, or have ended before their first step', () => {
    const [failover] = REGION_LOSS.runs;
    const [first] = failover.steps;
    const stuck = renderReport({
      ...REGION_LOSS, runs: [{ ...failover, untilSeconds: undefined, outcome: 'running', steps: [first, { ...failover.steps[6], untilSeconds: undefined }] }],
    });
    expect(textOf(stuck)).toContain('Time goes on after 38:57');
    expect(rowsOf(stuck, 'Steps of the failover to us-west-2')[1].slice(4)).toEqual(['T+1:05', 'goes on', '']);
    expect(textOf(renderReport({ ...REGION_LOSS, runs: [{ ...failover, steps: [] }] }))).toContain('The run ended before its first step.');
  });

  test('that there were not are said in a sentence', () => {
    expect(textOf(sectionOf(renderReport(FALSE_ALARM), 'runs'))).toMatch(/^The runs of recovery No run was started/);
  });
});

describe('the budget', () => {
  test('is held against what it took', () => {
    const rows = rowsOf(renderReport(REGION_LOSS), 'Budget against actual, by phase');
    expect(rows.map(([phase, , best, typical, worst, actual, verdict]) => [phase.split(' ')[0], best, typical, worst, actual, verdict])).toEqual([
      ['detect', '0:42', '1:05', '2:05', '0:50', 'typical or better'],
      ['decide', '2 s', '0:30', '1:10', '0:15', 'typical or better'],
      ['shift', '0:25', '1:15', '3:00', '0:55', 'typical or better'],
      ['promote', '0:45', '1:30', '8:00', '2:00', 'slower than typical'],
      ['verify', '1 s', '0:15', '0:45', '2.2 s', 'typical or better'],
      ['approve', '1:00', '5:00', '15:00', '–', 'did not happen'],
    ]);
  });

  test('says where all of it ends, which is not where the recovery time does', () => {
    const all = { ...REGION_LOSS.budget[0], phase: ALL };
    const said = (report: SimulationReport) => textOf(sectionOf(renderReport({ ...report, budget: [all] }), 'budget'));
    expect(said(REGION_LOSS)).toContain('“all of it” goes from the loss to the end of verify-traffic: by then the run has seen that the name leads to us-west-2, and works there. '
      + 'The recovery time at the top of the page ends with the first write of a client');
    expect(said(PLANNED_SWITCHOVER)).toContain('“all of it” goes from the start of the run to the end of verify-traffic');
    expect(said(PLANNED_SWITCHOVER)).not.toContain('first write');
    expect(textOf(sectionOf(renderReport(REGION_LOSS), 'budget'))).not.toContain('verify-traffic');
  });

  test('has its sources, which can be followed', () => {
    const html = sectionOf(renderReport(REGION_LOSS), 'budget');
    const page = 'docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html';
    expect(html).toContain(`<a href="https://${page}" rel="noreferrer">${page}</a>`);
    expect(textOf(html)).toContain('setting: five of six probes, one every 10 s');
  });

  test('says what is outside of it', () => {
    const line = { ...REGION_LOSS.budget[3], actual: 500 };
    const html = renderReport({ ...REGION_LOSS, budget: [line, { ...line, phase: 'other', actual: 1 }] });
    expect(rowsOf(html, 'Budget against actual, by phase').map(cells => cells[6])).toEqual(['beyond the worst case', 'below the best case']);
    expect(html).toContain('<span class="actual over" style="left:100%">');
  });

  test('draws to scale, up to the worst of what happened', () => {
    const bars = [...sectionOf(renderReport(REGION_LOSS), 'budget').matchAll(/<div class="bullet" aria-hidden="true">(.*?)<\/div>/g)].map(([, bar]) => bar);
    expect(bars[3]).toBe('<span class="range" style="left:9.4%;width:90.6%"></span><span class="typical" style="left:18.8%"></span><span class="actual" style="left:25%"></span>');
    expect(bars[5]).toBe('<span class="range" style="left:12.5%;width:87.5%"></span><span class="typical" style="left:62.5%"></span>');
  });
});

describe('writes, lag and log', () => {
  test('count every write, and list intervals of lost ones', () => {
    const html = renderReport(REGION_LOSS);
    expect(rowsOf(html, 'Writes of clients').map(cells => cells.slice(0, 3))).toEqual([
      ['Acknowledged', '171,600', '89.4 % of those sent'],
      // As in the key figures.
      ['Acknowledged, then lost', '26', '0.02 % of those acknowledged'],
      ['Refused', '11,070', '5.8 % of those sent'],
      ['Not answered', '9,330', '4.9 % of those sent'],
    ]);
    expect(rowsOf(html, 'Acknowledged writes that were lost')).toEqual([['2026-01-31 12:09:59.588 UTC', '2026-01-31 12:10:00 UTC', '26']]);
    expect(textOf(sectionOf(renderReport(FALSE_ALARM), 'writes'))).toContain('No acknowledged write was lost.');
    expect(textOf(sectionOf(renderReport({ ...REGION_LOSS, writes: { ...REGION_LOSS.writes, lostBetween: [] } }), 'writes')))
      .toContain('When the lost writes were acknowledged is not known.');
  });

  test('say how far the standby was behind, and when nobody could say', () => {
    const lag = textOf(sectionOf(renderReport(REGION_LOSS), 'lag'));
    expect(lag).toContain('At most 0.6 s, against an objective of 5 s. Nobody could say from T+0:01 to T+20:01.');
    expect(textOf(sectionOf(renderReport(FALSE_ALARM), 'lag'))).not.toContain('Nobody could say');
    expect(textOf(sectionOf(renderReport({ ...REGION_LOSS, lag: [{ atSeconds: 1 }] }), 'lag'))).toContain('It was never known. Nobody could say from T−9:59 to T+40:00.');
  });

  test('tell every moment in the order of time', () => {
    const rows = rowsOf(renderReport({ ...REGION_LOSS, moments: [...REGION_LOSS.moments].reverse() }), 'What happened, moment by moment');
    expect(rows[0]).toEqual(['T−7:59', '12:02:01', 'Operator', 'us-west-2', 'arms automation']);
    expect(rows).toContainEqual(['T+32:36', '12:42:36', 'Page', 'us-east-1', 'Failback to us-east-1 of Payments prod succeeded']);
  });

  test('tell faults and runs as the terminal does', () => {
    const rows = rowsOf(renderReport(REGION_LOSS), 'What happened, moment by moment');
    expect(rows).toHaveLength(renderLines(REGION_LOSS, Infinity).length);
    expect(rows.map(([at]) => at)).toEqual(logOf(REGION_LOSS).map(({ atSeconds }) => storyOf(REGION_LOSS).at(atSeconds)));
    expect(rows).toContainEqual(['T', '12:10:00', 'Fault', 'us-east-1', 'us-east-1 is lost']);
    expect(rows).toContainEqual(['T+15:00', '12:25:00', 'Fault', 'us-east-1', 'over: us-east-1 is lost']);
    expect(rows).toContainEqual(['T+0:50', '12:10:50', 'Run', 'us-west-2', 'detect done in 0:50']);
    expect(rows).toContainEqual(['T+3:07', '12:13:07', 'Run', 'us-west-2', 'failover to us-west-2 succeeded after 2:04']);
  });

  test('say of a phase that ends behind its run that clients keep old answers, where that is why', () => {
    const words = (id: string) => {
      const [run] = REGION_LOSS.runs;
      const last = { id, phase: 'shift', label: 'the last', fromSeconds: 720, untilSeconds: 810 };
      return logOf({ ...REGION_LOSS, runs: [{ ...run, steps: [...run.steps, last] }] }).filter(entry => entry.words.startsWith('shift done')).map(entry => entry.words);
    };
    expect(words('record-cache')).toEqual(['shift done in 2:26, behind the end of the run: the last caches of clients have dropped the old answer']);
    expect(words('other')).toEqual(['shift done in 2:26, behind the end of the run']);
  });
});

describe('a report with little in it', () => {
  const html = renderReport(NOTHING);

  test('is a page all the same', () => {
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
    const text = textOf(html);
    for (const words of ['No run was started', 'There is no budget for this.', 'No replication lag was recorded.', 'Nothing happened.', 'No acknowledged write was lost.']) {
      expect(text).toContain(words);
    }
  });

  test('has lanes that say that they are empty', () => {
    const timeline = textOf(sectionOf(html, 'timeline'));
    expect(timeline).toContain('Faults none');
    expect(timeline).toContain('Runs none was needed');
    expect(timeline).toContain('Latch never touched');
    expect(timeline).toContain('Requests none Writes none');
    expect(timeline).not.toContain('not answered');
  });
});

test('what stands in a report cannot become an element', () => {
  const evil = '<img src=x onerror=alert(1)>&"\'</script><script>';
  const names = { application: evil, environment: evil, home: evil, standby: `${evil}2`, publicName: evil };
  const [run] = REGION_LOSS.runs;
  const html = renderReport({
    ...REGION_LOSS,
    scenario: evil,
    title: evil,
    names,
    disclaimer: evil,
    startedAt: '2026-01-31T12:00:00Z',
    faults: [{ label: evil, fromSeconds: 600 }],
    runs: [{
      ...run,
      runId: evil,
      mode: evil,
      target: evil,
      actor: evil,
      reason: evil,
      outcome: evil,
      suspect: { from: evil, until: evil },
      steps: [{ id: evil, phase: evil, label: evil, region: evil, fromSeconds: 600, untilSeconds: 700 }],
    }],
    moments: [{ atSeconds: 650, kind: 'latch', region: evil, label: evil }, { atSeconds: 651, kind: 'writer', region: evil, label: evil }],
    traffic: [{ fromSeconds: 0, served: { [evil]: 10 }, acknowledgedWrites: 1, refusedWrites: 1, unreachable: 1 }],
    writes: { ...REGION_LOSS.writes, lostBetween: [{ from: evil, until: evil, count: 1 }] },
    budget: [{ ...REGION_LOSS.budget[0], phase: evil, source: `https://example.com/${evil}` }],
    outcome: { ...REGION_LOSS.outcome, activeRegion: evil, summary: evil },
    findings: [{ invariant: evil, atSeconds: 1, what: evil }],
  });
  expect(html).not.toContain('<img');
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html.match(/<\/script>/g)).toHaveLength(1);
  expect(textOf(html).length).toBeGreaterThan(2000);
});
