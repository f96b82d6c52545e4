import { Lazy } from 'aws-cdk-lib';
import { EXISTING_DATABASE_BAD_INPUTS } from './existing-bad-inputs';
import { existingCluster, existingGlobalDatabase } from './existing-fixture';
import { mainDatabase } from './fixture';
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
});

test('DB-13: the logs of a proxy may be kept for another time where both clusters exist', () => {
  expect(() => mainDatabase({ ...existingGlobalDatabase(), logRetention: 90, proxy: {} })).not.toThrow();
});
