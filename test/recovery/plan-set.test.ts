import { ExampleStore } from './example-store';
import { planSet, shapeOf, TRAFFIC } from './plan-fixture';
import type { DrRegion } from '../../src';
import { RunMode } from '../../src';
import { createdTopology, PRIMARY, SECONDARY } from '../support/environment';

const composed = () => {
  const { topology: { primary, secondary }, plans } = planSet(t => ({ recoverables: [new ExampleStore(t)], traffic: TRAFFIC }));
  return { primary, secondary, plans };
};

test('law 9: the plans to the two Regions are alike, with the Regions\' parts exchanged', () => {
  const { primary, secondary, plans } = composed();
  for (const [there, back] of [
    [plans.get(secondary, RunMode.FAILOVER), plans.get(primary, RunMode.FAILOVER)],
    [plans.get(secondary, RunMode.SWITCHOVER), plans.get(primary, RunMode.FAILBACK)],
    [plans.get(secondary, RunMode.DRILL), plans.get(primary, RunMode.DRILL)],
  ]) {
    expect(shapeOf(back)).toEqual(shapeOf(there));
    expect([there, back].map(({ source, target }) => [source.name, target.name])).toEqual([[PRIMARY, SECONDARY], [SECONDARY, PRIMARY]]);
    expect(back.timeout.toSeconds()).toBe(there.timeout.toSeconds());
  }
});

test('a plan knows what it is for', () => {
  const { primary, secondary, plans } = composed();
  expect(Object.values(RunMode).map(mode => plans.get(mode === RunMode.FAILBACK ? primary : secondary, mode).mode)).toEqual(Object.values(RunMode));
});

test.each<[string, (own: ReturnType<typeof composed>) => DrRegion, RunMode, RegExp]>([
  ['a switchover home', ({ primary }) => primary, RunMode.SWITCHOVER,
    /\[Payments\] mode = "switchover": a planned run to eu-west-1 is a failback: .* Write RunMode\.FAILBACK, or name the other Region as target/],
  ['a failback to the standby Region', ({ secondary }) => secondary, RunMode.FAILBACK,
    /mode = "failback": a planned run to eu-central-1 is a switchover: .* Write RunMode\.SWITCHOVER/],
  ['a Region of another topology', () => createdTopology().primary, RunMode.DRILL,
    /target = "eu-west-1": it is not a Region of this construct's topology/],
])('law 6: %s is refused', (_, targetOf, mode, message) => {
  const own = composed();
  expect(() => own.plans.get(targetOf(own), mode)).toThrow(message);
});
