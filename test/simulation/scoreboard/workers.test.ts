import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import type { Share } from '../workers';
import { inWorkers } from '../workers';

const TEMPLATES = { stacks: [] } as unknown as Parameters<typeof inWorkers>[1];
let folder: string;
beforeAll(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workers-')); });
afterAll(() => fs.rmSync(folder, { recursive: true }));

async function answersOf(program: string, processes: number): Promise<unknown[]> {
  const entry = path.join(folder, `worker-${processes}.ts`);
  fs.writeFileSync(entry, program);
  return inWorkers(entry, TEMPLATES, { wanted: 'all' }, processes);
}

test('each worker is told the task, which it is and of how many, and where the templates are', async () => {
  const answers = await answersOf('process.stdout.write(process.argv[2]);', 3) as (Share & { readonly wanted: string })[];
  expect(answers.map(({ wanted, index, of }) => [wanted, index, of])).toEqual([['all', 0, 3], ['all', 1, 3], ['all', 2, 3]]);
  expect(answers.every(({ templates }) => templates.endsWith('templates.json') && !fs.existsSync(templates))).toBe(true);
});

test.each([
  ['throws', 'if (JSON.parse(process.argv[2]).index === 1) throw new Error("the worker broke"); process.stdout.write("{}");'],
  ['rejects what nobody awaits', 'if (JSON.parse(process.argv[2]).index === 1) void Promise.reject(new Error("the worker broke")); process.stdout.write("{}");'],
  ['is killed', 'process.stdout.write("{}"); if (JSON.parse(process.argv[2]).index === 1) process.kill(process.pid, "SIGKILL");'],
  ['answers half of something', 'process.stdout.write(JSON.parse(process.argv[2]).index === 1 ? "{\\"tallies\\": [" : "{}");'],
  ['answers nothing', 'if (JSON.parse(process.argv[2]).index !== 1) process.stdout.write("{}");'],
])('where one worker of two %s there is no answer at all', async (_what, program) => {
  await expect(answersOf(program, 2)).rejects.toThrow();
});
