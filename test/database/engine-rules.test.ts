import { Lazy, Stack } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { DatabaseEngine } from '../../src/database';
import { validateEngine, validateGlobalClusterVersion } from '../../src/database/engine-rules';
import { defaultInsightsRetention, validateInsights } from '../../src/database/insights-rules';
import { connectionsBesideForwarding, validateWriteForwarding } from '../../src/database/write-forwarding-rules';

const postgres = (full: string, major = full.split('.')[0]) => DatabaseEngine.auroraPostgres(rds.AuroraPostgresEngineVersion.of(full, major));
const mysql = (full: string, major = '8.0') => DatabaseEngine.auroraMysql(rds.AuroraMysqlEngineVersion.of(full, major));
const scope = () => new Stack(undefined, 'Payments');

describe('engines of a global database', () => {
  const checked = (engine: DatabaseEngine) => () => validateEngine(scope(), engine);

  test.each([
    ['11.9', '11.8'], ['12.8', '12.7'], ['13.4', '13.3'], ['14.3', '14.2'], ['15.2', '15.1'], ['16.1', '16.0'], ['17.4', '17.3'], ['18.3', '18.2'],
  ])('are PostgreSQL from %s on, and not %s', (floor, below) => {
    expect(checked(postgres(floor))).not.toThrow();
    expect(checked(postgres(below)))
      .toThrow(`[Payments] engine = aurora-postgresql ${below}: a global database of this library takes Aurora PostgreSQL ${floor} or newer of that `
        + 'major version (');
  });

  test('are of PostgreSQL 11 at least, and of any minor of a major that is newer than the list', () => {
    expect(checked(postgres('10.99'))).toThrow('takes Aurora PostgreSQL 11.9 or newer (');
    expect(checked(postgres('19.0'))).not.toThrow();
  });

  test('are Aurora MySQL from 3.01 on', () => {
    for (const version of ['8.0.mysql_aurora.3.01.0', '8.0.mysql_aurora.3.10.0', '8.0.mysql_aurora.4.00.0']) {
      expect(checked(mysql(version))).not.toThrow();
    }
    for (const version of ['8.0.mysql_aurora.3.00.1', '8.0.mysql_aurora.2.12.5', '8.0.36']) {
      expect(checked(mysql(version)))
        .toThrow(`engine = aurora-mysql ${version}: a global database of this library takes Aurora MySQL 3.01.0 or newer: version 2 is past its `
          + 'standard support (');
    }
  });

  test('say the major version that they are of', () => {
    for (const [version, major] of [['17.7', '1'], ['17.7', '17.7'], ['17.7', '7']]) {
      expect(checked(postgres(version, major)))
        .toThrow(`engine = aurora-postgresql ${version}, of major version "${major}": the whole version begins with the major version`);
    }
  });
});

describe('the version of a global cluster', () => {
  const checked = (engine: DatabaseEngine, version?: string) => () => validateGlobalClusterVersion(scope(), engine, version);

  test.each([
    [postgres('17.7'), '17.4'], [postgres('17.7'), '17.10'], [postgres('17.7'), '17.4.1'], [postgres('17.7'), '17.4.12'],
    [mysql('8.0.mysql_aurora.3.10.0'), '8.0.mysql_aurora.3.04.0'],
    // No engine is of such a version yet.
    [mysql('10.11.mysql_aurora.12.1.0', '10.11'), '10.11.mysql_aurora.12.0.1'],
  ])('is of the major version of its members: %#', (engine, version) => {
    expect(checked(engine, version)).not.toThrow();
  });

  test('is let pass where it is left out, or not known at synthesis', () => {
    expect(checked(postgres('17.7'))).not.toThrow();
    expect(checked(postgres('17.7'), Lazy.string({ produce: () => '16.1' }))).not.toThrow();
  });

  test.each([
    '', '17', '17.', '17.4.', '17..4', '17.x', '17.4x', '17.x4', '16.9', '170.1', '117.4',
  ])('is not "%s" for PostgreSQL 17', version => {
    expect(checked(postgres('17.7'), version))
      .toThrow(`[Payments] globalClusterEngineVersion = "${version}": it is a whole version of aurora-postgresql, "17." and numbers: `);
  });

  test.each(['8.0.36', '8.0.mysql_aurora.4.1.0', '8.4.mysql_aurora.3.10.3'])('is not "%s" for Aurora MySQL 3', version => {
    expect(checked(mysql('8.0.mysql_aurora.3.11.1'), version))
      .toThrow(`globalClusterEngineVersion = "${version}": it is a whole version of aurora-mysql, "8.0.mysql_aurora.3." and numbers: `);
  });
});

