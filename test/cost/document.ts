import * as fs from 'fs';
import * as path from 'path';
import { defaultApp } from './default-app';
import type { Line } from './estimate';
import { estimate, monthly } from './estimate';
import type { Price } from './prices';
import { HOURS, PRICES } from './prices';
import { templatesOf } from '../monitoring/published-metrics/app-templates';
import type { Template } from '../monitoring/published-metrics/templates';

export const DOCUMENT = 'docs/cost.md';

/** The page as it should be: its own words around tables that are counted from the templates of the default set-up. */
export function renderCost(): string {
  const lines = estimate(defaultTemplates());
  return Object.entries({ estimate: estimateTable(lines), nat: natTable(), prices: priceTable() })
    .reduce((page, [name, content]) => page.replace(partNamed(name), `$1\n${content}\n$2`), readDocument());
}

export function readDocument(): string {
  return fs.readFileSync(path.resolve(__dirname, '..', '..', DOCUMENT), 'utf8');
}

function partNamed(name: string): RegExp {
  return new RegExp(`(<!-- ${name} -->)[\\s\\S]*?(<!-- end of ${name} -->)`);
}

/** What the library creates: the rest of the app is the team's own. */
export function defaultTemplates(): Template[] {
  return templatesOf(defaultApp()).filter(({ stack }) => stack.startsWith('Payments-'));
}

function estimateTable(lines: readonly Line[]): string {
  const constructs = [...new Set(lines.map(({ construct }) => construct))];
  return table(['construct', 'what', 'quantity', 'price', 'USD a month'], [
    ...constructs.flatMap(construct => {
      const own = lines.filter(line => line.construct === construct);
      return [
        ...own.map(line => [construct, line.what, quantityOf(line), unitPrice(line.price), dollars(monthly(line))]),
        [`**${construct}**`, '', '', '', `**${dollars(sum(own))}**`],
      ];
    }),
    ['**Total**', '', '', '', `**${dollars(sum(lines))}**`],
  ]);
}

function natTable(): string {
  const perGateway = HOURS * (PRICES.natGateway.usd + PRICES.publicAddress.usd);
  return table(['NAT gateways per Region', 'per Region and month', 'both Regions'], [1, 2, 3, 0].map(gateways =>
    [String(gateways), dollars(gateways * perGateway), dollars(2 * gateways * perGateway)]));
}

function priceTable(): string {
  return table(['unit', 'USD', 'page'], Object.values<Price>(PRICES).map(price => [price.per, unitPrice(price), price.page]));
}

function sum(lines: readonly Line[]): number {
  return lines.reduce((total, line) => total + monthly(line), 0);
}

function unitPrice({ usd }: Price): string {
  return usd === Number(usd.toFixed(2)) ? usd.toFixed(2) : String(usd);
}

/** With what is left of a part: the product of what is written is the sum that is written. */
function quantityOf({ quantity }: Line): string {
  return String(Number(quantity.toFixed(1)));
}

function dollars(usd: number): string {
  return usd.toFixed(2);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`.replace(/ {2,}/g, ' ')).join('\n');
}
