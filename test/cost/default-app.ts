import { App } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { MultiRegionDr, RegionalEndpoint } from '../../src';
import { ownStack } from '../support/environment';

/** The set-up of which the page on cost speaks: one of each, and of everything else the defaults. */
export function defaultApp(): App {
  const app = new App({ analyticsReporting: false, context: { 'aws:cdk:bundling-stacks': [] } });
  const hostedZone = HostedZone.fromHostedZoneAttributes(ownStack(app, 'Shared', 'us-east-1'), 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
  const dr = new MultiRegionDr(app, 'Payments', {
    account: '111111111111',
    environmentName: 'prod',
    primary: { region: 'us-east-1' },
    secondary: { region: 'us-west-2' },
    databases: { main: {} },
    sessionTables: { sessions: { partitionKey: { name: 'session_id', type: AttributeType.STRING } } },
    buckets: { documents: {} },
    dns: { hostedZone, recordName: 'api' },
    alerts: { critical: [new UrlSubscription('https://events.example.com/page')] },
  });
  dr.regions.forEach(region => region.addEndpoint(RegionalEndpoint.hostName(`ingress.${region.name}.example.net`)));
  return app;
}
