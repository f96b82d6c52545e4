import { lookOf } from '../../../src/recovery/decision/database-health';

describe('what a status of the other Region\'s cluster says', () => {
  test.each([
    'available', 'backing-up', 'modifying', 'renaming', 'resetting-master-credentials', 'storage-optimization', 'update-iam-db-auth',
  ])('%s: it serves', status => {
    expect(lookOf(status)).toBe('works');
  });

  test.each([
    'cloning-failed', 'inaccessible-encryption-credentials', 'inaccessible-encryption-credentials-recoverable', 'migration-failed',
  ])('%s: it does not come back by itself', status => {
    expect(lookOf(status)).toBe('dead');
  });

  test('one that nobody knows says nothing, the empty one included', () => {
    expect(['', 'a status of tomorrow'].map(lookOf)).toEqual(['unknown', 'unknown']);
  });
});
