import type { LatchCase } from './latch-cases';
import { ALL_CASES, expectedCases, textOf } from './latch-cases';
import type { LatchFixture } from './latch-fixtures';
import { CREATED, FIXTURES } from './latch-fixtures';
import { linesOf } from './latch-lines';
import type { Mutation } from './latch-mutations';
import { mutated, MUTATIONS, WEIGHTED_MUTATIONS } from './latch-mutations';
import type { Shares } from './latch-system';
import { LatchSystem } from './latch-system';
import type { Answer, Policy, Shift } from './latch.data';
import { SHIFTS } from './latch.data';
import { RoutingPolicy, TrafficShift } from '../../src/dns';
import type { Configuration } from '../route53/configuration';
import { configurationOf } from '../route53/configuration';

const TRAFFIC_SHIFTS: { [shift in Shift]: TrafficShift } = { 'by-plan': TrafficShift.byPlan(), 'on-endpoint-health': TrafficShift.onEndpointHealth() };

/** What the table asks for, as parts of the answers. */
function expectedShares(answers: Answer, byWeight: Shares): Shares {
  return answers === 'by weight' ? byWeight : { [answers]: 1 };
}

/** The cases in which a system answers otherwise than the table. */
function disagreements(
  system: LatchSystem,
  table: { policy: Policy; shift: Shift; byWeight?: Shares },
  { recordType = 'A', matters = () => true, configuration }: {
    recordType?: string; matters?: (each: LatchCase) => boolean; configuration?: Configuration;
  } = {},
): string[] {
  const { policy, shift, byWeight = {} } = table;
  return expectedCases(linesOf(policy, shift)).filter(matters).flatMap(each => {
    const [expected, given] = [expectedShares(each.answers, byWeight), system.shares(each, recordType, configuration)];
    return sameShares(expected, given) ? [] : [`${textOf(each)}: ${JSON.stringify(given)} instead of ${JSON.stringify(expected)}`];
  });
}

function sameShares(one: Shares, other: Shares): boolean {
  return (['primary', 'secondary'] as const).every(role => Math.abs((one[role] ?? 0) - (other[role] ?? 0)) < 1e-9);
}

/** The cases that can be in a fixture: where us-east-1 is one of the two Regions, its loss is that Region's. */
function possibleIn({ withUsEast1 }: LatchFixture): (each: LatchCase) => boolean {
  return ({ lost }) => !withUsEast1 || lost !== 'us-east-1';
}

describe.each(SHIFTS)('failover records, %s', shift => {
  const trafficShift = TRAFFIC_SHIFTS[shift];
  const table = { policy: 'failover', shift } as const;

  test.each(FIXTURES.map(fixture => [fixture.name, fixture] as const))('DNS-14: %s answer as the truth table says, in every case', (_name, fixture) => {
    const system = new LatchSystem(fixture.build({ trafficShift }));
    expect(disagreements(system, table, { recordType: fixture.recordType, matters: possibleIn(fixture) })).toEqual([]);
  });

  describe('the table shows a defect', () => {
    let system: LatchSystem;
    beforeAll(() => {
      system = new LatchSystem(CREATED[0].build({ trafficShift }));
    });

    test.each(MUTATIONS.map((mutation): [string, Mutation] => [mutation.what, mutation]))('DNS-14: %s', (_what, mutation) => {
      const configuration = configurationOf(mutated(system.templates, mutation));
      const differences = disagreements(system, table, { configuration }).length;
      const harmless = shift === 'by-plan' && mutation.harmlessByPlan === true;
      expect(harmless ? differences === 0 : differences > 0).toBe(true);
    });
  });

  test.each(CREATED.map(fixture => [fixture.name, fixture] as const))('%s: the name of a Region leads there in every case', (_name, fixture) => {
    const system = new LatchSystem(fixture.build({ trafficShift }));
    for (const role of ['primary', 'secondary'] as const) {
      const led = ALL_CASES.map(each => JSON.stringify(system.regionalShares(role, each, fixture.recordType)));
      expect([...new Set(led)]).toEqual([JSON.stringify({ [role]: 1 })]);
    }
  });
});

describe.each(SHIFTS)('weighted records, %s', shift => {
  const trafficShift = TRAFFIC_SHIFTS[shift];
  const tableOf = (secondaryWeight: number) => ({
    policy: 'weighted', shift, byWeight: { primary: 100 / (100 + secondaryWeight), secondary: secondaryWeight / (100 + secondaryWeight) },
  } as const);
  const optionsOf = (secondaryWeight: number) => ({ trafficShift, routingPolicy: RoutingPolicy.weighted({ secondaryWeight }) });

  describe.each([0, 11, 100])('of 100 and %i', weight => {
    test.each(FIXTURES.map(fixture => [fixture.name, fixture] as const))('DNS-14: %s answer as the truth table says, in every case', (_name, fixture) => {
      const system = new LatchSystem(fixture.build(optionsOf(weight)));
      expect(disagreements(system, tableOf(weight), { recordType: fixture.recordType, matters: possibleIn(fixture) })).toEqual([]);
    });
  });

  describe('the table shows a defect', () => {
    let system: LatchSystem;
    beforeAll(() => {
      system = new LatchSystem(CREATED[0].build(optionsOf(11)));
    });

    test.each(WEIGHTED_MUTATIONS.map((mutation): [string, Mutation] => [mutation.what, mutation]))('DNS-14: %s', (_what, mutation) => {
      const configuration = configurationOf(mutated(system.templates, mutation));
      expect(disagreements(system, tableOf(11), { configuration })).not.toEqual([]);
    });
  });
});
