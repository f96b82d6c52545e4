package app;

import io.github.cdkmultiregiondr.AlertOptions;
import io.github.cdkmultiregiondr.FailoverDnsOptions;
import io.github.cdkmultiregiondr.GlobalAuroraDatabaseOptions;
import io.github.cdkmultiregiondr.GlobalSessionTableOptions;
import io.github.cdkmultiregiondr.MultiRegionDr;
import io.github.cdkmultiregiondr.MultiRegionDrRegionProps;
import io.github.cdkmultiregiondr.RecoveryObjectives;
import io.github.cdkmultiregiondr.RegionalEndpoint;
import io.github.cdkmultiregiondr.RegionalResources;
import io.github.cdkmultiregiondr.ReplicatedBucketOptions;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.CertificateValidation;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCertificate;
import software.amazon.awscdk.services.route53.CaaAmazonRecord;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.sns.subscriptions.UrlSubscription;

public final class Main {
  public static void main(String[] args) {
    App app = new App();
    Stack shared = Stack.Builder.create(app, "Shared")
        .env(Environment.builder().account("111111111111").region("eu-west-1").build())
        .build();
    IHostedZone hostedZone = HostedZone.fromHostedZoneAttributes(shared, "Zone",
        HostedZoneAttributes.builder().hostedZoneId("Z0123456789ABCDEFGHIJ").zoneName("example.com").build());
    CaaAmazonRecord.Builder.create(shared, "OnlyAmazonIssues").zone(hostedZone).recordName("api").build();

    MultiRegionDr dr = MultiRegionDr.Builder.create(app, "Payments")
        .account("111111111111")
        .primary(MultiRegionDrRegionProps.builder()
            .region("eu-west-1").cidr("10.0.0.0/16")
            .availabilityZones(List.of("eu-west-1a", "eu-west-1b", "eu-west-1c")).build())
        .secondary(MultiRegionDrRegionProps.builder()
            .region("eu-central-1").cidr("10.1.0.0/16")
            .availabilityZones(List.of("eu-central-1a", "eu-central-1b", "eu-central-1c")).build())
        .objectives(RecoveryObjectives.builder().rto(Duration.minutes(5)).rpo(Duration.seconds(5)).build())
        .databases(Map.of("main", GlobalAuroraDatabaseOptions.builder().databaseName("payments").build()))
        .sessionTables(Map.of("sessions", GlobalSessionTableOptions.builder()
            .partitionKey(Attribute.builder().name("session_id").type(AttributeType.STRING).build()).build()))
        .buckets(Map.of("documents", ReplicatedBucketOptions.builder().build()))
        .dns(FailoverDnsOptions.builder().hostedZone(hostedZone).recordName("api").build())
        .alerts(AlertOptions.builder()
            .critical(List.of(new UrlSubscription("https://incidents.example.com/payments")))
            .warning(List.of(new UrlSubscription("https://tickets.example.com/payments"))).build())
        .build();

    for (RegionalResources region : dr.getRegions()) { // the team's own workload, one stack per Region
      Stack workload = Stack.Builder.create(app, "Workload-" + region.getName()).env(region.getEnv()).build();
      Certificate certificate = Certificate.Builder.create(workload, "Certificate")
          .domainName("*.example.com").validation(CertificateValidation.fromDns(hostedZone)).build();
      ApplicationLoadBalancer loadBalancer = ApplicationLoadBalancer.Builder.create(workload, "LoadBalancer")
          .vpc(region.getVpc()).internetFacing(true).build();
      loadBalancer.addListener("Https", BaseApplicationListenerProps.builder()
          .port(443)
          .certificates(List.of(ListenerCertificate.fromCertificateManager(certificate)))
          .defaultAction(ListenerAction.fixedResponse(200)).build());
      region.addEndpoint(RegionalEndpoint.loadBalancer(loadBalancer));
    }

    app.synth();
  }
}
