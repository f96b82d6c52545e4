import { App, Duration, Stack } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CaaAmazonRecord, HostedZone } from 'aws-cdk-lib/aws-route53';
import { MultiRegionDr, RegionalEndpoint } from 'cdk-multi-region-dr';

const app = new App();
const shared = new Stack(app, 'Shared', { env: { account: '111111111111', region: 'us-east-1' } });
const hostedZone = HostedZone.fromHostedZoneAttributes(shared, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
new CaaAmazonRecord(shared, 'OnlyAmazonIssues', { zone: hostedZone });

const dr = new MultiRegionDr(app, 'Payments', {
  account: '111111111111',
  primary: { region: 'us-east-1', cidr: '10.0.0.0/16' },
  secondary: { region: 'us-west-2', cidr: '10.1.0.0/16' },
  objectives: { rpo: Duration.seconds(5) },
  databases: { main: { databaseName: 'payments' } },
  sessionTables: { sessions: { partitionKey: { name: 'session_id', type: AttributeType.STRING } } },
  buckets: { documents: {} },
  dns: { hostedZone, recordName: 'api' },
});

for (const region of dr.regions) { // the team's own workload, one stack per Region
  const workload = new Stack(app, `Workload-${region.name}`, { env: region.env });
  const loadBalancer = new ApplicationLoadBalancer(workload, 'LoadBalancer', { vpc: region.vpc, internetFacing: true });
  region.addEndpoint(RegionalEndpoint.loadBalancer(loadBalancer));
}

app.synth();
