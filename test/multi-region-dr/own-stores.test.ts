import { Match } from 'aws-cdk-lib/assertions';
import { pattern, STORES, withDns } from './fixture';
import type { MultiRegionDr } from '../../src';
import { StackLayer, TrafficShift } from '../../src';
import { activeActiveStore, ExampleStore } from '../recovery/example-store';
import { templateOf } from '../support/environment';

describe('a store of a team\'s own', () => {
  test('law 4: is built on the pattern\'s topology and takes part in plans, alarms and dashboards like the others', () => {
    const dr = pattern(STORES);
    const before = dr.orchestrator.plan(dr.topology.secondary).steps.map(step => step.id);
    dr.addRecoverable(new ExampleStore(dr.topology, { id: 'search-catalogue' }));

    for (const region of dr.topology.regions) {
      const ids = dr.orchestrator.plan(region).steps.map(step => step.id);
      expect(ids.filter(id => !before.includes(id))).toEqual([
        'check-search-catalogue', 'promote-search-catalogue', 'warm-search-catalogue', 'fence-search-catalogue',
      ]);
      const recovery = templateOf(region.stack(StackLayer.RECOVERY));
      recovery.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: Match.stringLikeRegexp(`^payments-test-monitoring-search-catalogue-lag-in-${region.name}`),
      });
      expect(JSON.stringify(templateOf(region.stack(StackLayer.VIEW)).findResources('AWS::CloudWatch::Dashboard'))).toMatch(/search-catalogue, [\w-]+: [^"]*lag/i);
    }
  });

  test('law 6: must not have the id of another', () => {
    const dr = pattern(STORES);
    expect(() => dr.addRecoverable(new ExampleStore(dr.topology, { id: 'table-main' })))
      .toThrow('[Payments/Recovery] store.recoverableId = "table-main": another store has the same id');
  });

  test('law 4: that must be promoted is refused where traffic follows the health of endpoints because nobody said otherwise', () => {
    const store = (dr: MultiRegionDr) => new ExampleStore(dr.topology, { id: 'search-catalogue' });
    const unsaid = withDns();
    expect(() => unsaid.addRecoverable(store(unsaid))).toThrow(
      '[Payments] dns.trafficShift: without a database traffic follows the health of endpoints, and would reach a Region in which store '
      + '"search-catalogue" is not promoted. Give dns.trafficShift: TrafficShift.byPlan().');
    expect(() => unsaid.addRecoverable(activeActiveStore(unsaid.topology, 'cache-web'))).not.toThrow();
    for (const said of [withDns({}, TrafficShift.byPlan()), withDns({}, TrafficShift.onEndpointHealth()), withDns({ databases: { main: {} } })]) {
      expect(() => said.addRecoverable(store(said))).not.toThrow();
    }
  });
});
