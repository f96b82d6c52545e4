import * as fs from 'fs';
import * as path from 'path';
import { DOCUMENT, renderCost } from './document';

fs.writeFileSync(path.resolve(__dirname, '..', '..', DOCUMENT), renderCost());
process.stdout.write(`${DOCUMENT} written\n`);
