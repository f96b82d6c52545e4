import { Lazy } from 'aws-cdk-lib';
import { CREDENTIALS, existingCluster, existingGlobalDatabase, HOME_MEMBER, ITS_CAPACITY, ITS_ENGINE, STANDBY_MEMBER } from './existing-fixture';
import { BackupPolicy } from '../../src';
import type { ExistingClusterProps, ExistingMember, GlobalAuroraDatabaseOptions } from '../../src/database';
import { ExistingDatabase } from '../../src/database';
import { validateExisting } from '../../src/database/existing-rules';
import { createdTopology } from '../support/environment';

const later = (value: string) => Lazy.string({ produce: () => value });
const DAILY = { backup: BackupPolicy.daily() };

function checked(options: GlobalAuroraDatabaseOptions): () => void {
  const topology = createdTopology();
  return () => validateExisting(topology, topology, options);
}

const cluster = (props: Partial<ExistingClusterProps>) => checked({ ...existingCluster(props), ...DAILY });
const standby = (props: Partial<ExistingMember>) => checked({
  ...ITS_ENGINE,
  ...DAILY,
  existing: ExistingDatabase.globalDatabase({
    globalClusterIdentifier: 'payments-global', primary: HOME_MEMBER, secondary: { ...STANDBY_MEMBER, ...props }, ...CREDENTIALS,
  }),
});

describe('options beside a cluster that exists', () => {
  test.each<[string, GlobalAuroraDatabaseOptions]>([
    ['none, where nothing exists', {}],
    ['what acts on any database', { ...existingCluster(), port: 5433, iamAuthentication: false, maxConnections: 5, proxy: {} }],
    ['what acts on the standby that is created', { ...existingCluster(), secondaryReaders: 2, parameters: {}, writeForwarding: true, logRetention: 90 }],
    ['what acts on any database, where both exist', { ...existingGlobalDatabase(), port: 5433, maxConnections: 5, ...DAILY }],
    ['logs of a proxy, where both exist', { ...existingGlobalDatabase(), proxy: {}, logRetention: 90 }],
  ])('are taken: %s', (_, options) => {
    expect(checked(options)).not.toThrow();
  });

  test.each<[string, GlobalAuroraDatabaseOptions]>([
    ['primaryReaders', { ...existingCluster(), primaryReaders: 1 }],
    ['databaseName', { ...existingCluster(), proxy: {}, databaseName: 'payments' }],
  ])('would have no effect on one: %s', (prop, options) => {
    expect(checked(options)).toThrow(`[Payments] ${prop} = given beside existing: it would have no effect on a cluster that exists. `);
  });

  test.each<[string, GlobalAuroraDatabaseOptions]>([
    ['capacity', { ...existingGlobalDatabase(), ...ITS_CAPACITY }],
    ['logRetention', { ...existingGlobalDatabase(), logRetention: 90 }],
    ['parameters', { ...existingGlobalDatabase(), proxy: {}, parameters: {} }],
    ['masterUsername', { ...existingGlobalDatabase(), proxy: {}, masterUsername: 'owner' }],
  ])('would have no effect on two: %s', (prop, options) => {
    expect(checked(options)).toThrow(`[Payments] ${prop} = given beside existing: it would have no effect on clusters that exist. `);
  });
});

