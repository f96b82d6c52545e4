import type { PluginReportJson, PolicyViolationJson } from 'aws-cdk-lib/cloud-assembly-schema';
import { findingsOf } from './findings';

const RULES: PluginReportJson = { pluginName: 'Rules', conclusion: 'failure', violations: [] };
const ANNOTATIONS: PluginReportJson = { pluginName: 'Construct Annotations', conclusion: 'success', violations: [], metadata: { 'cdk:annotations': 'true' } };

function violation(severity: PolicyViolationJson['severity'], paths: string[] = ['Stack/Bucket'], ruleName = 'R1'): PolicyViolationJson {
  return { ruleName, description: 'is wrong', severity, violatingConstructs: paths.map(constructPath => ({ constructPath })) };
}

function findings(...pluginReports: PluginReportJson[]) {
  return findingsOf({ version: '1', pluginReports }, []);
}

test.each(['fatal', 'error', 'warning', 'custom'] as const)('a validator\'s finding of severity %s is a failure', severity => {
  const { failures, warnings } = findings({ ...RULES, violations: [violation(severity)] });

  expect(failures).toEqual([expect.objectContaining({ validator: 'Rules', rule: 'R1', constructPath: 'Stack/Bucket', message: 'is wrong' })]);
  expect(warnings).toEqual([]);
});

test('a construct\'s own warning is advice, and its error is a failure', () => {
  const { failures, warnings } = findings({
    ...ANNOTATIONS,
    violations: [violation('warning', ['Stack'], 'Annotation::lib:advice'), violation('error', ['Stack'], 'Annotation::lib:fault')],
  });

  expect(warnings.map(({ rule }) => rule)).toEqual(['lib:advice']);
  expect(failures.map(({ rule }) => rule)).toEqual(['lib:fault']);
});

test('mere information is advice', () => {
  expect(findings({ ...RULES, violations: [violation('info')] })).toMatchObject({ failures: [], warnings: [{ rule: 'R1' }] });
});

test('what CDK repeats per environment is told once', () => {
  const { failures } = findings({ ...RULES, violations: [violation('error', ['A', 'B']), violation('error', ['A', 'B'])] });

  expect(failures.map(({ constructPath }) => constructPath)).toEqual(['A', 'B']);
});

test('a validator that broke off is a failure', () => {
  expect(findings({ ...RULES, metadata: { error: 'out of memory' } }).failures).toEqual([expect.objectContaining({ message: 'out of memory' })]);
  expect(findings(RULES).failures).toHaveLength(1);
});

describe('a rule that was set aside', () => {
  const report = (paths: string[]) => ({
    version: '1',
    pluginReports: [{ ...RULES, conclusion: 'success' as const, suppressedViolations: [{ ...violation('error', paths), acknowledgedId: 'Rules::R1' }] }],
  });
  const acknowledgement = { rule: 'Rules::R1', reason: 'known', constructPath: 'Stack/Bucket' };

  test('is accepted at the construct that did so, and below', () => {
    expect(findingsOf(report(['Stack/Bucket', 'Stack/Bucket/Resource']), [acknowledgement]).failures).toEqual([]);
  });

  test('fails at every other construct, although CDK silences it in the whole app', () => {
    expect(findingsOf(report(['Stack/Bucket2', 'Other']), [acknowledgement]).failures.map(({ constructPath }) => constructPath))
      .toEqual(['Stack/Bucket2', 'Other']);
  });

  test('is accepted everywhere when the app itself did so', () => {
    expect(findingsOf(report(['Other']), [{ ...acknowledgement, constructPath: '' }]).failures).toEqual([]);
  });
});
