import { readFileSync } from 'fs';
import { join } from 'path';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import { AwsSolutionsChecks } from 'cdk-nag';
import { clustersOf, dataOf, mainDatabase, onlyIn, resourcesIn, TwoVpcs } from './fixture';
import { BackupPolicy, DrTopology, StackLayer } from '../../src';
import { DatabaseCapacity, DatabaseEngine, GlobalAuroraDatabase } from '../../src/database';
import { MultiRegionNetwork } from '../../src/network';
import { ACCOUNT, createdTopology, handedOverTopology, ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

/** A key that a team has already, found by name from the other Region. */
function existingKeys(primary: ReturnType<typeof ownStack>, secondary: ReturnType<typeof ownStack>) {
  const [home, standby] = [primary, secondary].map(stack => ({
    key: kms.Key.fromKeyArn(stack, 'existing-key', `arn:aws:kms:${stack.region}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`),
    aliasName: 'alias/team-secrets',
  }));
  return { secrets: { primary: home, secondary: standby } };
}

describe('alone', () => {
  test('TEST-17: with minimal props, in stacks that the topology creates', () => {
    const fixture = mainDatabase();
    expect(stacksOf(fixture.app).map(stack => stack.stackName).sort()).toEqual(['data', 'foundation']
      .flatMap(layer => [SECONDARY, PRIMARY].map(region => `Payments-test-${layer}-${region}`)));
    expect(clustersOf(fixture)).toHaveLength(2);
  });

  test('TEST-17: without backups, in two consumer-owned stacks whose keys for secrets exist', () => {
    const app = testApp();
    const [primary, secondary] = [ownStack(app, 'Primary', PRIMARY), ownStack(app, 'Secondary', SECONDARY)];
    const topology = DrTopology.fromStacks(app, 'Payments', {
      primary: { foundation: primary },
      secondary: { foundation: secondary },
      encryptionKeys: existingKeys(primary, secondary),
    });
    mainDatabase({ backup: BackupPolicy.none() }, app, topology);
    expect(stacksOf(app).map(stack => stack.stackName)).toEqual(['Primary', 'Secondary']);
    expect(secondary.dependencies.map(stack => stack.stackName)).toEqual(['Primary']);
    expect([primary, secondary].map(stack => resourcesIn(stack, 'AWS::RDS::DBCluster').length)).toEqual([1, 1]);
    expect(onlyIn(primary, 'AWS::SecretsManager::Secret').Properties.ReplicaRegions)
      .toEqual([{ Region: SECONDARY, KmsKeyId: `arn:aws:kms:${SECONDARY}:${ACCOUNT}:alias/team-secrets` }]);
  });

  test('OPS-03: with keys that the library creates, the standby\'s data needs a stack of its own, and the error says so', () => {
    const app = testApp();
    const topology = handedOverTopology(app);
    const network = new TwoVpcs(app, topology);
    expect(() => new GlobalAuroraDatabase(app, 'main', { topology, network }))
      .toThrow(/secondary\.data: .*joins the global cluster of database "main".*needs the key of its Region.*secondary: \{ foundation, data: ownStack \}/s);
  });

  test('OPS-03: the keys of the standby come first, then the home Region\'s data, then the standby\'s', () => {
    const app = testApp();
    const [foundation, data] = [ownStack(app, 'Secondary', SECONDARY), ownStack(app, 'SecondaryData', SECONDARY)];
    const primary = ownStack(app, 'Primary', PRIMARY);
    mainDatabase({}, app, DrTopology.fromStacks(app, 'Payments', { primary: { foundation: primary }, secondary: { foundation, data } }));
    templateOf(data);
    expect(primary.dependencies.map(stack => stack.stackName)).toEqual(['Secondary']);
    expect(data.dependencies.map(stack => stack.stackName).sort()).toEqual(['Primary', 'Secondary']);
    expect(foundation.dependencies).toHaveLength(0);
  });

  test('two databases share the stacks, each with its own names', () => {
    const fixture = mainDatabase();
    new GlobalAuroraDatabase(fixture.app, 'reports', { topology: fixture.topology, network: fixture.network });
    for (const region of fixture.topology.regions) {
      const clusters = resourcesIn(dataOf(region), 'AWS::RDS::DBCluster').map(cluster => cluster.Properties);
      expect(new Set(clusters.map(cluster => cluster.DBClusterIdentifier)).size).toBe(2);
      expect(new Set(clusters.map(cluster => cluster.GlobalClusterIdentifier)).size).toBe(2);
    }
  });
});

describe('what crosses the Regions', () => {
  const fixture = mainDatabase();

  test('TEST-19: the link to the global database is a name, and nothing reads the other Region', () => {
    for (const region of fixture.topology.regions) {
      const text = JSON.stringify(templateOf(dataOf(region)).toJSON());
      expect(text).not.toMatch(/ExportReader|ExportWriter|Fn::GetStackOutput|AWS::CloudFormation::Stack/);
      for (const [, exporter] of text.matchAll(/"Fn::ImportValue":"([^:"]+):/g)) {
        expect(exporter).toBe(region.stack(StackLayer.FOUNDATION).stackName);
      }
    }
    for (const { Properties } of clustersOf(fixture)) {
      expect(Properties.GlobalClusterIdentifier).toBe(fixture.database.globalClusterIdentifier);
    }
  });

  test('the standby\'s stack names nothing of the home Region but the global database, and for backups the other vault', () => {
    const { topology } = mainDatabase({ backup: BackupPolicy.none() });
    expect(JSON.stringify(templateOf(dataOf(topology.secondary)).toJSON())).not.toContain(PRIMARY);
  });
});

test('a VPC that CDK has yet to look up does not stop the synthesis that would look it up', () => {
  const app = testApp();
  const topology = createdTopology(app);
  const network = new TwoVpcs(app, topology, stack => ec2.Vpc.fromLookup(stack, 'vpc', { vpcName: 'shared' }));
  expect(() => mainDatabase({}, app, topology, network)).not.toThrow();
});

describe('an auditor', () => {
  const findings = (options: ConstructorParameters<typeof GlobalAuroraDatabase>[2] extends infer P ? Partial<P> : never) => {
    const app = testApp();
    const topology = createdTopology(app);
    new GlobalAuroraDatabase(app, 'main', { topology, network: new MultiRegionNetwork(app, 'network', { topology }), ...options });
    return new AwsSolutionsChecks(app).validateScope(app).violations.map(violation => violation.ruleName).sort();
  };
  const mysql = DatabaseEngine.auroraMysql(rds.AuroraMysqlEngineVersion.VER_3_10_0);

  test('SEC-03: cdk-nag AwsSolutions finds nothing, provisioned or serverless', () => {
    expect(findings({})).toEqual([]);
    expect(findings({ capacity: DatabaseCapacity.serverlessV2({ maxCapacity: 32 }) })).toEqual([]);
  });

  test('SEC-03: with Aurora MySQL it asks for another port than the default, and no Backtrack, which a global database lacks', () => {
    expect(findings({ engine: mysql })).toEqual(['AwsSolutions-RDS11']);
    expect(findings({ engine: mysql, port: 13306 })).toEqual([]);
  });

  test('SEC-03: the check would find a cluster without IAM authentication', () => {
    expect(findings({ iamAuthentication: false })).toEqual(['AwsSolutions-RDS6']);
  });
});

test('DB-16: the folder\'s page states how long the creation takes', () => {
  expect(readFileSync(join(__dirname, '../../src/database/README.md'), 'utf8')).toMatch(/15 to 20 minutes/);
});
