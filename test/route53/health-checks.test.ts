import type { HealthCheck } from './configuration';
import { check, configuration, proves, up } from './fixture';
import { healthCheckHealthy } from './health-checks';
import { RULES } from './rules';

const CHILDREN = ['one', 'two', 'three'];

function calculated(HealthThreshold: number | undefined, healthy: string[], child: HealthCheck['config'] = {}, config: HealthCheck['config'] = {}): boolean {
  const parent = check('parent', { Type: 'CALCULATED', ChildHealthChecks: CHILDREN, HealthThreshold, ...config });
  const checks = [parent, ...CHILDREN.map(id => check(id, id === 'one' ? child : {}))];
  return healthCheckHealthy('parent', configuration({ checks }), up(...healthy));
}

const NONE: string[] = [];
const TWO = ['two', 'three'];

proves('calculated', () => {
  expect([NONE, ['one'], TWO, CHILDREN].map(healthy => calculated(2, healthy))).toEqual([false, false, true, true]);
  expect([NONE, ['one'], TWO].map(healthy => calculated(2, healthy, {}, { Inverted: true }))).toEqual([true, true, false]);
});

proves('calculated-zero', () => {
  expect([calculated(0, NONE), calculated(0, CHILDREN)]).toEqual([true, true]);
});

proves('calculated-above', () => {
  expect([calculated(4, NONE), calculated(4, CHILDREN)]).toEqual([false, false]);
});

proves('calculated-disabled-child', () => {
  expect([calculated(3, TWO), calculated(3, TWO, { Disabled: true })]).toEqual([false, true]);
  expect([calculated(3, TWO, { Inverted: true }), calculated(3, CHILDREN, { Disabled: true, Inverted: true })]).toEqual([true, false]);
});

proves('calculated-flat', () => {
  expect(() => calculated(1, CHILDREN, { Type: 'CALCULATED' })).toThrow(RULES['calculated-flat'].says);
});

test('what no rule here covers is refused', () => {
  expect(() => calculated(undefined, CHILDREN)).toThrow('without a threshold');
  expect(() => calculated(1, CHILDREN, {}, { ChildHealthChecks: undefined })).toThrow('without children');
  expect(() => calculated(1, CHILDREN, { Type: 'RECOVERY_CONTROL' })).toThrow('of type RECOVERY_CONTROL');
  expect(() => healthCheckHealthy('unknown', configuration({}), up())).toThrow('which no template creates');
});
