import * as rds from 'aws-cdk-lib/aws-rds';
import { mainDatabase } from './fixture';
import type { GlobalAuroraDatabaseOptions } from '../../src/database';
import { DatabaseCapacity, DatabaseEngine, ExistingDatabase, ProxyAuthentication } from '../../src/database';
import { stacksOf, templateOf } from '../support/environment';

/** Properties that hold a password, a secret's value or a token. Not those that tell how one is generated, nor where it is kept. */
const HOLDS_A_PASSWORD = /password|passphrase|^secretstring$|^authtoken$/i;
const SAYS_HOW = /^(PasswordLength|ClientPasswordAuthType|ManageMasterUserPassword|GenerateStringKey)$/;
const REFERENCE = { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: expect.any(String) }, ':SecretString:password::}}']] };

const mysql = DatabaseEngine.auroraMysql(rds.AuroraMysqlEngineVersion.VER_3_10_0);
const existing = (region: string) => ({
  clusterIdentifier: `ledger-${region}`,
  clusterResourceIdentifier: `cluster-${region.toUpperCase().replace(/-/g, '')}`,
  clusterEndpointAddress: `ledger-${region}.cluster-abcdefghijkl.${region}.rds.amazonaws.com`,
  readerEndpointAddress: `ledger-${region}.cluster-ro-abcdefghijkl.${region}.rds.amazonaws.com`,
  securityGroupIds: ['sg-0123456789abcdef0'],
});
const secretName = 'ledger/credentials';

/** With how many passwords the templates refer to: one where a writer is created, none where it exists. */
const DATABASES: [string, GlobalAuroraDatabaseOptions, number][] = [
  ['PostgreSQL', {}, 1],
  ['PostgreSQL, with a user and a database of one\'s own', { masterUsername: 'owner', databaseName: 'payments' }, 1],
  ['MySQL', { engine: mysql }, 1],
  ['Serverless v2', { capacity: DatabaseCapacity.serverlessV2({ maxCapacity: 64 }) }, 1],
  ['a proxy that logs in by the secret', { proxy: {} }, 1],
  ['a proxy of MySQL', { engine: mysql, proxy: {} }, 1],
  ['a proxy that connects by IAM', { proxy: { authentication: ProxyAuthentication.iam('payments') } }, 1],
  ['every other option', { writeForwarding: true, parameters: { log_connections: '1' }, crossRegionClients: { fromPrimary: ['10.0.96.0/20'] } }, 1],
  ['a cluster that exists', {
    engine: DatabaseEngine.auroraPostgres(),
    capacity: DatabaseCapacity.provisioned(),
    proxy: {},
    existing: ExistingDatabase.cluster({ ...existing('eu-west-1'), secretName }),
  }, 0],
  ['a global database that exists', {
    engine: mysql,
    proxy: {},
    existing: ExistingDatabase.globalDatabase({
      globalClusterIdentifier: 'ledger', primary: existing('eu-west-1'), secondary: existing('eu-central-1'), secretName,
    }),
  }, 0],
];

/** The values of all properties, outputs, parameters and metadata of all stacks that are named like a password. */
function passwordsIn(options: GlobalAuroraDatabaseOptions): unknown[] {
  const found: unknown[] = [];
  for (const stack of stacksOf(mainDatabase(options).app)) {
    JSON.stringify(templateOf(stack).toJSON(), (name, value) => {
      if (HOLDS_A_PASSWORD.test(name) && !SAYS_HOW.test(name)) {
        found.push(value);
      }
      return value;
    });
  }
  return found;
}

describe('DB-06: no template of any stack has a password, written or derived', () => {
  test.each(DATABASES)('%s: nothing but a reference to the generated one', (_, options, count) => {
    expect(passwordsIn(options)).toEqual(Array.from({ length: count }, () => REFERENCE));
  });

  test.each(DATABASES)('%s: no secret has a value of this app, and none has RDS make one', (_, options) => {
    for (const stack of stacksOf(mainDatabase(options).app)) {
      for (const { Properties } of Object.values(templateOf(stack).findResources('AWS::SecretsManager::Secret'))) {
        expect(Properties).not.toHaveProperty('SecretString');
        expect(Properties.GenerateSecretString).toMatchObject({ GenerateStringKey: 'password' });
        expect(Object.keys(JSON.parse(Properties.GenerateSecretString.SecretStringTemplate))).toEqual(['username']);
      }
      for (const { Properties } of Object.values(templateOf(stack).findResources('AWS::RDS::DBCluster'))) {
        expect(Properties).not.toHaveProperty('ManageMasterUserPassword');
      }
    }
  });

  test('no output shows a secret: a dynamic reference stands in one property of one resource', () => {
    const text = stacksOf(mainDatabase({ proxy: {} }).app).map(stack => JSON.stringify(templateOf(stack).toJSON())).join('\n');
    expect(text.match(/\{\{resolve:/g)).toHaveLength(1);
  });
});
