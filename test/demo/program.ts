import * as fs from 'fs';
import * as path from 'path';
import type { App, AppProps } from 'aws-cdk-lib';
import { acknowledgementsIn } from './acknowledged';
import { readApp } from './app-tree';
import { dashboardsOf } from './dashboards/collect';
import { renderPage } from './dashboards/page';
import type { Finding, Findings } from './findings';
import { findingsOf } from './findings';
import { inventoryOf } from './inventory';
import { buildPicture } from './picture/build';
import { layout } from './picture/layout';
import { renderSvg } from './picture/svg';
import { promotionStepsOf } from './plan';
import type { Terminal } from './progress/play';
import type { DemoOptions } from './simulation/options';
import type { Rehearsal } from './simulation/rehearsal';
import { rehearse } from './simulation/rehearsal';
import { renderAcknowledgements, renderFailures, renderInventory, renderWarnings } from './summary';
import { count, wrap } from './text';
import { addValidators, REPORT_FILE, STRICT_CONTEXT } from './validators';

/** Everything that the program takes from outside, so that tests can run it on another app. */
export interface World {
  /** The app to be shown, not synthesised. */
  readonly buildApp: (props: AppProps) => App;
  /** Where the cloud assembly, the picture and the dashboards go. */
  readonly outputFolder: string;
  /** What paths are shown relative to. */
  readonly workingFolder: string;
  /** Milliseconds. */
  readonly now: () => number;
  readonly print: (line: string) => void;
  /** Where the simulation is shown as it goes. */
  readonly terminal: Terminal;
  /** What is done to the app in the simulator. */
  readonly options: DemoOptions;
}

/**
 * Synthesises, validates and draws the app, and has it lose a Region in the simulator.
 *
 * @returns the exit code: 0 only when no validator found a fault, no law was broken, and clients were served in the end
 */
export async function run(world: World): Promise<number> {
  const { print } = world;
  const assembly = path.join(world.outputFolder, 'cdk.out');
  const picture = path.join(world.outputFolder, 'topology.svg');
  const dashboards = path.join(world.outputFolder, 'dashboards.html');
  let failure = 'the app cannot be synthesised.';
  try {
    fs.rmSync(world.outputFolder, { recursive: true, force: true });
    const { app, findings } = synthesise(world, assembly);
    const tree = readApp(app);
    renderInventory(inventoryOf(tree)).forEach(print);
    fs.writeFileSync(picture, renderSvg(layout(buildPicture(tree, promotionStepsOf(app)))));
    fs.writeFileSync(dashboards, renderPage(dashboardsOf(tree)));
    advice(app, findings).forEach(print);
    failure = 'the simulation did not come to its end.';
    const rehearsal = await rehearse(app, world);
    outputs(world, [
      [assembly, 'the cloud assembly: one template per stack'],
      [picture, 'the picture of both Regions'],
      [dashboards, 'the dashboards, as an operator sees them'],
      [path.join(assembly, REPORT_FILE), 'what the validators say'],
      ...rehearsal?.files ?? [],
    ]).forEach(print);
    return verdict(findings.failures, rehearsal, print);
  } catch (error) {
    ['', `FAILED: ${failure}`, '', ...reasonOf(error)].forEach(print);
    return 1;
  }
}

function synthesise({ buildApp, now, print }: World, outdir: string): { app: App; findings: Findings } {
  let started = now();
  const lap = () => `${((now() - started) / 1000).toFixed(1)} s`;
  print('Building the app ...');
  const app = buildApp({ outdir, context: STRICT_CONTEXT });
  const validators = addValidators(app);
  print(`  done in ${lap()}`);
  print('Synthesising, with CloudFormation\'s rules (strict), cdk-nag AwsSolutions and NIST 800-53 R5 ...');
  started = now();
  const { manifest } = app.synth();
  const report = JSON.parse(fs.readFileSync(path.join(outdir, REPORT_FILE), 'utf8'));
  const { warnings, failures: found } = findingsOf(report, acknowledgementsIn(app));
  const failures = [...found, ...(manifest.missing ?? []).map(missingContext)];
  const examined = validators.examined();
  print(`  done in ${lap()}`);
  print(`  CloudFormation: ${count(examined.rules, 'rule')} on ${count(examined.templates, 'template')}`);
  for (const { name, evaluations, resources } of examined.packs) {
    print(`  ${name}: ${count(evaluations, 'check')} on ${count(resources, 'resource')}`);
  }
  print(`  ${count(failures.length, 'finding')}`);
  return { app, findings: { failures, warnings } };
}

/** CDK would have to ask AWS; until then the templates hold a placeholder. */
function missingContext({ key }: { key: string }): Finding {
  return {
    validator: 'demo',
    rule: 'missing-context',
    severity: 'error',
    message: `The value of "${key}" must be looked up in the account: a template holds a placeholder instead. Give it as a prop.`,
    constructPath: '',
    properties: [],
  };
}

function advice(app: App, { warnings }: Findings): string[] {
  const acknowledged = renderAcknowledgements(acknowledgementsIn(app));
  return [
    ...(warnings.length === 0 ? [] : ['', `${count(warnings.length, 'warning')} of constructs to their user`, ...renderWarnings(warnings)]),
    ...(acknowledged.length === 0 ? [] : ['', 'Rules set aside, each with its reason', ...acknowledged]),
  ];
}

function outputs({ workingFolder }: World, files: readonly (readonly [file: string, content: string])[]): string[] {
  const shown = files.map(([file, content]) => [path.relative(workingFolder, file), content]);
  const width = Math.max(...shown.map(([file]) => file.length));
  return ['', 'Written', ...shown.map(([file, content]) => `  ${file.padEnd(width)}  ${content}`)];
}

function verdict(failures: readonly Finding[], rehearsal: Rehearsal | undefined, print: (line: string) => void): number {
  const reasons = [
    ...failures.length > 0 ? [count(failures.length, 'finding')] : [],
    ...rehearsal === undefined || rehearsal.broken === 0 ? [] : [`${count(rehearsal.broken, 'law')} broken in the simulation`],
    ...rehearsal?.recovered === false ? ['clients were not served at the end of the simulation'] : [],
  ];
  if (reasons.length === 0) {
    ['', 'All checks passed.'].forEach(print);
    return 0;
  }
  ['', `FAILED: ${reasons.join('; ')}`, ...renderFailures(failures)].forEach(print);
  return 1;
}

/** The message, and where in the project the error came up. Frames of libraries are left out: their code is minified. */
function reasonOf(error: unknown): string[] {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const frames = (stack ?? '').split('\n').filter(line => /^\s+at /.test(line) && !/node_modules|node:/.test(line));
  return [...message.split('\n').flatMap((line, index) => wrap(index === 0 ? `${name}: ${line}` : line, '  ')), ...frames];
}
