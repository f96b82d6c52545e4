import { killer } from './kills';
import { Bench } from './models/models.fixture';
import type { Kill } from './schedules/schedule';

/** What becomes of a drill and of the run that it started, when the run is killed. */
async function ends(kill: Partial<Kill>): Promise<string[]> {
  const bench = new Bench();
  const { clock, stepFunctions } = bench;
  const child = bench.machine('planned', { One: { Type: 'Pass', Next: 'Two' }, Two: { Type: 'Wait', Seconds: 5, End: true } });
  const drill = bench.machine('drill', {
    One: { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync:2', Arguments: { StateMachineArn: child, Name: 'child' }, End: true },
  });
  stepFunctions.onEvent = killer([{ machine: 'planned', state: 'One', moment: 'after the record', skip: 0, ...kill }], clock, () => stepFunctions.all());
  stepFunctions.start(drill, 'x', {});
  await bench.wait(60);
  return stepFunctions.all().map(({ status, error, redriveCount }) => `${status} ${error} ${redriveCount}`);
}

test('a run is killed alone, and its drill hears of it', async () => {
  expect(await ends({})).toEqual(['FAILED States.TaskFailed 0', 'ABORTED Killed 0']);
});

test('a run is killed with its drill: the one that waits, and then the one that it waits for', async () => {
  expect(await ends({ wholeDrill: true, stopped: true })).toEqual(['ABORTED Stopped 0', 'ABORTED undefined 0']);
});

test('what was killed is resumed, unless it was before', async () => {
  expect((await ends({ resumeAfter: 1000 }))[1]).toBe('SUCCEEDED undefined 1');
});

test('the moments that pass first are counted, of the state and the machine that are meant', async () => {
  expect(await ends({ skip: 1 })).toEqual(['SUCCEEDED undefined 0', 'SUCCEEDED undefined 0']);
  expect(await ends({ machine: 'other' })).toEqual(['SUCCEEDED undefined 0', 'SUCCEEDED undefined 0']);
});
