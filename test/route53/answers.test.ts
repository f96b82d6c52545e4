import type { RecordSet } from './configuration';
import { aliasTo, answered, check, NOTHING, proves, record, up, ZONE } from './fixture';
import { RULES } from './rules';

const CHECKS = ['one', 'two', 'three'].map(id => check(id));
const ONE = record({ values: ['one'], healthCheckId: 'one' });
const TWO = record({ values: ['two'], healthCheckId: 'two' });
const PRIMARY = { ...ONE, failover: 'PRIMARY' };
const SECONDARY = { ...TWO, failover: 'SECONDARY' };
const PAIR = { records: [PRIMARY, SECONDARY], checks: CHECKS };

/** Records of these weights, each with a check of its own. */
function weighted(...weights: number[]): RecordSet[] {
  return weights.map((weight, index) => record({ values: [CHECKS[index].id], healthCheckId: CHECKS[index].id, weight }));
}

proves('no-check', () => {
  const records = [{ ...PRIMARY, healthCheckId: undefined }, SECONDARY];
  expect(answered({ records, checks: CHECKS }, up('two'))).toEqual({ one: 1 });
});

proves('simple', () => {
  expect(answered({ records: [ONE], checks: CHECKS })).toEqual({ one: 1 });
  expect(answered({ records: [ONE], checks: CHECKS }, up('one'))).toEqual({ one: 1 });
});

proves('failover-primary', () => {
  expect(answered(PAIR, up('one', 'two'))).toEqual({ one: 1 });
  expect(answered(PAIR, up('one'))).toEqual({ one: 1 });
});

proves('failover-secondary', () => {
  expect(answered(PAIR, up('two'))).toEqual({ two: 1 });
});

proves('failover-both', () => {
  expect(answered(PAIR)).toEqual({ one: 1 });
});

proves('failover-unchecked', () => {
  expect(answered({ records: [PRIMARY, { ...SECONDARY, healthCheckId: undefined }], checks: CHECKS })).toEqual({ two: 1 });
});

proves('failover-alias', () => {
  const records = [{ ...PRIMARY, ...aliasTo('elb', false, 'ELB') }, SECONDARY];
  expect(() => answered({ records, checks: CHECKS })).toThrow(RULES['failover-alias'].says);
});

proves('weighted', () => {
  const group = { records: weighted(10, 20, 20), checks: CHECKS };
  expect(answered(group, up('one', 'two', 'three'))).toEqual({ one: 0.2, two: 0.4, three: 0.4 });
  expect(answered(group, up('one', 'two'))).toEqual({ one: 10 / 30, two: 20 / 30 });
});

proves('weighted-zero', () => {
  const group = { records: weighted(100, 0, 0), checks: CHECKS };
  expect(answered(group, up('one', 'two', 'three'))).toEqual({ one: 1 });
  expect(answered(group, up('two'))).toEqual({ two: 1 });
  expect(answered(group, up('two', 'three'))).toEqual({ two: 0.5, three: 0.5 });
});

proves('weighted-all-zero', () => {
  expect(answered({ records: weighted(0, 0), checks: CHECKS }, up('one', 'two'))).toEqual({ one: 0.5, two: 0.5 });
});

proves('weighted-none', () => {
  expect(answered({ records: weighted(90, 10), checks: CHECKS })).toEqual({ one: 0.9, two: 0.1 });
  expect(answered({ records: weighted(100, 0), checks: CHECKS })).toEqual({ one: 1 });
});

