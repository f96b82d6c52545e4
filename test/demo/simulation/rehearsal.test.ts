import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { optionsOf } from './options';
import type { Rehearsal } from './rehearsal';
import { rehearse } from './rehearsal';
import { paymentsApp } from '../../app/payments-app';
import { COLUMNS } from '../text';

jest.setTimeout(240_000);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rehearsal-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const read = (file: string) => fs.readFileSync(path.join(folder, file), 'utf8');

async function rehearsalOf(app: App): Promise<{ readonly rehearsal?: Rehearsal; readonly lines: string[]; readonly waited: number }> {
  const lines: string[] = [];
  let waited = 0;
  const print = (line: string) => { lines.push(line); };
  const rehearsal = await rehearse(app, {
    outputFolder: folder,
    options: optionsOf([]),
    print,
    terminal: { isTTY: false, columns: COLUMNS, hasColours: false, write: text => print(text.trimEnd()), wait: async () => { waited++; } },
  });
  return { rehearsal, lines, waited };
}

describe('the rehearsal of an app that recovers', () => {
  let result: Awaited<ReturnType<typeof rehearsalOf>>;
  let runbook: string;
  beforeAll(async () => {
    const app = paymentsApp({ context: { 'aws:cdk:bundling-stacks': [] } });
    result = await rehearsalOf(app);
    runbook = read('runbook.md');
  });

  test('ends well', () => {
    expect(result.rehearsal).toMatchObject({ broken: 0, recovered: true });
  });

  test('says first that it is a simulation, and of what', () => {
    const [, title, about] = result.lines;
    expect(title).toMatch(/^SIMULATION: us-east-1 is lost/);
    expect(about).toContain('state machines, functions and alarms of the templates');
  });

  test('is told in lines that fit, and waits for nobody where no line can be drawn over', () => {
    expect(result.lines.filter(line => line.length > COLUMNS)).toEqual([]);
    expect(result.waited).toBe(0);
  });

  test('writes the page, the budget and the runbook, each of this app', () => {
    expect(result.rehearsal!.files.map(([file]) => path.basename(file))).toEqual(['report.html', 'rto-budget.svg', 'runbook.md']);
    expect(read('report.html')).toMatch(/^<!DOCTYPE html>[\s\S]*us-east-1 is lost[\s\S]*api\.example\.com/);
    expect(read('rto-budget.svg')).toContain('Time budget of a forced failover to us-west-2');
    expect(runbook).toMatch(/^# Recovery of Payments in prod/);
  });
});

test('an app without recovery is not rehearsed', async () => {
  const app = new App({ analyticsReporting: false });
  new Stack(app, 'Own');
  expect(await rehearsalOf(app)).toEqual({ rehearsal: undefined, lines: [], waited: 0 });
});
