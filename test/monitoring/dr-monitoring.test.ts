import type { Template } from 'aws-cdk-lib/assertions';
import { Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { alarmsOn } from './monitored';
import type { DrRegion, DrTopology, IRecoverable } from '../../src';
import { StackLayer } from '../../src';
import { AlertSeverity, DrMonitoring } from '../../src/monitoring';
import { ExampleStore } from '../recovery/example-store';
import { ACCOUNT, createdTopology, handedOverTopology, ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

function monitor(topology: DrTopology, recoverables: IRecoverable[] = [new ExampleStore(topology)]): DrMonitoring {
  return new DrMonitoring(topology, 'Monitoring', { topology, recoverables });
}

function regionsOf(topology: DrTopology): DrRegion[] {
  return [topology.primary, topology.secondary];
}

function recoveryTemplate(region: DrRegion): Template {
  return templateOf(region.stack(StackLayer.RECOVERY));
}

function topicId(template: Template, severity: string): string {
  return Object.keys(template.findResources('AWS::SNS::Topic', { Properties: { DisplayName: `Payments test ${severity}` } }))[0];
}

describe('the topics', () => {
  const topology = createdTopology();
  monitor(topology);

  test.each(regionsOf(topology).map(region => [region.name, region] as const))('law 9: %s has one of its own per severity', (_, region) => {
    const template = recoveryTemplate(region);
    template.resourceCountIs('AWS::SNS::Topic', 3);
    for (const severity of Object.values(AlertSeverity)) {
      template.hasResourceProperties('AWS::SNS::Topic', {
        DisplayName: `Payments test ${severity}`,
        TopicName: Match.stringLikeRegexp(`^payments-test-monitoring-${severity}-${region.name}-[0-9a-f]{8}$`),
        KmsMasterKeyId: Match.anyValue(),
      });
    }
  });

  test('law 9: they are encrypted with their own Region\'s key for notifications', () => {
    for (const region of regionsOf(topology)) {
      const [keyId] = Object.keys(templateOf(region.stack(StackLayer.FOUNDATION)).findResources('AWS::KMS::Key', {
        Properties: { Description: `Payments test: notifications in ${region.name}` },
      }));
      const topics = Object.values(recoveryTemplate(region).findResources('AWS::SNS::Topic'));
      expect(topics).toHaveLength(3);
      for (const topic of topics) {
        expect(JSON.stringify(topic.Properties.KmsMasterKeyId)).toContain(keyId);
      }
    }
  });

  test('law 9: each is TLS only, and open to the alarms of this account and to event rules', () => {
    for (const region of regionsOf(topology)) {
      const template = recoveryTemplate(region);
      template.resourceCountIs('AWS::SNS::TopicPolicy', 3);
      for (const severity of Object.values(AlertSeverity)) {
        const topic = { Ref: topicId(template, severity) };
        template.hasResourceProperties('AWS::SNS::TopicPolicy', {
          Topics: [topic],
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'AllowPublishThroughSSLOnly',
                Effect: 'Deny',
                Principal: '*',
                Action: 'sns:Publish',
                Resource: topic,
                Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              },
              {
                Sid: 'AlarmsOfThisAccount',
                Effect: 'Allow',
                Principal: { Service: 'cloudwatch.amazonaws.com' },
                Action: 'sns:Publish',
                Resource: topic,
                Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
              },
              { Sid: 'EventRules', Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: topic },
            ],
          },
        });
      }
    }
  });

  test('law 9: the handle gives the topic of the Region and severity', () => {
    const own = createdTopology();
    const monitoring = monitor(own);
    const topics = regionsOf(own).flatMap(region => Object.values(AlertSeverity).map(severity => monitoring.topic(region, severity)));
    expect(new Set(topics).size).toBe(6);
    expect(topics.map(topic => topic.topicArn.replace(/-[0-9a-f]{8}$/, ''))).toEqual([PRIMARY, SECONDARY].flatMap(region =>
      ['critical', 'warning', 'information'].map(severity => `arn:aws:sns:${region}:${ACCOUNT}:payments-test-monitoring-${severity}-${region}`)));
    expect(monitoring.forRegion(own.primary).topic(AlertSeverity.WARNING)).toBe(topics[1]);
    expect(monitoring.forRegion(own.primary).region).toBe(own.primary);
  });
});

