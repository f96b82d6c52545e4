import { healthSignal } from './monitored';
import { DrMonitoring } from '../../src/monitoring';
import { ExampleStore } from '../recovery/example-store';
import { createdTopology } from '../support/environment';

const SOURCES = ['alerts', 'billing', 'detection', 'events', 'metric-streams', 'recovery-state', 'traffic'];

describe.each(SOURCES)('law 6: "%s", which is watched unasked, is refused', id => {
  const message = (prop: string) => new RegExp(`^\\[Payments/Monitoring\\] ${prop} = "${id}": monitoring watches ${SOURCES.join(', ')} itself, .* "checkout"`);

  test('as a source of signals', () => {
    const topology = createdTopology();
    const monitoring = new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [] });
    expect(() => monitoring.addSignals(id, [healthSignal(topology.primary, { id: 'endpoint-us-east-1' })])).toThrow(message('sourceId'));
  });

  test('as a store, from the first or later', () => {
    const topology = createdTopology();
    expect(() => new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [new ExampleStore(topology), new ExampleStore(topology, { id })] }))
      .toThrow(message('recoverables\\[1\\]\\.recoverableId'));
    const later = createdTopology();
    const monitoring = new DrMonitoring(later, 'Monitoring', { topology: later, recoverables: [] });
    expect(() => monitoring.addRecoverable(new ExampleStore(later, { id }))).toThrow(message('store\\.recoverableId'));
  });
});
