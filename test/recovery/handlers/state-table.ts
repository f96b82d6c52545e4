import type { PublisherSettings } from '../../../src/recovery/handlers/publisher-settings';
import type { Attributes } from '../../../src/recovery/handlers/state-item';
import { SECONDARY } from '../../support/environment';

export const NOW = new Date('2026-03-04T05:06:07.890Z');

/** What the publisher of the standby Region is told. */
export const SETTINGS: PublisherSettings = {
  tableName: 'state-of-the-standby',
  namespace: 'MultiRegionDr/Payments/test',
  region: SECONDARY,
  isHome: false,
  latches: [
    { metricName: 'LatchClosed', dimensions: { HostedZone: 'Z1', Record: 'api.example.com' } },
    { metricName: 'LatchClosed', dimensions: { HostedZone: 'Z1', Record: 'web.example.com' } },
  ],
};

/** Items as they are after the standby has taken over and while a drill runs there. */
export const STATE: Attributes = {
  kind: { S: 'state' },
  id: { S: 'current' },
  activeRegion: { S: SECONDARY },
  epoch: { N: '7' },
  phase: { S: 'idle' },
  armed: { BOOL: true },
  updatedAt: { S: '2026-03-04T05:00:00Z' },
};
export const CLOSED: Attributes = { kind: { S: 'latch' }, id: { S: 'traffic' }, closed: { BOOL: true }, epoch: { N: '7' }, updatedAt: { S: '2026-03-04T05:00:00Z' } };
export const DRILL: Attributes = { kind: { S: 'drill' }, id: { S: 'current' }, endsAt: { S: '2026-03-04T05:06:07.891Z' } };
export const RUN: Attributes = { kind: { S: 'run' }, id: { S: '2026-03-04T04:58:07.891Z/run-1' }, startedAt: { S: '2026-03-04T04:58:07.891Z' } };
