import type { App } from 'aws-cdk-lib';
import { literal } from './literal';
import type { Configuration, StackTemplate } from '../../route53/configuration';
import { configurationOf } from '../../route53/configuration';
import type { Definition } from '../asl/definition';
import { parseDefinition } from '../asl/definition';
import type { CompositeActions } from '../models/cloudwatch/cloudwatch';
import type { Rule } from '../models/event-bus';
import type { FunctionSettings } from '../models/lambda';
import { NotModelled } from '../models/service-error';
import type { Machine } from '../models/step-functions';

/** A table with its keys. */
export interface DeployedTable {
  readonly region: string;
  /** Whether it is a replica of a table that is in other Regions as well. */
  readonly isReplica: boolean;
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
}

export interface DeployedCluster {
  readonly region: string;
  readonly identifier: string;
  readonly globalIdentifier: string;
  readonly instances: number;
  /** In which they all are when a simulation begins. @default - available */
  readonly instanceStatus?: string;
}

/** A composite alarm. One whose actions something suppresses has none here: when they are held back, and when they come late, is not modelled. */
export interface DeployedComposite {
  readonly region: string;
  readonly name: string;
  readonly rule: string;
  readonly tells: CompositeActions;
}

/** What of a synthesised app the simulator runs: nothing of it is written here a second time. */
export interface Deployment {
  readonly account: string;
  readonly machines: readonly Machine[];
  readonly functions: readonly FunctionSettings[];
  readonly rules: readonly Rule[];
  readonly tables: readonly DeployedTable[];
  readonly alarms: readonly { readonly region: string; readonly properties: { readonly [property: string]: any } }[];
  readonly composites: readonly DeployedComposite[];
  readonly clusters: readonly DeployedCluster[];
  readonly buckets: readonly string[];
  readonly topics: readonly string[];
  readonly route53: Configuration;
}

interface Resource {
  readonly region: string;
  readonly properties: any;
  readonly text: (value: unknown) => string | undefined;
}

/** The templates of an app, as plain data that a process of its own can read. */
export interface Templates {
  readonly account: string;
  readonly stacks: readonly StackTemplate[];
}

export function templatesOf(app: App): Templates {
  const { stacks } = app.synth();
  return {
    account: stacks[0].environment.account,
    stacks: stacks.map(({ stackName, environment, template }) => ({ stackName, region: environment.region, resources: template.Resources ?? {} })),
  };
}

/** Reads out of the templates what the simulator runs. */
export function deploymentOf({ stacks, account }: Templates): Deployment {
  const resources = stacks.flatMap(stack => resourcesOf(stack, account));
  const all = (type: string) => resources.filter(({ Type }) => Type === type).map(({ resource }) => resource);
  const named = (resource: Resource, property: string) => resource.text(resource.properties[property]);
  return {
    account,
    machines: all('AWS::StepFunctions::StateMachine').flatMap(resource => machineOf(resource, account)),
    functions: all('AWS::Lambda::Function').flatMap(resource => functionOf(resource)),
    rules: all('AWS::Events::Rule').map(ruleOf),
    tables: [...all('AWS::DynamoDB::Table'), ...all('AWS::DynamoDB::GlobalTable')].flatMap(resource => tablesOf(resource)),
    alarms: all('AWS::CloudWatch::Alarm').map(({ region, properties, text }) => ({
      region,
      properties: {
        ...properties,
        AlarmName: text(properties.AlarmName),
        AlarmActions: texts(properties.AlarmActions, text),
        ...dimensionsOf(properties, text),
      },
    })),
    composites: all('AWS::CloudWatch::CompositeAlarm').flatMap(compositeOf),
    clusters: clustersOf(all('AWS::RDS::DBCluster'), all('AWS::RDS::DBInstance'), all('AWS::RDS::GlobalCluster')),
    buckets: all('AWS::S3::Bucket').map(resource => `${resource.region}/${named(resource, 'BucketName')}`),
    topics: all('AWS::SNS::Topic').map(resource => `arn:aws:sns:${resource.region}:${account}:${named(resource, 'TopicName')}`),
    route53: configurationOf(stacks),
  };
}

function resourcesOf(stack: StackTemplate, account: string): { readonly Type: string; readonly resource: Resource }[] {
  const { region, resources } = stack;
  const place = { region, account };
  const resolve = (logicalId: string, attribute?: string): string | undefined => {
    const { Type, Properties: properties = {} } = resources[logicalId] ?? {};
    const name = properties[NAMES[Type ?? '']?.property ?? ''];
    const text = name === undefined ? undefined : literal(name, place, resolve);
    const arn = text === undefined ? undefined : NAMES[Type!].arn?.(text, region, account);
    return attribute === 'Arn' || (attribute === undefined && NAMES[Type ?? '']?.refIsArn) || attribute?.endsWith('Arn') ? arn : attribute === undefined ? text : undefined;
  };
  const text = (value: unknown) => value === undefined ? undefined : literal(value, place, resolve);
  return Object.values(resources).map(({ Type, Properties = {} }) => ({ Type, resource: { region, properties: Properties, text } }));
}

interface NameRule {
  readonly property: string;
  readonly refIsArn?: true;
  readonly arn?: (name: string, region: string, account: string) => string;
}

