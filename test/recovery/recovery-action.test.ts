import { RecoveryAction } from '../../src';

const aurora = { globalClusterIdentifier: 'orders', targetClusterArn: 'arn:aws:rds:us-west-2:111111111111:cluster:orders-us-west-2' };

test.each([
  [RecoveryAction.promoteAurora(aurora), 'promote-aurora', aurora],
  [RecoveryAction.checkAurora(aurora), 'check-aurora', aurora],
  [RecoveryAction.checkTable('sessions'), 'check-table', { tableName: 'sessions' }],
  [RecoveryAction.checkBucket('documents'), 'check-bucket', { bucketName: 'documents' }],
])('law 4: an action is a kind and its parameters, and nothing else: %#', (action, kind, parameters) => {
  expect(JSON.parse(JSON.stringify(action))).toEqual({ kind, parameters });
});
