/** @own-packages the CDK reads CDK_VALIDATION from what these tests see as the environment. */
import { readFileSync } from 'fs';
import { join } from 'path';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { createdNetwork } from './support';
import { DesignDecision } from '../../src/compliance';
import { NatStrategy } from '../../src/network';
import { testApp } from '../support/environment';

interface Report {
  readonly pluginName: string;
  readonly violations: { ruleName: string; violatingConstructs: { constructPath: string }[] }[];
  readonly suppressedViolations?: { ruleName: string }[];
}

describe('the rules of CloudFormation', () => {
  const { CDK_VALIDATION } = process.env;
  beforeAll(() => {
    delete process.env.CDK_VALIDATION;
    // CDK prints what it finds.
    jest.spyOn(console, 'error').mockImplementation();
  });
  afterAll(() => {
    process.env.CDK_VALIDATION = CDK_VALIDATION;
    jest.restoreAllMocks();
  });

  test.each([NatStrategy.gateways(), NatStrategy.instances()])(
    'OPS-13: find nothing with $_description but zones that are pinned on purpose, until that is acknowledged', nat => {
      const interfaceEndpoints = [ec2.InterfaceVpcEndpointAwsService.KMS];
      const network = () => createdNetwork({ nat, interfaceEndpoints }, testApp({ '@aws-cdk/core:validateAgainstDefaultRules': true }));

      const { violations, suppressedViolations } = reportOf(network());
      expect(new Set(violations.map(({ ruleName }) => ruleName))).toEqual(new Set(['W3010']));
      const places = violations.flatMap(({ violatingConstructs }) => violatingConstructs).map(({ constructPath }) => constructPath);
      expect(places.filter(place => !/Subnet\d\/(Subnet|NatInstance\/Resource)$/.test(place))).toEqual([]);
      expect(suppressedViolations).toBeUndefined();

      const acknowledged = network();
      DesignDecision.PINNED_ZONES.acknowledgeIn(acknowledged.topology);
      const report = reportOf(acknowledged);
      expect(report.violations).toEqual([]);
      expect(new Set(report.suppressedViolations?.map(({ ruleName }) => ruleName))).toEqual(new Set(['W3010']));
    });

  function reportOf({ app }: ReturnType<typeof createdNetwork>): Report {
    const [report, ...others]: Report[] = JSON.parse(readFileSync(join(app.synth().directory, 'validation-report.json'), 'utf8')).pluginReports;
    expect([report.pluginName, others]).toEqual(['CloudFormation Validate', []]);
    return report;
  }
});
