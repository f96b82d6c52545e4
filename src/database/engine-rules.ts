import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { DatabaseEngine } from './database-engine';
import { refuse } from '../topology/configuration-error';

const SOURCE = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.Aurora_Fea_Regions_DB-eng.Feature.GlobalDatabase.html';

/**
 * The oldest minor version of each major version that a global database takes. A newer major version is let pass: AWS adds
 * majors, and removes no minor above the floor for global databases alone.
 */
const POSTGRES_FLOORS: { [major: number]: number } = { 11: 9, 12: 8, 13: 4, 14: 3, 15: 2, 16: 1, 17: 4, 18: 3 };
const OLDEST_POSTGRES_MAJOR = 11;
const MYSQL_FLOOR = { major: 3, minor: 1 };
/** What a version begins with that AWS calls a major one: `17.`, or `8.0.mysql_aurora.3.`. */
const MAJOR_VERSION = /^(\d+\.\d+\.mysql_aurora\.)?\d+\./;

/** Refuses an engine version that cannot be in a global database. */
export function validateEngine(scope: IConstruct, engine: DatabaseEngine): void {
  const { floor, met } = engine.engineType === 'aurora-mysql' ? mysqlFloor(engine.fullVersion) : postgresFloor(engine.fullVersion);
  if (!met) {
    refuse(scope, {
      prop: 'engine',
      value: `${engine.engineType} ${engine.fullVersion}`,
      rule: `a global database of this library takes ${floor} (${SOURCE})`,
      remedy: 'Use DatabaseEngine.auroraPostgres() for the default, or a version constant that is not deprecated',
    });
  }
  validateMajorVersion(scope, engine);
}

/** Refuses a version that says another major version than it is of: the family of the parameter groups would not fit. */
function validateMajorVersion(scope: IConstruct, { engineType, fullVersion, _majorVersion: majorVersion }: DatabaseEngine): void {
  if (!fullVersion.startsWith(`${majorVersion}.`)) {
    refuse(scope, {
      prop: 'engine',
      value: `${engineType} ${fullVersion}, of major version "${majorVersion}"`,
      rule: 'the whole version begins with the major version: the parameter groups are made for the latter',
      remedy: 'Write both in of(), for example rds.AuroraPostgresEngineVersion.of("17.7", "17") or '
        + 'rds.AuroraMysqlEngineVersion.of("8.0.mysql_aurora.3.10.0", "8.0")',
    });
  }
}

/** Refuses a version of the global cluster that its members cannot have had. To be called for an engine that is valid. */
export function validateGlobalClusterVersion(scope: IConstruct, { engineType, fullVersion }: DatabaseEngine, version?: string): void {
  const [major] = MAJOR_VERSION.exec(fullVersion)!;
  if (version === undefined || Token.isUnresolved(version) || (version.startsWith(major) && /^\d+(\.\d+)*$/.test(version.slice(major.length)))) {
    return;
  }
  refuse(scope, {
    prop: 'globalClusterEngineVersion',
    value: `"${version}"`,
    rule: `it is a whole version of ${engineType}, "${major}" and numbers: a global cluster is of the major version of its members`,
    remedy: 'Write the version that the global cluster was deployed with, or leave it out for a major upgrade',
  });
}

function postgresFloor(version: string): { floor: string; met: boolean } {
  const [major, minor] = version.split('.').map(Number);
  const oldestMinor = POSTGRES_FLOORS[major] ?? 0;
  return major < OLDEST_POSTGRES_MAJOR
    ? { floor: `Aurora PostgreSQL ${OLDEST_POSTGRES_MAJOR}.${POSTGRES_FLOORS[OLDEST_POSTGRES_MAJOR]} or newer`, met: false }
    : { floor: `Aurora PostgreSQL ${major}.${oldestMinor} or newer of that major version`, met: minor >= oldestMinor };
}

/** Aurora's own version is behind the prefix: `8.0.mysql_aurora.3.10.0`. Without it, the version is one of 2018 or older. */
function mysqlFloor(version: string): { floor: string; met: boolean } {
  const [major, minor] = (version.split('mysql_aurora.')[1] ?? '1.0').split('.').map(Number);
  return {
    floor: 'Aurora MySQL 3.01.0 or newer: version 2 is past its standard support',
    met: major > MYSQL_FLOOR.major || (major === MYSQL_FLOOR.major && minor >= MYSQL_FLOOR.minor),
  };
}
