import * as fs from 'fs';
import * as path from 'path';
import { DOCUMENTS } from './documents';

for (const { file, render } of DOCUMENTS) {
  const target = path.resolve(__dirname, '..', '..', file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, render());
  process.stdout.write(`${file} written\n`);
}
