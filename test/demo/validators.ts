import type { App, IPolicyValidationContext, PolicyValidationPluginReport } from 'aws-cdk-lib';
import { CloudFormationValidatePlugin, Validations } from 'aws-cdk-lib';
import * as cxapi from 'aws-cdk-lib/cx-api';
import type { IApplyRule } from 'cdk-nag';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';

/**
 * Context of a strictly validated app.
 *
 * Strict means: errors of CloudFormation's default rules are errors (by default CDK reports them as warnings), their warnings
 * are errors as well (no flag of CDK does that: `findingsOf` does), and nothing is switched off but what is acknowledged with
 * a reason in the construct tree.
 */
export const STRICT_CONTEXT = {
  [cxapi.VALIDATE_AGAINST_DEFAULT_RULES]: true,
  // Annotations reach the report with their construct paths, those outside any stack too, which no manifest holds.
  [cxapi.ANNOTATIONS_IN_VALIDATION_REPORT]: true,
  // CDK would print the findings itself, some of them several times, and throw: the program reads the report instead.
  [cxapi.FAIL_SYNTH_ON_VALIDATION_ERRORS_CONTEXT]: false,
};

/** The file in the cloud assembly that holds the findings. */
export const REPORT_FILE = cxapi.VALIDATION_REPORT_FILE;

/** What the validators looked at. A report that lists no finding does not tell whether anything was checked. */
export interface Examined {
  readonly rules: number;
  readonly templates: number;
  /** Of cdk-nag. */
  readonly packs: readonly ExaminedByPack[];
}

/** What a rule pack of cdk-nag looked at. */
export interface ExaminedByPack {
  readonly name: string;
  readonly resources: number;
  readonly evaluations: number;
}

/** Adds CloudFormation's rules alone. */
export function addTemplateRules(app: App): { examined(): Examined } {
  const templates = new CountingTemplateRules();
  Validations.of(app).addPlugins(templates);
  return { examined: () => ({ rules: templates.ruleIds?.length ?? 0, templates: templates.examined.size, packs: [] }) };
}

/** Adds the validators to an app that is not synthesised yet. They run during `app.synth()`. */
export function addValidators(app: App): { examined(): Examined } {
  const templates = new CountingTemplateRules();
  const packs = [new CountingSolutionsChecks(app), new CountingNistChecks(app)];
  Validations.of(app).addPlugins(templates, ...packs);
  return {
    examined: () => ({
      rules: templates.ruleIds?.length ?? 0,
      templates: templates.examined.size,
      packs: packs.map(({ name, count }) => ({ name, resources: count.resources.size, evaluations: count.evaluations.size })),
    }),
  };
}

/** Registered explicitly, so that it runs whatever `CDK_VALIDATION` says. */
class CountingTemplateRules extends CloudFormationValidatePlugin {
  public readonly examined = new Set<string>();

  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    context.templatePaths.forEach(template => this.examined.add(template));
    return super.validate(context);
  }
}

/** CDK asks a plugin once per environment, and these look at the whole app every time: what is the same counts once. */
class Count {
  public readonly resources = new Set<string>();
  public readonly evaluations = new Set<string>();

  public add({ node, rule, ruleSuffixOverride }: IApplyRule): void {
    this.resources.add(node.node.path);
    this.evaluations.add(`${ruleSuffixOverride ?? rule.name} ${node.node.path}`);
  }
}

class CountingSolutionsChecks extends AwsSolutionsChecks {
  public readonly count = new Count();

  protected applyRule(params: IApplyRule): void {
    this.count.add(params);
    super.applyRule(params);
  }
}

class CountingNistChecks extends NIST80053R5Checks {
  public readonly count = new Count();

  protected applyRule(params: IApplyRule): void {
    this.count.add(params);
    super.applyRule(params);
  }
}
