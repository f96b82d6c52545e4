import * as iam from 'aws-cdk-lib/aws-iam';
import type { Call } from './move-traffic-shell';
import { blocksUnder, callsOf, page } from './move-traffic-shell';
import { HOME, itemsOf, paymentsInProd, STANDBY } from './move-traffic-story';
import { record } from './publisher';
import { StackLayer } from '../../src';
import { stateMetrics } from '../../src/recovery/handlers/state-metrics';
import { RecoveryState } from '../../src/recovery/regional-state/recovery-state';
import { nextEpoch } from '../../src/recovery/state/epochs';
import { createdTopology, ownStack, templateOf, testApp } from '../support/environment';

const { topology, dns } = paymentsInProd();
const tableNames = Object.fromEntries(topology.regions.map(region => [region.name, RecoveryState.of(topology).forRegion(region).stateTableName]));
const latchNames = Object.fromEntries(topology.regions.map(region => [region.name, dns.forRegion(region).latch.alarmName]));

const TITLES = [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title).filter(title => blocksUnder(title).length > 0);
const SECTIONS = TITLES.filter(title => title !== 'Once in your shell');
const MOVES = SECTIONS.flatMap(title => blocksUnder(title).filter(block => block.includes('record ')).map(block => [title, block] as const));

describe('nothing is published that was not recorded', () => {
  const written = (calls: Call[]) => calls.filter(({ command }) => command !== 'dynamodb get-item').map(({ command }) => command);

  test('every move of the page is here', () => {
    expect(MOVES.map(([title]) => title)).toEqual([
      'The home Region is lost', 'The home Region is back', 'Return the traffic home', 'The standby is lost while it is active',
      'The standby is back', 'The standby is back', 'The traffic does not leave the home Region',
    ]);
  });

  test.each(MOVES)('%s: a transaction that is refused ends it', (title, block) => {
    const blocks = block.includes('show') ? [block] : blocksUnder(title);
    expect(written(callsOf(blocks, { refused: [1], epochs: { [STANDBY]: 1 } }))).toEqual(['dynamodb transact-write-items']);
    const transactions = callsOf(blocks, { epochs: { [STANDBY]: 1 } }).filter(({ command }) => command === 'dynamodb transact-write-items').length;
    expect(written(callsOf(blocks, { refused: [transactions], epochs: { [STANDBY]: 1 } }))).toEqual(Array(transactions).fill('dynamodb transact-write-items'));
  });

  test.each(MOVES)('%s: a table that cannot be read ends it', (title, block) => {
    const blocks = block.includes('show') ? [block] : blocksUnder(title);
    const calls = callsOf(['EPOCH=9', ...blocks], { unreadable: true });
    expect(calls.map(({ command, succeeded }) => [command, succeeded])).toEqual([['dynamodb get-item', false], ['dynamodb transact-write-items', false]]);
  });

  test.each(MOVES)('%s: a shell that has not shown the state ends it', (_title, block) => {
    const calls = callsOf([block.split('\n').filter(line => !line.startsWith('show ')).join('\n')]);
    expect(calls.map(({ command, succeeded }) => [command, succeeded])).toEqual([['dynamodb transact-write-items', false]]);
  });

  test('but by hand while the table cannot be read, until it can', () => {
    const calls = callsOf(blocksUnder('When something does not answer'), { unreadable: true });
    expect(calls.map(({ command, options: { region, value } }) => [command, region, value])).toEqual([
      ['dynamodb get-item', STANDBY, undefined],
      ['cloudwatch put-metric-data', STANDBY, '1'],
      ...Array(3).fill(['dynamodb get-item', STANDBY, undefined]),
    ]);
  });
});

describe('the epoch', () => {
  const epochsOf = (title: string, epochs: { [region: string]: number }) => callsOf(blocksUnder(title), { epochs })
    .filter(({ command }) => command === 'dynamodb transact-write-items')
    .map(call => itemsOf(call)).map(({ state, latch }) => [state!.epoch.N, latch!.epoch.N].join());

  test.each([
    ['The home Region is lost', ['11,11']],
    ['The home Region is back', ['9,9']],
    ['Return the traffic home', ['10,10', '10,10']],
    ['The standby is lost while it is active', ['8,8']],
    ['The standby is back', ['10,10', '12,12']],
  ])('%s: follows from what was shown', (title, expected) => {
    expect(epochsOf(title, { [HOME]: 7, [STANDBY]: 9 })).toEqual(expected);
  });

  test('is even for the home Region and odd for the standby: a decision by hand never has the epoch of one of the other Region', () => {
    const known = Array.from({ length: 6 }, (_, epoch) => epoch + 1);
    for (const [title, region, home] of [['The home Region is lost', STANDBY, false], ['The standby is lost while it is active', HOME, true]] as const) {
      const taken = known.map(epoch => Number(epochsOf(title, { [region]: epoch })[0].split(',')[0]));
      expect(taken.map((epoch, index) => [epoch > known[index], (epoch % 2 === 0) === home])).toEqual(known.map(() => [true, true]));
      expect(taken).toEqual(known.map(epoch => nextEpoch(epoch, { region, home: HOME })));
    }
  });

  test('is above that of either Region', () => {
    expect(epochsOf('Return the traffic home', { [HOME]: 12, [STANDBY]: 9 })).toEqual(['14,14', '14,14']);
  });
});

