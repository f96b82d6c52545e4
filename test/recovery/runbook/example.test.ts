import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { staleness, writeExample } from './example';

describe('a committed runbook', () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'runbook-')), 'example.md');

  test('that is not there is told', () => {
    expect(staleness('# One\n', file)).toBe('example.md is not there');
  });

  test('that was just written is up to date', () => {
    writeExample('# One\n\nTwo\n', file);
    expect(staleness('# One\n\nTwo\n', file)).toBeUndefined();
  });

  test.each([
    ['a line that changed', '# One\n\nThree\n', 'example.md differs from line 3: "Two" is committed, "Three" is rendered'],
    ['a line more', '# One\n\nTwo\nThree\n', 'example.md differs from line 4: "" is committed, "Three" is rendered'],
    ['a line less', '# One\n\nTwo', 'example.md differs from line 4: "" is committed, "" is rendered'],
  ])('is stale by %s', (_, rendered, message) => {
    expect(staleness(rendered, file)).toBe(message);
  });
});
