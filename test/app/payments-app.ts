import type { AppProps } from 'aws-cdk-lib';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { CaaAmazonRecord, HostedZone } from 'aws-cdk-lib/aws-route53';
import { UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { PaymentsStack } from './payments-stack';
import { EndpointProbes, KeyPurpose, MultiRegionDr, RecoveryState, RegionalEndpoint } from '../../src';
import { DesignDecision } from '../../src/compliance';

const ACCOUNT = '111111111111';

/** The certificates of `*.example.com`, which the team issued in each Region. */
const CERTIFICATES: { [region: string]: string } = {
  'us-east-1': `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/0b1c2d3e-0000-4000-8000-000000000001`,
  'us-west-2': `arn:aws:acm:us-west-2:${ACCOUNT}:certificate/0b1c2d3e-0000-4000-8000-000000000002`,
};

/** The decisions of the library's design that the team shares, after reading the reason of each. */
const DECISIONS = [
  DesignDecision.PUBLIC_SUBNETS,
  DesignDecision.PINNED_ZONES,
  DesignDecision.REVERSE_REPLICATION,
  DesignDecision.REGIONAL_LOGS,
  DesignDecision.ACCESS_LOG_ENCRYPTION,
  DesignDecision.CLUSTER_BACKUPS,
  DesignDecision.RECOVERY_STATE,
  DesignDecision.DEPLOYMENT_FUNCTIONS,
  DesignDecision.RECOVERY_FUNCTIONS,
];

/** A payments service as a team would write it: what must survive, and its own stacks around it. */
export function paymentsApp(props: AppProps = {}): App {
  const app = new App({
    analyticsReporting: false,
    ...props,
    context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong', ...props.context },
  });
  const shared = new Stack(app, 'Shared', { env: { account: ACCOUNT, region: 'us-east-1' } });
  const hostedZone = HostedZone.fromHostedZoneAttributes(shared, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
  new CaaAmazonRecord(shared, 'OnlyAmazonIssues', { zone: hostedZone });

  const dr = new MultiRegionDr(app, 'Payments', {
    account: ACCOUNT,
    environmentName: 'prod',
    primary: { region: 'us-east-1', cidr: '10.0.0.0/16', availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'] },
    secondary: { region: 'us-west-2', cidr: '10.1.0.0/16', availabilityZones: ['us-west-2a', 'us-west-2b', 'us-west-2c'] },
    objectives: { rto: Duration.minutes(5), rpo: Duration.seconds(5) },
    databases: { main: { databaseName: 'payments' } },
    sessionTables: { sessions: { partitionKey: { name: 'session_id', type: AttributeType.STRING } } },
    buckets: { documents: {} },
    dns: { hostedZone, recordName: 'api' },
    detection: { probes: EndpointProbes.deep('/health/deep', { searchString: '"status":"OK"' }) },
    alerts: {
      critical: [new UrlSubscription('https://events.example.com/payments/page')],
      warning: [new UrlSubscription('https://events.example.com/payments/ticket')],
    },
    monitoring: { budget: { limit: 5000, emails: ['finops@example.com'], notifyTopic: false } },
    tags: { team: 'payments' },
  });

  for (const region of dr.regions) {
    const service = new PaymentsStack(app, `PaymentsService-${region.name}`, {
      env: region.env,
      vpc: region.vpc,
      database: region.database('main'),
      databaseName: 'payments',
      sessions: region.sessionTable('sessions'),
      documents: region.bucket('documents'),
      state: RecoveryState.of(dr.topology).forRegion(dr.topology[region.role]),
      homeRegion: dr.topology.primary.name,
      logKey: dr.topology.encryptionKey(dr.topology[region.role], KeyPurpose.LOGS).key,
      certificateArn: CERTIFICATES[region.name],
    });
    region.addEndpoint(RegionalEndpoint.loadBalancer(service.loadBalancer));
  }
  DECISIONS.forEach(decision => decision.acknowledgeIn(dr.topology));
  return app;
}
