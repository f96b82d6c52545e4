import type { IConstruct } from 'constructs';
import { DAYS, HOURS, validateCron, validateDuration } from './backup-times';
import type { RestoreTesting } from './restore-testing';

/** The limits of a restore testing plan: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html#restore-testing-quotas */
export function validateRestoreTesting(scope: IConstruct, { _settings: settings }: RestoreTesting): void {
  validateCron(scope, 'RestoreTesting.weekly({ scheduleExpression })', settings.scheduleExpression, 'weekDay: \'SUN\', hour: \'6\', minute: \'0\'');
  validateDuration(scope, 'RestoreTesting.weekly({ startWindow })', settings.startWindow, { unit: HOURS, lowest: 1, highest: 168 }, 'Duration.hours(24)');
  validateDuration(scope, 'RestoreTesting.weekly({ selectionWindow })', settings.selectionWindow, { unit: DAYS, lowest: 1, highest: 365 },
    'Duration.days(7)');
  validateDuration(scope, 'RestoreTesting.weekly({ validationWindow })', settings.validationWindow, { unit: HOURS, lowest: 1, highest: 168 },
    'Duration.hours(8)');
}
