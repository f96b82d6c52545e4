import { Lazy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { DATABASE_BAD_INPUTS } from './bad-inputs';
import { mainDatabase, TwoVpcs } from './fixture';
import { describeBadInputs } from '../support/bad-inputs';
import { createdTopology, testApp } from '../support/environment';

describeBadInputs(DATABASE_BAD_INPUTS);

test('NET-06: a VPC with one isolated subnet passes where its zone is not known at synthesis', () => {
  const app = testApp();
  const topology = createdTopology(app);
  const network = new TwoVpcs(app, topology, stack => ec2.Vpc.fromVpcAttributes(stack, 'vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: [Lazy.string({ produce: () => 'eu-west-1a' })],
    isolatedSubnetIds: ['subnet-0123456789abcdef0'],
  }));
  expect(() => mainDatabase({}, app, topology, network)).not.toThrow();
});
