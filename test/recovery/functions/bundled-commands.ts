import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { buildSync } from 'esbuild';

const ROOT = path.join(__dirname, '../../..');
const HANDLERS = path.join(ROOT, 'assets/recovery/handlers');

/** Of recovery, by the files of the handlers. */
export const HANDLER_IDS = readdirSync(path.join(ROOT, 'src/recovery/handlers'))
  .flatMap(file => /^(.+)\.lambda\.ts$/.exec(file)?.slice(1) ?? []);

/** Where the names of a client and of the actions that IAM knows differ. */
const SERVICES: { readonly [client: string]: string } = { sfn: 'states' };

const WRITES = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'];

/**
 * Where a command needs other permissions than its name says: any of these.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
const OTHERWISE: { readonly [command: string]: string[] } = {
  's3:HeadBucket': ['s3:ListBucket'],
  'dynamodb:TransactWriteItems': WRITES,
};

/** The bundle of a handler, for example of `run-keeper`, as it is deployed. */
export function bundleOf(handler: string): string {
  return readFileSync(path.join(HANDLERS, `${handler}.lambda`, 'index.js'), 'utf8');
}

/** The files that the bundle of a handler is made of, by the task that makes it. */
export function filesOf(handler: string): string[] {
  const { metafile } = buildSync({
    entryPoints: [path.join(ROOT, `src/recovery/handlers/${handler}.lambda.ts`)],
    tsconfig: path.join(ROOT, 'tsconfig.dev.json'),
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    external: ['@aws-sdk/*'],
    metafile: true,
    write: false,
  });
  return Object.keys(metafile.inputs);
}

/** The commands that a bundle can send, for example `rds:DescribeDBClusters`. The SDK stays outside of it and is called by its own names. */
export function commandsOf(bundle: string): string[] {
  const clients = new Map([...bundle.matchAll(/var (\w+)\s*=\s*require\("@aws-sdk\/client-([\w-]+)"\)/g)].map(([, variable, client]) => [variable, client]));
  const commands = [...bundle.matchAll(/\b(import_client_\w+)\.(\w+)Command\b/g)].map(([, variable, name]) => {
    const client = clients.get(variable)!;
    return `${SERVICES[client] ?? client}:${name}`;
  });
  return [...new Set(commands)].sort();
}

/** The actions of which a command needs at least one. */
export function actionsFor(command: string): string[] {
  return OTHERWISE[command] ?? [command];
}
