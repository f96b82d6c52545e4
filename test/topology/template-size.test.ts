import { readFileSync } from 'fs';
import { join } from 'path';
import { App, CfnResource } from 'aws-cdk-lib';
import { StackLayer } from '../../src';
import { ConfigurationError } from '../../src/topology/configuration-error';
import { createdTopology } from '../support/environment';

/** An app whose recovery stack has a template of about as many bytes. */
function appOf(bytes: number): App {
  const app = new App();
  const stack = createdTopology(app).secondary.stack(StackLayer.RECOVERY);
  new CfnResource(stack, 'Large', { type: 'AWS::SSM::Parameter', properties: { Value: 'x'.repeat(bytes) } });
  return app;
}

function templateText(app: App, layer: StackLayer): string {
  const stack = createdTopology(app, { environmentName: 'other' }).primary.stack(layer);
  new CfnResource(stack, 'Small', { type: 'AWS::SSM::Parameter', properties: { Value: 'x' } });
  return readFileSync(join(app.synth().directory, stack.templateFile), 'utf8');
}

test('law 6: a template that CloudFormation would not take is refused, with its stack, its size and what to do', () => {
  expect(() => appOf(950_000).synth()).not.toThrow();
  const synth = () => appOf(1_000_000).synth();
  expect(synth).toThrow(ConfigurationError);
  expect(synth).toThrow(
    /\[Payments\/recovery-eu-central-1\] topology = 1000\d{3} bytes in the template of stack "Payments-test-recovery-eu-central-1": CloudFormation takes 1000000 bytes\. Divide/,
  );
});

test('the stack that grows with stores and signals is written without indentation', () => {
  expect(templateText(new App(), StackLayer.RECOVERY)).not.toContain('\n');
  expect(templateText(new App(), StackLayer.DATA)).toContain('\n ');
});
