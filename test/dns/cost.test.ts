import { readFileSync } from 'fs';
import * as path from 'path';
import { hostNameDns, resourcesOf } from './fixture';
import { RoutingPolicy, TrafficShift } from '../../src/dns';
import { templateOf } from '../support/environment';

const PAGE = readFileSync(path.join(__dirname, '../../src/dns/README.md'), 'utf8');

describe('COST-06: what the page says that it costs', () => {
  test.each([
    ['failover records', RoutingPolicy.failover()],
    ['weighted records', RoutingPolicy.weighted()],
  ])('%s have as many health checks', (row, routingPolicy) => {
    const said = new RegExp(`^\\| ${row} \\| (\\d+) \\| (\\d+) \\|$`, 'm').exec(PAGE)!.slice(1).map(Number);
    const made = [TrafficShift.byPlan(), TrafficShift.onEndpointHealth()].map(trafficShift => checksOf({ routingPolicy, trafficShift }).length);
    expect(made).toEqual(said);
  });

  test('with nothing but defaults the options of two checks come on top: HTTPS, the fast interval and latency', () => {
    const configs = checksOf({}).map(({ Properties }) => Properties.HealthCheckConfig);
    const options = configs.flatMap(({ Type, RequestInterval, MeasureLatency }) => [Type === 'HTTPS', RequestInterval === 10, MeasureLatency === true]);
    const usd = configs.length * 0.5 + options.filter(Boolean).length;
    expect(PAGE).toContain(`nothing but defaults it is ${usd.toFixed(2)} USD`);
  });
});

function checksOf(options: Parameters<typeof hostNameDns>[0]) {
  return Object.values(resourcesOf(templateOf(hostNameDns(options).topology.globalStack), 'AWS::Route53::HealthCheck'));
}
