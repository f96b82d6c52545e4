import { HOME, paymentsInProd, STANDBY, Story } from './move-traffic-story';
import { RoutingPolicy, TrafficShift } from '../../src/dns';

describe('DNS-14: who answers while the runbook is followed', () => {
  test('the home Region is lost, and has the traffic again', () => {
    expect(new Story(paymentsInProd())
      .lose(HOME).follow('The home Region is lost')
      .bringBack(HOME).follow('The home Region is back')
      .follow('Return the traffic home').told).toEqual([
      'us-east-1 is lost: us-east-1 answers',
      'us-west-2 records us-west-2 active, its latch closed, in epoch 1: us-east-1 answers',
      'us-west-2 publishes 1: us-west-2 answers',
      'a minute later: us-west-2 answers',
      'us-east-1 is back: us-west-2 answers',
      'us-east-1 records us-west-2 active, its latch open, in epoch 1: us-west-2 answers',
      'a minute later: us-west-2 answers',
      'us-east-1 records us-east-1 active, its latch open, in epoch 2: us-west-2 answers',
      'us-west-2 records us-east-1 active, its latch open, in epoch 2: us-west-2 answers',
      'us-west-2 publishes 0: us-west-2 answers',
      'a minute later: us-east-1 answers',
    ]);
  });

  test('the standby is lost while it is active, and can take over again when it is back', () => {
    expect(new Story(paymentsInProd())
      .lose(HOME).follow('The home Region is lost')
      .bringBack(HOME).follow('The home Region is back')
      .lose(STANDBY).follow('The standby is lost while it is active')
      .bringBack(STANDBY).follow('The standby is back')
      .lose(HOME).follow('The home Region is lost').told.slice(7)).toEqual([
      'us-west-2 is lost: us-west-2 answers',
      'us-east-1 records us-east-1 active, its latch closed, in epoch 2: us-west-2 answers',
      'us-east-1 publishes 1: us-east-1 answers',
      'a minute later: us-east-1 answers',
      'us-west-2 is back: us-east-1 answers',
      'us-west-2 records us-east-1 active, its latch open, in epoch 4: us-east-1 answers',
      'us-west-2 publishes 0: us-east-1 answers',
      'us-east-1 records us-east-1 active, its latch open, in epoch 6: us-east-1 answers',
      'us-east-1 publishes 0: us-east-1 answers',
      'a minute later: us-east-1 answers',
      'us-east-1 is lost: us-east-1 answers',
      'us-west-2 records us-west-2 active, its latch closed, in epoch 5: us-east-1 answers',
      'us-west-2 publishes 1: us-west-2 answers',
      'a minute later: us-west-2 answers',
    ]);
  });
});

/** The reverse latch was closed for a standby that is back since, and nobody has opened it. */
function leftClosed(system: ReturnType<typeof paymentsInProd>): Story {
  return new Story(system)
    .lose(HOME).follow('The home Region is lost')
    .bringBack(HOME).follow('The home Region is back')
    .lose(STANDBY).follow('The standby is lost while it is active')
    .bringBack(STANDBY).follow('The standby is back', 0, 1)
    .lose(HOME).follow('The home Region is lost');
}

describe('DNS-14: a reverse latch that was left closed', () => {
  test('keeps the traffic in a home Region that is lost, and the first way out moves it', () => {
    const story = leftClosed(paymentsInProd());
    expect(story.told.slice(-3)).toEqual([
      'us-west-2 records us-west-2 active, its latch closed, in epoch 5: us-east-1 answers',
      'us-west-2 publishes 1: us-east-1 answers',
      'a minute later: us-east-1 answers',
    ]);
    expect(story.follow('The traffic does not leave the home Region', 0, 1).told.slice(-3)).toEqual([
      'us-east-1 records us-west-2 active, its latch open, in epoch 5: us-east-1 answers',
      'us-east-1 publishes 0: us-west-2 answers',
      'a minute later: us-west-2 answers',
    ]);
  });

  test.each([
    ['failover records by plan', 2, {}],
    ['failover records by the endpoints', 2, { trafficShift: TrafficShift.onEndpointHealth() }],
    ['weighted records by plan', 3, { routingPolicy: RoutingPolicy.weighted({ secondaryWeight: 11 }) }],
    ['weighted records by the endpoints', 4, { routingPolicy: RoutingPolicy.weighted({ secondaryWeight: 11 }), trafficShift: TrafficShift.onEndpointHealth() }],
  ])('is taken out by the last resort, which can be taken back: %s', (_what, checks, options) => {
    const story = leftClosed(paymentsInProd(options));
    expect(story.told[story.told.length - 1]).toBe('a minute later: us-east-1 answers');
    story.told.length = 0;
    story.follow('The traffic does not leave the home Region', 1).bringBack(HOME).follow('The home Region is back').follow('Take the last resort back');
    expect(story.told.filter(line => line.startsWith('a check is disabled'))).toHaveLength(checks);
    expect(story.told.slice(checks)).toEqual([
      'a minute later: us-west-2 answers',
      'us-east-1 is back: us-west-2 answers',
      'us-east-1 records us-west-2 active, its latch open, in epoch 5: us-west-2 answers',
      'a minute later: us-west-2 answers',
      ...Array(checks).fill('a check is enabled: us-west-2 answers'),
      'a minute later: us-west-2 answers',
    ]);
  });

  test('sends the traffic home where the last resort is taken back before the latch is open', () => {
    const story = leftClosed(paymentsInProd()).follow('The traffic does not leave the home Region', 1).bringBack(HOME).follow('Take the last resort back');
    expect(story.told[story.told.length - 1]).toBe('a minute later: us-east-1 answers');
  });
});
