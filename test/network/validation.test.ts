import { readFileSync } from 'fs';
import { join } from 'path';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { createdNetwork } from './support';
import { NatStrategy } from '../../src/network';
import { testApp } from '../support/environment';

interface Report {
  readonly pluginName: string;
  readonly violations: object[];
  readonly suppressedViolations: { ruleName: string }[];
}

describe('the rules of CloudFormation', () => {
  const { CDK_VALIDATION } = process.env;
  beforeAll(() => { delete process.env.CDK_VALIDATION; });
  afterAll(() => { process.env.CDK_VALIDATION = CDK_VALIDATION; });

  test.each([NatStrategy.gateways(), NatStrategy.instances()])(
    'OPS-13: find nothing with $_description but zones that are pinned on purpose', nat => {
      const interfaceEndpoints = [ec2.InterfaceVpcEndpointAwsService.KMS];
      const { app } = createdNetwork({ nat, interfaceEndpoints }, testApp({ '@aws-cdk/core:validateAgainstDefaultRules': true }));

      const reports: Report[] = JSON.parse(readFileSync(join(app.synth().directory, 'validation-report.json'), 'utf8')).pluginReports;
      expect(reports.map(report => report.pluginName)).toEqual(['CloudFormation Validate']);
      expect(reports[0].violations).toEqual([]);
      expect(new Set(reports[0].suppressedViolations.map(violation => violation.ruleName))).toEqual(new Set(['W3010']));
    });
});
