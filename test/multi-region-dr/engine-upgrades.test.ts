import { AuroraMysqlEngineVersion, AuroraPostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { pattern, STORES } from './fixture';
import { templateDiff } from './template-diff';
import type { Templates } from './template-rules';
import { templatesOf } from './templates';
import { DatabaseEngine } from '../../src';
import { paymentsApp } from '../app/payments-app';
import { readProjectFile } from '../project/project-files';
import { PRIMARY, SECONDARY, stacksOf, testApp } from '../support/environment';

/** The templates of a whole application, as they are once its databases have this engine. */
function templates(engine: DatabaseEngine, globalClusterEngineVersion?: string): Templates {
  const app = testApp();
  pattern({ ...STORES, databases: { main: { engine, globalClusterEngineVersion } } }, app);
  return templatesOf(app);
}

const postgres = (version: AuroraPostgresEngineVersion) => DatabaseEngine.auroraPostgres(version);
const mysql = (version: AuroraMysqlEngineVersion) => DatabaseEngine.auroraMysql(version);

/** A difference in a resource of the data stack of a Region. */
function inData(region: string, resource: string, property: string, before: string, after: string): unknown {
  return expect.stringMatching(new RegExp(`^data-${region}/databasemain${resource}[0-9A-F]{8} Properties ${property}: "${before}" -> "${after}"$`));
}

const MINOR_UPGRADES: [string, DatabaseEngine, DatabaseEngine][] = [
  ['Aurora PostgreSQL', postgres(AuroraPostgresEngineVersion.VER_17_7), postgres(AuroraPostgresEngineVersion.VER_17_9)],
  ['Aurora MySQL', mysql(AuroraMysqlEngineVersion.VER_3_10_3), mysql(AuroraMysqlEngineVersion.VER_3_11_1)],
];

describe('law 8: an upgrade replaces nothing that holds data', () => {
  test.each(MINOR_UPGRADES)('a minor upgrade of %s changes the version of the global cluster and of both clusters, and nothing else', (_name, from, to) => {
    expect(templateDiff(templates(from), templates(to))).toEqual([
      inData(SECONDARY, 'membercluster', 'EngineVersion', from.fullVersion, to.fullVersion),
      inData(PRIMARY, 'globalcluster', 'EngineVersion', from.fullVersion, to.fullVersion),
      inData(PRIMARY, 'membercluster', 'EngineVersion', from.fullVersion, to.fullVersion),
    ]);
  });

  test.each(MINOR_UPGRADES)('a minor upgrade of %s member by member changes the version of both clusters, and nothing else', (_name, from, to) => {
    expect(templateDiff(templates(from), templates(to, from.fullVersion))).toEqual([
      inData(SECONDARY, 'membercluster', 'EngineVersion', from.fullVersion, to.fullVersion),
      inData(PRIMARY, 'membercluster', 'EngineVersion', from.fullVersion, to.fullVersion),
    ]);
  });

  test('a major upgrade also replaces the parameter group of each cluster by one of the new family', () => {
    const [before, after] = [AuroraPostgresEngineVersion.VER_16_13, AuroraPostgresEngineVersion.VER_17_9]
      .map(version => templates(postgres(version)));
    expect(templateDiff(before, after)).toEqual([
      inData(SECONDARY, 'membercluster', 'EngineVersion', '16.13', '17.9'),
      inData(SECONDARY, 'memberparameters', 'Family', 'aurora-postgresql16', 'aurora-postgresql17'),
      inData(PRIMARY, 'globalcluster', 'EngineVersion', '16.13', '17.9'),
      inData(PRIMARY, 'membercluster', 'EngineVersion', '16.13', '17.9'),
      inData(PRIMARY, 'memberparameters', 'Family', 'aurora-postgresql16', 'aurora-postgresql17'),
    ]);
  });

  test('a difference of any kind is seen', () => {
    const one = { data: { Resources: { A: { Type: 'T', Properties: { List: [1, 2], Gone: 'x' } }, B: { Type: 'T' } } } };
    const other = { data: { Resources: { A: { Type: 'T', Properties: { List: [1, 3], New: { Ref: 'A' } } }, C: { Type: 'T' } } } };
    expect(templateDiff(one, one)).toEqual([]);
    expect(templateDiff(one, other)).toEqual([
      'data/A Properties Gone: "x" -> nothing',
      'data/A Properties List 1: 2 -> 3',
      'data/A Properties New: nothing -> {"Ref":"A"}',
      'data/B: {"Type":"T"} -> nothing',
      'data/C: nothing -> {"Type":"T"}',
    ]);
  });
});

describe.each(MINOR_UPGRADES.map(([name, engine]) => [name, engine] as const))('law 8: nothing in the templates of %s stands in the way of an upgrade', (_name, engine) => {
  const resources = Object.values(templates(engine)).flatMap(({ Resources }) => Object.values(Resources!));
  const propertiesOf = (type: string) => resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties!);

  test('instances take version and parameters from their cluster', () => {
    const instances = propertiesOf('AWS::RDS::DBInstance');
    expect(instances.length).toBeGreaterThan(1);
    for (const instance of instances) {
      expect(Object.keys(instance)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(EngineVersion|DBParameterGroupName|AllowMajorVersionUpgrade)$/)]));
    }
  });

  test('parameter groups have no name that a new one would collide with, and no bound on the recovery point', () => {
    const groups = propertiesOf('AWS::RDS::DBClusterParameterGroup');
    expect(groups).toHaveLength(2);
    for (const group of groups) {
      expect(group).not.toHaveProperty('DBClusterParameterGroupName');
      expect(Object.keys(group.Parameters as object)).not.toContain('rds.global_db_rpo');
    }
  });

  test('the global cluster, which upgrades all members to a major version, is updated before the first of them', () => {
    const home = templates(engine)[`data-${PRIMARY}`].Resources!;
    const [globalCluster] = Object.entries(home).find(([, { Type }]) => Type === 'AWS::RDS::GlobalCluster')!;
    const [, cluster] = Object.entries(home).find(([, { Type }]) => Type === 'AWS::RDS::DBCluster')!;
    expect((cluster as { DependsOn?: string[] }).DependsOn).toContain(globalCluster);
  });
});

