import { createdNetwork, foundationOf, resourcesIn } from './support';
import { MultiRegionNetwork } from '../../src';

const RESTRICTS = /VpcRestrictDefaultSG.*Handler/;

test('MON-27: the function that empties the default security group writes to an encrypted log of a month, in both Regions', () => {
  const { topology } = createdNetwork();
  for (const region of topology.regions) {
    const [[, { Properties }], ...others] = Object.entries(resourcesIn(foundationOf(region), 'AWS::Lambda::Function')).filter(([id]) => RESTRICTS.test(id));
    expect(others).toEqual([]);
    const log = resourcesIn(foundationOf(region), 'AWS::Logs::LogGroup')[Properties.LoggingConfig.LogGroup.Ref];
    expect(log.Properties).toMatchObject({ RetentionInDays: 30, KmsKeyId: expect.anything() });
  }
});

test('MON-27: two networks in one stack share the function, and its log', () => {
  const { app, topology } = createdNetwork();
  const cidrs = { primary: { cidr: '10.2.0.0/16' }, secondary: { cidr: '10.3.0.0/16' } };
  expect(() => new MultiRegionNetwork(app, 'second', { topology, ...cidrs })).not.toThrow();
  const logs = Object.keys(resourcesIn(foundationOf(topology.primary), 'AWS::Logs::LogGroup')).filter(id => id.includes('defaultsecuritygrouplog'));
  expect(logs).toHaveLength(1);
});

test('without the function there is no log of it', () => {
  const { topology } = createdNetwork({ restrictDefaultSecurityGroup: false });
  expect(Object.keys(resourcesIn(foundationOf(topology.primary), 'AWS::Logs::LogGroup')).filter(id => id.includes('defaultsecuritygrouplog'))).toEqual([]);
});
