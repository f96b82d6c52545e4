import { audit } from './audit';
import { HOME, STANDBY } from './system';
import { paymentsTemplates } from '../../support/payments-templates';
import type { Templates } from '../deployment/deployment';

const TEMPLATES = paymentsTemplates();

test('law 1: recovery may call no control plane of us-east-1, and a forced run names nothing of the other Region, whose machine may ask nothing of it', () => {
  const { findings, roles, actions, definitions } = audit(TEMPLATES);
  expect(findings).toEqual([]);
  expect([roles > 20, actions > 100, definitions]).toEqual([true, true, 2]);
});

/** The templates with each resource of a type changed. */
function withChanged(types: readonly string[], change: (properties: any, region: string) => object): Templates {
  const stacks = TEMPLATES.stacks.map(stack => ({
    ...stack,
    resources: Object.fromEntries(Object.entries(stack.resources).map(([id, resource]) => types.includes(resource.Type)
      ? [id, { ...resource, Properties: { ...resource.Properties, ...change(resource.Properties, stack.region) } }]
      : [id, resource])),
  }));
  return { ...TEMPLATES, stacks };
}

test('law 1: the audit finds a Region that is named', () => {
  const { findings } = audit(withChanged(['AWS::StepFunctions::StateMachine'], ({ DefinitionString }, region) => region === STANDBY
    ? { DefinitionString: DefinitionString.replaceAll(STANDBY, HOME) } : {}));
  expect(findings.join('\n')).toMatch(/in us-west-2 names something of us-east-1/);
});

const ROLES = audit(TEMPLATES).roles;
const QUEUE = 'arn:aws:sqs:us-west-2:111111111111:orders';

test.each([
  ['a control plane', { Action: 'route53:ChangeResourceRecordSets', Resource: QUEUE }, 'may route53:ChangeResourceRecordSets', 'all'],
  ['whatever begins alike', { Action: ['rds:Create*'], Resource: 'arn:aws:rds::111111111111:global-cluster:main' }, 'may rds:Create*', 'all'],
  ['a whole service', { Action: 'sqs:*', Resource: QUEUE }, 'may sqs:*', 'all'],
  ['everything', { Action: '*', Resource: QUEUE }, 'may *', 'all'],
  ['all but something', { NotAction: 'iam:*', Resource: QUEUE }, 'may *', 'all'],
  ['any resource of an action that names them', { Action: 'rds:DeleteDBCluster', Resource: '*' }, 'may rds:DeleteDBCluster of any resource', 'all'],
  ['all but some resources', { Action: 'rds:DeleteDBCluster', NotResource: QUEUE }, 'may rds:DeleteDBCluster of any resource', 'all'],
  ['metrics of any namespace', { Action: 'cloudwatch:PutMetricData', Resource: '*' }, 'may cloudwatch:PutMetricData of any resource', 'all'],
  ['a service of the other Region that nobody has a reason to ask', { Action: 'sqs:SendMessage', Resource: QUEUE }, 'may sqs:SendMessage in us-west-2', HOME],
  ['it by an import', { Action: 'sqs:SendMessage', Resource: { 'Fn::ImportValue': 'stack-us-west-2:queue' } }, 'may sqs:SendMessage in us-west-2', HOME],
  ['a third Region', { Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:eu-west-1:111111111111:table/state' }, 'may dynamodb:GetItem in eu-west-1', 'all'],
] as const)('law 1: the audit finds %s in the policies of every role that has it', (_, statement, finding, where) => {
  const { findings } = audit(withChanged(['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'], ({ PolicyDocument }) => ({
    PolicyDocument: { ...PolicyDocument, Statement: [...PolicyDocument.Statement, { Effect: 'Allow', ...statement }] },
  })));
  const found = findings.filter(each => each.endsWith(` ${finding}`));
  expect(new Set(found).size).toBe(where === 'all' ? ROLES : ROLES / 2);
  expect(found.filter(each => where !== 'all' && !each.startsWith(where))).toEqual([]);
});

test('law 1: the machine of a run may not ask of the other Region what its functions ask', () => {
  const table = 'arn:aws:dynamodb:us-west-2:111111111111:table/state';
  const { findings } = audit(withChanged(['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'], ({ PolicyDocument }) => ({
    PolicyDocument: { ...PolicyDocument, Statement: [...PolicyDocument.Statement, { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: table }] },
  })));
  const stack = TEMPLATES.stacks.find(({ region, resources }) => region === HOME && Object.values(resources).some(({ Type }) => Type === 'AWS::StepFunctions::StateMachine'))!;
  const idsOf = (wanted: (resource: any) => boolean) => Object.entries(stack.resources).filter(([, resource]) => wanted(resource)).map(([id]) => `${HOME} ${id} may dynamodb:GetItem in us-west-2`);
  expect(findings).toEqual(expect.arrayContaining(idsOf(({ Type }) => Type === 'AWS::StepFunctions::StateMachine')));
  expect(findings).not.toEqual(expect.arrayContaining(idsOf(({ Properties }) => Properties?.Environment?.Variables?.KEEPER_SETTINGS !== undefined)));
});
