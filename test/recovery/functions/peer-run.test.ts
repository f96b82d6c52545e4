import { Duration } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { functionOf, place, statementOn, templateAt } from './fixture';
import { createPeerRun } from '../../../src/recovery/functions/peer-run';
import { RecoveryNames } from '../../../src/recovery/machinery/recovery-names';

function peerRun(timeout?: Duration) {
  const where = place();
  createPeerRun(where.scope, where, timeout);
  return where;
}

describe('the function that starts runs of the other Region', () => {
  test('may start the planned run there and see how it stands, and no other', () => {
    const where = peerRun();
    const template = templateAt(where);
    const peer = new RecoveryNames(where.topology, where.topology.primary);
    expect(statementOn(template, 'states:StartExecution')).toEqual({
      Effect: 'Allow', Action: 'states:StartExecution', Resource: peer.machineArn('planned'),
    });
    expect(statementOn(template, 'states:DescribeExecution')).toEqual({
      Effect: 'Allow', Action: 'states:DescribeExecution', Resource: peer.executionArns('planned'),
    });
    expect(peer.machineArn('planned')).toContain('arn:aws:states:eu-west-1:111111111111:stateMachine:');
    expect(peer.executionArns('planned').replace(':execution:', ':stateMachine:')).toBe(`${peer.machineArn('planned')}:*`);
  });

  test('has a minute, or what it is given, is in no VPC, and is told of the other Region', () => {
    const { Timeout, VpcConfig, Environment } = functionOf(templateAt(peerRun()));
    expect({ Timeout, VpcConfig }).toEqual({ Timeout: 60, VpcConfig: undefined });
    expect(JSON.parse(Environment.Variables.PEER_RUN_SETTINGS)).toEqual({
      region: 'eu-west-1', stateMachineArn: expect.stringMatching(/^arn:aws:states:eu-west-1:111111111111:stateMachine:.*failback/),
    });
    expect(functionOf(templateAt(peerRun(Duration.seconds(30)))).Timeout).toBe(30);
  });

  test('its wildcard is stated', () => {
    const { scope } = peerRun();
    expect(new AwsSolutionsChecks(scope.node.root).validateScope(scope.node.root).violations).toEqual([]);
  });
});
