import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { createdNetwork, foundationOf, resourcesIn } from './support';
import type { MultiRegionNetworkOptions } from '../../src';
import { AlertSeverity, DashboardSection, InterRegionLink, NatStrategy } from '../../src';
import { calculated, idsOf, signalsIn } from '../support/health-signals';

const METRIC = { statistic: 'Sum' };

describe.each([[1], [3]])('with %i NAT gateways in each Region', count => {
  const { topology, network } = createdNetwork({ nat: NatStrategy.gateways(count), link: InterRegionLink.none() });

  /** The gateways of a Region as a template of that Region names them. */
  const gatewaysOf = (position: number) => Object.keys(resourcesIn(foundationOf(topology.regions[position]), 'AWS::EC2::NatGateway'));
  /** A dimension of which the value is a gateway's id. */
  const idOf = (logicalId: string) => ({ NatGatewayId: { 'Fn::GetAtt': [logicalId, 'NatGatewayId'] } });

  test.each([[0], [1]])('MON-29: Region %i has the same signals as the other', position => {
    expect(idsOf(signalsIn(network.healthSignals(), topology.regions[position]).values())).toEqual({ alarmed: ['nat-port-errors'], shown: ['nat-bytes'] });
  });

  test.each([[0], [1]])('COST-07: the bytes that all gateways of Region %i process are shown among the cost', position => {
    const region = topology.regions[position];
    const signal = signalsIn(network.healthSignals(), region).get('nat-bytes')!;
    const { expression, metrics } = calculated(signal);
    expect(foundationOf(region).resolve(Object.values(metrics))).toEqual(gatewaysOf(position).flatMap(id =>
      ['BytesInFromSource', 'BytesInFromDestination'].map(name => ({ ...METRIC, name: `AWS/NATGateway ${name}`, dimensions: idOf(id), seconds: 300 }))));
    expect(Object.keys(metrics)).toHaveLength(2 * count);
    expect(expression).toBe(`SUM([${Object.keys(metrics).join(', ')}])`);
    expect(signal.section).toBe(DashboardSection.COST);
  });

  test.each([[0], [1]])('connections that gateways of Region %i refuse warn after two minutes', position => {
    const region = topology.regions[position];
    const signal = signalsIn(network.healthSignals(), region).get('nat-port-errors')!;
    expect(foundationOf(region).resolve(Object.values(calculated(signal).metrics))).toEqual(gatewaysOf(position).map(id =>
      ({ ...METRIC, name: 'AWS/NATGateway ErrorPortAllocation', dimensions: idOf(id), seconds: 60 })));
    expect(signal.alarm)
      .toEqual({ threshold: 0, evaluationPeriods: 2, treatMissingData: TreatMissingData.NOT_BREACHING, severity: AlertSeverity.WARNING });
  });
});

test.each<[string, MultiRegionNetworkOptions]>([['instances', { nat: NatStrategy.instances() }], ['no NAT', { nat: NatStrategy.none() }]])(
  'COST-07: with %s there is no gateway to watch', (_, options) => {
    expect(createdNetwork({ ...options, link: InterRegionLink.none() }).network.healthSignals()).toEqual([]);
  });
