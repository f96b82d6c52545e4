import { healthSignal } from './monitored';
import { DrMonitoring } from '../../src/monitoring';
import { ExampleStore } from '../recovery/example-store';
import { createdTopology } from '../support/environment';

const SOURCES = ['alerts', 'billing', 'detection', 'events', 'metric-streams', 'recovery', 'recovery-state', 'traffic'];

describe.each(SOURCES)('law 6: "%s", which is watched unasked, is refused', id => {
  const watched = `monitoring watches ${SOURCES.join(', ')} itself, .* "checkout"`;
  const message = (prop: string, rule = watched) => new RegExp(`^\\[Payments/Monitoring\\] ${prop} = "${id}": ${rule}`);
  // Plans have the first word where they have one of their own.
  const ofStores = id === 'recovery' ? 'plans use it for steps that are of no store' : watched;

  test('as a source of signals', () => {
    const topology = createdTopology();
    const monitoring = new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [] });
    expect(() => monitoring.addSignals(id, [healthSignal(topology.primary, { id: 'endpoint-us-east-1' })])).toThrow(message('sourceId'));
  });

  test('as a store, from the first or later', () => {
    const topology = createdTopology();
    expect(() => new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [new ExampleStore(topology), new ExampleStore(topology, { id })] }))
      .toThrow(message('recoverables\\[1\\]\\.recoverableId', ofStores));
    const later = createdTopology();
    const monitoring = new DrMonitoring(later, 'Monitoring', { topology: later, recoverables: [] });
    expect(() => monitoring.addRecoverable(new ExampleStore(later, { id }))).toThrow(message('store\\.recoverableId', ofStores));
  });
});