describe.each([
  ['The home Region is lost', STANDBY],
  ['The standby is lost while it is active', HOME],
])('%s', (title, survivor) => {
  test('every call goes to the Region that takes over, and none to a control plane', () => {
    const calls = callsOf(blocksUnder(title));
    expect([...new Set(calls.map(({ options }) => options.region))]).toEqual([survivor]);
    expect([...new Set(calls.map(({ command }) => command))].sort())
      .toEqual(['cloudwatch put-metric-data', 'dynamodb get-item', 'dynamodb transact-write-items']);
  });
});

describe('the commands of the runbook', () => {
  const checks = { [latchNames[HOME]]: ['one', 'two'] };
  const calls = SECTIONS.filter(title => title !== 'See who answers').flatMap(title => callsOf(blocksUnder(title), { epochs: { [STANDBY]: 1 }, checks }));
  const named = (command: string) => calls.filter(call => call.command === command);

  test('are all in a Region that they name, but those to Route 53, which has none', () => {
    expect(calls.length).toBeGreaterThan(30);
    calls.filter(({ command }) => !command.startsWith('route53 ')).forEach(({ options }) => expect([HOME, STANDBY]).toContain(options.region));
  });

  test('name the tables that a deployment makes, and find their names among its outputs', () => {
    for (const { options } of named('dynamodb get-item')) {
      expect(options['table-name']).toBe(tableNames[options.region]);
    }
    for (const { options } of named('dynamodb transact-write-items')) {
      const writes = JSON.parse(options['transact-items']).map((write: object) => Object.values(write)[0].TableName);
      expect(writes).toEqual(Array(3).fill(tableNames[options.region]));
    }
    const lookUps = named('cloudformation describe-stacks');
    expect(lookUps.map(({ options }) => options.region)).toEqual([HOME, STANDBY]);
    for (const { options: { region, query } } of lookUps) {
      const [, prefix] = /^Stacks\[\]\.Outputs\[\?starts_with\(OutputValue, '([^']+)'\)\]\[\]\.OutputValue$/.exec(query)!;
      const outputs = topology.regions.find(({ name }) => name === region)!;
      const values = Object.values(templateOf(outputs.stack(StackLayer.RECOVERY)).toJSON().Outputs).map((output: any) => output.Value);
      expect(values.filter(value => typeof value === 'string' && value.startsWith(prefix))).toEqual([tableNames[region]]);
    }
  });

  test('find the alarm of a latch by its metric, whatever the id of the FailoverDns', () => {
    const lookUps = named('cloudwatch describe-alarms');
    expect(new Set(lookUps.map(({ options }) => options.region))).toEqual(new Set([HOME, STANDBY]));
    for (const { options: { region, query, 'alarm-name-prefix': prefix } } of lookUps) {
      const [, metricName] = /^MetricAlarms\[\?MetricName=='(\w+)'\]\.(?:AlarmName|\[AlarmName,StateValue,StateUpdatedTimestamp\])$/.exec(query)!;
      for (const id of ['Dns', 'Traffic']) {
        const other = createdTopology(testApp(), { environmentName: 'prod', primary: { region: HOME }, secondary: { region: STANDBY } });
        const found = other.regions.find(({ name }) => name === region)!;
        const { alarmName } = record(other, id).forRegion(found).latch;
        const alarms = Object.values(templateOf(found.stack(StackLayer.RECOVERY)).findResources('AWS::CloudWatch::Alarm'));
        const prefixed = alarms.map(({ Properties }) => Properties).filter(({ AlarmName }) => AlarmName.startsWith(prefix));
        expect(prefixed.filter(({ MetricName }) => MetricName === metricName).map(({ AlarmName }) => AlarmName)).toEqual([alarmName]);
      }
    }
  });

  test('ask Route 53 for the checks of the reverse latch, and name one as people see it', () => {
    for (const { options: { query } } of named('route53 list-health-checks')) {
      expect(query).toBe(`HealthChecks[?HealthCheckConfig.AlarmIdentifier.Name=='${latchNames[HOME]}'].Id`);
    }
    expect(named('route53 update-health-check').map(({ options }) => [options['health-check-id'], 'disabled' in options, 'no-disabled' in options]))
      .toEqual([['one', true, false], ['two', true, false], ['one', false, true], ['two', false, true]]);
    const names = Object.values(templateOf(topology.globalStack).findResources('AWS::Route53::HealthCheck'))
      .map(({ Properties }) => Properties.HealthCheckTags.find(({ Key }: { Key: string }) => Key === 'Name').Value);
    const [, shown] = /the health check `([^`]+)`/.exec(page)!;
    expect(names).toContain(shown);
  });

  test('need what is granted for a move, and what the page says beside it', () => {
    const app = testApp();
    const granting = createdTopology(app, { environmentName: 'prod', primary: { region: HOME }, secondary: { region: STANDBY } });
    const stack = ownStack(app, 'Operations', HOME);
    RecoveryState.of(granting).forRegion(granting.primary).grants.moveTraffic(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
    const [policy] = Object.values(templateOf(stack).findResources('AWS::IAM::Policy'));
    const actions: string[] = policy.Properties.PolicyDocument.Statement.flatMap(({ Action }: any) => Action);
    const granted = actions.filter(action => !action.startsWith('kms:'));
    const [, needs] = /grants\.moveTraffic\(role\)`([\s\S]*?)\n## /.exec(page)!;
    const beside = [...needs.matchAll(/`(\w+:\w+)`/g)].map(([, action]) => action);
    expect([...new Set(calls.flatMap(actionsOf))].sort()).toEqual([...new Set([...granted, ...beside])].sort());
    const moving = MOVES.slice(0, -1).flatMap(([title]) => callsOf(blocksUnder(title))).flatMap(actionsOf);
    expect(moving.filter(action => !granted.includes(action) && action !== 'cloudwatch:DescribeAlarms')).toEqual([]);
  });

  test('show the state, the latch and the lock', () => {
    expect(callsOf(blocksUnder('The home Region is lost')).slice(0, 3).map(({ options }) => JSON.parse(options.key))).toEqual([
      { kind: { S: 'state' }, id: { S: 'current' } }, { kind: { S: 'latch' }, id: { S: 'traffic' } }, { kind: { S: 'lock' }, id: { S: 'run' } },
    ]);
  });

  test('publish the latch under the name, dimensions and values that the alarm of the Region reads', () => {
    for (const { options } of named('cloudwatch put-metric-data')) {
      const { latch } = dns.forRegion(topology.regions.find(({ name }) => name === options.region)!);
      expect(options).toMatchObject({
        'namespace': latch.metricNamespace,
        'metric-name': latch.metricName,
        'dimensions': Object.entries(latch.dimensions).map(part => part.join('=')).join(','),
      });
      expect([latch.closedValue, latch.openValue].map(String)).toContain(options.value);
    }
  });

  test('write items that the publisher understands, and that say what was published by hand', () => {
    const records = named('dynamodb transact-write-items');
    expect(records.length).toBeGreaterThan(7);
    for (const call of records) {
      const { data, malformed } = stateMetrics(itemsOf(call), new Date(), {
        tableName: '', namespace: '', region: call.options.region, isHome: false, latches: [{ metricName: 'LatchClosed', dimensions: {} }],
      });
      expect(malformed).toEqual([]);
      const next = calls[calls.indexOf(call) + 1];
      if (next?.command === 'cloudwatch put-metric-data') {
        expect(String(data[0].Value)).toBe(next.options.value);
      }
    }
  });

  test('write in one transaction, only while nobody holds the lock, and only a higher epoch', () => {
    for (const { options } of named('dynamodb transact-write-items')) {
      const [{ ConditionCheck: lock }, { Update: state }, { Update: latch }] = JSON.parse(options['transact-items']);
      expect([lock, state, latch].map(({ Key }) => [Key.kind.S, Key.id.S])).toEqual([['lock', 'run'], ['state', 'current'], ['latch', 'traffic']]);
      expect(lock.ConditionExpression).toBe('attribute_not_exists(kind) OR expiresAt < :now');
      for (const update of [state, latch]) {
        expect(update.ConditionExpression).toBe('attribute_not_exists(epoch) OR epoch < :epoch');
      }
      expect(lock.ExpressionAttributeValues[':now'].S).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    }
  });

  test('use every value that they give, and give every value that they use', () => {
    for (const { options } of named('dynamodb transact-write-items')) {
      for (const write of JSON.parse(options['transact-items'])) {
        const { UpdateExpression = '', ConditionExpression, ExpressionAttributeValues } = Object.values<any>(write)[0];
        const used = new Set(`${UpdateExpression} ${ConditionExpression}`.match(/:\w+/g));
        expect([...used].sort()).toEqual(Object.keys(ExpressionAttributeValues).sort());
      }
    }
  });
});

/** What a call needs: a transaction needs what its parts do. */
function actionsOf({ command, options }: Call): string[] {
  const [service, operation] = command.split(' ');
  if (operation === 'transact-write-items') {
    return JSON.parse(options['transact-items']).map((write: object) => `dynamodb:${Object.keys(write)[0]}Item`);
  }
  return [`${service}:${operation.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`];
}

test('who answers is asked for under all three names', () => {
  const names = [dns.domainName, ...topology.regions.map(region => dns.forRegion(region).domainName)];
  expect(blocksUnder('See who answers').join('')).toContain(`for name in ${names.join(' ')};`);
});
