import type { PluginReportJson, PolicyValidationReportJson, PolicyViolationJson, ViolatingConstructJson } from 'aws-cdk-lib/cloud-assembly-schema';
import type { Acknowledgement } from './acknowledged';
import { covers } from './acknowledged';

/** One rule broken at one construct. */
export interface Finding {
  readonly validator: string;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  /** Path in the construct tree; empty for the app itself. */
  readonly constructPath: string;
  /** The properties of the template that the rule is about. */
  readonly properties: readonly string[];
  readonly fix?: string;
}

export interface Findings {
  /** What the demo fails on. */
  readonly failures: readonly Finding[];
  /** What constructs point out to their user: read, but no fault. */
  readonly warnings: readonly Finding[];
}

/** Reads the findings out of `validation-report.json`. */
export function findingsOf(report: PolicyValidationReportJson, acknowledgements: readonly Acknowledgement[]): Findings {
  const all = report.pluginReports.flatMap(plugin => [
    ...plugin.violations.flatMap(violation => findingsOfViolation(plugin, violation)
      .map(finding => ({ finding, advice: isAdvice(plugin, violation) }))),
    ...[...wronglySuppressed(plugin, acknowledgements), ...brokenValidator(plugin)].map(finding => ({ finding, advice: false })),
  ]);
  return {
    failures: distinct(all.filter(({ advice }) => !advice).map(({ finding }) => finding)),
    warnings: distinct(all.filter(({ advice }) => advice).map(({ finding }) => finding)),
  };
}

function findingsOfViolation(plugin: PluginReportJson, violation: PolicyViolationJson): Finding[] {
  return violation.violatingConstructs.map((construct: ViolatingConstructJson) => ({
    validator: plugin.pluginName,
    rule: violation.ruleName.replace(/^Annotation::/, ''),
    severity: violation.customSeverity ?? violation.severity,
    message: violation.description,
    constructPath: construct.constructPath,
    properties: construct.cloudFormationResource?.propertyPaths ?? [],
    fix: violation.suggestedFix,
  }));
}

/** A construct's own warning and a validator's mere information are advice. A validator's warning is a fault: that is strict. */
function isAdvice(plugin: PluginReportJson, violation: PolicyViolationJson): boolean {
  const fromConstruct = plugin.metadata?.['cdk:annotations'] !== undefined;
  return violation.severity === 'info' || (fromConstruct && violation.severity === 'warning');
}

/** CDK lets an acknowledgement anywhere silence its rule in the whole app. Here it counts for its own construct and those below. */
function wronglySuppressed(plugin: PluginReportJson, acknowledgements: readonly Acknowledgement[]): Finding[] {
  return (plugin.suppressedViolations ?? []).filter(violation => !isAdvice(plugin, violation)).flatMap(violation =>
    findingsOfViolation(plugin, violation).filter(({ constructPath }) => !covers(acknowledgements, violation.acknowledgedId, constructPath)));
}

/** A validator that stopped half-way reports no violation. */
function brokenValidator(plugin: PluginReportJson): Finding[] {
  if (plugin.conclusion === 'success' || plugin.violations.length > 0) {
    return [];
  }
  return [{
    validator: plugin.pluginName,
    rule: 'validator-failed',
    severity: 'fatal',
    message: plugin.metadata?.error ?? 'The validator reported a failure without saying why.',
    constructPath: '',
    properties: [],
  }];
}

/** CDK asks validators once per environment, so that what concerns the whole app is told several times. */
function distinct(findings: Finding[]): Finding[] {
  const keyOf = (finding: Finding) => JSON.stringify([finding.validator, finding.rule, finding.constructPath, finding.message, finding.properties]);
  return [...new Map(findings.map(finding => [keyOf(finding), finding])).values()];
}
