import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { actionsFor, bundleOf, commandsOf, filesOf, HANDLER_IDS } from './bundled-commands';
import type { Statement } from './fixture';
import { FailoverOrchestrator, RecoveryAction } from '../../../src/recovery';
import { RECOVERY_FUNCTION_IDS, RecoveryNames } from '../../../src/recovery/machinery/recovery-names';
import { MetricComparison } from '../../../src/recovery/plan/recovery-action-props';
import { KEY_OF_READ_TABLE, KEY_OF_WRITTEN_TABLE } from '../../../src/recovery/regional-state/state-table-key';
import type { DrTopology } from '../../../src/topology';
import { StackLayer } from '../../../src/topology';
import { createdDetection } from '../../detection/fixture';
import { exampleSignal, exampleStep, ExampleStore } from '../example-store';
import { auroraStore } from '../stores';

/** What Lambda takes beside the commands of a handler, and services with keys on its behalf. */
const BESIDE = /^(logs:(CreateLogStream|PutLogEvents)|sqs:SendMessage|kms:\w+)$/;

/** A store with every kind of check that no database has. */
function checkedStore(topology: DrTopology): ExampleStore {
  return new ExampleStore(topology, {
    id: 'checked',
    readinessChecks: region => Object.entries({
      table: RecoveryAction.checkTable('sessions'),
      bucket: RecoveryAction.checkBucket('documents'),
      alarms: RecoveryAction.checkAlarms(['one']),
      metric: RecoveryAction.checkMetric({
        metric: exampleSignal(region).metric, publishedIn: region, comparison: MetricComparison.AT_MOST, threshold: 1,
      }),
    }).map(([id, action]) => exampleStep(`check-${id}`, region, { action })),
    promotionSteps: () => [],
    fencingSteps: () => [],
  });
}

interface Deployed {
  readonly functionName: string;
  /** For example `run-keeper`. Functions of one bundle have one. */
  readonly handler: string;
  readonly statements: Statement[];
}

const { topology, dns, detection } = createdDetection();
new FailoverOrchestrator(topology, 'Orchestrator', { topology, dns, detection, recoverables: [auroraStore(topology), checkedStore(topology)] });
const STACKS = topology.regions.map(region => region.stack(StackLayer.RECOVERY));

/** Of both Regions, with what their roles may do. Whatever has its handler among those of recovery is one of them. */
const FUNCTIONS: Deployed[] = STACKS.flatMap(stack => {
  const template = Template.fromStack(stack);
  return stack.node.findAll()
    .filter((each): each is lambda.Function => each instanceof lambda.Function)
    .map(each => ({ handler: handlerOf(each), functionName: (each.node.defaultChild as lambda.CfnFunction).functionName! }))
    .filter(({ handler }) => HANDLER_IDS.includes(handler))
    .map(each => ({ ...each, statements: statementsOf(template, each.functionName) }));
});

/** The class is named after the handler. */
function handlerOf({ constructor }: lambda.Function): string {
  return constructor.name.replace(/Function$/, '').replace(/(?!^)([A-Z])/g, '-$1').toLowerCase();
}

function statementsOf(template: Template, FunctionName: string): Statement[] {
  const [handler] = Object.values(template.findResources('AWS::Lambda::Function', { Properties: { FunctionName } }));
  const { Resources } = template.toJSON();
  const { Policies, ManagedPolicyArns } = Resources[handler.Properties.Role['Fn::GetAtt'][0]].Properties;
  expect(Policies).toBeUndefined();
  return ManagedPolicyArns.flatMap(({ Ref }: { readonly Ref: string }) => Resources[Ref].Properties.PolicyDocument.Statement);
}

function actionsOf(statements: Statement[]): string[] {
  return [...new Set(statements.flatMap(({ Action }) => Action))].sort();
}

/** By bundle: commands of operators are functions of one. */
const HANDLERS = [...new Set(FUNCTIONS.map(({ handler }) => handler))].sort();

function grantedTo(handler: string): string[] {
  return actionsOf(FUNCTIONS.filter(each => each.handler === handler).flatMap(({ statements }) => statements));
}

/** The names of the two Regions within an ARN. */
const REGION = 'eu-(west|central)-1';
const within = (service: string, ...names: string[]) => new RegExp(`^arn:aws:${service}:${REGION}:111111111111:(${names.join('|')})$`);

