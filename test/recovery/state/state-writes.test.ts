import { changeState } from '../../../src/recovery/state/state-changes';
import { asRead } from '../../../src/recovery/state/state-conditions';
import { StateWrites, text } from '../../../src/recovery/state/state-writes';
import { HOME, NOW, STANDBY, UNTOUCHED } from '../decision/states';

const writes = new StateWrites('state-of-home');

test('a condition without values has no list of them: DynamoDB takes none that is empty', () => {
  expect(writes.check({ kind: 'lock', id: 'run' }, { expression: 'attribute_not_exists(#kind)' })).toEqual({
    ConditionCheck: {
      TableName: 'state-of-home',
      Key: { kind: { S: 'lock' }, id: { S: 'run' } },
      ConditionExpression: 'attribute_not_exists(#kind)',
      ExpressionAttributeNames: { '#kind': 'kind' },
    },
  });
});

test('a state that changes assigns each attribute once, and is whole where it was never written', () => {
  const { Update } = changeState(writes, { home: HOME, now: NOW }, { set: { activeRegion: text(STANDBY) } });
  expect(Update).toMatchObject({
    UpdateExpression: 'SET #epoch = if_not_exists(#epoch, :epoch), #phase = if_not_exists(#phase, :phase), #activeRegion = :activeRegion, #updatedAt = :updatedAt',
    ExpressionAttributeValues: { ':epoch': { N: '0' }, ':phase': { S: 'idle' }, ':activeRegion': { S: STANDBY }, ':updatedAt': { S: '2026-01-31T12:00:00Z' } },
  });
});

test.each([
  [{ epoch: 0 }, '(attribute_not_exists(#epoch) OR #epoch = :read) AND attribute_not_exists(#begunEpoch)', { ':read': { N: '0' } }],
  [{ epoch: 4 }, '#epoch = :read AND attribute_not_exists(#begunEpoch)', { ':read': { N: '4' } }],
  [{ epoch: 4, begunEpoch: 6 }, '#epoch = :read AND #begunEpoch = :begun', { ':read': { N: '4' }, ':begun': { N: '6' } }],
])('a state is as it was read %j: one that was there must still be there', (epochs, expression, values) => {
  expect(asRead({ ...UNTOUCHED, ...epochs })).toEqual({ expression, values });
});
