from aws_cdk import App, Duration, Environment, Stack
from aws_cdk.aws_certificatemanager import Certificate, CertificateValidation
from aws_cdk.aws_dynamodb import Attribute, AttributeType
from aws_cdk.aws_elasticloadbalancingv2 import ApplicationLoadBalancer, ListenerAction
from aws_cdk.aws_route53 import CaaAmazonRecord, HostedZone
from aws_cdk.aws_sns_subscriptions import UrlSubscription
from cdk_multi_region_dr import (
    AlertOptions, FailoverDnsOptions, GlobalAuroraDatabaseOptions, GlobalSessionTableOptions, MultiRegionDr,
    MultiRegionDrRegionProps, RecoveryObjectives, RegionalEndpoint, ReplicatedBucketOptions,
)

app = App()
shared = Stack(app, "Shared", env=Environment(account="111111111111", region="eu-west-1"))
hosted_zone = HostedZone.from_hosted_zone_attributes(
    shared, "Zone", hosted_zone_id="Z0123456789ABCDEFGHIJ", zone_name="example.com",
)
CaaAmazonRecord(shared, "OnlyAmazonIssues", zone=hosted_zone, record_name="api")

dr = MultiRegionDr(
    app, "Payments",
    account="111111111111",
    primary=MultiRegionDrRegionProps(
        region="eu-west-1", cidr="10.0.0.0/16", availability_zones=["eu-west-1a", "eu-west-1b", "eu-west-1c"],
    ),
    secondary=MultiRegionDrRegionProps(
        region="eu-central-1", cidr="10.1.0.0/16", availability_zones=["eu-central-1a", "eu-central-1b", "eu-central-1c"],
    ),
    objectives=RecoveryObjectives(rto=Duration.minutes(5), rpo=Duration.seconds(5)),
    databases={"main": GlobalAuroraDatabaseOptions(database_name="payments")},
    session_tables={"sessions": GlobalSessionTableOptions(
        partition_key=Attribute(name="session_id", type=AttributeType.STRING),
    )},
    buckets={"documents": ReplicatedBucketOptions()},
    dns=FailoverDnsOptions(hosted_zone=hosted_zone, record_name="api"),
    alerts=AlertOptions(
        critical=[UrlSubscription("https://incidents.example.com/payments")],
        warning=[UrlSubscription("https://tickets.example.com/payments")],
    ),
)

for region in dr.regions:  # the team's own workload, one stack per Region
    workload = Stack(app, f"Workload-{region.name}", env=region.env)
    certificate = Certificate(
        workload, "Certificate", domain_name="*.example.com", validation=CertificateValidation.from_dns(hosted_zone),
    )
    load_balancer = ApplicationLoadBalancer(workload, "LoadBalancer", vpc=region.vpc, internet_facing=True)
    load_balancer.add_listener(
        "Https", port=443, certificates=[certificate], default_action=ListenerAction.fixed_response(200),
    )
    region.add_endpoint(RegionalEndpoint.load_balancer(load_balancer))

app.synth()
