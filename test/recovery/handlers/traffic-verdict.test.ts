import type { ReadLatch } from '../../../src/recovery/handlers/traffic-verdict';
import { judgeTraffic } from '../../../src/recovery/handlers/traffic-verdict';

const OWN = ['192.0.2.1', '192.0.2.2'];
const PEER = ['198.51.100.1', '198.51.100.2'];
const SHARED = ['203.0.113.1'];

describe('whether clients are led to the Region that took over', () => {
  test.each<[string, string[], string[], string[], boolean]>([
    ['to all of its addresses', OWN, OWN, PEER, true],
    ['to one of its addresses, of which DNS tells some at a time', ['192.0.2.2'], OWN, PEER, true],
    ['to addresses of its own beside some that its own name does not tell now', ['192.0.2.9', '192.0.2.1'], OWN, PEER, true],
    ['to the other Region', PEER, OWN, PEER, false],
    ['to both', ['192.0.2.1', '198.51.100.1'], OWN, PEER, false],
    ['somewhere else', ['192.0.2.9'], OWN, PEER, false],
    ['nowhere', [], OWN, PEER, false],
    ['to addresses that nobody can compare', OWN, [], PEER, false],
    ['to it, while the other Region has no name any more', OWN, OWN, [], true],
    ['to what stands before both alike', SHARED, SHARED, SHARED, true],
    ['to it, behind something that both share', [...SHARED, '192.0.2.1'], [...SHARED, ...OWN], [...SHARED, ...PEER], true],
    ['to the other one, behind something that both share', [...SHARED, '198.51.100.1'], [...SHARED, ...OWN], [...SHARED, ...PEER], false],
  ])('%s', (_where, clientName, ownName, peerName, moved) => {
    expect(judgeTraffic({ clientName, ownName, peerName }, [], undefined).moved).toBe(moved);
  });

  test('a name that leads there and does not work is not moved', () => {
    const addresses = { clientName: OWN, ownName: OWN, peerName: PEER };
    expect(judgeTraffic(addresses, [], 'status 503')).toEqual({
      moved: false,
      detail: 'clients are led to 192.0.2.1, 192.0.2.2; the Region that took over has 192.0.2.1, 192.0.2.2, the other one 198.51.100.1, 198.51.100.2, '
        + 'and the name does not work: status 503',
    });
  });

  const [OWN_LATCH, PEER_LATCH] = ['_latch.api-eu-central-1.example.com', '_latch.api-eu-west-1.example.com'];

  test.each<[string, ReadLatch[], boolean]>([
    ['its latch, read as closed', [{ name: OWN_LATCH, closed: true, texts: ['closed'] }], true],
    ['its latch, read as open still', [{ name: OWN_LATCH, closed: true, texts: ['open'] }], false],
    ['its latch, of which nobody knows', [{ name: OWN_LATCH, closed: true, texts: [] }], false],
    ['the latch of the other Region, read as open', [{ name: PEER_LATCH, closed: false, texts: ['open'] }], true],
    ['the latch of the other Region, read as closed still', [{ name: PEER_LATCH, closed: false, texts: ['closed'] }], false],
    ['both, read as open', [{ name: PEER_LATCH, closed: false, texts: ['open'] }, { name: OWN_LATCH, closed: false, texts: ['open'] }], true],
    ['both, of which one is not read', [{ name: PEER_LATCH, closed: false, texts: ['open'] }, { name: OWN_LATCH, closed: false, texts: ['closed'] }], false],
  ])('a name that leads there is kept there by %s', (_latch, latches, moved) => {
    expect(judgeTraffic({ clientName: OWN, ownName: OWN, peerName: PEER }, latches, undefined).moved).toBe(moved);
  });

  test('a latch alone leads nobody', () => {
    expect(judgeTraffic({ clientName: PEER, ownName: OWN, peerName: PEER }, [{ name: OWN_LATCH, closed: true, texts: ['closed'] }], undefined).moved).toBe(false);
  });

  test('says which latch is not read', () => {
    const detailOf = (texts: string[]) =>
      judgeTraffic({ clientName: OWN, ownName: OWN, peerName: PEER }, [{ name: OWN_LATCH, closed: true, texts }], 'status 503').detail;
    expect(detailOf(['open'])).toMatch(/, and Route 53 has not read a latch: _latch\.api-eu-central-1\.example\.com says open, not closed$/);
    expect(detailOf([])).toMatch(/ says nothing, not closed$/);
  });

  test('says what it saw', () => {
    expect(judgeTraffic({ clientName: [], ownName: ['192.0.2.1'], peerName: [] }, [], undefined).detail)
      .toBe('clients are led to no address; the Region that took over has 192.0.2.1, the other one no address');
  });
});
