import { Match } from 'aws-cdk-lib/assertions';
import { alarmsOf, alarmsOn, healthSignal } from './monitored';
import { DrMonitoring } from '../../src/monitoring';
import { ExampleStore } from '../recovery/example-store';
import { createdTopology, stacksOf, templateOf } from '../support/environment';

describe('MON-26: a second DrMonitoring of a topology watches what it is given, and nothing twice', () => {
  const topology = createdTopology();
  new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [new ExampleStore(topology)] });
  const second = new DrMonitoring(topology, 'Second', { topology, recoverables: [] });
  second.addSignals('checkout', topology.regions.map(region => healthSignal(region)));

  test.each(topology.regions.map(region => [region.name, region] as const))('in %s', (_, region) => {
    const of = (monitoring: string, source: string) => alarmsOn(region, source).filter(({ Properties }) => Properties.AlarmName.startsWith(`payments-test-${monitoring}-`));
    expect(of('monitoring', 'recovery-state').length).toBeGreaterThan(5);
    expect(of('monitoring', 'events').length).toBeGreaterThan(3);
    expect([...of('second', 'recovery-state'), ...of('second', 'events')]).toEqual([]);
    expect(of('second', 'checkout')).toHaveLength(1);
    expect(of('second', 'alerts').length).toBeGreaterThan(5);
    const names = alarmsOf(region).map(({ Properties }) => Properties.AlarmName);
    expect(new Set(names).size).toBe(names.length);
  });

  test('another topology has its own', () => {
    const other = createdTopology();
    new DrMonitoring(other, 'Monitoring', { topology: other, recoverables: [] });
    other.regions.forEach(region => expect(alarmsOn(region, 'recovery-state').length).toBeGreaterThan(5));
    expect(stacksOf(other.node.root).flatMap(stack => Object.keys(templateOf(stack).findResources('AWS::Events::Rule', {
      Properties: { EventPattern: { source: ['aws.health'] }, Name: Match.stringLikeRegexp('health-critical') },
    })))).toHaveLength(2);
  });
});
