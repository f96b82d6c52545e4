import { RecoveryAction, RunMode, StepFailure } from '../../src';
import type { RecoveryStep } from '../../src';
import { judgeReadiness } from '../../src/recovery/handlers/readiness/readiness-verdict';
import { whenItFails } from '../../src/recovery/renderings/when-it-fails';

const DATABASE = RecoveryAction.checkAurora({ globalClusterIdentifier: 'main', targetClusterArn: 'arn:aws:rds:eu-central-1:111111111111:cluster:main' } as never);
const TABLE = RecoveryAction.checkTable('orders');

const stepOf = (action: RecoveryAction, onFailure: StepFailure) => ({ action, onFailure }) as RecoveryStep;
const eachFailure = [StepFailure.STOP, StepFailure.CONTINUE];

describe('what people are told of a check that fails', () => {
  test.each([
    [RunMode.FAILOVER, 'ends-in-vain', 'recorded'], [RunMode.SWITCHOVER, 'ends', 'ends'], [RunMode.FAILBACK, 'ends', 'ends'], [RunMode.DRILL, 'recorded', 'recorded'],
  ])('is of the mode, and not of the step: %s', (mode, ofDatabase, ofTable) => {
    expect(eachFailure.map(onFailure => whenItFails(stepOf(DATABASE, onFailure), mode))).toEqual([ofDatabase, ofDatabase]);
    expect(eachFailure.map(onFailure => whenItFails(stepOf(TABLE, onFailure), mode))).toEqual([ofTable, ofTable]);
  });

  test.each([RunMode.FAILOVER, RunMode.SWITCHOVER, RunMode.FAILBACK, RunMode.DRILL])('is what the checker makes of it: %s', mode => {
    const ends = judgeReadiness(mode, [{ id: 'check', ok: false, detail: 'ill' }]).refusal !== undefined;
    expect(whenItFails(stepOf(TABLE, StepFailure.STOP), mode)).toBe(ends ? 'ends' : 'recorded');
  });
});

test('of any other step it is what the step says', () => {
  expect(eachFailure.map(onFailure => whenItFails(stepOf(RecoveryAction.invokeFunction({ functionName: 'warm' }), onFailure), RunMode.FAILOVER))).toEqual(['ends', 'recorded']);
});
