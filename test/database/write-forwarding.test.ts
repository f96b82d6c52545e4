import * as rds from 'aws-cdk-lib/aws-rds';
import { clustersOf, mainDatabase } from './fixture';
import { DatabaseEngine } from '../../src/database';

const postgres = (version: string) => DatabaseEngine.auroraPostgres(rds.AuroraPostgresEngineVersion.of(version, version.split('.')[0]));

describe('write forwarding', () => {
  const forwarding = (options: Parameters<typeof mainDatabase>[0]) =>
    clustersOf(mainDatabase(options)).map(({ Properties }) => Properties.EnableGlobalWriteForwarding);

  test('is not mentioned unless it is asked for', () => {
    expect(forwarding({})).toEqual([undefined, undefined]);
  });

  test('law 2: is set on both clusters alike, so that no template says which of them follows', () => {
    expect(forwarding({ writeForwarding: true })).toEqual([true, true]);
    expect(forwarding({ writeForwarding: false })).toEqual([false, false]);
  });

  test.each([
    ['PostgreSQL 14.9', postgres('14.9')],
    ['PostgreSQL 15.4', postgres('15.4')],
    ['PostgreSQL 16.1', postgres('16.1')],
    ['a PostgreSQL newer than the table', postgres('19.1')],
    ['Aurora MySQL 3', DatabaseEngine.auroraMysql(rds.AuroraMysqlEngineVersion.VER_3_10_0)],
  ])('is taken for %s', (_, engine) => {
    expect(forwarding({ engine, writeForwarding: true })).toEqual([true, true]);
  });

  test('an engine without it is no matter where it is off', () => {
    expect(forwarding({ engine: postgres('13.9'), writeForwarding: false })).toEqual([false, false]);
  });
});
