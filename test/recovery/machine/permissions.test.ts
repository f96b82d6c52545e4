import { Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Fixture, Machine } from './machines';
import { fullOrchestrator, machinesOf, statesOf } from './machines';
import { StackLayer } from '../../../src';
import type { DrRegion } from '../../../src';
import { templateOf } from '../../support/environment';

const fixture: Fixture = fullOrchestrator();
const { topology, orchestrator } = fixture;

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

function listOf<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}

/** The statements of the role of a machine, those of all its policies. */
function statementsOf(region: DrRegion, machineName: string): Statement[] {
  const { Resources } = templateOf(region.stack(StackLayer.RECOVERY)).toJSON() as { Resources: Record<string, { Type: string; Properties: any }> };
  const machine = Object.values(Resources).find(({ Properties }) => Properties?.StateMachineName === machineName)!;
  const role = Resources[machine.Properties.RoleArn['Fn::GetAtt'][0]];
  expect(role.Properties.Policies).toBeUndefined();
  const policies = role.Properties.ManagedPolicyArns as { Ref: string }[];
  return policies.flatMap(({ Ref }) => Resources[Ref].Properties.PolicyDocument.Statement as Statement[]);
}

/** By what a state calls: the action that it takes, and the resource. */
function neededBy({ Resource, Arguments = {} }: { Resource?: string; Arguments?: Record<string, any> }): string[] {
  const [, service] = /:::(.+)$/.exec(Resource!)!;
  switch (service.replace('.waitForTaskToken', '')) {
    case 'lambda:invoke': return [`lambda:InvokeFunction ${Arguments.FunctionName}`];
    case 'sns:publish': return [`sns:Publish ${Arguments.TopicArn}`];
    case 'states:startExecution.sync:2': return [`states:StartExecution ${Arguments.StateMachineArn}`];
    case 'aws-sdk:ecs:describeServices': return [`ecs:DescribeServices service/${Arguments.Cluster}/${Arguments.Services[0]}`];
    case 'aws-sdk:ecs:updateService': return [`ecs:UpdateService service/${Arguments.Cluster}/${Arguments.Service}`];
    case 'aws-sdk:autoscaling:describeAutoScalingGroups': return ['autoscaling:DescribeAutoScalingGroups *'];
    case 'aws-sdk:autoscaling:setDesiredCapacity': return [`autoscaling:SetDesiredCapacity ${Arguments.AutoScalingGroupName}`];
    default: throw new Error(`nobody knows what ${service} takes`);
  }
}

/** What the machine does beside its steps: logs, traces, the topic's key, and hearing of the end of what it has started. */
const BESIDE = /^(logs|xray|kms|events):|^states:(DescribeExecution|StopExecution) /;

describe.each(topology.regions.flatMap(region => (['failover', 'planned', 'drill'] as const).map(id => [`${id} of ${region.name}`, region, id] as const)))(
  '%s', (_name, region, id) => {
    const machine: Machine = machinesOf(fixture, region)[id];
    const name = { failover: 'failoverMachineName', planned: 'plannedMachineName', drill: 'drillMachineName' }[id] as 'failoverMachineName';
    const granted = statementsOf(region, orchestrator.forRegion(region)[name])
      .flatMap(({ Action, Resource }) => listOf(Action).flatMap(action => listOf(Resource).map(resource => `${action} ${typeof resource === 'string' ? resource : 'key'}`)));
    const needed = [...new Set(statesOf(machine).filter(([, { Type }]) => Type === 'Task').flatMap(([, state]) => neededBy(state)))];

    test('ORC-01: what its steps call is granted to its role, on exactly what they call', () => {
      const fits = (grant: string, need: string) => {
        const [[action, resource], [wanted, on]] = [grant.split(' '), need.split(' ')];
        return action === wanted && (resource === on || resource.endsWith(`:${on}`) || resource.endsWith(`autoScalingGroupName/${on}`));
      };
      expect(needed.filter(need => !granted.some(grant => fits(grant, need)))).toEqual([]);
      expect(granted.filter(grant => !BESIDE.test(grant)).filter(grant => !needed.some(need => fits(grant, need)))).toEqual([]);
    });

    test('ORC-01: its role may call no control plane that lives in one Region', () => {
      expect(granted.filter(grant => /^(route53|iam|cloudformation|cloudfront|\*)/.test(grant))).toEqual([]);
    });

    test('law 1: its role may do nothing in the other Region', () => {
      expect(granted.filter(grant => grant.includes(`:${region.peer.name}:`))).toEqual([]);
    });
  },
);

test('it is a Standard machine that logs everything but data, keeps its log encrypted, and traces', () => {
  for (const region of topology.regions) {
    const template = templateOf(region.stack(StackLayer.RECOVERY));
    template.resourcePropertiesCountIs('AWS::StepFunctions::StateMachine', {
      StateMachineType: 'STANDARD',
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false, Destinations: Match.anyValue() },
    }, 3);
    template.resourcePropertiesCountIs('AWS::Logs::LogGroup', {
      LogGroupName: Match.stringLikeRegexp('^/aws/vendedlogs/states/payments-test-recovery-'), RetentionInDays: 365, KmsKeyId: Match.anyValue(),
    }, 3);
  }
});

test('law 1: no function of recovery is in a VPC, and all are in both Regions', () => {
  const [home, standby] = topology.regions.map(region =>
    Object.values(templateOf(region.stack(StackLayer.RECOVERY)).findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties));
  expect([...home, ...standby].filter(({ VpcConfig }) => VpcConfig)).toEqual([]);
  const idsOf = (functions: Record<string, any>[], region: DrRegion) => functions.map(({ FunctionName }) => FunctionName.split(`-${region.name}`)[0]).sort();
  expect(idsOf(home, topology.primary)).toEqual(idsOf(standby, topology.secondary));
  expect(home.length).toBeGreaterThanOrEqual(10);
});

test('the function that promotes has five minutes, the others one, or what the props say', () => {
  const timeouts = (each: Fixture) => Object.fromEntries(Object.values(
    templateOf(each.topology.primary.stack(StackLayer.RECOVERY)).findResources('AWS::Lambda::Function'),
  ).map(({ Properties }) => [/recovery-([a-z-]+)-eu-west/.exec(Properties.FunctionName)?.[1], Properties.Timeout]));
  expect(timeouts(fixture)).toMatchObject({ 'aurora-promoter': 300, 'run-keeper': 60, 'readiness-checker': 60, 'traffic-verifier': 60, 'peer-run': 60 });
});

test('SEC-03: what a full orchestrator creates passes cdk-nag AwsSolutions', () => {
  const { app } = fixture;
  const own = new AwsSolutionsChecks(app).validateScope(app).violations
    .filter(({ violatingResources }) => violatingResources.some(({ constructPath }) => constructPath?.includes('/recovery-Recovery/')));
  expect(own.map(({ ruleName, violatingResources }) => [ruleName, violatingResources.map(each => each.constructPath)])).toEqual([]);
});