/** What is known by name, by service. Of executions, snapshots and keys the last part is known to a deployment only. */
const NAMED: { readonly [service: string]: RegExp } = {
  dynamodb: within('dynamodb', `table/payments-test-recovery-state-${REGION}-[0-9a-f]{8}`, 'table/sessions'),
  s3: /^arn:aws:s3:::documents$/,
  rds: new RegExp(`^arn:aws:rds::111111111111:global-cluster:payments-test-database-main$|${within('rds', `cluster:payments-test-database-main-${REGION}`,
    'cluster-snapshot:(kept-|rds:)unplanned-global-failover-\\*', 'cluster-snapshot:\\*', 'db:\\*').source}`),
  states: within('states', `stateMachine:payments-test-recovery-[a-z]+-${REGION}-[0-9a-f]{8}`, `execution:payments-test-recovery-[a-z]+-${REGION}-[0-9a-f]{8}:\\*`),
  kms: within('kms', 'key/\\*'),
};

/** Which items of a state table a function may do what with. */
interface StateAccess {
  readonly [action: string]: string;
}

const LOOKED_AT = 'drill latch lock state';
const COMMAND: StateAccess = { GetItem: LOOKED_AT, UpdateItem: 'state' };

/** By function or handler: of the own Region's table, and of the other one's. Whatever is not here knows nothing of the state. */
const STATE_ACCESS: { readonly [name: string]: { readonly own: StateAccess; readonly peer?: StateAccess } } = {
  'run-keeper': {
    own: {
      GetItem: 'drill latch lock run state',
      Query: 'run',
      PutItem: 'drill lock run',
      UpdateItem: 'latch lock run state',
      DeleteItem: 'drill lock run',
      ConditionCheckItem: 'lock',
    },
    // A planned run takes its lock, fences it and moves its latch. Of records it ends those of dead runs.
    peer: {
      GetItem: 'drill latch lock run state',
      PutItem: 'drill lock',
      UpdateItem: 'latch lock run state',
      DeleteItem: 'drill lock',
      ConditionCheckItem: 'lock state',
    },
  },
  'run-decider': {
    own: { GetItem: LOOKED_AT, DeleteItem: 'drill lock', UpdateItem: 'latch lock run state', ConditionCheckItem: 'lock' },
    peer: { GetItem: LOOKED_AT, DeleteItem: 'drill lock', UpdateItem: 'latch state' },
  },
  'aurora-promoter': { own: { GetItem: 'lock state' } },
  'state-publisher': { own: { GetItem: 'drill latch run state', Query: 'drill latch run state' } },
  'arm': { own: COMMAND, peer: { GetItem: LOOKED_AT } },
  'disarm': { own: COMMAND },
  'acknowledge': { own: COMMAND },
};

/** What statements allow with keys through a service. */
function keyActions(statements: Statement[], viaService: string): string[] {
  return actionsOf(statements.filter(({ Condition }) => Condition?.StringLike?.['kms:ViaService'] === viaService));
}

