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
  rules.forEach((rule, position) => {
    const first = rules.findIndex(({ id }) => id !== undefined && id === rule.id);
    if (first >= 0 && first < position) {
      refuse(scope, {
        prop: `cors[${position}].id`,
        value: `"${rule.id}"`,
        rule: `ids of rules are unique in a bucket, and this one is that of cors[${first}]`,
        remedy: 'Write another id, or leave it out',
      });
    }
    validateRule(scope, `cors[${position}]`, rule);
  });
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
  const { allowedOrigins, allowedHeaders = [], exposedHeaders = [] } = rule;
  for (const [name, values] of Object.entries({ allowedOrigins, allowedHeaders, exposedHeaders })) {
    refuseEmpty(scope, `${prop}.${name}`, values);
  }
  refuseTwoWildcards(scope, `${prop}.allowedOrigins`, allowedOrigins);
  refuseTwoWildcards(scope, `${prop}.allowedHeaders`, allowedHeaders);
  refuseAnyWildcard(scope, `${prop}.exposedHeaders`, exposedHeaders);
  validateMaxAge(scope, `${prop}.maxAge`, rule.maxAge);
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

/** S3 answers so: 'ExposeHeader "*" contains wildcard. We currently do not support wildcard for ExposeHeader.' */
function refuseAnyWildcard(scope: Construct, prop: string, headers: string[]): void {
  const refused = headers.find(header => !Token.isUnresolved(header) && header.includes('*'));
  if (refused !== undefined) {
    refuse(scope, {
      prop,
      value: `"${refused}"`,
      rule: 'S3 takes no "*" in headers that are exposed',
      remedy: 'Name each header, for example "ETag"',
    });
  }
}

function refuseEmpty(scope: Construct, prop: string, values: string[]): void {
  if (values.some(value => value.trim() === '')) {
    refuse(scope, { prop, value: '""', rule: 'S3 takes no empty text there', remedy: 'Leave the empty entry out' });
  }
}

function validateMaxAge(scope: Construct, prop: string, maxAge?: number): void {
  if (maxAge !== undefined && !Token.isUnresolved(maxAge) && (!Number.isInteger(maxAge) || maxAge < 0)) {
    refuse(scope, {
      prop,
      value: String(maxAge),
      rule: 'browsers keep the answer for a whole number of seconds, at least 0',
      remedy: 'Write seconds, for example 3600',
    });
  }
}
