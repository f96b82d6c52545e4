import { CfnOutput } from 'aws-cdk-lib';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { RegionalDatabase } from './regional-database';

/** For people: by these names the consoles, the CLI and clients find what a recovery works on. */
export function showDatabase(scope: Construct, globalClusterIdentifier: string, database: RegionalDatabase, secret?: ISecret): void {
  new CfnOutput(scope, 'cluster-identifier', {
    value: database.clusterIdentifier,
    description: `Cluster of global database "${globalClusterIdentifier}" in ${database.region.name}`,
  });
  new CfnOutput(scope, 'writer-endpoint', {
    value: database.writerEndpoint.hostname,
    description: `Writer of global database "${globalClusterIdentifier}", whichever Region has it: keep its address for 5 seconds at most`,
  });
  new CfnOutput(scope, 'reader-endpoint', {
    value: database.readerEndpoint.hostname,
    description: `Readers of global database "${globalClusterIdentifier}" in ${database.region.name}`,
  });
  if (secret) {
    new CfnOutput(scope, 'secret-name', {
      value: secret.secretName,
      description: `Secret with the credentials of global database "${globalClusterIdentifier}", as ${database.region.name} has it`,
    });
  }
}

/** For people: the one name that both Regions share. */
export function showGlobalDatabase(scope: Construct, id: string, globalClusterIdentifier: string): void {
  new CfnOutput(scope, 'global-cluster-identifier', {
    value: globalClusterIdentifier,
    description: `Global database "${id}", by this name in both Regions`,
  });
}
