import { Lazy } from 'aws-cdk-lib';
import { EXISTING_DATABASE_BAD_INPUTS } from './existing-bad-inputs';
import { existingCluster, existingGlobalDatabase } from './existing-fixture';
import { mainDatabase } from './fixture';
import { BackupPolicy } from '../../src';
import { describeBadInputs } from '../support/bad-inputs';

describeBadInputs(EXISTING_DATABASE_BAD_INPUTS);

test('DB-01: what stays in its Region may be known only after deployment', () => {
  const later = (value: string) => Lazy.string({ produce: () => value });
  expect(() => mainDatabase(existingCluster({
    clusterResourceIdentifier: later('cluster-ABC'),
    clusterEndpointAddress: later('writer'),
    readerEndpointAddress: later('reader'),
    securityGroupIds: [later('sg-0123456789abcdef0')],
  }))).not.toThrow();
  expect(() => mainDatabase({ ...existingCluster({ storageEncryptionKeyArn: later('arn') }), backup: BackupPolicy.daily() })).not.toThrow();
});

test('a key of another account is taken, as RDS takes it', () => {
  const storageEncryptionKeyArn = 'arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  expect(() => mainDatabase({ ...existingCluster({ storageEncryptionKeyArn }), backup: BackupPolicy.daily() })).not.toThrow();
});

test('DB-13: the logs of a proxy may be kept for another time where both clusters exist', () => {
  expect(() => mainDatabase({ ...existingGlobalDatabase(), logRetention: 90, proxy: {} })).not.toThrow();
});
