import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ALBEvent, ALBResult } from 'aws-lambda';
import { Client } from 'pg';
import { databaseProbe } from './database';
import { cached, deepHealth } from './health';
import { roleReader } from './role';
import { route } from './router';
import { sessionClient } from './session-client';
import { bucketProbe, documentStore, sessionStore, tableProbe } from './stores';

function setting(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`The environment variable ${name} is not set`);
  }
  return value;
}

const dynamodb = sessionClient();
const s3 = new S3Client({});
const secrets = new SecretsManagerClient({});
const table = setting('SESSION_TABLE');
const bucket = setting('DOCUMENT_BUCKET');

const region = setting('AWS_REGION');

const service = {
  region,
  role: roleReader(dynamodb, { tableName: setting('STATE_TABLE'), region, homeRegion: setting('HOME_REGION') }),
  sessions: sessionStore(dynamodb, table),
  documents: documentStore(s3, bucket),
  deepHealth: cached(() => deepHealth({
    database: databaseProbe(secrets, {
      host: setting('DATABASE_HOST'),
      port: Number(setting('DATABASE_PORT')),
      database: setting('DATABASE_NAME'),
      secretName: setting('DATABASE_SECRET'),
    }, config => new Client(config)),
    table: tableProbe(dynamodb, table),
    bucket: bucketProbe(s3, bucket),
  })),
};

export async function handler(event: ALBEvent): Promise<ALBResult> {
  return route(event, service);
}
