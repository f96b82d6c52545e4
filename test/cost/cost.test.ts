import * as fs from 'fs';
import { defaultTemplates, readDocument, renderCost } from './document';
import { estimate, STREAMED_METRICS } from './estimate';
import { everyMinuteLines } from './every-minute';
import { BY_USE, FREE, STANDING } from './priced-types';
import { HOURS, PRICE_DATE, PRICES } from './prices';
import { ROUND_IN_MILLISECONDS, ROUNDS } from '../../src/detection/handlers/probe-rounds';
import { projectFile } from '../project/project-files';

const PAGE = readDocument();
/** What of the estimate has a price by the hour. */
const HOURLY = ['NAT gateways', 'their addresses', 'instances'];

/** The rows of the table below a marker or heading, without its head. */
function rowsBelow(mark: string): string[][] {
  const lines = PAGE.slice(PAGE.indexOf(mark)).split('\n');
  const first = lines.findIndex(line => /^\| ?-/.test(line));
  const end = lines.findIndex((line, index) => index > first && !line.startsWith('|'));
  return lines.slice(first + 1, end).map(line => line.split('|').slice(1, -1).map(cell => cell.trim()));
}

function bold(cell: string): string | undefined {
  return /^\*\*(.*)\*\*$/.exec(cell)?.[1];
}

