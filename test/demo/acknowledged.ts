import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A validator's rule that a construct sets aside for itself and what is below it. */
export interface Acknowledgement {
  readonly rule: string;
  readonly reason: string;
  readonly constructPath: string;
}

/** Reads the tree, because validators leave out of their report what they find acknowledged. */
export function acknowledgementsIn(root: IConstruct): Acknowledgement[] {
  return root.node.findAll().flatMap(construct => construct.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(data as { [rule: string]: string }))
    .map(([rule, reason]) => ({ rule: rule.replace(/^annotation::/i, ''), reason, constructPath: construct.node.path })));
}

/** Whether a construct or one above it set a rule aside. */
export function covers(acknowledgements: readonly Acknowledgement[], rule: string, constructPath: string): boolean {
  return acknowledgements.some(given => given.rule === rule
    && (given.constructPath === '' || `${constructPath}/`.startsWith(`${given.constructPath}/`)));
}
