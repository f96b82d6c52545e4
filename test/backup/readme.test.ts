import { readFileSync } from 'fs';
import { join } from 'path';

const page = readFileSync(join(__dirname, '../../src/backup/README.md'), 'utf8');

test('BKP-04: without restore testing, the folder\'s page has the weekly restore as a step for people, with its commands', () => {
  const [, restoring] = page.split('\n## Restoring\n');
  for (const statement of [/Once a week, without `restoreTesting`/, /list-recovery-points-by-backup-vault --region/, /start-restore-job --region/, /delete the cluster/]) {
    expect(restoring).toMatch(statement);
  }
});

test('the folder\'s page says how to see in both Regions whether the account lets AWS Backup back up Aurora', () => {
  expect(page.match(/aws backup describe-region-settings --region \S+/g)).toHaveLength(2);
});

test('BKP-01: the folder\'s page says what to alarm on where an account that has not opted in makes no job that could fail', () => {
  expect(page).toMatch(/has not opted in, nothing fails/);
  expect(page).toMatch(/\| `backup-completed` \| `NumberOfBackupJobsCompleted`, and 1 for each hour in which the Region follows \| own \| below 1 for 36 hours, missing data too \|/);
});

test('BKP-01: the folder\'s page says that a backup is not how the loss of a Region is recovered', () => {
  expect(page).toMatch(/For the loss of a Region it is the last resort/);
});
