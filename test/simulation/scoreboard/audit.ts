import { REGIONS } from './system';
import type { StackTemplate } from '../../route53/configuration';
import type { Templates } from '../deployment/deployment';
import { deploymentOf } from '../deployment/deployment';
import { HANDLERS } from '../deployment/handlers';

/**
 * Control planes that recovery must not need. Those of Route 53, IAM and CloudFront are in us-east-1 alone; CloudFormation needs a Region that works.
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
 */
const CONTROL_PLANES = /^(\*|route53[a-z-]*|iam|cloudformation|cloudfront|globalaccelerator|organizations|account|shield|waf):/i;

interface Audited {
  readonly stack: StackTemplate;
  readonly logicalId: string;
  readonly properties: any;
}

export interface Audit {
  /** How many functions and machines of recovery there are, and how many actions they have. */
  readonly roles: number;
  readonly actions: number;
  /** How many forced definitions were read. */
  readonly definitions: number;
  readonly findings: readonly string[];
}

/** Looks through what recovery may do, and through what a forced run is made of. */
export function audit(templates: Templates): Audit {
  const audited = recoveryResources(templates.stacks);
  const granted = audited.flatMap(resource => actionsOf(resource).map(action => ({ resource, action })));
  const forced = forcedMachines(templates);
  return {
    roles: audited.length,
    actions: granted.length,
    definitions: forced.length,
    findings: [
      ...granted.filter(({ action }) => action === '*' || action.endsWith(':*') || CONTROL_PLANES.test(action))
        .map(({ resource, action }) => `${resource.stack.region} ${resource.logicalId} may ${action}`),
      ...forced.flatMap(({ region, name, definition }) => REGIONS.filter(other => other !== region && definition.includes(other))
        .map(other => `${name} in ${region} names something of ${other}`)),
    ],
  };
}

/** The functions that run the library's handlers, and the machines. */
function recoveryResources(stacks: readonly StackTemplate[]): Audited[] {
  const variables = HANDLERS.map(({ settingsVariable }) => settingsVariable);
  return stacks.flatMap(stack => Object.entries(stack.resources)
    .filter(([, { Type, Properties = {} }]) => Type === 'AWS::StepFunctions::StateMachine'
      || (Type === 'AWS::Lambda::Function' && variables.some(variable => Properties.Environment?.Variables?.[variable] !== undefined)))
    .map(([logicalId, { Properties }]) => ({ stack, logicalId, properties: Properties })));
}

/** The definitions of forced runs, as they are rendered. */
function forcedMachines(templates: Templates): { readonly region: string; readonly name: string; readonly definition: string }[] {
  const { machines } = deploymentOf(templates);
  return machines.map(({ region, arn, definition }) => ({ region, name: arn.split(':').pop()!, definition: calledIn(definition) }))
    .filter(({ name }) => name.includes('-failover-'));
}

/** What nobody of the other Region is asked for by: the dimensions of a metric that is read in the own Region, and what people are told. */
const NOT_CALLED = ['dimensions', 'Subject', 'Message'];

/** What a definition calls. */
function calledIn(definition: object): string {
  return JSON.stringify(definition, (key, value: unknown) => NOT_CALLED.includes(key) ? undefined : value);
}

/** What the role of a function or a machine may do, by all of its policies. */
function actionsOf({ stack: { resources }, properties: { Role, RoleArn } }: Audited): string[] {
  const roleId: string = (Role ?? RoleArn)['Fn::GetAtt'][0];
  const role = resources[roleId].Properties;
  const refers = (value: any) => value?.Ref === roleId;
  const documents = [
    ...(role.Policies ?? []).map(({ PolicyDocument }: any) => PolicyDocument),
    ...(role.ManagedPolicyArns ?? []).map(({ Ref }: any) => resources[Ref].Properties.PolicyDocument),
    ...Object.values(resources).filter(({ Type, Properties }) => ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].includes(Type) && Properties.Roles?.some(refers))
      .map(({ Properties }) => Properties.PolicyDocument),
  ];
  return documents.flatMap(({ Statement }) => Statement).filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action);
}
