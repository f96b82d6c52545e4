import type { Audited } from './audited-policies';
import { actionsOf, allowedTo, findingsOf } from './audited-policies';
import { REGIONS } from './system';
import type { StackTemplate } from '../../route53/configuration';
import type { Templates } from '../deployment/deployment';
import { deploymentOf } from '../deployment/deployment';
import { HANDLERS } from '../deployment/handlers';

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
  const allowed = audited.flatMap(resource => allowedTo(resource).map(statement => ({ resource, statement })));
  const forced = forcedMachines(templates);
  return {
    roles: audited.length,
    actions: allowed.flatMap(({ statement }) => actionsOf(statement)).length,
    definitions: forced.length,
    findings: [
      ...allowed.flatMap(({ resource, statement }) => findingsOf(resource, statement).map(finding => `${resource.stack.region} ${resource.logicalId} ${finding}`)),
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
