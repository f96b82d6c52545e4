import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Automation, validateAutomation } from '../../src/recovery/automation';

describe('automation', () => {
  test.each([
    ['automatic', Automation.automatic(), { beginsRuns: true, pause: 1800, approval: undefined }],
    ['approval', Automation.approval(), { beginsRuns: true, pause: 1800, approval: 900 }],
    ['manual', Automation.manual(), { beginsRuns: false, pause: 1800, approval: undefined }],
    ['automatic', Automation.automatic({ minimumPause: Duration.hours(1) }), { beginsRuns: true, pause: 3600, approval: undefined }],
    ['approval', Automation.approval({ minimumPause: Duration.hours(2), timeout: Duration.minutes(5) }), { beginsRuns: true, pause: 7200, approval: 300 }],
  ])('%s', (name, automation, { beginsRuns, pause, approval }) => {
    expect(automation.name).toBe(name);
    expect(automation.beginsRuns).toBe(beginsRuns);
    expect(automation.minimumPause.toSeconds()).toBe(pause);
    expect(automation.approvalTimeout?.toSeconds()).toBe(approval);
  });

  test('its defaults can be kept to', () => {
    for (const each of [Automation.automatic(), Automation.approval(), Automation.manual()]) {
      expect(() => validateAutomation(new Stack(), each)).not.toThrow();
    }
  });

  test.each([
    ['minimumPause', Automation.automatic({ minimumPause: Duration.seconds(0) }), 'longer than zero'],
    ['minimumPause', Automation.automatic({ minimumPause: Duration.millis(1500) }), 'Write Duration.seconds(2)'],
    ['timeout', Automation.approval({ timeout: Duration.seconds(0) }), 'longer than zero'],
    ['timeout', Automation.approval({ timeout: Duration.seconds(Lazy.number({ produce: () => 5 })) }), 'not known at synthesis'],
  ])('%s is refused when nobody could keep to it', (prop, automation, message) => {
    const refused = () => validateAutomation(new Stack(), automation);
    expect(refused).toThrow(`automation.${prop}`);
    expect(refused).toThrow(message);
  });
});
