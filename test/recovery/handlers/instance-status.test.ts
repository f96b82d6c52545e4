import { INSTANCE_STATUSES, isAvailable } from '../../../src/recovery/handlers/readiness/instance-status';

test('an instance counts while AWS says that it works, or changes something about it without an outage', () => {
  expect(Object.keys(INSTANCE_STATUSES).filter(isAvailable)).toEqual([
    'available', 'backing-up', 'configuring-enhanced-monitoring', 'configuring-iam-database-auth', 'configuring-log-exports', 'storage-optimization',
  ]);
});

test.each(['creating', 'failed', 'stopped', 'storage-full', 'starting', 'rebooting', 'modifying', 'upgrading', 'maintenance'])('one that is %s does not', status => {
  expect(status in INSTANCE_STATUSES).toBe(true);
  expect(isAvailable(status)).toBe(false);
});

test.each(['delete-precheck', 'Available', '', undefined])('nor one whose status nobody knows here: %s', status => {
  expect(isAvailable(status)).toBe(false);
});
