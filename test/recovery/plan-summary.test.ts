import { Duration } from 'aws-cdk-lib';
import { ExampleStore, exampleStep } from './example-store';
import { exampleTeamStep, planOf, TRAFFIC } from './plan-fixture';
import { RunMode, RunPoint, StepRetry } from '../../src';
import { PRIMARY, SECONDARY } from '../support/environment';

test('law 4: a plan is written down in words, each step with its Region, limit, needs and what a failure means', () => {
  const { plan } = planOf(RunMode.FAILOVER, t => ({ recoverables: [new ExampleStore(t)], approval: { timeout: Duration.minutes(10) } }));
  expect(plan.summary().split('\n')).toEqual([
    `Forced failover from ${PRIMARY} to ${SECONDARY} (at most 28 minutes 40 seconds)`,
    '1. start: begin the run, alone (at most 30 seconds)',
    '  control of recovery',
    `    begin-run: Take the lock of ${SECONDARY} and the next epoch, and open the record of the run (in ${SECONDARY}, at most 30 seconds, a failure ends the run)`,
    `2. readiness: check that ${SECONDARY} could take over (at most 10 seconds)`,
    '  readiness of database-main',
    `    check-database-main: do check-database-main (in ${SECONDARY}, at most 10 seconds, a failure is recorded)`,
    '3. record: keep what the checks found (at most 30 seconds)',
    '  control of recovery',
    `    record-readiness: Record the replication lag and what the checks found (in ${SECONDARY}, at most 30 seconds, a failure is recorded)`,
    '4. approval: ask, where nobody asked for the run (at most 10 minutes)',
    '  control of recovery',
    `    approve-run: Ask for approval of a run that nobody asked for (in ${SECONDARY}, at most 10 minutes, only when nobody asked for the run, a failure ends the run)`,
    `5. activation: make every store writable in ${SECONDARY}, and stop writes in ${PRIMARY} as far as it answers (at most 16 minutes)`,
    '  promotion of database-main',
    `    promote-database-main: do promote-database-main (in ${SECONDARY}, at most 15 minutes, a failure ends the run)`,
    `    warm-database-main: do warm-database-main (in ${SECONDARY}, at most 1 minute, a failure ends the run)`,
    '  fencing of recovery',
    `    fence-source: Tell applications in ${PRIMARY} to stop writing (in ${PRIMARY}, at most 30 seconds, a failure is recorded)`,
    '  fencing of database-main',
    `    fence-database-main: do fence-database-main (in ${SECONDARY}, at most 30 seconds, a failure is recorded)`,
    `6. admission: let applications write in ${SECONDARY} (at most 30 seconds)`,
    '  control of recovery',
    `    activate-region: Make ${SECONDARY} the active Region, and admit its writers (in ${SECONDARY}, at most 30 seconds, `
      + 'needs promote-database-main and warm-database-main, a failure ends the run)',
    '7. completion: end the run and report (at most 1 minute)',
    '  control of recovery',
    '    finish-run: Record outcome and times, release the lock, and block automation until somebody acknowledges the run '
      + `(in ${SECONDARY}, at most 30 seconds, a failure ends the run)`,
    `    notify: Tell people what happened (in ${SECONDARY}, at most 30 seconds, a failure is recorded)`,
  ]);
});

test.each([
  [RunMode.SWITCHOVER, `Planned switchover from ${PRIMARY} to ${SECONDARY} (at most `, [
    `: stop writes in ${PRIMARY} `, `: make every store writable in ${SECONDARY}, while writes in ${PRIMARY} end (at most`, `: move traffic to ${SECONDARY} `, `: see that clients reach ${SECONDARY} and are served there `,
    `check-endpoint: Check that the endpoint of ${SECONDARY} answers (in `,
    'shift-traffic: Have api.example.com lead to eu-central-1, by the latches (in ',
    'verify-traffic: See that api.example.com leads to eu-central-1 and works there (in ',
  ]],
  [RunMode.FAILBACK, `Failback from ${SECONDARY} to ${PRIMARY} (at most `, [`: stop writes in ${SECONDARY} `]],
  [RunMode.DRILL, `Drill in ${SECONDARY} (at most `, [
    ': announce the drill ', `: move production to ${SECONDARY} and back, where the drill asks for it `, ': end the drill and report ',
    'begin-drill: Announce the drill, so that its alarms page nobody (in ', 'end-drill: End the drill, so that alarms page again (in ',
    `hold: Stay in ${SECONDARY} (in ${SECONDARY}, at most 5 minutes 30 seconds, only in a drill that moves production, needs run-planned, a failure ends the run)`,
    `run-planned: Have ${SECONDARY} take over by plan (in `,
  ]],
])('a %s says what it is and does', (mode, title, lines) => {
  const summary = planOf(mode, t => ({ recoverables: [new ExampleStore(t)], traffic: TRAFFIC })).plan.summary();
  expect(summary.startsWith(title)).toBe(true);
  for (const line of lines) {
    expect(summary).toContain(line);
  }
});

test('what a team adds has phases of its own where it follows, and says what they are for', () => {
  const points = [RunPoint.BEFORE_PROMOTION, RunPoint.BEFORE_TRAFFIC, RunPoint.AFTER_TRAFFIC];
  const { plan } = planOf(RunMode.FAILOVER, t => ({ traffic: TRAFFIC, teamSteps: points.map(point => exampleTeamStep(t, { id: point, point })) }));
  expect(plan.summary().match(/^\d+\. (preparation|before-traffic|aftermath): .* \(/gm)).toEqual([
    `4. preparation: prepare ${SECONDARY} (`, `5. before-traffic: prepare ${SECONDARY} for its traffic (`, '10. aftermath: do what can wait until clients are served (',
  ]);
});

test.each([
  [StepRetry.never(), 'not tried again'],
  [StepRetry.backoff({ maxAttempts: 1 }), 'tried again up to 1 time'],
  [StepRetry.backoff({ maxAttempts: 5 }), 'tried again up to 5 times'],
])('a policy of retries that is not the usual one is said: %#', (retry, words) => {
  const { plan } = planOf(RunMode.FAILOVER, t => ({
    recoverables: [new ExampleStore(t, {
      promotionSteps: target => [exampleStep('promote', target, { retry })],
    })],
  }));
  expect(plan.summary()).toContain(`promote: do promote (in ${SECONDARY}, at most 10 seconds, ${words}, a failure ends the run)`);
});
