'use strict';

/*
 * The AWS CLI as far as tests type commands of the runbook, and the filters of jq that stand there: one process for all commands of a
 * shell. It reads `program\0word\0...\1` and writes `status\2printed\2error\1`. WORLD says what there is. By descriptor 3 it says what the CLI
 * was asked.
 */
const fs = require('fs');
const { search } = require('./jmespath');

/** What a page of RDS holds. */
const PAGE = 100;
const REFUSED = 254;

const {
  clusters = {}, instances = [], snapshots = [], runs = [], decisions = [], throws = {}, fails = [], execution = 'None',
} = JSON.parse(process.env.WORLD);

/** The list of an answer, and what it is called there. */
const LISTS = {
  'dynamodb query': options => ['Items', runs
    .filter(({ mode }) => [mode.S, undefined].includes(JSON.parse(options['expression-attribute-values'])[':forced']?.S))
    .slice(0, options['max-items'])],
  'rds describe-db-cluster-snapshots': options => ['DBClusterSnapshots', snapshots.filter(({ DBClusterIdentifier, DBClusterSnapshotIdentifier }) =>
    [DBClusterIdentifier, undefined].includes(options['db-cluster-identifier'])
    && [DBClusterSnapshotIdentifier, undefined].includes(options['db-cluster-snapshot-identifier']))],
  'rds describe-db-clusters': options => ['DBClusters', [clusters[options['db-cluster-identifier']] ?? { Status: 'available', Endpoint: 'restored.example.com' }]],
  'rds describe-db-instances': options => ['DBInstances', instances.filter(({ DBClusterIdentifier }) =>
    options.filters === `Name=db-cluster-id,Values=${DBClusterIdentifier}`)],
};

/** What is printed of others, as text. */
const TEXTS = {
  'sts get-caller-identity': () => 'arn:aws:sts::111111111111:assumed-role/Operators/ada@example.com',
  // As text, what is not there is this word.
  'stepfunctions list-executions': () => execution,
  'dynamodb get-item': options => (options.output === 'text' ? execution : 'null'),
  'lambda get-function-configuration': options => `log-of-${options['function-name']}`,
  'logs filter-log-events': () => JSON.stringify({ events: decisions.map(({ timestamp, ...entry }) => (
    { timestamp, message: `2026-05-20T11:52:33.123Z\tany-request\tINFO\t${JSON.stringify(entry)}\n` })) }),
  'stepfunctions start-execution': options => `${options['state-machine-arn'].replace('stateMachine', 'execution')}:${options.name}`,
};

function aws(words) {
  const { operation, options } = callOf(words);
  fs.writeSync(3, `${JSON.stringify({ operation, options })}\n`);
  const copied = operation === 'rds copy-db-cluster-snapshot' ? options['target-db-cluster-snapshot-identifier'] : undefined;
  const asked = [operation, `${operation} ${options.region}`];
  if (asked.some(each => fails.includes(each)) || snapshots.some(({ DBClusterSnapshotIdentifier }) => DBClusterSnapshotIdentifier === copied)) {
    return { status: REFUSED, error: `An error occurred when calling ${operation}\n` };
  }
  if (operation in LISTS) {
    return { printed: `${answer(options, LISTS[operation](options))}\n` };
  }
  if (operation === 'lambda invoke') {
    return invoked(options);
  }
  return { printed: operation in TEXTS ? `${TEXTS[operation](options)}\n` : '' };
}

/** The CLI writes what the function answers, or throws, into a file, then what Lambda says of it, and succeeds either way. */
function invoked({ 'function-name': name, payload, query, file }) {
  const thrown = Object.entries(throws).find(([part]) => name.includes(part))?.[1];
  const answered = JSON.stringify(thrown ? { errorType: thrown } : { runId: JSON.parse(payload).runId, epoch: 7 });
  const said = query === 'FunctionError' ? `${thrown ? 'Unhandled' : 'None'}\n` : `${JSON.stringify({ StatusCode: 200, FunctionError: thrown && 'Unhandled' }, null, 4)}\n`;
  return file === '/dev/stderr' ? { printed: said, error: answered } : { printed: `${answered}${said}` };
}

