import { Annotations, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from '../topology/configuration-error';

/** The values of a cluster parameter group, by name. */
export type ClusterParameters = { readonly [name: string]: string };

const NAME = /^[a-z][a-z0-9_.-]*$/i;
/** Pauses transactions on the writer while every other Region is behind: with one other, that is whenever that Region is lost. */
const GLOBAL_RPO = 'rds.global_db_rpo';
/** The parameter by which each engine refuses connections without TLS, and the values that switch it on. */
const ENFORCES_TLS: { [name: string]: string[] } = {
  'rds.force_ssl': ['1'],
  'require_secure_transport': ['1', 'on'],
};

/** What a cluster parameter group has: what is given, in the place of a default of that name. RDS knows no case in names. */
export function withDefaults(given: ClusterParameters, defaults: ClusterParameters): { [name: string]: string } {
  const names = Object.keys(given).map(name => name.toLowerCase());
  return { ...Object.fromEntries(Object.entries(defaults).filter(([name]) => !names.includes(name))), ...given };
}

/** Refuses parameters that harm a global database of two Regions, and names that no parameter has. */
export function validateParameters(scope: IConstruct, parameters: ClusterParameters): void {
  for (const [name, value] of Object.entries(parameters)) {
    if (!Token.isUnresolved(name) && !NAME.test(name)) {
      refuse(scope, {
        prop: `parameters["${name}"]`,
        value: `"${value}"`,
        rule: 'the name of a parameter is letters, digits, ".", "_" and "-", beginning with a letter',
        remedy: 'Write the name as aws rds describe-db-cluster-parameters shows it, for example "log_min_duration_statement"',
      });
    }
    if (name.toLowerCase() === GLOBAL_RPO) {
      refuse(scope, {
        prop: `parameters["${name}"]`,
        value: `"${value}"`,
        rule: 'with two Regions it makes the writer pause transactions while the other Region is lost, after a failover too '
          + '(https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html)',
        remedy: 'Leave it out: the prop rpo alarms on the lag and stops no write',
      });
    }
  }
}

/** @param scope a construct below a stack: CDK prints no warning of another */
export function warnOfParameters(scope: IConstruct, parameters: ClusterParameters): void {
  for (const [name, value] of Object.entries(parameters)) {
    const on = ENFORCES_TLS[name.toLowerCase()];
    if (on && !Token.isUnresolved(value) && !on.includes(value.toLowerCase())) {
      Annotations.of(scope).addWarningV2('cdk-multi-region-dr:tlsNotEnforced',
        `parameters["${name}"] is "${value}": the database accepts connections without TLS, in both Regions. Leave it out to refuse them.`);
    }
  }
}
