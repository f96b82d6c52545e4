import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { ClientConfig } from 'pg';
import type { Probe } from './health';

/** What the probe needs of a PostgreSQL client. */
export interface Connection {
  connect(): Promise<unknown>;
  query(sql: string): Promise<unknown>;
  end(): Promise<unknown>;
}

export interface DatabaseLocation {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly secretName: string;
}

/** Reads from this Region's member, so that the answer is about this Region also while the other one holds the writer. */
export function databaseProbe(
  secrets: SecretsManagerClient,
  location: DatabaseLocation,
  open: (config: ClientConfig) => Connection,
): Probe {
  return async abortSignal => {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: location.secretName }), { abortSignal });
    const { username, password } = JSON.parse(SecretString ?? '{}');
    const connection = open({
      host: location.host,
      port: location.port,
      database: location.database,
      user: username,
      password,
      ssl: { rejectUnauthorized: true },
    });
    abortSignal.addEventListener('abort', () => void connection.end().catch(() => undefined));
    await connection.connect();
    try {
      await connection.query('SELECT 1');
    } finally {
      await connection.end();
    }
  };
}
