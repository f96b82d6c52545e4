import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { AREAS } from './area';
import type { Report, Score } from './score';
import { scoreOf, tableOf, totalOf } from './score';

const ROOT = path.resolve(__dirname, '..', '..');
const STRYKER = path.join(path.dirname(require.resolve('@stryker-mutator/core/package.json')), 'bin', 'stryker.js');

/** Mutates one area, and fails below its limit. */
function mutate(area: string): { readonly score?: Score; readonly holds: boolean } {
  const report = path.join(ROOT, 'mutation-report', `${area}.json`);
  fs.rmSync(report, { force: true });
  const { status } = spawnSync(process.execPath, [STRYKER, 'run', path.join(__dirname, 'stryker.config.mjs')], {
    cwd: ROOT, env: { ...process.env, MUTATION_AREA: area }, stdio: 'inherit',
  });
  const score = fs.existsSync(report) ? scoreOf(area, JSON.parse(fs.readFileSync(report, 'utf8')) as Report) : undefined;
  return { score, holds: status === 0 };
}

function main(wanted: readonly string[]): number {
  const unknown = wanted.filter(area => !Object.hasOwn(AREAS, area));
  if (unknown.length > 0) {
    process.stderr.write(`no area ${unknown.join(', ')}: write some of ${Object.keys(AREAS).join(', ')}, or nothing for all\n`);
    return 2;
  }
  const areas = wanted.length > 0 ? wanted : Object.keys(AREAS);
  const results = areas.map(mutate);
  const scores = results.flatMap(({ score }) => score ?? []);
  process.stdout.write(tableOf(scores.length > 1 ? [...scores, totalOf(scores)] : scores));
  const without = areas.filter((_, index) => results[index].score === undefined);
  if (without.length > 0) {
    process.stderr.write(`no score of ${without.join(', ')}: the reason is above\n`);
  }
  return results.every(({ holds }) => holds) ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