test('law 8: the page on upgrades holds the version of the global cluster for the upgrade member by member, and lets go of it for the others', () => {
  const sections = readProjectFile('docs', 'runbooks', 'upgrade-the-engine.md').split(/^## /m);
  const sayings = (title: string) => sections.find(section => section.startsWith(`${title}\n`))!.replace(/\s+/g, ' ');
  const [, from, to] = MINOR_UPGRADES[1];
  expect(sayings('Minor upgrade, member by member')).toContain(`globalClusterEngineVersion: '${from.fullVersion}'`);
  expect(sayings('Minor upgrade, member by member')).toContain(`VER_${to.fullVersion.split('mysql_aurora.')[1].replaceAll('.', '_')}`);
  expect(sayings('Minor upgrade, managed')).toContain('without `globalClusterEngineVersion`');
  expect(sayings('Major upgrade')).toContain('Take out `globalClusterEngineVersion`');
});

test('law 8: the page on upgrades deploys stacks that exist, each kind of upgrade in its order', () => {
  const page = readProjectFile('docs', 'runbooks', 'upgrade-the-engine.md');
  const [home, standby] = ['Payments/Stacks/data-us-east-1', 'Payments/Stacks/data-us-west-2'];
  const deployed = page.split(/^## /m).map(section => [section.split('\n')[0], [...section.matchAll(/cdk deploy --exclusively (\S+)/g)].map(([, stack]) => stack)])
    .filter(([, stacks]) => stacks.length > 0);
  expect(deployed).toEqual([
    ['Minor upgrade, member by member', [standby, home]],
    ['Minor upgrade, managed', [home, standby]],
    ['Major upgrade', [home, standby]],
  ]);
  expect(stacksOf(paymentsApp({ context: { 'aws:cdk:bundling-stacks': [] } })).map(stack => stack.node.path)).toEqual(expect.arrayContaining([home, standby]));
});