function callOf(all) {
  const options = {};
  const words = [...all];
  while (words[0].startsWith('--')) {
    const [name, value] = words.splice(0, 2);
    options[name.replace(/^--/, '')] = value;
  }
  const depth = words[1] === 'wait' ? 3 : 2;
  for (let index = depth; index < words.length; index += 1) {
    const name = words[index].replace(/^--/, '');
    if (name === words[index]) {
      options.file = name;
      continue;
    }
    options[name] = words[index + 1] === undefined || words[index + 1].startsWith('--') ? '' : words[index += 1];
  }
  return { operation: words.slice(0, depth).join(' '), options };
}

/** As JSON the query is taken on all pages together, as text on each. */
function answer(options, [name, all]) {
  const list = 'no-paginate' in options ? all.slice(0, PAGE) : all;
  const take = items => search(options.query, { [name]: items });
  if (options.output === 'json') {
    return JSON.stringify(take(list), null, 4);
  }
  const pages = Array.from({ length: Math.max(1, Math.ceil(list.length / PAGE)) }, (_, page) => list.slice(page * PAGE, (page + 1) * PAGE));
  return pages.map(page => [take(page)].flat().map(each => each ?? 'None').join('\t')).join('\n');
}

const FILTERS = {
  '. // empty': value => value,
  '. // empty | select(length > 0)': value => (value?.length > 0 ? value : undefined),
  '. // empty | sub("[.][0-9]+"; "") | fromdate - 900 | todate': value => value && secondsAfter(value, -900),
  '. // empty | sub("[.][0-9]+"; "") | fromdate + 300 | todate': value => value && secondsAfter(value, 300),
  '. // empty | gsub("[^0-9]"; "")[:12]': value => value && value.replace(/[^0-9]/g, '').slice(0, 12),
};

/** Those that take several values, or make several. */
const STREAMS = {
  ' .epoch // empty': text => /"epoch":(\d+)/.exec(text)?.[1] ?? '',
  '-r .events[] | (.timestamp / 1000 | floor | todate) as $at | .message | split("\\t") | last | fromjson? | select(.message == "decided") | [$at, .verdict, .reason, .wanted // "-"] | @tsv': text =>
    JSON.parse(text).events.map(({ timestamp, message }) => [timestamp, JSON.parse(message.split('\t').at(-1))])
      .filter(([, { message }]) => message === 'decided')
      .map(([at, { verdict, reason, wanted = '-' }]) => `${[new Date(at).toISOString().replace(/[.].*Z/, 'Z'), verdict, reason, wanted].join('\t')}\n`).join(''),
};

function secondsAfter(time, seconds) {
  return new Date(Date.parse(time.replace(/[.][0-9]+/, '')) + 1000 * seconds).toISOString().replace('.000', '');
}

function jq(words) {
  const [input, filter, flags = ''] = [...words].reverse();
  if (`${flags} ${filter}` in STREAMS) {
    return { printed: STREAMS[`${flags} ${filter}`](input) };
  } else if (flags !== '-rc' || !(filter in FILTERS)) {
    return { status: 3, error: `jq: no filter that is known: ${flags} ${filter}\n` };
  }
  const value = input.trim() === '' ? undefined : FILTERS[filter](JSON.parse(input));
  return { printed: [null, undefined, false].includes(value) ? '' : `${typeof value === 'string' ? value : JSON.stringify(value)}\n` };
}

const PROGRAMS = { aws, jq };

let waiting = '';
process.stdin.setEncoding('utf8').on('data', text => {
  waiting += text;
  for (let end = waiting.indexOf('\x01'); end >= 0; end = waiting.indexOf('\x01')) {
    const [program, ...words] = waiting.slice(0, end).split('\0').slice(0, -1);
    waiting = waiting.slice(end + 1);
    const { status = 0, printed = '', error = '' } = PROGRAMS[program](words);
    process.stdout.write(`${status}\x02${printed}\x02${error}\x01`);
  }
});
