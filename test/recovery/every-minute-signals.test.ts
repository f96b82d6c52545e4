import { RegionalEndpoint } from '../../src';
import { alarmUses } from '../monitoring/published-metrics/alarm-uses';
import { templatesOf } from '../monitoring/published-metrics/app-templates';
import type { Template } from '../monitoring/published-metrics/templates';
import { resourcesOfType } from '../monitoring/published-metrics/templates';
import { widgetUses } from '../monitoring/published-metrics/widget-uses';
import { withDns } from '../multi-region-dr/fixture';
import { PRIMARY, SECONDARY } from '../support/environment';

const REGIONS = [PRIMARY, SECONDARY];

const FUNCTIONS = [
  'acknowledge', 'arm', 'disarm', 'peer-run', 'prober', 'publisher', 'readiness-checker', 'run-decider', 'run-keeper', 'traffic-verifier',
];

/** The functions of recovery in a Region by their name: those that there are, and any that comes. */
function functionsOf(templates: readonly Template[], region: string): string[] {
  const recovery = templates.filter(template => template.region === region && template.stack.includes('-recovery-'));
  return [...resourcesOfType(recovery, 'AWS::Lambda::Function')].map(({ properties }) => String(properties.FunctionName));
}

describe('functions of recovery in the templates of the pattern', () => {
  const dr = withDns();
  dr.regions.forEach(region => region.addEndpoint(RegionalEndpoint.hostName(`ingress.${region.name}.example.net`)));
  const templates = templatesOf(dr.node.root as never);
  const alarms = [...resourcesOfType(templates, 'AWS::CloudWatch::Alarm')];

  test.each(REGIONS)('MON-15: in %s each has an alarm on the count of its errors, from one on', region => {
    const names = functionsOf(templates, region);
    expect(names.map(name => FUNCTIONS.filter(id => name.includes(`-${id}-${region}-`))).flat().sort()).toEqual(FUNCTIONS);
    expect(names).toHaveLength(FUNCTIONS.length);
    for (const Value of names) {
      const own = alarms.filter(({ properties }) => properties.MetricName === 'Errors'
        && JSON.stringify(properties.Dimensions) === JSON.stringify([{ Name: 'FunctionName', Value }]));
      expect(own.map(({ template, properties: { Namespace, Statistic, Threshold, ComparisonOperator, TreatMissingData } }) =>
        [template.region, Namespace, Statistic, Threshold, ComparisonOperator, TreatMissingData]))
        .toEqual([[region, 'AWS/Lambda', 'Sum', 0, 'GreaterThanThreshold', 'notBreaching']]);
    }
  });

  test.each(REGIONS)('MON-17: the dashboard of %s shows the concurrency of each function of both Regions, and of both accounts\' shares', from => {
    const shown = widgetUses(templates).filter(({ metricName, template }) => metricName === 'ConcurrentExecutions' && template.region === from);
    for (const region of REGIONS) {
      const ofRegion = shown.filter(use => use.region === region && use.namespace === 'AWS/Lambda').map(({ dimensions }) => dimensions);
      for (const FunctionName of functionsOf(templates, region)) {
        expect(ofRegion).toContainEqual({ FunctionName });
      }
      expect(ofRegion).toContainEqual({});
    }
  });

  test('MON-17: nobody is woken by concurrency: what it leads to is', () => {
    expect(alarmUses(templates).filter(({ metricName }) => metricName === 'ConcurrentExecutions')).toEqual([]);
    const throttled = alarmUses(templates).filter(({ metricName }) => metricName === 'Throttles').map(({ dimensions }) => dimensions?.FunctionName);
    expect(throttled).toEqual(expect.arrayContaining(REGIONS.flatMap(region => functionsOf(templates, region))));
  });
});
