import { Duration, Stack, Token } from 'aws-cdk-lib';
import { validateRpo } from '../../src/topology/rpo-rules';

const SMALLEST = { smallest: Duration.seconds(2), rule: 'replication is not quicker', remedy: 'Write at least Duration.seconds(2)' };
const checked = (rpo?: Duration) => () => validateRpo(new Stack(undefined, 'Payments'), rpo, SMALLEST);

test('an objective below what replication can hold is refused, by a millisecond, too', () => {
  expect(checked(Duration.seconds(1))).toThrow('[Payments] rpo = 1 second: replication is not quicker. Write at least Duration.seconds(2).');
  expect(checked(Duration.millis(1999))).toThrow('[Payments] rpo = ');
});

test.each([['the smallest', Duration.millis(2000)], ['a larger', Duration.minutes(1)], ['no', undefined]])('%s objective is accepted', (_, rpo) => {
  expect(checked(rpo)).not.toThrow();
});

test('an objective that is not known at synthesis is let pass', () => {
  expect(checked(Duration.seconds(Token.asNumber({ Ref: 'Rpo' })))).not.toThrow();
});
