import { cidrsOverlap, formatCidr, parseCidr, partOf } from '../../src/network/cidr';

describe('a CIDR block', () => {
  test.each([
    ['10.0.0.0/16', '10.0.0.0/16'],
    ['10.0.7.9/16', '10.0.0.0/16'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['255.255.255.255/32', '255.255.255.255/32'],
    ['192.168.129.0/17', '192.168.128.0/17'],
  ])('%s is the range %s', (text, range) => {
    expect(formatCidr(parseCidr(text)!)).toBe(range);
  });

  test.each(['', '10.0.0.0', '10.0.0/16', '10.0.0.0/33', '256.0.0.0/16', '10.0.0.0/16 ', 'ten.0.0.0/16', '10.0.0.0/-1', '::/0'])(
    '"%s" is none', text => {
      expect(parseCidr(text)).toBeUndefined();
    });

  test.each([
    ['10.0.0.0/16', '10.0.0.0/16', true],
    ['10.0.0.0/16', '10.0.255.0/24', true],
    ['10.0.255.0/24', '10.0.0.0/16', true],
    ['10.0.0.0/8', '10.255.255.255/32', true],
    ['0.0.0.0/0', '203.0.113.0/24', true],
    ['10.0.0.0/16', '10.1.0.0/16', false],
    ['10.1.0.0/16', '10.0.0.0/16', false],
    ['10.0.0.0/17', '10.0.128.0/17', false],
    ['9.255.255.255/32', '10.0.0.0/8', false],
    ['172.16.0.0/12', '172.32.0.0/16', false],
  ])('%s and %s overlap: %s', (one, other, expected) => {
    expect(cidrsOverlap(parseCidr(one)!, parseCidr(other)!)).toBe(expected);
  });

  test.each([[0, '10.0.0.0/20'], [1, '10.0.16.0/20'], [15, '10.0.240.0/20']])('part %s of 10.0.0.0/16 in /20 is %s', (place, part) => {
    expect(formatCidr(partOf(parseCidr('10.0.0.0/16')!, 20, place))).toBe(part);
  });
});