describe('standing alone', () => {
  test('TEST-17: DrMonitoring works alone in created stacks, without a store', () => {
    const topology = createdTopology();
    monitor(topology, []);
    for (const region of regionsOf(topology)) {
      const template = recoveryTemplate(region);
      template.resourceCountIs('AWS::SNS::Topic', 3);
      template.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
      templateOf(region.stack(StackLayer.VIEW)).resourceCountIs('AWS::CloudWatch::Dashboard', 1);
      expect(alarmsOn(region, 'recovery-state')).not.toHaveLength(0);
    }
  });

  test('TEST-17: DrMonitoring works alone in two stacks that the consumer owns', () => {
    const app = testApp();
    const topology = handedOverTopology(app);
    new DrMonitoring(app, 'Monitoring', { topology, recoverables: [new ExampleStore(topology)] });
    expect(stacksOf(app)).toHaveLength(2);
    for (const region of regionsOf(topology)) {
      recoveryTemplate(region).resourceCountIs('AWS::SNS::Topic', 3);
      expect(alarmsOn(region, 'database-main')).toHaveLength(1);
    }
  });

  test('TEST-17: DrMonitoring works alone where the consumer gives recovery a stack of its own', () => {
    const app = testApp();
    const topology = handedOverTopology(app, {
      primary: { foundation: ownStack(app, 'Home', PRIMARY), recovery: ownStack(app, 'HomeRecovery', PRIMARY) },
      secondary: { foundation: ownStack(app, 'Standby', SECONDARY), recovery: ownStack(app, 'StandbyRecovery', SECONDARY) },
    });
    new DrMonitoring(app, 'Monitoring', { topology, recoverables: [] });
    for (const region of regionsOf(topology)) {
      recoveryTemplate(region).resourceCountIs('AWS::SNS::Topic', 3);
    }
  });

  test('OPS-14: what DrMonitoring creates in one Region has its counterpart in the other', () => {
    const topology = createdTopology();
    monitor(topology);
    const [primary, secondary] = regionsOf(topology).map(region => Object.values(recoveryTemplate(region).toJSON().Resources)
      .map(resource => (resource as { Type: string }).Type).sort());
    expect(primary).toContain('AWS::CloudWatch::CompositeAlarm');
    expect(secondary).toEqual(primary);
  });

  test('SEC-03: what DrMonitoring creates passes cdk-nag AwsSolutions', () => {
    const app = testApp();
    const topology = createdTopology(app);
    monitor(topology);
    expect(stacksOf(app).flatMap(stack => Object.keys(templateOf(stack).findResources('AWS::SNS::Topic')))).toHaveLength(6);
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });

  test('law 3: no template reads the other Region, and only the dashboards name it', () => {
    const app = testApp();
    const topology = createdTopology(app);
    monitor(topology);
    expect(stacksOf(app)).toHaveLength(6);
    for (const stack of stacksOf(app)) {
      const template = templateOf(stack).toJSON();
      const text = JSON.stringify(template);
      expect(text).not.toMatch(/ExportReader|ExportWriter|Fn::GetStackOutput/);
      const others = Object.values<{ Type: string }>(template.Resources).filter(resource => resource.Type !== 'AWS::CloudWatch::Dashboard');
      expect(JSON.stringify(others)).not.toContain(stack.region === PRIMARY ? SECONDARY : PRIMARY);
    }
  });

  test('law 3: two environments of one account share no name', () => {
    const namesIn = (environmentName: string) => {
      const topology = createdTopology(testApp(), { environmentName });
      monitor(topology);
      return regionsOf(topology)
        .flatMap(region => Object.values<{ Properties: { [name: string]: unknown } }>(recoveryTemplate(region).toJSON().Resources))
        .map(({ Properties: { TopicName, AlarmName, DashboardName } }) => TopicName ?? AlarmName ?? DashboardName)
        .filter(name => name !== undefined);
    };
    const names = [...namesIn('test'), ...namesIn('prod')];
    expect(names.length).toBeGreaterThan(2 * 2 * 10);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('law 6: a Region of another topology is refused', () => {
  test('for the handle', () => {
    const other = createdTopology();
    expect(() => monitor(createdTopology()).forRegion(other.primary))
      .toThrow(/\[Payments\/Monitoring\] region = "eu-west-1": it is not a Region of this construct's topology/);
  });
});
