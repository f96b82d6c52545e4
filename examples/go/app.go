package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscertificatemanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	elb "github.com/aws/aws-cdk-go/awscdk/v2/awselasticloadbalancingv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsroute53"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssnssubscriptions"
	"github.com/aws/jsii-runtime-go"
	dr "github.com/cdk-multi-region-dr/cdk-multi-region-dr-go/cdkmultiregiondr"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	shared := awscdk.NewStack(app, jsii.String("Shared"), &awscdk.StackProps{
		Env: &awscdk.Environment{Account: jsii.String("111111111111"), Region: jsii.String("eu-west-1")},
	})
	hostedZone := awsroute53.HostedZone_FromHostedZoneAttributes(shared, jsii.String("Zone"), &awsroute53.HostedZoneAttributes{
		HostedZoneId: jsii.String("Z0123456789ABCDEFGHIJ"),
		ZoneName:     jsii.String("example.com"),
	})
	awsroute53.NewCaaAmazonRecord(shared, jsii.String("OnlyAmazonIssues"), &awsroute53.CaaAmazonRecordProps{
		Zone: hostedZone, RecordName: jsii.String("api"),
	})

	payments := dr.NewMultiRegionDr(app, jsii.String("Payments"), &dr.MultiRegionDrProps{
		Account: jsii.String("111111111111"),
		Primary: &dr.MultiRegionDrRegionProps{
			Region: jsii.String("eu-west-1"), Cidr: jsii.String("10.0.0.0/16"),
			AvailabilityZones: jsii.Strings("eu-west-1a", "eu-west-1b", "eu-west-1c"),
		},
		Secondary: &dr.MultiRegionDrRegionProps{
			Region: jsii.String("eu-central-1"), Cidr: jsii.String("10.1.0.0/16"),
			AvailabilityZones: jsii.Strings("eu-central-1a", "eu-central-1b", "eu-central-1c"),
		},
		Objectives: &dr.RecoveryObjectives{Rto: awscdk.Duration_Minutes(jsii.Number(5)), Rpo: awscdk.Duration_Seconds(jsii.Number(5))},
		Databases: &map[string]*dr.GlobalAuroraDatabaseOptions{
			"main": {DatabaseName: jsii.String("payments")},
		},
		SessionTables: &map[string]*dr.GlobalSessionTableOptions{
			"sessions": {PartitionKey: &awsdynamodb.Attribute{Name: jsii.String("session_id"), Type: awsdynamodb.AttributeType_STRING}},
		},
		Buckets: &map[string]*dr.ReplicatedBucketOptions{"documents": {}},
		Dns:     &dr.FailoverDnsOptions{HostedZone: hostedZone, RecordName: jsii.String("api")},
		Alerts: &dr.AlertOptions{
			Critical: &[]awssns.ITopicSubscription{awssnssubscriptions.NewUrlSubscription(jsii.String("https://incidents.example.com/payments"), nil)},
			Warning:  &[]awssns.ITopicSubscription{awssnssubscriptions.NewUrlSubscription(jsii.String("https://tickets.example.com/payments"), nil)},
		},
	})

	for _, region := range *payments.Regions() { // the team's own workload, one stack per Region
		workload := awscdk.NewStack(app, jsii.String("Workload-"+*region.Name()), &awscdk.StackProps{Env: region.Env()})
		certificate := awscertificatemanager.NewCertificate(workload, jsii.String("Certificate"), &awscertificatemanager.CertificateProps{
			DomainName: jsii.String("*.example.com"),
			Validation: awscertificatemanager.CertificateValidation_FromDns(hostedZone),
		})
		loadBalancer := elb.NewApplicationLoadBalancer(workload, jsii.String("LoadBalancer"), &elb.ApplicationLoadBalancerProps{
			Vpc: region.Vpc(), InternetFacing: jsii.Bool(true),
		})
		loadBalancer.AddListener(jsii.String("Https"), &elb.BaseApplicationListenerProps{
			Port:          jsii.Number(443),
			Certificates:  &[]elb.IListenerCertificate{elb.ListenerCertificate_FromCertificateManager(certificate)},
			DefaultAction: elb.ListenerAction_FixedResponse(jsii.Number(200), nil),
		})
		region.AddEndpoint(dr.RegionalEndpoint_LoadBalancer(loadBalancer, nil))
	}

	app.Synth(nil)
}
