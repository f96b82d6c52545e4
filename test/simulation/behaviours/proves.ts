import { BEHAVIOURS } from './index';

/** A test of something that the simulator takes for true, titled by it. `behaviours.test.ts` looks for the calls, so that no entry is without one. */
export function proves(id: string, prove: jest.EmptyFunction | (() => Promise<void>)): void {
  const [service, entry] = id.split('/');
  test(`${service}: ${BEHAVIOURS[service][entry].says}`, prove);
}
