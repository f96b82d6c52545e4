import * as fs from 'fs';
import * as path from 'path';
import type { App } from 'aws-cdk-lib';
import type { DemoOptions } from './options';
import { recoverableApp } from './recoverable-app';
import { simulate } from './simulate';
import { renderBudgetPicture } from '../budget/picture';
import { renderOutcome } from '../progress/outcome';
import type { Terminal } from '../progress/play';
import { playProgress } from '../progress/play';
import { renderReport } from '../report/page';
import { count, wrap } from '../text';

export interface RehearsalProps {
  readonly outputFolder: string;
  readonly options: DemoOptions;
  readonly terminal: Terminal;
  readonly print: (line: string) => void;
}

export interface Rehearsal {
  /** What was written, each with what it is. */
  readonly files: readonly (readonly [file: string, content: string])[];
  /** How many laws were broken, and whether clients were served in the end. */
  readonly broken: number;
  readonly recovered: boolean;
}

/** Has an app go through a scenario in the simulator, in front of whoever watches, and writes what belongs to its recovery. */
export async function rehearse(app: App, { outputFolder, options, terminal, print }: RehearsalProps): Promise<Rehearsal | undefined> {
  const recoverable = recoverableApp(app);
  if (recoverable === undefined) {
    return undefined;
  }
  const { topology: { secondary }, orchestrator } = recoverable;
  const report = await simulate(recoverable, options);
  ['', `SIMULATION: ${report.title}`, ...wrap(aboutIt(report.durationSeconds / 60), '  '), ''].forEach(print);
  await playProgress(report, terminal);
  ['', ...renderOutcome(report)].forEach(print);
  const [page, budget, runbook] = ['report.html', 'rto-budget.svg', 'runbook.md'].map(file => path.join(outputFolder, file));
  fs.writeFileSync(page, renderReport(report));
  fs.writeFileSync(budget, renderBudgetPicture(orchestrator.budget(secondary)));
  fs.writeFileSync(runbook, orchestrator.runbook());
  return {
    files: [
      [page, 'the simulation: who served when, and what was lost'],
      [budget, 'the time that a failover is planned to take'],
      [runbook, 'what operators do, with the names of this app'],
    ],
    broken: report.findings.length,
    recovered: report.outcome.recovered,
  };
}

function aboutIt(minutes: number): string {
  return `The state machines, functions and alarms of the templates above run on a virtual clock, ${count(minutes, 'minute')} of it, `
    + 'against models of AWS. No account is asked, and nothing here is a measurement of AWS.';
}
