import * as fs from 'fs';
import * as path from 'path';
import type * as Environment from './environment';
import type * as Payments from '../app/payments-app';
import type { Templates } from '../simulation/deployment/deployment';
import { templatesOf } from '../simulation/deployment/deployment';

/**
 * The templates of the integration app. The first test file of a run that asks synthesises them, for some seconds; the others read what it has
 * written, and load neither the app nor the library.
 */
export function paymentsTemplates(): Templates {
  const file = path.join(process.env.SHARED_BY_TESTS!, 'payments-templates.json');
  if (!fs.existsSync(file)) {
    const { paymentsApp } = jest.requireActual<typeof Payments>('../app/payments-app');
    const { TEMPLATES_ONLY } = jest.requireActual<typeof Environment>('./environment');
    const own = `${file}.${process.pid}`;
    fs.writeFileSync(own, JSON.stringify(templatesOf(paymentsApp(TEMPLATES_ONLY))));
    // Whole, or not there: another process may be looking.
    fs.renameSync(own, file);
  }
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Templates;
}
