import type { Templates } from './template-rules';
import { valuesOf } from '../support/templates';

/** CDK checks the version of its bootstrap stack by this parameter, which no failover touches. */
const BOOTSTRAP = 'BootstrapVersion';

/** Names that would state which Region is active, such as `ACTIVE_REGION`, `isWriter` or `current-role`. */
const STATES_A_ROLE = /^(?:(?:active|current|present)[-_]?(?:region|primary|writer|role|side)|is[-_]?(?:active|writer|primary|standby|failed[-_]?over))$/i;

/** What the services answer to the question who has which role now. */
const ASKS_FOR_A_ROLE = /IsWriter|FailoverState|SynchronizationStatus|ReplicationSourceIdentifier/;

/** Where templates would read, at deployment, what a failover changes. */
export function runTimeReads(templates: Templates): string[] {
  return Object.entries(templates).flatMap(([stack, template]) => {
    const { Parameters = {}, Resources = {} } = template as { Parameters?: object; Resources?: { [logicalId: string]: { Type: string } } };
    const parameters = Object.keys(Parameters).filter(name => name !== BOOTSTRAP).map(name => `parameter ${name}`);
    const references = [...JSON.stringify(template).matchAll(/\{\{resolve:(ssm[\w-]*)/g)].map(([, service]) => `dynamic reference to ${service}`);
    const names = [...valuesOf(template)].flatMap(([property, value]) => [property, property === 'Key' ? String(value) : ''])
      .filter(name => STATES_A_ROLE.test(name)).map(name => `name ${name}`);
    const lookUps = Object.entries(Resources)
      .filter(([, { Type }]) => /^Custom::|^AWS::CloudFormation::CustomResource$/.test(Type))
      .filter(([logicalId, resource]) => [JSON.stringify(resource), ...attributesOf(template, logicalId)].some(text => ASKS_FOR_A_ROLE.test(text)))
      .map(([logicalId]) => `custom resource ${logicalId} asks for a role`);
    return [...new Set([...parameters, ...references, ...names, ...lookUps])].map(read => `${stack}: ${read}`);
  });
}

/** The attributes of a resource that a template uses. */
function attributesOf(template: object, logicalId: string): string[] {
  return [...valuesOf(template)]
    .filter(([, value]) => Array.isArray((value as { 'Fn::GetAtt'?: unknown } | null)?.['Fn::GetAtt']))
    .map(([, value]) => (value as { 'Fn::GetAtt': string[] })['Fn::GetAtt'])
    .filter(([id]) => id === logicalId)
    .map(([, attribute]) => String(attribute));
}