describe('the page on cost', () => {
  test('COST-06: has the quantities of the default set-up and the prices of the list', () => {
    expect(PAGE).toBe(renderCost());
  });

  describe('COST-06: nothing of the default set-up is forgotten', () => {
    const templates = defaultTemplates();
    const types = [...new Set(templates.flatMap(({ resources }) => Object.values(resources).map(({ Type }) => Type)))].sort();

    test('each type of its resources is paid by the month, by use, or not at all', () => {
      expect([...Object.keys(STANDING), ...Object.keys(BY_USE), ...FREE].sort()).toEqual(types);
    });

    test.each(Object.entries(STANDING))('%s is in the estimate: %s', (_type, what) => {
      expect(rowsBelow('<!-- estimate -->').map(cells => cells[1])).toContain(what);
    });

    test.each(Object.entries(BY_USE))('%s is among what is paid by use: %s', (_type, what) => {
      expect(rowsBelow('## What is paid by use').map(cells => cells[1])).toContain(what);
    });

    test('what runs every minute is a line for each function, in both Regions', () => {
      const lines = everyMinuteLines(templates);
      const calls = lines.filter(({ what }) => what.endsWith('calls'));
      expect(calls.map(({ what, quantity }) => [what, quantity])).toEqual(
        ['prober', 'publisher', 'decider', 'peering probe'].map(what => [`${what}: thousands of calls`, 87.6]));
      const seconds = lines.filter(({ what }) => what.endsWith('GB-seconds'));
      expect(seconds.map(({ quantity }) => quantity)).toEqual([51, 1, 1, 1].map(each => expect.closeTo(2 * 0.25 * each * 43.8)));
    });

    test('a function that is called every minute and that nobody knows is refused', () => {
      const target = { Arn: { 'Fn::GetAtt': ['Mystery', 'Arn'] } };
      const schedule = { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 minute)', Targets: [target] } };
      const mystery = { Type: 'AWS::Lambda::Function', Properties: { MemorySize: 128 } };
      const template = { stack: 'Own', region: 'us-east-1', resources: { Schedule: schedule, Mystery: mystery } };
      expect(() => everyMinuteLines([template])).toThrow(/not known: Own\/Mystery$/);
    });

    test('metric streams are in the sum, and the page says with how many metrics, what more of them cost, and how they are switched off', () => {
      const text = PAGE.replace(/\s+/g, ' ');
      const each = (100 * 43.8 * PRICES.metricUpdates.usd).toFixed(2);
      expect(text).toContain(`**${STREAMED_METRICS} metrics are streamed**`);
      expect(text).toContain(`Each 100 metrics that have data every minute are ${each} a month in their Region`);
      expect(text).toContain('`monitoring: { metricStreams: { enabled: false } }` switches the streams off');
      const withoutStreams = templates.map(template => ({
        ...template, resources: Object.fromEntries(Object.entries(template.resources).filter(([, { Type }]) => Type !== 'AWS::CloudWatch::MetricStream')),
      }));
      expect(estimate(withoutStreams).map(({ construct }) => construct)).not.toContain('Metric streams');
    });

    test('the calls that the page assumes are those that are counted', () => {
      const seconds = (ROUNDS - 1) * ROUND_IN_MILLISECONDS / 1000 + 1;
      expect(PAGE.replace(/\s+/g, ' ')).toContain(`a call of the prober takes ${seconds} seconds, one of the publisher, of the decider and of the peering probe 1,`);
    });
  });

  test('COST-06: says when and where the prices were read, and that the sum is an estimate', () => {
    expect(PAGE).toContain('**An estimate**');
    expect(PAGE.replace(/\s+/g, ' ')).toContain(`list prices in USD for us-east-1, ${PRICE_DATE}`);
    for (const [, price, page] of rowsBelow('<!-- prices -->')) {
      expect(Number(price)).toBeGreaterThan(0);
      expect(page).toMatch(/^https:\/\/aws\.amazon\.com\/[\w/-]+\/pricing\/$/);
    }
  });

  describe('COST-06: the estimate adds up from its own numbers', () => {
    const rows = rowsBelow('<!-- estimate -->');
    const items = rows.filter(([construct]) => bold(construct) === undefined);
    const amount = (cells: string[]) => Number(cells[4].replace(/\*/g, ''));
    const sumOf = (lines: string[][]) => lines.reduce((sum, cells) => sum + amount(cells), 0).toFixed(2);

    test.each(items.map(cells => [cells[1], cells] as const))('%s: quantity, price and hours', (_what, cells) => {
      const [quantity, price] = [Number(cells[2]), Number(cells[3])];
      expect(cells[4]).toBe((quantity * price * (HOURLY.includes(cells[1]) ? HOURS : 1)).toFixed(2));
    });

    test('each construct is the sum of its lines, and the total that of all', () => {
      const sums = rows.filter(([construct]) => bold(construct) !== undefined && bold(construct) !== 'Total');
      expect(sums.map(([construct]) => bold(construct))).toEqual([...new Set(items.map(([construct]) => construct))]);
      for (const cells of sums) {
        expect(amount(cells).toFixed(2)).toBe(sumOf(items.filter(([construct]) => construct === bold(cells[0]))));
      }
      const total = rows[rows.length - 1];
      expect([bold(total[0]), amount(total).toFixed(2)]).toEqual(['Total', sumOf(items)]);
    });
  });

  test('COST-06: every knob that it names exists', () => {
    const sources = fs.readdirSync(projectFile('src'), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))
      .map(name => fs.readFileSync(projectFile('src', name), 'utf8')).join('\n');
    const knobs = rowsBelow('## What is paid by use').flatMap(cells => [...cells[3].matchAll(/`(\w+)/g)].map(([, name]) => name));
    expect(knobs.length).toBeGreaterThan(8);
    expect(knobs.filter(name => !new RegExp(`\\b${name}\\b`).test(sources))).toEqual([]);
  });

  test('COST-06: has a regular review', () => {
    const review = PAGE.slice(PAGE.indexOf('## A regular review'), PAGE.indexOf('## Prices'));
    expect(review).toMatch(/Once a month/);
    expect(review.match(/^\d\. /gm)!.length).toBeGreaterThanOrEqual(6);
  });

  test('COST-04: a NAT gateway is 32.85 USD a month, with its address 36.50, in two Regions 73.00; none costs nothing', () => {
    expect(PAGE).toContain('0.045 x 730 = 32.85');
    expect(rowsBelow('<!-- nat -->')).toEqual([
      ['1', '36.50', '73.00'], ['2', '73.00', '146.00'], ['3', '109.50', '219.00'], ['0', '0.00', '0.00'],
    ]);
  });

  test('COST-03: says that tags must be activated, and by which account', () => {
    expect(PAGE).toMatch(/activated as cost-allocation tags in the management account/);
    expect(PAGE).toContain('https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html');
  });
});
