import type { App } from 'aws-cdk-lib';
import { unknown } from './rules';

/** A template with the Region of its stack. */
export interface StackTemplate {
  readonly stackName: string;
  readonly region: string;
  readonly resources: { [logicalId: string]: { Type: string; Properties?: any } };
}

/** A record, with its name in one spelling and its targets as text. */
export interface RecordSet {
  readonly zoneId: string;
  readonly name: string;
  readonly type: string;
  readonly alias?: { readonly zoneId: string; readonly target: string; readonly evaluated: boolean };
  readonly values: readonly string[];
  readonly failover?: string;
  readonly weight?: number;
  readonly healthCheckId?: string;
}

/** A health check as `HealthCheckConfig` has it. `Disabled` is a property of the API alone. */
export interface HealthCheck {
  readonly id: string;
  readonly config: { readonly [property: string]: any };
}

/** An alarm, with its Region. */
export interface Alarm {
  readonly region: string;
  readonly properties: { readonly [property: string]: any };
}

/** All that Route 53 has been told. */
export interface Configuration {
  readonly records: readonly RecordSet[];
  readonly healthChecks: ReadonlyMap<string, HealthCheck>;
  readonly alarms: readonly Alarm[];
}

const OTHER_POLICIES = ['Region', 'GeoLocation', 'GeoProximityLocation', 'MultiValueAnswer', 'CidrRoutingConfig'];

/** The templates of all stacks of an app. */
export function templatesOfApp(app: App): StackTemplate[] {
  return app.synth().stacks.map(({ stackName, environment, template }) => ({
    stackName, region: environment.region, resources: template.Resources ?? {},
  }));
}

/** Reads what Route 53 is told out of the templates. */
export function configurationOf(stacks: readonly StackTemplate[]): Configuration {
  const all = (type: string) => stacks.flatMap(stack => Object.entries(stack.resources)
    .filter(([, { Type }]) => Type === type)
    .map(([logicalId, { Properties }]) => ({ stack, logicalId, properties: Properties ?? {} })));
  const checks = all('AWS::Route53::HealthCheck')
    .map(({ stack, logicalId, properties }) => checkOf(stack, logicalId, properties));
  return {
    records: all('AWS::Route53::RecordSet').map(({ stack, properties }) => recordOf(stack, properties)),
    healthChecks: new Map(checks.map(check => [check.id, check])),
    alarms: all('AWS::CloudWatch::Alarm').map(({ stack: { region }, properties }) => ({ region, properties })),
  };
}

/** A host name in one spelling. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

function recordOf(stack: StackTemplate, properties: any): RecordSet {
  const policy = OTHER_POLICIES.find(property => properties[property] !== undefined);
  if (policy !== undefined) {
    unknown(`record "${properties.Name}" with ${policy}`);
  }
  const { AliasTarget: alias } = properties;
  return {
    zoneId: text(stack, properties.HostedZoneId),
    name: plainName(properties.Name),
    type: properties.Type,
    alias: alias && {
      zoneId: text(stack, alias.HostedZoneId), target: plainName(text(stack, alias.DNSName)), evaluated: alias.EvaluateTargetHealth === true,
    },
    values: (properties.ResourceRecords ?? []).map((value: unknown) => plainName(text(stack, value))),
    failover: properties.Failover,
    weight: properties.Weight,
    healthCheckId: properties.HealthCheckId && checkId(stack, properties.HealthCheckId),
  };
}

function checkOf(stack: StackTemplate, logicalId: string, { HealthCheckConfig: config }: any): HealthCheck {
  const children = config.ChildHealthChecks?.map((child: unknown) => checkId(stack, child));
  return { id: checkId(stack, { Ref: logicalId }), config: { ...config, ...children && { ChildHealthChecks: children } } };
}

/** A literal id is one of a check that no stack here creates. */
function checkId(stack: StackTemplate, reference: unknown): string {
  const { Ref } = reference as { Ref?: string };
  return Ref === undefined ? text(stack, reference) : `${stack.stackName}/${Ref}`;
}

/** A value that only the deployment knows is told apart by where and how it is written: logical ids repeat in other stacks. */
function text({ region, stackName }: StackTemplate, value: unknown): string {
  return typeof value === 'string' ? value : `${region}/${stackName}/${JSON.stringify(value)}`;
}
