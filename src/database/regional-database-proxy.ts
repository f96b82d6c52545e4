import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as rds from 'aws-cdk-lib/aws-rds';

/** @internal */
export interface RegionalDatabaseProxyProps {
  readonly proxyName: string;
  readonly endpoint: rds.Endpoint;
  readonly readOnlyEndpoint: rds.Endpoint;
  readonly connections: ec2.Connections;
  readonly resourceIdentifier: string;
  /** Those that connect by IAM. */
  readonly databaseUsers: string[];
}

/**
 * The database proxy of one Region, for clients in stacks of the same Region.
 *
 * It serves this Region's cluster alone: while the other Region is the writer, `endpoint` answers with an error and `readOnlyEndpoint`
 * serves reads. After a promotion `endpoint` serves the new writer by itself, at the same address.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-gdb.html
 */
export class RegionalDatabaseProxy implements ec2.IConnectable {
  /** @internal */
  public static _of(props: RegionalDatabaseProxyProps): RegionalDatabaseProxy {
    return new RegionalDatabaseProxy(props);
  }

  /** The proxy's name, known at synthesis. */
  public readonly proxyName: string;
  /** Leads to the writer while this Region has it. Its port is the engine's own, 5432 or 3306, whatever port the database has. */
  public readonly endpoint: rds.Endpoint;
  /** Leads to the readers of this Region in either role. Fails while the cluster has a writer and nothing else. */
  public readonly readOnlyEndpoint: rds.Endpoint;
  /** Admits clients in stacks of this Region to the proxy. They need no access to the cluster. */
  public readonly connections: ec2.Connections;

  /** @internal */
  public readonly _resourceIdentifier: string;
  /** @internal */
  public readonly _databaseUsers: string[];

  private constructor(props: RegionalDatabaseProxyProps) {
    this.proxyName = props.proxyName;
    this.endpoint = props.endpoint;
    this.readOnlyEndpoint = props.readOnlyEndpoint;
    this.connections = props.connections;
    this._resourceIdentifier = props.resourceIdentifier;
    this._databaseUsers = props.databaseUsers;
  }
}
