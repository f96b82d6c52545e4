import { REGIONS } from './system';
import type { StackTemplate } from '../../route53/configuration';

/**
 * Control planes that recovery must not need. Those of Route 53, IAM and CloudFront are in us-east-1 alone; CloudFormation needs a Region that works.
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
 */
const CONTROL_PLANES = /^(\*|route53[a-z-]*|iam|cloudformation|cloudfront|globalaccelerator|organizations|account|shield|waf):/i;

/**
 * What has no permission for single resources, and what is asked for it instead.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
 */
const OF_ANY_RESOURCE: { readonly [action: string]: 'narrowed by a condition' | 'as it is' } = {
  'cloudwatch:PutMetricData': 'narrowed by a condition',
  ...Object.fromEntries([
    'cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData',
    'logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies', 'logs:GetLogDelivery',
    'logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:UpdateLogDelivery',
    'xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments',
  ].map(action => [action, 'as it is'] as const)),
};

/** What is asked of the other Region, by the variable of who asks. A forced run goes on when it is not answered; what machines ask is not among it. */
const ASKED_OF_PEER: { readonly [settingsVariable: string]: { readonly [service: string]: string } } = {
  KEEPER_SETTINGS: {
    dynamodb: 'fences and tells the other Region, in its state table',
    kms: 'which may be encrypted with a key of that Region',
    states: 'looks whether the run lives that holds the lock there',
  },
  DECIDER_SETTINGS: { dynamodb: 'tells who is active until it is known', kms: 'in a table that may be encrypted', rds: 'looks whether the database of the other Region is dead' },
  PROMOTER_SETTINGS: { rds: 'a promotion names both members, and a switchover is asked for where the writer is' },
  OPERATOR_SETTINGS: { dynamodb: 'looks at the state of the other Region before it arms', kms: 'in a table that may be encrypted' },
  PEER_RUN_SETTINGS: { states: 'starts the run back, of a drill, and looks at it' },
};

const REGION_NAME = /\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov|-iso[a-z]?)?-(?:central|east|north|northeast|northwest|south|southeast|southwest|west)-\d\b/g;

export interface Audited {
  readonly stack: StackTemplate;
  readonly logicalId: string;
  readonly properties: any;
}

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: object;
}

/** What the role of a function or a machine is allowed, by all of its policies. */
export function allowedTo({ stack: { resources }, properties: { Role, RoleArn } }: Audited): Statement[] {
  const roleId: string = (Role ?? RoleArn)['Fn::GetAtt'][0];
  const role = resources[roleId].Properties;
  const refers = (value: any) => value?.Ref === roleId;
  const documents = [
    ...(role.Policies ?? []).map(({ PolicyDocument }: any) => PolicyDocument),
    ...(role.ManagedPolicyArns ?? []).map(({ Ref }: any) => resources[Ref].Properties.PolicyDocument),
    ...Object.values(resources).filter(({ Type, Properties }) => ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].includes(Type) && Properties.Roles?.some(refers))
      .map(({ Properties }) => Properties.PolicyDocument),
  ];
  return documents.flatMap(({ Statement }) => Statement).filter(({ Effect }) => Effect === 'Allow');
}

/** The actions of a statement. One that lists what it does not allow allows everything else. */
export function actionsOf({ Action = '*' }: Statement): readonly string[] {
  return [Action].flat();
}

/** What a statement allows that recovery must not need, or must not have. */
export function findingsOf({ stack: { region }, properties }: Audited, statement: Statement): string[] {
  const { Resource = '*', Condition } = statement;
  const variables = Object.keys(properties.Environment?.Variables ?? {});
  const asked = Object.assign({}, ...variables.map(variable => ASKED_OF_PEER[variable] ?? {}));
  return actionsOf(statement).flatMap(action => {
    const tooMuch = action.includes('*') || CONTROL_PLANES.test(action) ? [`may ${action}`] : [];
    const elsewhere = [Resource].flat().flatMap(resource => {
      if (resource === '*') {
        const excuse = OF_ANY_RESOURCE[action];
        return excuse === 'as it is' || (excuse !== undefined && Condition !== undefined) ? [] : [`may ${action} of any resource`];
      }
      const named = [...new Set(JSON.stringify(resource).match(REGION_NAME) ?? [])].filter(name => name !== region);
      return named.filter(name => !(REGIONS as readonly string[]).includes(name) || asked[action.split(':')[0]] === undefined)
        .map(name => `may ${action} in ${name}`);
    });
    return [...tooMuch, ...elsewhere];
  });
}
