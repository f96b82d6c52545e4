import * as rds from 'aws-cdk-lib/aws-rds';
import type { SingleUserHostedRotationOptions } from 'aws-cdk-lib/aws-secretsmanager';
import { HostedRotation } from 'aws-cdk-lib/aws-secretsmanager';
import type { ReservedNames } from './reserved-names';
import { RESERVED_BY_MYSQL, RESERVED_BY_POSTGRES } from './reserved-names';

interface EngineDefinition {
  readonly clusterEngine: rds.IClusterEngine;
  readonly fullVersion: string;
  readonly majorVersion: string;
  readonly defaultPort: number;
  readonly logTypes: string[];
  readonly clusterParameters: { [name: string]: string };
  readonly reserved: ReservedNames;
  readonly rotation: (options: SingleUserHostedRotationOptions) => HostedRotation;
}

/**
 * The engine of a global database and its version: one for both Regions, because Aurora promotes a secondary cluster only when
 * both have the same.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.Aurora_Fea_Regions_DB-eng.Feature.GlobalDatabase.html
 */
export class DatabaseEngine {
  /**
   * Aurora PostgreSQL.
   *
   * @param version the engine version, by default 17.7, which has long-term support
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Updates.20180305.html
   */
  public static auroraPostgres(version: rds.AuroraPostgresEngineVersion = rds.AuroraPostgresEngineVersion.VER_17_7): DatabaseEngine {
    return new DatabaseEngine({
      clusterEngine: rds.DatabaseClusterEngine.auroraPostgres({ version }),
      fullVersion: version.auroraPostgresFullVersion,
      majorVersion: version.auroraPostgresMajorVersion,
      defaultPort: 5432,
      logTypes: ['postgresql'],
      clusterParameters: { 'rds.force_ssl': '1' },
      reserved: RESERVED_BY_POSTGRES,
      rotation: options => HostedRotation.postgreSqlSingleUser(options),
    });
  }

  /**
   * Aurora MySQL.
   *
   * @param version the engine version, 3.01.0 or newer
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Updates.html
   */
  public static auroraMysql(version: rds.AuroraMysqlEngineVersion): DatabaseEngine {
    return new DatabaseEngine({
      clusterEngine: rds.DatabaseClusterEngine.auroraMysql({ version }),
      fullVersion: version.auroraMysqlFullVersion,
      majorVersion: version.auroraMysqlMajorVersion,
      defaultPort: 3306,
      logTypes: ['error', 'slowquery', 'audit'],
      clusterParameters: {
        require_secure_transport: 'ON',
        // Exported logs are empty until the engine writes them: the slow query log to files, and the audit log at all.
        log_output: 'FILE',
        slow_query_log: '1',
        server_audit_logging: '1',
        server_audit_events: 'CONNECT,QUERY_DCL,QUERY_DDL',
      },
      reserved: RESERVED_BY_MYSQL,
      rotation: options => HostedRotation.mysqlSingleUser(options),
    });
  }

  /** The engine as RDS names it: `aurora-postgresql` or `aurora-mysql`. */
  public readonly engineType: string;
  /** The whole version as RDS names it, for example `17.7` or `8.0.mysql_aurora.3.10.0`. */
  public readonly fullVersion: string;
  /** The port on which the engine listens unless told otherwise: 5432 or 3306. */
  public readonly defaultPort: number;

  /** @internal */
  public readonly _clusterEngine: rds.IClusterEngine;
  /**
   * The logs that say who did what, and what went wrong.
   * @internal
   */
  public readonly _logTypes: string[];
  /**
   * Parameters of the cluster parameter group: TLS enforced, the exported logs written.
   * @internal
   */
  public readonly _clusterParameters: { [name: string]: string };
  /** @internal */
  public readonly _reserved: ReservedNames;
  /**
   * As the version names it, of which CDK makes the family of the parameter groups.
   * @internal
   */
  public readonly _majorVersion: string;

  private constructor(private readonly definition: EngineDefinition) {
    this.engineType = definition.clusterEngine.engineType;
    this.fullVersion = definition.fullVersion;
    this.defaultPort = definition.defaultPort;
    this._clusterEngine = definition.clusterEngine;
    this._logTypes = definition.logTypes;
    this._clusterParameters = definition.clusterParameters;
    this._reserved = definition.reserved;
    this._majorVersion = definition.majorVersion;
  }

  /** @internal */
  public _hostedRotation(options: SingleUserHostedRotationOptions): HostedRotation {
    return this.definition.rotation(options);
  }
}
