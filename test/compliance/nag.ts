import type { NagPack } from 'cdk-nag';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import type { IConstruct } from 'constructs';

/** A rule, and the resource that breaks it or for which it is set aside. */
export interface RuleAtResource {
  readonly rule: string;
  readonly constructPath: string;
}

/** What cdk-nag finds with both packs and nobody acknowledged: the run that a team has in its own pipeline. */
export function nagFindings(root: IConstruct): RuleAtResource[] {
  return [new AwsSolutionsChecks(root), new NIST80053R5Checks(root)].flatMap(pack => findingsOf(pack, root));
}

function findingsOf(pack: NagPack, root: IConstruct): RuleAtResource[] {
  return pack.validateScope(root).violations.flatMap(({ ruleName: rule, violatingResources }) =>
    violatingResources.map(({ constructPath }) => ({ rule, constructPath: constructPath! })));
}

/** Comparable, and readable where two lists differ. */
export function sorted(entries: readonly RuleAtResource[]): string[] {
  return entries.map(({ rule, constructPath }) => `${rule} at ${constructPath}`).sort();
}
