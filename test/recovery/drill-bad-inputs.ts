import { QUARTERLY, scheduled } from './drill-fixture';
import { DrillSchedule } from '../../src/recovery/drills/drill-schedule';
import { badInputs } from '../support/bad-inputs';

export const DRILL_BAD_INPUTS = badInputs<string>({
  construct: 'DrillSchedule',
  path: 'Orchestrator',
  make: confirmEnvironmentName => scheduled(DrillSchedule.roundTrip({ schedule: QUARTERLY, confirmEnvironmentName })),
  inputs: [{
    title: 'a round trip that is confirmed by the name of another environment',
    options: 'prod',
    prop: 'drills.confirmEnvironmentName',
    value: '"prod"',
    rule: 'a timer is to move production of environment "test" to the standby and back, which is confirmed by that name',
    remedy: 'Write "test" if that is meant, or DrillSchedule.checksOnly() to have checks run and nothing moved',
  }],
});
