import type { FailoverProperty, TemplateMay } from './failover-properties';

/** Templates by the name of their stack, as CloudFormation will read them. */
export interface Templates { readonly [stack: string]: Template }

export interface Template { readonly Resources?: { readonly [logicalId: string]: Resource } }

export interface Resource { readonly Type: string; readonly Properties?: { readonly [name: string]: unknown } }

/** The newest version of a key: neither a stage nor a version id, which would have to change with the secret. */
const NEWEST_PASSWORD = /^\{\{resolve:secretsmanager:[^}]+:SecretString:password::\}\}$/;

/** What the templates say of a property that they may not say. */
export function brokenRules(templates: Templates, properties: readonly FailoverProperty[]): string[] {
  return Object.entries(templates).flatMap(([stack, template]) =>
    Object.entries(template.Resources ?? {}).flatMap(([logicalId, resource]) =>
      properties.filter(({ type }) => type === resource.Type).flatMap(rule => {
        const complaint = RULES[rule.templateMay](valuesAt(resource.Properties, rule.property.split('.')), () => isFirstWriter(template, resource));
        return complaint === undefined ? [] : [`${stack}/${logicalId}: ${rule.property} ${complaint}`];
      })));
}

type Rule = (values: unknown[], firstWriter: () => boolean) => string | undefined;

const RULES: { [may in TemplateMay]: Rule } = {
  'never': values => values.length > 0 ? 'must not be there' : undefined,
  'literal and constant': values => values.every(isLiteral) ? undefined : 'must be literal',
  'literal, constant and always there': values => values.length === 0 || values.includes('') ? 'must be there' : RULES['literal and constant'](values, () => true),
  'first writer only, literal': (values, firstWriter) =>
    values.length > 0 && !firstWriter() ? 'is for the first writer alone' : RULES['literal and constant'](values, firstWriter),
  'first writer only, by dynamic reference': (values, firstWriter) => {
    if (values.length > 0 && !firstWriter()) {
      return 'is for the first writer alone';
    }
    return values.every(value => NEWEST_PASSWORD.test(joined(value))) ? undefined : 'must be the newest password of a secret, by reference';
  },
};

/** The first writer is created in the stack of the global cluster that it joins. */
function isFirstWriter(template: Template, cluster: Resource): boolean {
  return Object.values(template.Resources!).some(({ Type, Properties }) => Type === 'AWS::RDS::GlobalCluster'
    && Properties?.GlobalClusterIdentifier === cluster.Properties?.GlobalClusterIdentifier);
}

function valuesAt(value: unknown, path: string[]): unknown[] {
  if (value === undefined || path.length === 0) {
    return value === undefined ? [] : [value];
  }
  const [name, ...rest] = path;
  return name === '*'
    ? (value as unknown[]).flatMap(item => valuesAt(item, rest))
    : valuesAt((value as { [name: string]: unknown })[name], rest);
}

/** Whether nothing of a value is left for a deployment to find out. */
function isLiteral(value: unknown): boolean {
  return !/"(?:Ref|Fn::\w+)":|\{\{resolve:/.test(JSON.stringify(value));
}

/** The text of a string that may be put together from literals and references. */
function joined(value: unknown): string {
  const parts = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  return parts === undefined ? String(value) : parts[1].map(part => typeof part === 'string' ? part : 'REFERENCE').join(parts[0]);
}