describe('a cluster that exists', () => {
  const KEY = 'arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';

  test.each<[string, Partial<ExistingClusterProps>]>([
    ['as it is shown', {}],
    ['with a resource identifier of one character', { clusterResourceIdentifier: 'cluster-A' }],
    ['with endpoints that are known only after deployment', { clusterEndpointAddress: later('writer'), readerEndpointAddress: later('reader') }],
    ['with the shortest and the longest id of a security group', { securityGroupIds: ['sg-01234567', 'sg-0123456789abcdef0'] }],
    ['with its key and its subnets', { storageEncryptionKeyArn: KEY, dbSubnetGroupName: 'payments' }],
    ['with a key that is known only after deployment', { storageEncryptionKeyArn: later('arn') }],
    ['with a secret of one character', { secretName: 'p' }],
    ['with the longest name of a secret', { secretName: 'p'.repeat(512) }],
    ['with a secret that ends in a hyphen and five characters', { secretName: 'payments-maste' }],
    ['with a secret that ends in a hyphen and seven', { secretName: 'payments-masters' }],
    ['with a secret whose hyphen and six characters are not its end', { secretName: 'payments-master/2' }],
    ['with a secret that ends in six others', { secretName: 'payments-mast/r' }],
    ['with the longest alias of a key', { secretKeyAliasName: `alias/${'a'.repeat(250)}` }],
    ['with an alias that begins like one of AWS', { secretKeyAliasName: 'alias/awsome' }],
  ])('is taken %s', (_, props) => {
    expect(cluster(props)).not.toThrow();
  });

  test.each<[string, Partial<ExistingClusterProps>]>([
    ['clusterResourceIdentifier = "cluster-"', { clusterResourceIdentifier: 'cluster-' }],
    ['clusterResourceIdentifier = "cluster-Ab"', { clusterResourceIdentifier: 'cluster-Ab' }],
    ['clusterResourceIdentifier = "a-cluster-A"', { clusterResourceIdentifier: 'a-cluster-A' }],
    ['clusterEndpointAddress = "payments.cluster-ro-x.eu-west-1.rds.amazonaws.com"', { clusterEndpointAddress: 'payments.cluster-ro-x.eu-west-1.rds.amazonaws.com' }],
    ['clusterEndpointAddress = "x.payments.cluster-x.eu-west-1.rds.amazonaws.com"', { clusterEndpointAddress: 'x.payments.cluster-x.eu-west-1.rds.amazonaws.com' }],
    ['clusterEndpointAddress = "payments.cluster-x.eu-west-1.amazonaws.com"', { clusterEndpointAddress: 'payments.cluster-x.eu-west-1.amazonaws.com' }],
    ['readerEndpointAddress = "payments.cluster-x.eu-west-1.rds.amazonaws.com"', { readerEndpointAddress: 'payments.cluster-x.eu-west-1.rds.amazonaws.com' }],
    ['readerEndpointAddress = "orders.cluster-ro-x.eu-west-1.rds.amazonaws.com"', { readerEndpointAddress: 'orders.cluster-ro-x.eu-west-1.rds.amazonaws.com' }],
    ['securityGroupIds = "sg-0123456"', { securityGroupIds: ['sg-01234567', 'sg-0123456'] }],
    ['securityGroupIds = "sg-0123456789abcdef01"', { securityGroupIds: ['sg-0123456789abcdef01'] }],
    ['securityGroupIds = "a sg-01234567"', { securityGroupIds: ['a sg-01234567'] }],
    ['securityGroupIds = "sg-0123456G"', { securityGroupIds: ['sg-0123456G'] }],
    [`storageEncryptionKeyArn = "x${KEY}": it is the ARN of a key`, { storageEncryptionKeyArn: `x${KEY}` }],
    ['storageEncryptionKeyArn = "arn:aws:kms:eu-west-1:111111111111:key/a b"', { storageEncryptionKeyArn: 'arn:aws:kms:eu-west-1:111111111111:key/a b' }],
    ['storageEncryptionKeyArn = "arn:aws:kms:eu-west-1:1111:key/a"', { storageEncryptionKeyArn: 'arn:aws:kms:eu-west-1:1111:key/a' }],
    ['secretName = ""', { secretName: '' }],
    ['secretName = "ppp', { secretName: 'p'.repeat(513) }],
    ['secretName = " payments"', { secretName: ' payments' }],
    ['secretKeyAliasName = "alias/"', { secretKeyAliasName: 'alias/' }],
    ['secretKeyAliasName = "alias/aaa', { secretKeyAliasName: `alias/${'a'.repeat(251)}` }],
    ['secretKeyAliasName = "an alias/payments"', { secretKeyAliasName: 'an alias/payments' }],
    ['secretKeyAliasName = "alias/a b"', { secretKeyAliasName: 'alias/a b' }],
  ])('is refused with %s', (refused, props) => {
    expect(cluster(props)).toThrow(`[Payments] existing.${refused}`);
  });

  test('is in the Region where it is said to be, the one of the standby in the standby', () => {
    expect(standby({})).not.toThrow();
    expect(standby({ clusterEndpointAddress: 'payments-standby.cluster-x.eu-west-1.rds.amazonaws.com' })).toThrow(
      '[Payments] existing.secondary.clusterEndpointAddress = "payments-standby.cluster-x.eu-west-1.rds.amazonaws.com": '
      + 'the endpoint is named "payments-standby.cluster-<random>.eu-central-1.rds.<domain of the partition>". ');
    expect(standby({ readerEndpointAddress: 'payments-standby.cluster-x.eu-central-1.rds.amazonaws.com' }))
      .toThrow('the endpoint is named "payments-standby.cluster-ro-<random>.eu-central-1.rds.<domain of the partition>". ');
    expect(standby({ storageEncryptionKeyArn: KEY })).toThrow('[Payments] existing.secondary.storageEncryptionKeyArn = ');
    expect(standby({ securityGroupIds: [] })).toThrow('[Payments] existing.secondary.securityGroupIds = an empty list: ');
  });

  test('in the home Region is called so where there are two', () => {
    const existing = ExistingDatabase.globalDatabase({
      globalClusterIdentifier: 'payments-global', primary: { ...HOME_MEMBER, securityGroupIds: [] }, secondary: STANDBY_MEMBER,
    });
    expect(checked({ ...ITS_ENGINE, existing })).toThrow('[Payments] existing.primary.securityGroupIds = an empty list: ');
  });

  test('has subnets that are read for its backups alone', () => {
    const message = '[Payments] existing.dbSubnetGroupName = given without backup: only backup reads it, which is none beside existing unless it is given. ';
    for (const backup of [undefined, BackupPolicy.none()]) {
      expect(checked({ ...existingCluster({ dbSubnetGroupName: 'payments' }), backup })).toThrow(message);
    }
  });

  test('needs no name of its credentials', () => {
    expect(cluster({ secretName: undefined, secretKeyAliasName: undefined })).not.toThrow();
    expect(cluster({ secretKeyAliasName: undefined })).not.toThrow();
  });
});
