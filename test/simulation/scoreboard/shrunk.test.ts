import { runTrial } from './run-trial';
import { ENDPOINT_LOSS, REGION_LOSS, schedule } from './scenarios';
import { shrunk } from './shrunk';
import { noneStruck } from './struck';
import type { System } from './system';
import type { Trial, TrialResult } from './trial';

jest.mock('./run-trial', () => ({ runTrial: jest.fn() }));

const SYSTEM: System = { deployment: {} as System['deployment'], handlers: [] };
const violation = (invariant: string) => ({ invariant, atSeconds: 1, what: 'something' });
const result = (...invariants: string[]): TrialResult => ({ point: 7, name: 'a trial', violations: invariants.map(violation), ends: {}, struck: noneStruck() });

test('what is left of a schedule breaks the same law, and not just any', async () => {
  const trial: Trial = { name: 'a trial', schedule: schedule({ world: [ENDPOINT_LOSS, REGION_LOSS], kills: [{ moment: 'after the call', skip: 0 }] }), expects: { moves: 1 } };
  jest.mocked(runTrial).mockImplementation(async (_system, _point, { schedule: { world } }) => result(...world.includes(REGION_LOSS) ? ['latch-holds'] : ['runs-end']));
  const smaller = await shrunk(SYSTEM, trial, result('latch-holds'));
  expect(smaller).toEqual({ ...trial.schedule, world: [REGION_LOSS], kills: [] });
  for (const [system, point, { name, expects }] of jest.mocked(runTrial).mock.calls) {
    expect([system, point, name, expects]).toEqual([SYSTEM, 7, 'a trial', trial.expects]);
  }
});
