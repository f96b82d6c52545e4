import type { IConstruct } from 'constructs';
import type { DatabaseEngine } from './database-engine';
import type { ClusterParameters } from './parameter-rules';
import { refuse } from '../topology/configuration-error';

const SOURCE = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-write-forwarding-apg.html';
/** The first minor version of a major that forwards writes. Newer majors do in every minor version, older ones in none. */
const POSTGRES_FLOORS: { [major: number]: number } = { 14: 9, 15: 4 };
const ALL_MINORS_FROM = 16;

/**
 * The parameter that says how much of the writer's connections forwarded writes may take, in percent, and its default.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-write-forwarding-ams.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-write-forwarding-apg.html
 */
const SHARE_OF_CONNECTIONS: { [engineType: string]: { parameter: string; percent: number } } = {
  'aurora-mysql': { parameter: 'aurora_fwd_writer_max_connections_pct', percent: 10 },
  'aurora-postgresql': { parameter: 'apg_write_forward.max_forwarding_connections_percent', percent: 25 },
};

/** Refuses write forwarding for an engine version without it. Every Aurora MySQL version that a global database takes has it. */
export function validateWriteForwarding(scope: IConstruct, engine: DatabaseEngine, writeForwarding?: boolean): void {
  if (writeForwarding && engine.engineType === 'aurora-postgresql' && !forwardsWrites(engine.fullVersion)) {
    refuse(scope, {
      prop: 'writeForwarding',
      value: `true, with aurora-postgresql ${engine.fullVersion}`,
      rule: `Aurora PostgreSQL forwards writes from 14.9, from 15.4, and in every version from ${ALL_MINORS_FROM} (${SOURCE})`,
      remedy: 'Leave it out, or use DatabaseEngine.auroraPostgres() for the default version',
    });
  }
}

function forwardsWrites(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  return major >= ALL_MINORS_FROM || minor >= (POSTGRES_FLOORS[major] ?? Infinity);
}

/** The percentage of the writer's connections that forwarded writes leave to others. */
export function connectionsBesideForwarding(engine: DatabaseEngine, parameters: ClusterParameters): number {
  const { parameter, percent } = SHARE_OF_CONNECTIONS[engine.engineType];
  const given = Number(parameters[parameter] ?? percent);
  return Math.max(100 - (Number.isInteger(given) ? given : percent), 1);
}
