import { bareDns, createdDns, handedOverDns, loadBalancerIn, templatesOf } from './fixture';
import { RegionalEndpoint } from '../../src/dns';
import { StackLayer } from '../../src/topology';
import { handedOverTopology, ownStack, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';

const CLIENT_NAME = { Value: 'api.example.com', Description: 'The name that clients use: it leads to the active Region' };

function regionalName(region: string) {
  return { Value: `api-${region}.example.com`, Description: `The name that leads to ${region}, whichever Region is active` };
}

describe('outputs', () => {
  test.each([['created', createdDns], ['handed-over', handedOverDns]])('OPS-04: %s stacks show people the names, and export none', (_case, create) => {
    const { global, edges } = templatesOf(create());
    // Equality, because a name that is exported for other stacks has an `Export` beside these two.
    expect(Object.values(global.findOutputs('*'))).toEqual([CLIENT_NAME]);
    [PRIMARY, SECONDARY].forEach((region, index) =>
      expect(Object.values(edges[index].findOutputs('*', { Value: `api-${region}.example.com` }))).toEqual([regionalName(region)]));
  });

  test('OPS-04: one stack for the home Region and for us-east-1 shows both names', () => {
    const app = testApp();
    const east = ownStack(app, 'East', 'us-east-1');
    const topology = handedOverTopology(app, { primary: { foundation: east }, globalStack: east });
    const dns = bareDns({}, topology);
    topology.regions.forEach(region =>
      dns.addEndpoint(region, RegionalEndpoint.loadBalancer(loadBalancerIn(region.stack(StackLayer.EDGE)))));
    const names = Object.values(templateOf(east).findOutputs('*')).filter(({ Value }) => /example\.com$/.test(Value));
    expect(names).toHaveLength(2);
    expect(names).toEqual(expect.arrayContaining([CLIENT_NAME, regionalName('us-east-1')]));
  });
});
