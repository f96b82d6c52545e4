import { Token } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { refuse } from '../topology/configuration-error';

const MOST_RULES = 100;
const LONGEST_ID = 255;

/**
 * Checks what S3 demands of cross-origin rules.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
 */
export function validateCors(scope: Construct, rules: s3.CorsRule[] = []): void {
  if (rules.length > MOST_RULES) {
    refuse(scope, {
      prop: 'cors',
      value: `${rules.length} rules`,
      rule: `S3 takes at most ${MOST_RULES}`,
      remedy: 'Put origins with the same methods into one rule',
    });
  }
  rules.forEach((rule, position) => validateRule(scope, `cors[${position}]`, rule));
}

function validateRule(scope: Construct, prop: string, rule: s3.CorsRule): void {
  for (const name of ['allowedMethods', 'allowedOrigins'] as const) {
    if (rule[name].length === 0) {
      refuse(scope, {
        prop: `${prop}.${name}`,
        value: '[]',
        rule: 'a rule without it allows nothing, and S3 refuses it',
        remedy: 'Name at least one, or leave the rule out',
      });
    }
  }
  refuseTwoWildcards(scope, `${prop}.allowedOrigins`, rule.allowedOrigins);
  refuseTwoWildcards(scope, `${prop}.allowedHeaders`, rule.allowedHeaders ?? []);
  if (rule.id !== undefined && !Token.isUnresolved(rule.id) && rule.id.length > LONGEST_ID) {
    refuse(scope, {
      prop: `${prop}.id`,
      value: `${rule.id.length} characters`,
      rule: `S3 takes at most ${LONGEST_ID}`,
      remedy: 'Write a shorter id, or leave it out',
    });
  }
}

function refuseTwoWildcards(scope: Construct, prop: string, patterns: string[]): void {
  const refused = patterns.find(pattern => !Token.isUnresolved(pattern) && pattern.split('*').length > 2);
  if (refused !== undefined) {
    refuse(scope, {
      prop,
      value: `"${refused}"`,
      rule: 'S3 takes one "*" in each',
      remedy: 'Write one wildcard, for example "https://*.example.com"',
    });
  }
}
