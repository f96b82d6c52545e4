import * as fs from 'fs';
import * as path from 'path';
import { DOCUMENT, renderErrors } from './document';
import { TABLES } from './tables';

fs.writeFileSync(path.resolve(__dirname, '..', '..', DOCUMENT), renderErrors(TABLES));
process.stdout.write(`${DOCUMENT} written\n`);
