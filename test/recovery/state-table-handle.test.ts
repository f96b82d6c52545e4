import * as iam from 'aws-cdk-lib/aws-iam';
import { FailoverOrchestrator, StackLayer } from '../../src';
import { ACCOUNT, createdTopology, ownStack, templateOf, testApp } from '../support/environment';

test.each([0, 1])('law 3: a workload that reads the state names the table, so that the recovery stack may use the workload\'s values (%#)', index => {
  const app = testApp();
  const topology = createdTopology(app);
  const orchestrator = new FailoverOrchestrator(topology, 'Recovery', { topology, recoverables: [] });
  const region = topology.regions[index];
  const workload = ownStack(app, 'Workload', region.name);
  const role = new iam.Role(workload, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const { stateTable, stateTableName } = orchestrator.forRegion(region);
  stateTable.grantReadData(role);

  const template = JSON.stringify(templateOf(workload).toJSON());
  expect(template).toContain(`arn:aws:dynamodb:${region.name}:${ACCOUNT}:table/${stateTableName}`);
  expect(template).toContain('kms:Decrypt');
  expect(workload.dependencies).not.toContain(region.stack(StackLayer.RECOVERY));
});
