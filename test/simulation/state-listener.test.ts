import { History } from './history/history';
import { stateListener } from './state-listener';

const latch = (id: string) => ({ kind: { S: 'latch' }, id: { S: id }, closed: { BOOL: true }, epoch: { N: '2' } });

test('the latch of a Region is its own: what it was told of the other one\'s is no latch that moves traffic', () => {
  const history = new History(0, () => 5);
  const listener = stateListener('us-west-2', history);
  listener(latch('peer'), undefined);
  listener(latch('traffic'), undefined);
  expect(history.of('latch-written')).toEqual([{ at: 5, kind: 'latch-written', region: 'us-west-2', closed: true, epoch: 2 }]);
});