describe('alias records', () => {
  const leaf = (name: string, healthCheckId?: string) => record({ name, values: [name], healthCheckId });
  const toGroup = { ...PRIMARY, ...aliasTo('group.example.com', true), healthCheckId: undefined };
  const group = weighted(1, 1).map(each => ({ ...each, name: 'group.example.com' }));

  proves('alias-both', () => {
    const outcome = (...healthy: string[]) => answered({
      records: [{ ...PRIMARY, ...aliasTo('leaf.example.com', true) }, { ...SECONDARY, healthCheckId: undefined }, leaf('leaf.example.com', 'three')],
      checks: CHECKS,
    }, up(...healthy));
    expect([outcome('one', 'three'), outcome('one'), outcome('three')]).toEqual([{ 'leaf.example.com': 1 }, { two: 1 }, { two: 1 }]);
  });

  proves('alias-group', () => {
    const records = [toGroup, { ...SECONDARY, values: ['secondary'], healthCheckId: undefined }, ...group];
    expect(answered({ records, checks: CHECKS }, up('one', 'two'))).toEqual({ one: 0.5, two: 0.5 });
    expect(answered({ records, checks: CHECKS }, up('two'))).toEqual({ two: 1 });
    expect(answered({ records, checks: CHECKS })).toEqual({ secondary: 1 });
  });

  proves('alias-chain', () => {
    const outcome = (evaluated: boolean) => answered({
      records: [
        { ...PRIMARY, ...aliasTo('middle.example.com', true), healthCheckId: undefined },
        { ...SECONDARY, healthCheckId: undefined },
        record({ name: 'middle.example.com', ...aliasTo('leaf.example.com', evaluated) }),
        leaf('leaf.example.com', 'three'),
      ],
      checks: CHECKS,
    });
    expect([outcome(true), outcome(false)]).toEqual([{ two: 1 }, { 'leaf.example.com': 1 }]);
  });

  proves('alias-unevaluated', () => {
    const toUnhealthy = { ...record({ weight: 1, ...aliasTo('leaf.example.com', false) }) };
    const other = { ...TWO, weight: 0 };
    expect(answered({ records: [toUnhealthy, other, leaf('leaf.example.com', 'three')], checks: CHECKS }, up('two'))).toEqual({ 'leaf.example.com': 1 });
  });

  test('a target outside of the zones is as healthy as is observed, and where nothing is the evaluation ends', () => {
    const records = [{ ...PRIMARY, ...aliasTo('balancer', true, 'ELB'), healthCheckId: undefined }, { ...SECONDARY, healthCheckId: undefined }];
    expect(answered({ records }, { ...NOTHING, targetHealthy: target => target === 'balancer' })).toEqual({ balancer: 1 });
    expect(answered({ records }, { ...NOTHING, targetHealthy: () => false })).toEqual({ two: 1 });
    expect(() => answered({ records })).toThrow('the health of "balancer"');
  });

  test('a target outside of the zones is not looked for in them, though it has a name of theirs', () => {
    const records = [record(aliasTo('leaf.example.com', false, 'OTHER')), record({ name: 'leaf.example.com', values: ['inside'] })];
    expect(answered({ records })).toEqual({ 'leaf.example.com': 1 });
  });

  test('a target of another type is no target', () => {
    const records = [{ ...PRIMARY, ...aliasTo('leaf.example.com', true) }, SECONDARY, { ...leaf('leaf.example.com'), type: 'AAAA' }];
    expect(() => answered({ records, checks: CHECKS }, up('one'))).toThrow('which leads to no record');
  });
});

proves('cname', () => {
  const records = [
    { ...PRIMARY, type: 'CNAME', values: ['primary.example.com'] },
    { ...SECONDARY, type: 'CNAME', values: ['secondary.example.net'] },
    record({ name: 'primary.example.com', values: ['v4'] }),
    record({ name: 'primary.example.com', values: ['v6'], type: 'AAAA' }),
  ];
  expect(answered({ records, checks: CHECKS }, up('one'))).toEqual({ v4: 1 });
  expect(answered({ records, checks: CHECKS }, up('one'), 'AAAA')).toEqual({ v6: 1 });
  expect(answered({ records, checks: CHECKS }, up('two'))).toEqual({ 'secondary.example.net': 1 });
});

test('a name that no record has is not answered, nor a type that it has not', () => {
  expect(answered({ records: [record({ zoneId: ZONE, name: 'other.example.com' })] })).toEqual({});
  expect(answered({ records: [record()] }, NOTHING, 'AAAA')).toEqual({});
});

test('groups that no rule here covers are refused', () => {
  expect(() => answered({ records: [ONE, TWO], checks: CHECKS })).toThrow('several records "www.example.com" without a policy');
  expect(() => answered({ records: [PRIMARY], checks: CHECKS })).toThrow('0 SECONDARY records');
  expect(() => answered({ records: [{ ...ONE, weight: 1 }, TWO], checks: CHECKS }, up('one', 'two'))).toThrow('without a weight');
});
