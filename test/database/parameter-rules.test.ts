import { Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { isOneUser, validateDatabaseUser } from '../../src/database/database-user-rules';
import { validateParameters, warnOfParameters, withDefaults } from '../../src/database/parameter-rules';

const later = (value: string) => Lazy.string({ produce: () => value });
const scope = () => new Stack(undefined, 'Payments');

describe('parameters of a cluster', () => {
  test('are the defaults, those that are given, and of one name the one that is given, in any case', () => {
    const defaults = { 'rds.force_ssl': '1', 'Log_Output': 'FILE' };
    expect(withDefaults({}, defaults)).toEqual(defaults);
    expect(withDefaults({ work_mem: '64' }, defaults)).toEqual({ ...defaults, work_mem: '64' });
    expect(withDefaults({ 'RDS.force_ssl': '0' }, defaults)).toEqual({ 'RDS.force_ssl': '0', 'Log_Output': 'FILE' });
  });

  test.each(['a', 'A', 'work_mem', 'rds.force_ssl', 'Log-9', later('work mem')])('may be named %#', name => {
    expect(() => validateParameters(scope(), { [name]: '1' })).not.toThrow();
  });

  test.each(['', '1a', '_a', ' a', 'a b', 'a ', 'work mem'])('are not named "%s"', name => {
    expect(() => validateParameters(scope(), { right: '1', [name]: '2' }))
      .toThrow(`[Payments] parameters["${name}"] = "2": the name of a parameter is letters, digits, ".", "_" and "-", beginning with a letter`);
  });

  test.each(['rds.global_db_rpo', 'RDS.Global_DB_RPO'])('do not stop the writer for the lag: %s', name => {
    expect(() => validateParameters(scope(), { [name]: '20' }))
      .toThrow(`[Payments] parameters["${name}"] = "20": with two Regions it makes the writer pause transactions `
      + 'while the other Region is lost, after a failover too (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html)');
  });
});

describe('connections without TLS', () => {
  const warnings = (parameters: { [name: string]: string }) => {
    const stack = scope();
    warnOfParameters(stack, parameters);
    return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data);
  };

  test.each(['rds.force_ssl', 'RDS.FORCE_SSL', 'require_secure_transport'])('are warned of where %s is off', name => {
    expect(warnings({ log_connections: '0', [name]: 'off' })).toEqual([
      `parameters["${name}"] is "off": the database accepts connections without TLS, in both Regions. Leave it out to refuse them. `
      + '[ack: cdk-multi-region-dr:tlsNotEnforced]',
    ]);
  });

  test('are refused by what switches TLS on, each engine in its words', () => {
    expect(warnings({ 'rds.force_ssl': '1' })).toEqual([]);
    expect(warnings({ 'rds.force_ssl': later('0') })).toEqual([]);
    expect(['1', 'on', 'ON'].flatMap(value => warnings({ require_secure_transport: value }))).toEqual([]);
    expect(warnings({ 'rds.force_ssl': 'on' })).toHaveLength(1);
  });
});

describe('the user that a grant is for', () => {
  test.each(['payments', 'p', later('*')])('is one user: %#', user => {
    expect(isOneUser(user)).toBe(true);
    expect(() => validateDatabaseUser(scope(), user)).not.toThrow();
  });

  test.each(['', '*', 'pay*', '*ments', 'pay?ents', 'a b', ' a', 'a\n'])('is not "%s"', user => {
    expect(isOneUser(user)).toBe(false);
    expect(() => validateDatabaseUser(scope(), user))
      .toThrow(`[Payments] databaseUser = "${user}": a grant is for one user of the database, and a wildcard would be for every user`);
  });
});
