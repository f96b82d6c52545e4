import { combinationsOf, MOST_EXHAUSTIVE } from './alarm-states';
import { alarmTruthTables } from './alarm-truth-tables';
import type { CompositeReading } from './composite-alarms';
import { compositesOf } from './composite-alarms';
import { paymentsApp } from '../app/payments-app';
import { TEMPLATES_ONLY } from '../support/environment';

/** Every store of the application, and what recovery itself runs on. */
const SOURCES = ['database-main', 'table-sessions', 'bucket-documents', 'recovery-state'];

const app = paymentsApp(TEMPLATES_ONLY);
const composites = compositesOf(app);

/** Severity as each alarm says it itself, which the rules of pages are not made of. */
const severityOf = (description: string) => /\((critical|warning|information): /.exec(description)?.[1];

/** What a Region's decision must be, from what each of its probes says of itself. */
function shouldDecide({ region, children }: CompositeReading, inAlarm: readonly string[]): boolean {
  const failing = children.filter(({ name }) => inAlarm.includes(name)).map(({ description }) => (description.startsWith(`api-${region}.`) ? 'own' : 'peer'));
  return failing.includes('peer') && !failing.includes('own');
}

const decisions = composites.filter(({ role }) => role === 'decision');
const pages = composites.filter(({ role }) => role !== 'decision');

test('MON-26: the pages of the example application are those of both Regions and severities', () => {
  expect(pages.filter(({ role }) => role === 'page').map(({ region, name }) => `${region} ${/page-(\w+)/.exec(name)?.[1]}`).sort()).toEqual(
    ['us-east-1', 'us-west-2'].flatMap(region => ['critical', 'warning'].map(severity => `${region} ${severity}`)));
});

describe.each(pages.map(composite => [composite.name, composite] as const))('%s', (name, composite) => {
  const severity = /page-(\w+)/.exec(name)![1];
  const names = composite.children.map(child => child.name);

  test('MON-26: it rests on every alarm of its severity in its stack that does not tell people itself, and on no other', () => {
    expect(composite.children.map(({ description }) => severityOf(description))).toEqual(names.map(() => severity));
    expect(composite.children.filter(({ tellsPeople }) => tellsPeople)).toEqual([]);
    if (composite.role === 'page') {
      expect(composite.others.filter(({ description, tellsPeople }) => severityOf(description) === severity && !tellsPeople)).toEqual([]);
    }
  });

  test('MON-26: none of its children ends only by hand, keeps its state without data, or is in ALARM for hours before its first data', () => {
    expect(composite.children.filter(({ lasting }) => lasting).map(child => child.name)).toEqual([]);
  });

  test(`MON-26: it is in ALARM exactly when one of its ${names.length} children is, in every combination that is tried`, () => {
    const combinations = combinationsOf(names);
    const wrong = combinations.filter(inAlarm =>
      composite.inAlarm(child => (inAlarm.includes(child) ? 'ALARM' : 'OK')) !== inAlarm.length > 0);
    expect(combinations.length).toBe(names.length <= MOST_EXHAUSTIVE
      ? 2 ** names.length
      : 2 + 2 * names.length + names.length * (names.length - 1) / 2);
    expect(wrong).toEqual([]);
  });

  test('MON-26: a child without data is no child in ALARM, and hides none', () => {
    expect(composite.inAlarm(() => 'INSUFFICIENT_DATA')).toBe(false);
    for (const only of names) {
      expect(composite.inAlarm(child => (child === only ? 'ALARM' : 'INSUFFICIENT_DATA'))).toBe(true);
    }
  });
});

describe.each(decisions.map(composite => [composite.name, composite] as const))('%s', (_name, composite) => {
  test('MON-26: it decides exactly when the other Region fails and its own does not, in every combination of its alarms', () => {
    const names = composite.children.map(child => child.name);
    expect(names).toHaveLength(4);
    for (const inAlarm of combinationsOf(names)) {
      for (const quiet of ['OK', 'INSUFFICIENT_DATA'] as const) {
        expect([inAlarm, quiet, composite.inAlarm(child => (inAlarm.includes(child) ? 'ALARM' : quiet))]).toEqual([inAlarm, quiet, shouldDecide(composite, inAlarm)]);
      }
    }
  });
});

test('MON-26: what stays in ALARM for long is told by itself in both Regions, and so is the silence of what recovery rests on', () => {
  const alone = (inRegion: string) => pages.filter(({ region, role }) => region === inRegion && role === 'page')
    .flatMap(({ name, others }) => others.filter(({ tellsPeople, description }) => tellsPeople && severityOf(description) === /page-(\w+)/.exec(name)?.[1]))
    .map(({ name }) => name);
  for (const region of ['us-east-1', 'us-west-2']) {
    for (const id of [/alerts-undelivered-us/, /bucket-documents-lag-in-/, /backup-completed/, /replication-events-us/, /publisher-dead-letters/, /publisher-silent/,
      /prober-silent/]) {
      expect([region, alone(region)]).toEqual([region, expect.arrayContaining([expect.stringMatching(id)])]);
    }
  }
});

test('MON-26: the page of truth tables has each composite alarm, and all that were tried', () => {
  const page = alarmTruthTables(app);
  expect(page.match(/^## /gm)).toHaveLength(composites.length);
  decisions.forEach(({ name }) => expect(page).toContain(`## \`${name.replace(/-[0-9a-f]{8}$/, '')}\``));
  expect(page.match(/^\| [A-D ]+ \| (OK|ALARM) \|$/gm)).toHaveLength(15 * decisions.length);
  expect(page.match(/^\| [A-D ]+ \| ALARM \|$/gm)).toHaveLength(3 * decisions.length);
  for (const { name, children } of pages) {
    expect(page).toContain(`## \`${name.replace(/-[0-9a-f]{8}$/, '')}\``);
    expect(page).toContain(`| 0 of ${children.length} | 1 | 0 | 1 |`);
    expect(page).toContain(`| 1 of ${children.length} | ${children.length} | ${children.length} | 0 |`);
  }
});

describe('MON-29: what is watched in one Region is watched in the other', () => {
  /** Alarms by what they watch, with a Region's own name and its peer's told apart, since a lag says where it is a lag. */
  const watchedIn = (own: string, peer: string) => pages.filter(({ region }) => region === own)
    .flatMap(({ children, others }) => [...children, ...others])
    .filter(({ description }) => severityOf(description) !== undefined)
    .map(({ name }) => name.replace(/-[0-9a-f]{8}$/, '').replace(new RegExp(`-${own}$`), '').replace(own, 'OWN').replace(peer, 'PEER')
      // What activates a Region by plan is named by the direction: home, or away from it.
      .replace(/-recovery-(failback|switchover)-duration$/, '-recovery-planned-duration'));

  test('MON-29: the alarms of both Regions have the same sources and ids, from the first deployment', () => {
    const primary = new Set(watchedIn('us-east-1', 'us-west-2'));
    const secondary = new Set(watchedIn('us-west-2', 'us-east-1'));
    expect(primary.size).toBeGreaterThan(15);
    expect([...primary].sort()).toEqual([...secondary].sort());
    const unseen = SOURCES.filter(source => ![...primary].some(name => name.includes(`monitoring-${source}-`)));
    expect(unseen).toEqual([]);
  });
});
