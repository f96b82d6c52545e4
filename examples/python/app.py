from aws_cdk import App, Duration, Environment, Stack
from aws_cdk.aws_dynamodb import Attribute, AttributeType
from aws_cdk.aws_elasticloadbalancingv2 import ApplicationLoadBalancer
from aws_cdk.aws_route53 import CaaAmazonRecord, HostedZone
from cdk_multi_region_dr import (
    FailoverDnsOptions, GlobalAuroraDatabaseOptions, GlobalSessionTableOptions, MultiRegionDr, MultiRegionDrRegionProps,
    RecoveryObjectives, RegionalEndpoint, ReplicatedBucketOptions,
)

app = App()
shared = Stack(app, "Shared", env=Environment(account="111111111111", region="us-east-1"))
hosted_zone = HostedZone.from_hosted_zone_attributes(
    shared, "Zone", hosted_zone_id="Z0123456789ABCDEFGHIJ", zone_name="example.com",
)
CaaAmazonRecord(shared, "OnlyAmazonIssues", zone=hosted_zone)

dr = MultiRegionDr(
    app, "Payments",
    account="111111111111",
    primary=MultiRegionDrRegionProps(region="us-east-1", cidr="10.0.0.0/16"),
    secondary=MultiRegionDrRegionProps(region="us-west-2", cidr="10.1.0.0/16"),
    objectives=RecoveryObjectives(rpo=Duration.seconds(5)),
    databases={"main": GlobalAuroraDatabaseOptions(database_name="payments")},
    session_tables={"sessions": GlobalSessionTableOptions(
        partition_key=Attribute(name="session_id", type=AttributeType.STRING),
    )},
    buckets={"documents": ReplicatedBucketOptions()},
    dns=FailoverDnsOptions(hosted_zone=hosted_zone, record_name="api"),
)

for region in dr.regions:  # the team's own workload, one stack per Region
    workload = Stack(app, f"Workload-{region.name}", env=region.env)
    load_balancer = ApplicationLoadBalancer(workload, "LoadBalancer", vpc=region.vpc, internet_facing=True)
    region.add_endpoint(RegionalEndpoint.load_balancer(load_balancer))

app.synth()
