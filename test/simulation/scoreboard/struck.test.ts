import { schedule } from './scenarios';
import { addStruck, noneStruck, struckIn } from './struck';
import { historyOf } from '../history/history';
import { CallFaults } from '../models/call-faults';
import type { SimulationProps } from '../simulation';

const CALL = { principal: 'run-keeper', service: 'dynamoDb', operation: 'GetItem', region: 'us-west-2', callerRegion: 'us-west-2' };
const calls = ['dynamoDb', 's3'].map(service => ({ fault: 'throttle' as const, service, from: 0, until: 10 }));
const kills = [{ moment: 'before the call' as const, skip: 0 }, { moment: 'before the call' as const, skip: 9 }];
const ended = (executionArn: string, error?: string) => [1, { kind: 'execution-ended', region: 'us-west-2', executionArn, status: 'ABORTED', error }] as const;
const hit = [1, { kind: 'call-fault', fault: 'throttle', ...CALL }] as const;

function struck(...ends: ReturnType<typeof ended>[]) {
  const callFaults = new CallFaults(calls);
  callFaults.take(CALL, 5);
  return struckIn({ history: historyOf(hit, hit, ...ends), callFaults, props: { schedule: schedule({ calls, kills }) } as SimulationProps });
}

test('what met with a call or a run is counted beside what was asked for', () => {
  expect(struck(ended('run-1', 'Killed'), ended('run-2', 'LockLost'))).toEqual({ faults: 2, faultsStruck: 1, kills: 2, killsStruck: 1, services: { dynamoDb: 2 } });
});

test('a drill that ends with its run counts once', () => {
  expect(struck(...['a', 'b', 'c'].map(arn => ended(arn, 'Stopped'))).killsStruck).toBe(2);
});

test('what workers counted is added up', () => {
  const sum = noneStruck();
  const one = { faults: 1, faultsStruck: 2, kills: 3, killsStruck: 4, services: { rds: 5 } };
  addStruck(sum, one);
  addStruck(sum, { ...one, services: { rds: 1, s3: 1 } });
  expect(sum).toEqual({ faults: 2, faultsStruck: 4, kills: 6, killsStruck: 8, services: { rds: 6, s3: 1 } });
});
