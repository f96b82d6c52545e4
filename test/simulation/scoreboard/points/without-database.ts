import { ARMED, ENDPOINT_LOSS, LOSS, MINUTE, schedule, start, world } from '../scenarios';
import { HOME, STANDBY } from '../system';
import type { Trial } from '../trial';

const named = (what: string, trial: Omit<Trial, 'name' | 'system'>): Trial => ({ name: `without a database: ${what}`, system: 'sessions', ...trial });

/** Where nothing is promoted, and the health of endpoints moves the traffic beside the latch. */
export function withoutDatabase(): Trial[] {
  return [
    named('the endpoint of home comes and goes, and nobody is armed', {
      schedule: schedule({ world: [{ ...ENDPOINT_LOSS, until: LOSS + 5 * MINUTE }] }), expects: { at: HOME, begun: 0, moves: 2 },
    }),
    named('the endpoint of the standby comes and goes', {
      schedule: schedule({ orders: ARMED, world: [world('application-down', STANDBY, LOSS, { until: LOSS + 5 * MINUTE })] }), expects: { at: HOME, begun: 0, moves: 0 },
    }),
    named('the endpoint of home does not come back', { schedule: schedule({ orders: ARMED, world: [ENDPOINT_LOSS] }), expects: { at: STANDBY, begun: 1, moves: 1 } }),
    named('home is lost, and returns after ten minutes', {
      schedule: schedule({ minutes: 25, orders: ARMED, world: [world('region-lost', HOME, LOSS, { until: LOSS + 10 * MINUTE })] }), expects: { at: STANDBY, begun: 1, moves: 1 },
    }),
    named('home is cut off, goes on, and is seen again after ten minutes', {
      schedule: schedule({ minutes: 25, orders: ARMED, world: [world('region-cut', HOME, LOSS, { until: LOSS + 10 * MINUTE })] }), expects: { at: STANDBY, begun: 1, moves: 1 },
    }),
    named('replication falls behind, is in step again, and the standby takes over by plan', {
      schedule: schedule({ minutes: 25, orders: [start('planned', STANDBY, LOSS + 5 * MINUTE)], world: [world('sessions-lag', HOME, 2 * MINUTE, { amount: 30_000, until: LOSS })] }),
      expects: { at: STANDBY, begun: 1, moves: 1 },
    }),
    named('replication falls behind the fence of a planned run', {
      schedule: schedule({ minutes: 25, orders: [start('planned', STANDBY, LOSS)], world: [world('sessions-lag', HOME, LOSS + 5000, { amount: MINUTE })] }),
      // A minute late, and all there before anything else happens.
      expects: { at: STANDBY, begun: 1, moves: 1 },
    }),
  ];
}
