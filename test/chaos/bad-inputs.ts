import { Duration } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Stores } from './fixture';
import { alarmIn, prepared, stores } from './fixture';
import { MultiRegionNetwork, StackLayer } from '../../src';
import { ChaosExperiment, ChaosExperiments } from '../../src/chaos';
import type { DrRegion } from '../../src/topology';
import { badInputs } from '../support/bad-inputs';
import { PRIMARY, SECONDARY } from '../support/environment';

export const CHAOS_BAD_INPUTS = badInputs<(made: Stores) => ChaosExperiment[]>({
  construct: 'ChaosExperiments',
  path: 'Chaos',
  make: choose => {
    const made = stores();
    return new ChaosExperiments(made.app, 'Chaos', { topology: made.topology, experiments: choose(made) });
  },
  inputs: [
    { title: 'no experiment', options: () => [], prop: 'experiments', value: '[]', rule: 'there is nothing to try', remedy: 'Give at least one, for example ChaosExperiment.regionFailure(network)' },
    {
      title: 'the same twice',
      options: ({ network }) => [ChaosExperiment.regionFailure(network), ChaosExperiment.regionFailure(network)],
      prop: 'experiments[1]',
      value: '"region-failure-network"',
      rule: 'there is one of this kind for this construct already',
      remedy: 'Give it once, with the longer duration',
    },
    ...([[Duration.minutes(0), '0 minutes'], [Duration.minutes(721), '12 hours 1 minute'], [Duration.seconds(90), '1 minute 30 seconds']] as const).map(([duration, value]) => ({
      title: `a duration of ${value}`,
      options: ({ bucket }: Stores) => [ChaosExperiment.bucketReplicationPause(bucket, { duration })],
      prop: 'experiments[0].duration',
      value,
      rule: 'AWS FIS disturbs for 1 to 720 whole minutes',
      remedy: 'Give for example Duration.minutes(20)',
    })),
    {
      title: 'subnets that were brought along, without tags',
      options: ({ app, topology }) => {
        const vpc = (region: DrRegion) => Vpc.fromVpcAttributes(region.stack(StackLayer.FOUNDATION), 'own', { vpcId: 'vpc-1', region: region.name, availabilityZones: ['a'] });
        const network = MultiRegionNetwork.fromVpcs(app, 'own', { topology, primary: vpc(topology.primary), secondary: vpc(topology.secondary) });
        return [ChaosExperiment.regionIsolation(network)];
      },
      prop: 'subnetTags',
      value: 'not given',
      rule: 'the subnets of network "own" were brought along, and AWS FIS finds by tags which of them to disturb',
      remedy: 'Give subnetTags that the subnets of your workload have, and no others',
    },
    {
      title: 'the template of an experiment that was not given',
      make: () => {
        const { app, topology, network } = stores();
        return new ChaosExperiments(app, 'Chaos', { topology, experiments: [ChaosExperiment.regionFailure(network)] })
          .templateId(topology.primary, ChaosExperiment.regionIsolation(network));
      },
      prop: 'experiment',
      value: '"region-isolation-network"',
      rule: 'there is no template of it; there are: region-failure-network',
      remedy: 'Give it to experiments',
    },
    {
      title: 'a stop alarm of the other Region',
      make: () => {
        const { topology, chaos } = prepared();
        chaos.addStopAlarm(topology.primary, alarmIn(topology.secondary));
      },
      prop: 'alarm',
      value: `"Payments/recovery-${SECONDARY}/checkout"`,
      rule: `it is in ${SECONDARY}, and experiments in ${PRIMARY} look at alarms of their own Region only`,
      remedy: 'Give an alarm of that Region',
    },
    {
      title: 'a stop alarm that was added before',
      make: () => {
        const { topology, chaos } = prepared();
        const alarm = alarmIn(topology.primary);
        chaos.addStopAlarm(topology.primary, alarm);
        chaos.addStopAlarm(topology.primary, alarm);
      },
      prop: 'alarm',
      value: `"Payments/recovery-${PRIMARY}/checkout"`,
      rule: 'it stops the experiments of this Region already',
      remedy: 'Add it once',
    },
    {
      title: 'a fifth stop alarm',
      make: () => {
        const { topology, chaos } = prepared();
        ['a', 'b', 'c', 'd', 'e'].forEach(name => chaos.addStopAlarm(topology.primary, alarmIn(topology.primary, name)));
      },
      prop: 'alarm',
      value: `"Payments/recovery-${PRIMARY}/e"`,
      rule: 'an experiment looks at 5 alarms at most, and one is the switch by hand',
      remedy: 'Add those that tell what clients suffer',
    },
  ],
});
