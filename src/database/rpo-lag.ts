import type { DatabaseEngine } from './database-engine';

const OLDEST_MYSQL = { major: 3, minor: 4 };

/**
 * Whether Aurora publishes `AuroraGlobalDBRPOLag` for an engine that is valid in a global database: for every version of Aurora PostgreSQL,
 * and for Aurora MySQL 3.04.0 and newer.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
 */
export function publishesRpoLag({ engineType, fullVersion }: DatabaseEngine): boolean {
  if (engineType === 'aurora-postgresql') {
    return true;
  }
  const [major, minor] = fullVersion.split('mysql_aurora.')[1].split('.').map(Number);
  return major > OLDEST_MYSQL.major || (major === OLDEST_MYSQL.major && minor >= OLDEST_MYSQL.minor);
}