describe('what the functions of recovery may do', () => {
  test('there is every function that has a name, in both Regions', () => {
    const named = topology.regions.flatMap(region => RECOVERY_FUNCTION_IDS.map(id => new RecoveryNames(topology, region).functionName(id)));
    expect(FUNCTIONS.map(({ functionName }) => functionName)).toEqual(expect.arrayContaining(named));
  });

  test.each(HANDLERS)('%s may do all that it calls', handler => {
    const granted = grantedTo(handler);
    const sent = commandsOf(bundleOf(handler));
    expect(sent.filter(command => !actionsFor(command).some(action => granted.includes(action)))).toEqual([]);
  });

  test.each(FUNCTIONS)('$functionName calls all that it may do', ({ handler, statements }) => {
    const called = commandsOf(bundleOf(handler)).flatMap(actionsFor);
    // What has no `Action` has another element in its place, which allows more: it is undefined here, and must not pass.
    expect(actionsOf(statements).filter(action => !called.includes(action) && !BESIDE.test(action))).toStrictEqual([]);
  });

  test('the promoter may look, fail over and switch over, on the global cluster and on both of its members, and nothing else of RDS', () => {
    const promoters = FUNCTIONS.filter(({ handler }) => handler === 'aurora-promoter');
    for (const { statements } of promoters) {
      const onRds = statements.filter(({ Action }) => [Action].flat().some(action => action.startsWith('rds:')));
      expect(actionsOf(onRds)).toEqual([
        'rds:DescribeDBClusters', 'rds:DescribeGlobalClusters', 'rds:FailoverGlobalCluster', 'rds:SwitchoverGlobalCluster',
      ]);
      expect([...new Set(onRds.flatMap(({ Resource }) => Resource))].sort()).toEqual([
        'arn:aws:rds::111111111111:global-cluster:payments-test-database-main',
        'arn:aws:rds:eu-central-1:111111111111:cluster:payments-test-database-main-eu-central-1',
        'arn:aws:rds:eu-west-1:111111111111:cluster:payments-test-database-main-eu-west-1',
      ]);
    }
    expect(promoters).toHaveLength(2);
  });

  test('what has no resource of its own is alarms and metrics, and metrics are published in one namespace', () => {
    const everywhere = FUNCTIONS.flatMap(({ statements }) => statements).filter(({ Resource }) => [Resource].flat().includes('*'));
    expect(actionsOf(everywhere)).toEqual(['cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData', 'cloudwatch:PutMetricData']);
    const publishing = everywhere.filter(({ Action }) => [Action].flat().includes('cloudwatch:PutMetricData'));
    expect(new Set(publishing.map(({ Condition }) => JSON.stringify(Condition))))
      .toEqual(new Set([JSON.stringify({ StringEquals: { 'cloudwatch:namespace': 'MultiRegionDr/Payments/test' } })]));
  });

  test('ORC-01: each may do what it calls and nothing else: RDS on the global cluster and its members, metrics in one namespace, the rest by name', () => {
    for (const handler of HANDLERS) {
      const granted = grantedTo(handler);
      const refused = commandsOf(bundleOf(handler)).filter(command => !actionsFor(command).some(action => granted.includes(action)));
      expect([handler, refused]).toEqual([handler, []]);
    }
    for (const { functionName, handler, statements } of FUNCTIONS) {
      const called = commandsOf(bundleOf(handler)).flatMap(actionsFor);
      const others = actionsOf(statements).filter(action => !called.includes(action) && !BESIDE.test(action));
      expect([functionName, others]).toStrictEqual([functionName, []]);
    }
    const granting = FUNCTIONS.flatMap(({ statements }) => statements);
    const on = (pattern: RegExp) => granting
      .filter(({ Action }) => [Action].flat().some(action => pattern.test(action))).flatMap(({ Resource }) => Resource);
    expect([...new Set(on(/^rds:(Failover|Switchover)/))].sort()).toEqual([
      'arn:aws:rds::111111111111:global-cluster:payments-test-database-main',
      'arn:aws:rds:eu-central-1:111111111111:cluster:payments-test-database-main-eu-central-1',
      'arn:aws:rds:eu-west-1:111111111111:cluster:payments-test-database-main-eu-west-1',
    ]);
    const withoutResource = granting.filter(({ Resource }) => [Resource].flat().includes('*'));
    expect(actionsOf(withoutResource)).toEqual(['cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData', 'cloudwatch:PutMetricData']);
    for (const { Action, Condition } of withoutResource.filter(each => [each.Action].flat().includes('cloudwatch:PutMetricData'))) {
      expect([Action, Condition]).toEqual([Action, { StringEquals: { 'cloudwatch:namespace': 'MultiRegionDr/Payments/test' } }]);
    }
  });

  test.each(FUNCTIONS)('ORC-01: $functionName may do it on what is named, and on nothing beside that', ({ handler, statements }) => {
    const on = statements.flatMap(({ Action, Resource, Condition }) =>
      [Resource].flat().map(resource => ({ actions: [Action].flat(), resource, Condition })));
    for (const { actions, resource, Condition } of on.filter(({ resource: each }) => each !== '*')) {
      const service = actions[0].split(':')[0];
      // What the stack creates itself, or its foundation, is named by reference.
      expect([actions, resource]).toEqual([actions, typeof resource === 'string'
        ? expect.stringMatching(NAMED[service])
        : { [service === 'kms' ? 'Fn::ImportValue' : 'Fn::GetAtt']: expect.anything() }]);
      if (service === 'kms') {
        const narrowedBy = typeof resource === 'string' ? 'kms:ResourceAliases' : 'kms:ViaService';
        expect([actions, JSON.stringify(Condition)]).toEqual([actions, expect.stringContaining(narrowedBy)]);
      }
      if (/:cluster-snapshot:\*$/.test(resource)) {
        expect(actions).toEqual(['rds:DescribeDBClusterSnapshots']);
      }
      if (/:db:\*$/.test(resource)) {
        expect([handler, actions]).toEqual(['readiness-checker', ['rds:DescribeDBInstances']]);
      }
      if (service === 'dynamodb' && resource.includes('-recovery-state-')) {
        const items = expect.arrayContaining([expect.stringMatching(/^[a-z]+$/)]);
        expect([actions, Condition]).toEqual([actions, { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': items } }]);
      }
    }
    expect(actionsOf(statements.filter(({ Resource }) => [Resource].flat().includes('*'))).filter(action => !action.startsWith('cloudwatch:'))).toEqual([]);
  });

  test('ORC-01: of the state tables each may do with the items that it needs what it needs, under their keys', () => {
    for (const { functionName, handler, statements } of FUNCTIONS) {
      const region = topology.regions.find(({ name }) => functionName.includes(`-${name}-`))!;
      const command = RECOVERY_FUNCTION_IDS.find(id => functionName.includes(`-recovery-${id}-`))!;
      const { own = {}, peer = {} } = STATE_ACCESS[command] ?? STATE_ACCESS[handler] ?? {};
      for (const [{ name }, access] of [[region, own], [region.peer, peer]] as const) {
        const there = statements.filter(({ Resource }) => String(Resource).startsWith(`arn:aws:dynamodb:${name}:`) && Resource.includes('-recovery-state-'));
        const found = there.flatMap(({ Action, Condition }) => [Action].flat()
          .map(action => [action.replace('dynamodb:', ''), Condition!['ForAllValues:StringEquals']['dynamodb:LeadingKeys'].toSorted().join(' ')]));
        expect([functionName, name, Object.fromEntries(found)]).toEqual([functionName, name, access]);
        expect([functionName, found.length]).toEqual([functionName, Object.keys(access).length]);
        const onKey = keyActions(statements, `dynamodb.${name}.*`);
        const writes = Object.keys(access).some(action => !/^(GetItem|Query)$/.test(action));
        const ofTable = writes ? [...KEY_OF_WRITTEN_TABLE].sort() : KEY_OF_READ_TABLE;
        expect([functionName, name, onKey]).toEqual([functionName, name, found.length === 0 ? [] : ofTable]);
      }
      // Beside tables, keys are used for what is set aside, and to keep snapshots.
      const services = new Set(statements.flatMap(({ Action, Condition }) =>
        [Action].flat().some(action => action.startsWith('kms:')) ? [String(Condition!.StringLike?.['kms:ViaService']).split('.')[0]] : []));
      const known = ['dynamodb', 'sqs', ...handler === 'snapshot-keeper' ? ['rds'] : []];
      expect([functionName, [...services].filter(service => !known.includes(service))]).toEqual([functionName, []]);
      const grants = statements.filter(({ Action }) => [Action].flat().includes('kms:CreateGrant'));
      expect([functionName, grants.map(({ Condition }) => Condition!.Bool)])
        .toEqual([functionName, handler === 'snapshot-keeper' ? [{ 'kms:GrantIsForAWSResource': 'true' }] : []]);
    }
  });

  test('snapshots are kept under the key of their cluster, and RDS gets the use of no other', () => {
    const keepers = FUNCTIONS.filter(({ handler }) => handler === 'snapshot-keeper');
    expect(keepers).toHaveLength(2);
    for (const { statements } of keepers) {
      const onKeys = statements.filter(({ Action, Condition }) => String(Action).startsWith('kms:') && JSON.stringify(Condition).includes('rds.'));
      expect(onKeys.map(({ Action, Condition }) => [Action, (Condition as { 'ForAnyValue:StringEquals': object })['ForAnyValue:StringEquals']])).toEqual([
        ['kms:DescribeKey', { 'kms:ResourceAliases': 'alias/payments-test-database-main' }],
        ['kms:CreateGrant', { 'kms:ResourceAliases': 'alias/payments-test-database-main' }],
      ]);
    }
  });

  test('nobody may detach a member of a global database', () => {
    const policies = STACKS.flatMap(stack => Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy')));
    const granted = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[]);
    expect(granted.length).toBeGreaterThan(FUNCTIONS.length);
    expect(actionsOf(granted).filter(action => action === undefined || /RemoveFromGlobalCluster|\*/.test(action))).toStrictEqual([]);
  });
});

describe('the bundles of recovery', () => {
  test.each(HANDLERS)('%s is below 60 KB, and brings no package, and nothing that only synthesis needs', handler => {
    expect(Buffer.byteLength(bundleOf(handler))).toBeLessThan(60 * 1024);
    const files = filesOf(handler);
    expect(files).toContain(`src/recovery/handlers/${handler}.lambda.ts`);
    expect(files.filter(file => !file.startsWith('src/') || /\/(actions|budget|drills|functions|renderings)\//.test(file))).toStrictEqual([]);
  });

  test('commands are read from them, whatever esbuild calls a client', () => {
    expect(commandsOf('var import_client_s32 = require("@aws-sdk/client-s3");\nvar import_client_sfn = require("@aws-sdk/client-sfn");\n'
      + 'new import_client_s32.HeadBucketCommand({}); new import_client_sfn.StartExecutionCommand({}); new import_client_s32.S3Client();'))
      .toEqual(['s3:HeadBucket', 'states:StartExecution']);
    expect(commandsOf(bundleOf('aurora-promoter'))).toEqual([
      'dynamodb:GetItem', 'rds:DescribeDBClusters', 'rds:DescribeGlobalClusters', 'rds:FailoverGlobalCluster', 'rds:SwitchoverGlobalCluster',
    ]);
  });
});
