import { readFileSync } from 'fs';
import { join } from 'path';
import type { Stack } from 'aws-cdk-lib';
import type { TemplateResource } from './fixture';
import { dataOf, mainDatabase } from './fixture';
import type { GlobalAuroraDatabaseOptions } from '../../src/database';
import { templateOf } from '../support/environment';

/**
 * Resources that hold data, or that a cluster needs which is kept: deleting such a thing while the cluster stays would fail, and with
 * it the deletion of the stack.
 */
const KEPT = [
  'AWS::RDS::GlobalCluster', 'AWS::RDS::DBCluster', 'AWS::RDS::DBInstance', 'AWS::RDS::DBSubnetGroup', 'AWS::RDS::DBClusterParameterGroup',
  'AWS::SecretsManager::Secret', 'AWS::Logs::LogGroup',
];
/** Resources of the database's own code that go with the stack: nothing that is kept refers to them, and they hold nothing. */
const GOES = ['AWS::RDS::DBProxy', 'AWS::RDS::DBProxyTargetGroup', 'AWS::RDS::DBProxyEndpoint'];

type Resources = { readonly [id: string]: TemplateResource };

function resourcesOf(stack: Stack): Resources {
  return templateOf(stack).toJSON().Resources;
}

/** What a resource waits for at creation, and therefore what outlives it at deletion: its dependencies and what it refers to. */
function outlives(resources: Resources, id: string): Set<string> {
  const { DependsOn = [], Properties } = resources[id];
  const referred = [...JSON.stringify(Properties ?? {}).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"([^"]+)"/g)].map(([, target]) => target);
  return new Set([DependsOn, referred].flat().filter(target => target in resources && target !== id));
}

/** Whether one resource is deleted before another, directly or by way of others. */
function goesBefore(resources: Resources, earlier: string, later: string, seen = new Set<string>()): boolean {
  return [...outlives(resources, earlier)].some(next => next === later
    || (!seen.has(next) && goesBefore(resources, next, later, seen.add(next))));
}

function idsOf(resources: Resources, type: string): string[] {
  return Object.keys(resources).filter(id => resources[id].Type === type);
}

describe.each<[string, GlobalAuroraDatabaseOptions]>([['with the defaults', {}], ['with a proxy and three readers', { proxy: {}, primaryReaders: 3, secondaryReaders: 3 }]])(
  'deletion %s', (_, options) => {
    const { topology } = mainDatabase(options);
    const [home, standby] = topology.regions.map(region => resourcesOf(dataOf(region)));

    test('DB-17: the standby\'s stack goes first, then the home Region\'s', () => {
      expect(dataOf(topology.secondary).dependencies.map(({ stackName }) => stackName)).toContain(dataOf(topology.primary).stackName);
      expect(dataOf(topology.primary).dependencies.map(({ stackName }) => stackName)).not.toContain(dataOf(topology.secondary).stackName);
    });

    test('DB-17: in the home Region the writer\'s cluster leaves before the global cluster is deleted', () => {
      const [cluster] = idsOf(home, 'AWS::RDS::DBCluster');
      const [globalCluster] = idsOf(home, 'AWS::RDS::GlobalCluster');
      expect(goesBefore(home, cluster, globalCluster)).toBe(true);
      expect(goesBefore(home, globalCluster, cluster)).toBe(false);
    });

    test.each([['home', home], ['standby', standby]])('DB-17: in the %s Region, instances go before their cluster, that before what it uses', (_name, resources) => {
      const [cluster] = idsOf(resources, 'AWS::RDS::DBCluster');
      const instances = idsOf(resources, 'AWS::RDS::DBInstance');
      expect(instances.length).toBeGreaterThan(0);
      for (const instance of instances) {
        expect(goesBefore(resources, instance, cluster)).toBe(true);
      }
      const uses = ['AWS::RDS::DBSubnetGroup', 'AWS::RDS::DBClusterParameterGroup'].flatMap(type => idsOf(resources, type));
      expect(uses).toHaveLength(2);
      for (const used of uses) {
        expect([used, goesBefore(resources, cluster, used)]).toEqual([used, true]);
      }
      for (const proxy of GOES.flatMap(type => idsOf(resources, type))) {
        expect([proxy, goesBefore(resources, proxy, cluster)]).toEqual([proxy, true]);
      }
    });

    test.each([['home', home], ['standby', standby]])('DB-17: in the %s Region, what is kept refers to nothing that goes', (_name, resources) => {
      const kept = Object.keys(resources).filter(id => resources[id].DeletionPolicy === 'Retain');
      const keptTypes = new Set(kept.map(id => resources[id].Type));
      for (const id of KEPT.flatMap(type => idsOf(resources, type))) {
        const { DeletionPolicy, UpdateReplacePolicy } = resources[id];
        expect([id, DeletionPolicy, UpdateReplacePolicy]).toEqual([id, 'Retain', 'Retain']);
      }
      expect(keptTypes).toContain('AWS::IAM::Role');
      for (const id of kept.filter(each => resources[each].Type.startsWith('AWS::RDS::'))) {
        const gone = [...outlives(resources, id)].filter(target => JSON.stringify(resources[id].Properties ?? {}).includes(`"${target}"`))
          .filter(target => resources[target].DeletionPolicy !== 'Retain');
        expect([id, gone]).toEqual([id, []]);
      }
    });

    test('DB-17: what only connects goes with its stack', () => {
      for (const resources of [home, standby]) {
        expect(GOES.flatMap(type => idsOf(resources, type)).filter(id => (resources[id].DeletionPolicy ?? 'Delete') !== 'Delete')).toEqual([]);
      }
    });
  });

test('DB-17: clusters and global cluster are protected from deletion by hand as well', () => {
  const { topology } = mainDatabase();
  const resources = topology.regions.flatMap(region => Object.values(resourcesOf(dataOf(region))));
  const clusters = resources.filter(({ Type }) => ['AWS::RDS::DBCluster', 'AWS::RDS::GlobalCluster'].includes(Type));
  expect(clusters.map(({ Properties }) => Properties.DeletionProtection)).toEqual([true, true, true]);
});

test('DB-17: the folder\'s page has the order and what stays, after a failover too', () => {
  const [, section] = readFileSync(join(__dirname, '../../src/database/README.md'), 'utf8').split('\n## Deletion: order and what stays\n');
  const [text] = section.split('\n## ');
  for (const statement of [/while the standby Region holds the writer/i, /RemoveFromGlobalCluster/, /recoverable for 7 to 30 days/, /RemovalPolicy\.DESTROY/]) {
    expect(text).toMatch(statement);
  }
  // In this order: the writer is home, then the stacks; by hand, then, whoever follows before whoever writes, and what is empty last.
  expect(text.replace(/\s+/g, ' ')).toMatch(new RegExp([
    '1\\. Return the writer to the home Region', '2\\. Delete the standby\'s data stack, then the home Region\'s',
    'turn deletion protection off, delete the standby\'s instances and cluster, then those of the home Region, then the global cluster',
  ].join('.*')));
});
