import { readFileSync } from 'fs';
import { join } from 'path';
import { createdNetwork, foundationOf, propertiesIn } from './support';
import type { MultiRegionNetworkOptions } from '../../src/network';
import { NatStrategy } from '../../src/network';

const README = readFileSync(join(__dirname, '../../src/network/README.md'), 'utf8');
const COSTS = README.slice(README.indexOf('## What NAT costs'));
const HOURS = 730;

/** The cells of the table row that begins with a text. */
function row(first: string): string[] {
  const line = COSTS.split('\n').find(each => each.startsWith(`| ${first} |`))!;
  return line.split('|').slice(2, -1).map(cell => cell.trim());
}

function price(unit: string): number {
  return Number(row(unit)[0]);
}

/** What a Region costs a month, counted from its template. */
function monthlyCost(options: MultiRegionNetworkOptions): number {
  const foundation = foundationOf(createdNetwork(options).topology.primary);
  const count = (type: string) => propertiesIn(foundation, type).length;
  const endpointZones = propertiesIn(foundation, 'AWS::EC2::VPCEndpoint').flatMap(endpoint => endpoint.SubnetIds ?? []).length;
  const instances = count('AWS::EC2::Instance');
  return HOURS * (count('AWS::EC2::NatGateway') * price('NAT gateway, hour')
    + (count('AWS::EC2::EIP') + instances) * price('public IPv4 address, hour')
    + instances * price('`t4g.micro`, hour')
    + endpointZones * price('interface endpoint, hour in one zone'))
    + instances * (price('detailed monitoring of an instance, month') + price('`gp3` volume of 8 GB, month'));
}

describe('the cost table of the README', () => {
  test('COST-04: has a date and a Region, and links the price list', () => {
    expect(COSTS).toMatch(/USD for us-east-1, [A-Z][a-z]+ 20\d\d/);
    expect(COSTS).toContain('https://aws.amazon.com/vpc/pricing/');
  });

  test.each([
    ['`NatStrategy.gateways(1)`', {}],
    ['`NatStrategy.gateways(3)`', { nat: NatStrategy.gateways(3) }],
    ['`NatStrategy.instances()`', { nat: NatStrategy.instances() }],
    ['`NatStrategy.none()`', { nat: NatStrategy.none() }],
    ['`NatStrategy.none()` with `interfaceEndpoints: []`', { nat: NatStrategy.none(), interfaceEndpoints: [] }],
  ])('COST-04: %s costs what its template and the unit prices come to', (strategy, options) => {
    const [perRegion, both] = row(strategy);

    expect(perRegion).toBe(monthlyCost(options).toFixed(2));
    expect(both).toBe((2 * Number(perRegion)).toFixed(2));
  });

  test('COST-04: a NAT gateway is 0.045 USD an hour, about 32.85 a month', () => {
    expect(price('NAT gateway, hour') * HOURS).toBeCloseTo(32.85);
    expect(row('`NatStrategy.gateways(1)`')[2]).toBe('0.045');
  });
});