/** Which property is the name of a resource, and what follows from it. */
const NAMES: { readonly [type: string]: NameRule } = {
  'AWS::Lambda::Function': { property: 'FunctionName', arn: (name, region, account) => `arn:aws:lambda:${region}:${account}:function:${name}` },
  'AWS::CloudWatch::Alarm': { property: 'AlarmName', arn: (name, region, account) => `arn:aws:cloudwatch:${region}:${account}:alarm:${name}` },
  'AWS::CloudWatch::CompositeAlarm': { property: 'AlarmName', arn: (name, region, account) => `arn:aws:cloudwatch:${region}:${account}:alarm:${name}` },
  'AWS::SNS::Topic': { property: 'TopicName', refIsArn: true, arn: (name, region, account) => `arn:aws:sns:${region}:${account}:${name}` },
  'AWS::DynamoDB::Table': { property: 'TableName', arn: (name, region, account) => `arn:aws:dynamodb:${region}:${account}:table/${name}` },
  'AWS::RDS::DBCluster': { property: 'DBClusterIdentifier', arn: (name, region, account) => `arn:aws:rds:${region}:${account}:cluster:${name}` },
  'AWS::RDS::GlobalCluster': { property: 'GlobalClusterIdentifier' },
  'AWS::StepFunctions::StateMachine': { property: 'StateMachineName', refIsArn: true, arn: (name, region, account) => `arn:aws:states:${region}:${account}:stateMachine:${name}` },
  'AWS::S3::Bucket': { property: 'BucketName', arn: name => `arn:aws:s3:::${name}` },
};

function machineOf({ region, properties, text }: Resource, account: string): Machine[] {
  const name = text(properties.StateMachineName);
  const written = text(properties.DefinitionString);
  if (name === undefined || written === undefined || JSON.parse(written).QueryLanguage !== 'JSONata') {
    return [];
  }
  return [{ region, arn: `arn:aws:states:${region}:${account}:stateMachine:${name}`, definition: definitionOf(written) }];
}

const definitions = new Map<string, Definition>();

/** Parsed once: thousands of schedules run the same text. */
function definitionOf(text: string): Definition {
  const definition = definitions.get(text) ?? parseDefinition(text);
  definitions.set(text, definition);
  return definition;
}

function compositeOf({ region, properties, text }: Resource): DeployedComposite[] {
  const [name, rule] = [text(properties.AlarmName), text(properties.AlarmRule)];
  const acts = properties.ActionsEnabled !== false && properties.ActionsSuppressor === undefined;
  const told = (actions: readonly unknown[]) => acts ? texts(actions, text) : [];
  const tells = { alarm: told(properties.AlarmActions), ok: told(properties.OKActions) };
  return name === undefined || rule === undefined ? [] : [{ region, name, rule, tells }];
}

/** Those of a list that are known. */
function texts(values: readonly unknown[] = [], text: Resource['text']): string[] {
  return values.flatMap(value => text(value) ?? []);
}

function functionOf({ region, properties, text }: Resource): FunctionSettings[] {
  const name = text(properties.FunctionName);
  if (name === undefined) {
    return [];
  }
  const variables = Object.entries(properties.Environment?.Variables ?? {}).flatMap(([variable, value]) => {
    const told = text(value);
    return told === undefined ? [] : [[variable, told]];
  });
  return [{ region, name, timeoutSeconds: properties.Timeout ?? 3, environment: Object.fromEntries(variables) }];
}

function ruleOf({ region, properties: { ScheduleExpression, EventPattern, Targets = [] }, text }: Resource): Rule {
  return {
    region,
    every: ScheduleExpression && rateOf(ScheduleExpression),
    pattern: EventPattern && deepText(EventPattern, text),
    targets: Targets.map(({ Arn }: { readonly Arn: unknown }) => text(Arn)?.split(':').pop() ?? ''),
  };
}

const UNITS: { readonly [unit: string]: number } = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Milliseconds of a rate; a schedule by the calendar is none. */
function rateOf(expression: string): number | undefined {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  return unit === undefined ? undefined : Number(count) * UNITS[unit];
}

function tablesOf({ region, properties: { TableName, KeySchema, Replicas, MultiRegionConsistency }, text }: Resource): DeployedTable[] {
  if (MultiRegionConsistency === 'STRONG') {
    throw new NotModelled(`table ${text(TableName)}: strong consistency is not modelled`);
  }
  const keyOf = (type: string) => KeySchema.find(({ KeyType }: { readonly KeyType: string }) => KeyType === type)?.AttributeName;
  const regions: string[] = Replicas?.map(({ Region }: { readonly Region: string }) => Region) ?? [region];
  return regions.map(place => ({ region: place, isReplica: regions.length > 1, name: text(TableName) ?? '', partitionKey: keyOf('HASH'), sortKey: keyOf('RANGE') }));
}

function clustersOf(clusters: readonly Resource[], instances: readonly Resource[], globals: readonly Resource[]): DeployedCluster[] {
  const only = globals.length === 1 ? globals[0].text(globals[0].properties.GlobalClusterIdentifier) : undefined;
  return clusters.map(({ region, properties, text }) => {
    const identifier = text(properties.DBClusterIdentifier) ?? '';
    const instancesOfCluster = instances.filter(each => each.region === region && each.text(each.properties.DBClusterIdentifier) === identifier);
    return { region, identifier, globalIdentifier: text(properties.GlobalClusterIdentifier) ?? only ?? '', instances: instancesOfCluster.length };
  });
}

function dimensionsOf({ Dimensions }: any, text: Resource['text']): object {
  if (Dimensions === undefined) {
    return {};
  }
  return { Dimensions: Dimensions.map(({ Name, Value }: any) => ({ Name, Value: text(Value) ?? JSON.stringify(Value) })) };
}

/** A pattern with its values filled in. */
function deepText(value: any, text: Resource['text']): any {
  if (Array.isArray(value)) {
    return value.map(each => deepText(each, text));
  }
  if (value !== null && typeof value === 'object') {
    const [name] = Object.keys(value);
    return name === 'Ref' || name?.startsWith('Fn::') ? text(value) : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, deepText(each, text)]));
  }
  return value;
}
