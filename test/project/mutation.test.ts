import { execFileSync } from 'child_process';
import * as fs from 'fs';
import { pathToFileURL } from 'url';
import { PROJECT_ROOT, projectFile } from './project-files';
import { AREAS, mutates } from '../mutation/area';
import type { Report } from '../mutation/score';
import { scoreOf, tableOf, totalOf } from '../mutation/score';

interface StrykerOptions {
  readonly mutate: string[];
  readonly thresholds: { readonly high: number; readonly low: number; readonly break: number };
}

/** Files whose every mistake must be found, by folder or by name: what decides, and what refuses. */
const CORES = /^src\/recovery\/(decision|state|plan|budget)\/[^/]+\.ts$|-rules\.ts$/;

const areas = Object.entries(AREAS);
const sources = fs.readdirSync(projectFile('src'), { recursive: true, encoding: 'utf8' }).map(file => `src/${file}`).filter(file => file.endsWith('.ts'));

function optionsOf(area: string): StrykerOptions {
  const config = pathToFileURL(projectFile('test', 'mutation', 'stryker.config.mjs')).href;
  const program = `import(${JSON.stringify(config)}).then(({ default: options }) => console.log(JSON.stringify(options)))`;
  return JSON.parse(execFileSync(process.execPath, ['-e', program], {
    cwd: PROJECT_ROOT, encoding: 'utf8', env: { ...process.env, MUTATION_AREA: area }, stdio: ['ignore', 'pipe', 'ignore'],
  })) as StrykerOptions;
}

describe('mutation testing', () => {
  test('fails an area of which less than 90 % is found', () => {
    const { mutate, thresholds } = optionsOf('budget');
    expect(thresholds).toEqual({ high: 95, low: 90, break: 90 });
    expect(mutate).toEqual(AREAS.budget.mutate);
    expect(() => optionsOf('no such area')).toThrow();
  });

  test('is of every file that decides or refuses, in one area each', () => {
    const cores = sources.filter(file => CORES.test(file));
    expect(cores.length).toBeGreaterThan(100);
    expect(cores.filter(file => areas.filter(([, area]) => mutates(area, file)).length !== 1)).toEqual([]);
  });

  test.each(areas)('of "%s" has sources, and tests that are there', (_, { mutate, tests }) => {
    expect(mutate.filter(pattern => !sources.some(file => mutates({ mutate: [pattern], tests }, file)))).toEqual([]);
    expect(tests.filter(file => !file.endsWith('.test.ts') || !fs.existsSync(projectFile(file)))).toEqual([]);
    expect(new Set(tests).size).toBe(tests.length);
  });

  test('reads patterns as they are written', () => {
    const area = { mutate: ['src/a/{b,*-rules}.ts'], tests: [] };
    expect(['src/a/b.ts', 'src/a/c-rules.ts', 'src/a/c.ts', 'src/a/b_ts', 'src/a/d/c-rules.ts', 'src/a/b.tsx'].map(file => mutates(area, file)))
      .toEqual([true, true, false, false, false, false]);
  });
});

describe('the score', () => {
  const report = (...statuses: Report['files'][string]['mutants'][number]['status'][]): Report => ({
    files: { one: { mutants: statuses.map(status => ({ status })) }, types: { mutants: [] } },
  });

  test('counts a loop that does not end as found, and what no test executes as not found', () => {
    expect(scoreOf('budget', report('Killed', 'Timeout', 'Survived', 'NoCoverage', 'RuntimeError', 'Ignored')))
      .toEqual({ area: 'budget', files: 1, mutants: 4, killed: 2, survived: 1, uncovered: 1 });
  });

  test('is cut off, not rounded up, and added for all areas', () => {
    const score = { area: 'plan', files: 2, mutants: 10_000, killed: 8999, survived: 1000, uncovered: 1 };
    expect(tableOf([score, totalOf([score, score])]).split('\n').slice(2)).toEqual([
      '| plan | 2 | 10000 | 8999 | 1000 | 1 | 89.9 % |', '| all | 4 | 20000 | 17998 | 2000 | 2 | 89.9 % |', '',
    ]);
  });
});
