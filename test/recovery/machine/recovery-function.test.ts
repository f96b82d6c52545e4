import { Duration } from 'aws-cdk-lib';
import { StackLayer } from '../../../src';
import { PeerRunFunction } from '../../../src/recovery/handlers/peer-run-function';
import { RecoveryFunction } from '../../../src/recovery/machinery/recovery-function';
import { RecoveryNames } from '../../../src/recovery/machinery/recovery-names';
import { createdTopology, templateOf, testApp } from '../../support/environment';

function create(settings: object) {
  const topology = createdTopology(testApp());
  const region = topology.primary;
  const names = new RecoveryNames(topology, region);
  const created = new RecoveryFunction(region.stack(StackLayer.RECOVERY), 'peer-run', {
    topology,
    region,
    names,
    code: PeerRunFunction,
    description: 'x',
    timeout: Duration.seconds(60),
    statements: [],
    settingsVariable: 'SETTINGS',
    settings: () => settings,
  });
  return { created, template: () => templateOf(region.stack(StackLayer.RECOVERY)) };
}

test('a function of recovery has a literal name, no VPC, and is never tried again by Lambda', () => {
  const { created, template } = create({ region: 'eu-west-1' });
  template().hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: created.functionName, Timeout: 60, MemorySize: 256, Environment: { Variables: { SETTINGS: '{"region":"eu-west-1"}' } },
  });
  template().hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 });
  expect(created.functionArn).toBe(`arn:aws:lambda:eu-west-1:111111111111:function:${created.functionName}`);
});

test('law 6: settings for which Lambda has no room are refused', () => {
  expect(create({ text: 'x'.repeat(4000) }).template).toThrow(/settings of 4011 bytes: .* room for 4000 bytes/);
});
