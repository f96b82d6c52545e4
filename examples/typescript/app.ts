import { App, Duration, Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { ApplicationLoadBalancer, ListenerAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CaaAmazonRecord, HostedZone } from 'aws-cdk-lib/aws-route53';
import { UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { MultiRegionDr, RegionalEndpoint } from 'cdk-multi-region-dr';

const app = new App();
const shared = new Stack(app, 'Shared', { env: { account: '111111111111', region: 'eu-west-1' } });
const hostedZone = HostedZone.fromHostedZoneAttributes(shared, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
new CaaAmazonRecord(shared, 'OnlyAmazonIssues', { zone: hostedZone, recordName: 'api' });

const dr = new MultiRegionDr(app, 'Payments', {
  account: '111111111111',
  primary: { region: 'eu-west-1', cidr: '10.0.0.0/16', availabilityZones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] },
  secondary: { region: 'eu-central-1', cidr: '10.1.0.0/16', availabilityZones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'] },
  objectives: { rto: Duration.minutes(5), rpo: Duration.seconds(5) },
  databases: { main: { databaseName: 'payments' } },
  sessionTables: { sessions: { partitionKey: { name: 'session_id', type: AttributeType.STRING } } },
  buckets: { documents: {} },
  dns: { hostedZone, recordName: 'api' },
  alerts: {
    critical: [new UrlSubscription('https://incidents.example.com/payments')],
    warning: [new UrlSubscription('https://tickets.example.com/payments')],
  },
});

for (const region of dr.regions) { // the team's own workload, one stack per Region
  const workload = new Stack(app, `Workload-${region.name}`, { env: region.env });
  const certificate = new Certificate(workload, 'Certificate', { domainName: '*.example.com', validation: CertificateValidation.fromDns(hostedZone) });
  const loadBalancer = new ApplicationLoadBalancer(workload, 'LoadBalancer', { vpc: region.vpc, internetFacing: true });
  loadBalancer.addListener('Https', { port: 443, certificates: [certificate], defaultAction: ListenerAction.fixedResponse(200) });
  region.addEndpoint(RegionalEndpoint.loadBalancer(loadBalancer));
}

app.synth();
