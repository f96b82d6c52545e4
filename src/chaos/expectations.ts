import type { ExpectedAlarm } from './expected-alarm';

/** What each kind of experiment is to cause. */
export const EXPECTED_ALARMS: { readonly [kind: string]: readonly ExpectedAlarm[] } = {
  'region-failure': [
    { alarm: 'detection, probe of the disturbed Region', region: 'other', when: 'within a minute after clients get no answer' },
    { alarm: 'detection, probe of the disturbed Region', region: 'disturbed', when: 'within half a minute: it holds its own decision back' },
    { alarm: 'detection, decision', region: 'other', when: 'with the probe; what follows is a takeover where recovery is armed and automatic' },
  ],
  'region-isolation': [],
  'database-failover': [],
  'session-replication-pause': [
    { alarm: 'session table, lag-in-{other}', region: 'disturbed', when: 'when replication goes on: no latency is published while nothing arrives' },
    { alarm: 'session table, lag-in-{disturbed}', region: 'other', when: 'when replication goes on' },
  ],
  'bucket-replication-pause': [
    { alarm: 'bucket, lag-in-{other}', region: 'other', when: 'when objects wait for longer than the objective of the bucket' },
  ],
};
