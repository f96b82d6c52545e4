import { Lazy } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as rds from 'aws-cdk-lib/aws-rds';
import { dataOf, mainDatabase, onlyIn } from './fixture';
import type { GlobalAuroraDatabaseOptions } from '../../src/database';
import { DatabaseEngine } from '../../src/database';

const engine = DatabaseEngine.auroraMysql(rds.AuroraMysqlEngineVersion.VER_3_10_0);

function parametersOf(options: GlobalAuroraDatabaseOptions): { [name: string]: string }[] {
  return mainDatabase(options).topology.regions.map(region => onlyIn(dataOf(region), 'AWS::RDS::DBClusterParameterGroup').Properties.Parameters);
}

test('DB-12: parameters are added to those of the library, in both Regions alike', () => {
  const [home, standby] = parametersOf({ parameters: { log_min_duration_statement: '500' } });
  expect(home).toEqual({ 'rds.force_ssl': '1', 'log_min_duration_statement': '500' });
  expect(standby).toEqual(home);
});

test('a value of one\'s own is in place of the library\'s', () => {
  for (const parameters of parametersOf({ engine, parameters: { server_audit_events: 'CONNECT' } })) {
    expect(parameters).toMatchObject({ server_audit_events: 'CONNECT', require_secure_transport: 'ON' });
  }
});

test('DB-12: a name in capitals is that of the library, and takes its place', () => {
  expect(parametersOf({ parameters: { 'Rds.Force_SSL': '1' } })).toEqual([{ 'Rds.Force_SSL': '1' }, { 'Rds.Force_SSL': '1' }]);
});

test('names and values that are not known at synthesis are let pass', () => {
  const name = Lazy.string({ produce: () => 'work_mem' });
  const [home] = parametersOf({ parameters: { [name]: '64', 'rds.force_ssl': Lazy.string({ produce: () => '1' }) } });
  expect(home).toMatchObject({ 'rds.force_ssl': '1' });
});

describe('DB-12: TLS that is switched off', () => {
  test.each<[string, GlobalAuroraDatabaseOptions, string | undefined]>([
    ['PostgreSQL', { parameters: { 'rds.force_ssl': '0' } }, 'parameters\\["rds.force_ssl"\\] is "0": the database accepts connections without TLS'],
    ['PostgreSQL, in capitals', { parameters: { 'RDS.FORCE_SSL': '0' } }, 'parameters\\["RDS.FORCE_SSL"\\] is "0": '],
    ['MySQL', { engine, parameters: { require_secure_transport: 'OFF' } }, 'parameters\\["require_secure_transport"\\] is "OFF": '],
    ['PostgreSQL, left on', { parameters: { 'rds.force_ssl': '1' } }, undefined],
    ['MySQL, left on, in small letters', { engine, parameters: { require_secure_transport: 'on' } }, undefined],
    ['MySQL, left on, as the library writes it', { engine, parameters: { require_secure_transport: 'ON' } }, undefined],
    ['not known at synthesis', { parameters: { 'rds.force_ssl': Lazy.string({ produce: () => '0' }) } }, undefined],
    ['another parameter', { parameters: { log_connections: '0' } }, undefined],
  ])('%s', (_, options, warning) => {
    const { topology } = mainDatabase(options);
    const inStack = (position: number) => Annotations.fromStack(dataOf(topology.regions[position]));
    const text = Match.stringLikeRegexp(`${warning ?? ''}.*cdk-multi-region-dr:tlsNotEnforced`);
    if (warning === undefined) {
      inStack(0).hasNoWarning('*', text);
    } else {
      inStack(0).hasWarning('*', text);
    }
    // Said once, though it holds for both Regions.
    inStack(1).hasNoWarning('*', Match.stringLikeRegexp('tlsNotEnforced'));
  });

  test('the value wins', () => {
    expect(parametersOf({ parameters: { 'rds.force_ssl': '0' } }).map(each => each['rds.force_ssl'])).toEqual(['0', '0']);
  });
});
