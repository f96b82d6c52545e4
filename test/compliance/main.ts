import * as fs from 'fs';
import * as path from 'path';
import { DOCUMENT, renderCompliance } from './document';

fs.writeFileSync(path.resolve(__dirname, '..', '..', DOCUMENT), renderCompliance());
process.stdout.write(`${DOCUMENT} written\n`);