describe('write forwarding', () => {
  const checked = (engine: DatabaseEngine, on?: boolean) => () => validateWriteForwarding(scope(), engine, on);

  test.each(['14.9', '14.10', '15.4', '15.5', '16.0', '17.1', '19.0'])('is in PostgreSQL %s', version => {
    expect(checked(postgres(version), true)).not.toThrow();
  });

  test.each(['13.99', '14.8', '15.3'])('is not in PostgreSQL %s, where it may stay off', version => {
    expect(checked(postgres(version), true)).toThrow(`[Payments] writeForwarding = true, with aurora-postgresql ${version}: `
      + 'Aurora PostgreSQL forwards writes from 14.9, from 15.4, and in every version from 16 (');
    expect(checked(postgres(version), false)).not.toThrow();
    expect(checked(postgres(version))).not.toThrow();
  });

  test('is in every Aurora MySQL', () => {
    expect(checked(mysql('8.0.mysql_aurora.3.01.0'), true)).not.toThrow();
  });

  test.each([
    ['a quarter by PostgreSQL', postgres('17.7'), {}, 75],
    ['a tenth by MySQL', mysql('8.0.mysql_aurora.3.10.0'), {}, 90],
    ['what is given to PostgreSQL', postgres('17.7'), { 'apg_write_forward.max_forwarding_connections_percent': '40' }, 60],
    ['what is given to MySQL', mysql('8.0.mysql_aurora.3.10.0'), { aurora_fwd_writer_max_connections_pct: '99' }, 1],
    ['all, of which one percent is left to say something', postgres('17.7'), { 'apg_write_forward.max_forwarding_connections_percent': '100' }, 1],
    ['a formula, for which the default stands', postgres('17.7'), { 'apg_write_forward.max_forwarding_connections_percent': '{X/4}' }, 75],
    ['the parameter of the other engine', postgres('17.7'), { aurora_fwd_writer_max_connections_pct: '50' }, 75],
  ])('leaves the rest of the writer\'s connections: taken is %s', (_, engine, parameters, left) => {
    expect(connectionsBesideForwarding(engine, parameters)).toBe(left);
  });
});

describe('Performance Insights', () => {
  const { ADVANCED, STANDARD } = rds.DatabaseInsightsMode;
  const { DEFAULT, MONTHS_1, MONTHS_15 } = rds.PerformanceInsightRetention;

  test('keep 7 days, and 15 months in the advanced mode', () => {
    expect([undefined, STANDARD, ADVANCED].map(defaultInsightsRetention)).toEqual([DEFAULT, DEFAULT, MONTHS_15]);
  });

  test('keep any time in the standard mode, and nothing but 15 months in the advanced one', () => {
    for (const [retention, mode] of [[DEFAULT, STANDARD], [MONTHS_1, undefined], [MONTHS_15, STANDARD], [MONTHS_15, ADVANCED]] as const) {
      expect(() => validateInsights(scope(), retention, mode)).not.toThrow();
    }
    for (const retention of [DEFAULT, MONTHS_1]) {
      expect(() => validateInsights(scope(), retention, ADVANCED))
        .toThrow(`[Payments] performanceInsightsRetention = ${retention} days: the advanced mode of Database Insights keeps its data`);
    }
  });
});
