import { RunMode } from '../plan/run-mode';

/** What runs are called in front of people. */
export const RUN_TITLES: Record<RunMode, string> = {
  [RunMode.FAILOVER]: 'forced failover',
  [RunMode.SWITCHOVER]: 'planned switchover',
  [RunMode.FAILBACK]: 'failback',
  [RunMode.DRILL]: 'drill',
};
