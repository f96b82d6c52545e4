import { Duration } from 'aws-cdk-lib';
import { renderBudgetPicture } from './picture';
import { rowsOf } from './rows';
import { RunMode } from '../../../src';
import type { BudgetExample } from '../../recovery/budget/plans';
import { budgetOf } from '../../recovery/budget/plans';
import { auroraStore } from '../../recovery/stores';
import { createdTopology } from '../../support/environment';

const topology = createdTopology();
const budget = (example: Partial<BudgetExample> = {}) =>
  budgetOf({ topology, stores: [auroraStore(topology)], objective: Duration.minutes(5), ...example });

/** Where the bar of a row begins and how long it is. */
function barOf(svg: string, label: string): { x: number; width: number } {
  const row = svg.split('\n').find(each => each.includes(`>${label}</text>`))!;
  const [, x, width] = /<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="16"/.exec(row)!;
  return { x: Number(x), width: Number(width) };
}

describe('the picture of a time budget', () => {
  const svg = renderBudgetPicture(budget());

  test('is a document of its own, with a title and a description for those who cannot see it', () => {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 1200 [\d.]+" .*role="img"/);
    expect(svg).toContain('<title id="title">Time budget of a forced failover to eu-central-1, in seconds</title>');
    expect(svg).toContain('Seconds at best 112, typically 240, at worst 806, objective 300.');
    expect(svg).not.toMatch(/<script|<style|href=|NaN|undefined/);
    expect(svg.match(/<g>/g)).toHaveLength(svg.match(/<\/g>/g)!.length);
  });

  test('puts each part where it is typically, to scale', () => {
    const detection = barOf(svg, 'detection');
    const latch = barOf(svg, 'Route 53 reads the latch');
    const promotion = barOf(svg, 'promote-database-main');
    expect(latch.width / detection.width).toBeCloseTo(75 / 65, 2);
    expect(latch.x).toBe(promotion.x);
    expect((latch.x - detection.x) / detection.width).toBeCloseTo(95 / 65, 2);
  });

  test('tells what decides from what goes on beside it', () => {
    const row = (label: string) => svg.split('\n').find(each => each.includes(`>${label}</text>`))!;
    expect(row('detection')).toContain('fill="#c2410c"');
    expect(row('promote-database-main')).toContain('fill="#7ba6d6"');
  });

  test('shows the objective, where there is one', () => {
    expect(svg).toContain('>objective 300 s</text>');
    const without = renderBudgetPicture(budget({ objective: undefined }));
    expect(without).not.toContain('>objective');
    expect(without).toContain('typically 240, at worst 806. Typically');
  });

  test('has room for hours', () => {
    const svgOfHours = renderBudgetPicture(budget({ startedBy: 'operator', assumptions: { operatorResponse: { typical: Duration.hours(20), worst: Duration.hours(40), source: 'page' } } }));
    expect(svgOfHours).toContain('>a person is paged, and starts the run</text>');
    expect(svgOfHours.match(/font-size="12"/g)!.length).toBeLessThan(40);
  });
});

describe('the rows of the picture', () => {
  test('have one for all checks of a run', () => {
    const two = budget({ stores: [auroraStore(topology), auroraStore(topology, 'database-audit')] });
    expect(rowsOf(two).map(({ label }) => label)).toContain('3 checks');
    expect(rowsOf(budget({ parts: { traffic: undefined } })).map(({ label }) => label)).toContain('check-database-main');
  });

  test('say what the figures rest on', () => {
    const basis = Object.fromEntries(rowsOf(budget()).map(row => [row.label, row.basis]));
    expect(basis).toMatchObject({ 'detection': 'setting', 'decision': 'assumption', 'promote-database-main': 'AWS', '2 checks': 'bound' });
  });

  test('are there for a planned run too', () => {
    expect(rowsOf(budget({ mode: RunMode.SWITCHOVER })).map(({ label }) => label)).toContain('fence-source');
  });
});
