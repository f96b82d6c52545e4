import type { App } from 'aws-cdk-lib';
import { Duration, Stack } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Automation, MultiRegionDr, RecoveryAction, RegionalEndpoint, RunPoint, StepFailure, StepRetry } from '../../../../src';
import { ACCOUNT, testApp } from '../../../support/environment';
import { HOME, STANDBY } from '../system';
import { TEAM_MACHINE, TEAM_TABLE } from './names';

/** Two databases, a table that planned runs wait for, automation that asks people, and a step of each kind that a team can add. */
export function teamApp(): App {
  const app = testApp();
  const hostedZone = HostedZone.fromHostedZoneAttributes(app, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
  const dr = new MultiRegionDr(app, 'Shop', {
    account: ACCOUNT,
    environmentName: 'prod',
    primary: { region: HOME, cidr: '10.0.0.0/16' },
    secondary: { region: STANDBY, cidr: '10.1.0.0/16' },
    objectives: { rto: Duration.minutes(45) },
    databases: { main: { databaseName: 'shop' }, ledger: { databaseName: 'ledger' } },
    sessionTables: { carts: { tableName: TEAM_TABLE, partitionKey: { name: 'cart_id', type: AttributeType.STRING }, drainedWithin: Duration.minutes(5) } },
    dns: { hostedZone, recordName: 'api' },
    recovery: { automation: Automation.approval({ timeout: Duration.minutes(15) }), timeout: Duration.minutes(90) },
  });
  for (const region of dr.regions) {
    region.addEndpoint(RegionalEndpoint.hostName(`ingress.${region.name}.example.net`));
    addWorkload(new Stack(app, `Shop-${region.name}`, { env: region.env }));
  }
  addSteps(dr);
  return app;
}

function addWorkload(stack: Stack): void {
  for (const name of ['warm', 'report']) {
    new lambda.Function(stack, name, {
      functionName: `shop-${name}`,
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = () => {}'),
      timeout: Duration.seconds(30),
      environment: { [`${name.toUpperCase()}_SETTINGS`]: '{}' },
    });
  }
  new sfn.StateMachine(stack, 'Reconcile', {
    stateMachineName: TEAM_MACHINE,
    definitionBody: sfn.DefinitionBody.fromString(JSON.stringify({
      QueryLanguage: 'JSONata', StartAt: 'Compare', States: { Compare: { Type: 'Wait', Seconds: 20, Next: 'Done' }, Done: { Type: 'Succeed' } },
    })),
  });
}

function addSteps({ topology, orchestrator }: MultiRegionDr): void {
  for (const target of topology.regions) {
    const add = (id: string, point: RunPoint, action: RecoveryAction, onFailure?: StepFailure) => orchestrator.addStep({
      id, description: `Step ${id} of the team`, point, target, action, onFailure, timeout: Duration.minutes(5), ...onFailure !== undefined && { retry: StepRetry.never() },
    });
    add('warm', RunPoint.BEFORE_PROMOTION, RecoveryAction.invokeFunction({ functionName: 'shop-warm', payload: { cache: 'cards' } }));
    add('scale-service', RunPoint.BESIDE_PROMOTION, RecoveryAction.scaleEcsService({ clusterName: 'shop', serviceName: 'api', desiredCount: 12 }));
    add('scale-workers', RunPoint.BESIDE_PROMOTION, RecoveryAction.scaleAutoScalingGroup({ autoScalingGroupName: 'shop-workers', desiredCapacity: 6 }));
    add('settle', RunPoint.BEFORE_TRAFFIC, RecoveryAction.wait(Duration.seconds(10)));
    add('go', RunPoint.BEFORE_TRAFFIC, RecoveryAction.approval('Do the smoke tests pass?'));
    add('report', RunPoint.AFTER_TRAFFIC, RecoveryAction.invokeFunction({ functionName: 'shop-report' }), StepFailure.CONTINUE);
    add('reconcile', RunPoint.AFTER_TRAFFIC, RecoveryAction.startStateMachine({ stateMachineName: TEAM_MACHINE, payload: { scope: 'all' } }));
  }
}
