import type { Schedule, WorldFaultEntry } from './schedule';
import { QUIET } from './schedule';
import { shrink } from './shrink';

const fault = (name: WorldFaultEntry['fault']): WorldFaultEntry => ({ fault: name, region: 'us-east-1', from: 0 });
const has = ({ world }: Schedule, name: string) => world.some(each => each.fault === name);

test('what a failure does not need is left out, and what it needs together stays', async () => {
  const schedule: Schedule = {
    ...QUIET,
    seed: 3,
    minutes: 5,
    world: [fault('lag'), fault('region-lost'), fault('clock-jump'), fault('table-lost')],
    kills: [{ moment: 'after the call', skip: 1 }],
  };
  const small = await shrink(schedule, async smaller => has(smaller, 'region-lost') && has(smaller, 'table-lost'));
  expect(small).toEqual({ ...schedule, world: [fault('region-lost'), fault('table-lost')], kills: [] });
});
