import { PAYMENTS, simulated } from './payments-simulation';
import { route } from '../../app/handler/router';
import type { Service } from '../../app/handler/router';
import { endpointThatAnswers } from '../../route53/fixture';
import type { Rule } from '../../simulation/models/event-bus';
import { ARMED, ENDPOINT_LOSS, LOSS, REGION_LOSS, schedule } from '../../simulation/scoreboard/scenarios';
import type { Alteration } from '../../simulation/scoreboard/system';
import { HOME, STANDBY } from '../../simulation/scoreboard/system';
import type { Simulation } from '../../simulation/simulation';
import { START } from '../../simulation/simulation';

const inStandby = PAYMENTS.stacks.filter(({ region }) => region === STANDBY).flatMap(({ resources }) => Object.entries(resources));
const standby = (type: string): [string, any][] => inStandby.filter(([, { Type }]) => Type === type).map(([id, { Properties }]) => [id, Properties]);
const functionsWith = (variable: string) => standby('AWS::Lambda::Function').filter(([, { Environment }]) => Environment?.Variables?.[variable] !== undefined);
const [[deciderId, decider]] = functionsWith('DECIDER_SETTINGS');
const settings = JSON.parse(decider.Environment.Variables.DECIDER_SETTINGS);
const rulesOf = (functionId: string) => standby('AWS::Events::Rule').filter(([, { Targets = [] }]) => Targets.some(({ Arn }: any) => Arn['Fn::GetAtt']?.[0] === functionId));
const occasions = rulesOf(deciderId);

/** The rules that may call a function. */
function calledBy(functionId: string): string[] {
  return standby('AWS::Lambda::Permission').filter(([, { FunctionName, Principal, Action }]) =>
    FunctionName['Fn::GetAtt']?.[0] === functionId && Principal === 'events.amazonaws.com' && Action === 'lambda:InvokeFunction')
    .map(([, { SourceArn }]) => SourceArn['Fn::GetAtt'][0]).sort();
}

/** What a function may do by one action. */
function granted({ Role }: any, action: string): { resources: string[]; condition?: object }[] {
  const [[, { ManagedPolicyArns }]] = standby('AWS::IAM::Role').filter(([id]) => id === Role['Fn::GetAtt'][0]);
  return standby('AWS::IAM::ManagedPolicy').filter(([id]) => ManagedPolicyArns.some(({ Ref }: any) => Ref === id))
    .flatMap(([, { PolicyDocument }]) => PolicyDocument.Statement).filter(({ Action, Effect }: any) => Effect === 'Allow' && [Action].flat().includes(action))
    .map(({ Resource, Condition }: any) => ({ resources: [Resource].flat(), ...Condition ? { condition: Condition } : {} }));
}

/** Rules of the standby that fit are not there. */
function withoutRules(fits: (rule: Rule) => boolean): Alteration {
  return ({ deployment, handlers }) => {
    const rules = deployment.rules.filter(rule => rule.region !== STANDBY || !fits(rule));
    return { handlers, deployment: { ...deployment, rules } };
  };
}

const callsDecider = ({ targets }: Rule) => targets.includes(decider.FunctionName);
const started = ({ history }: Simulation) => history.of('execution-started').filter(({ region }) => region === STANDBY);
const whenBroken = async (alteration?: Alteration) => simulated(schedule({ orders: ARMED, world: [ENDPOINT_LOSS] }), { alteration });

test('TEST-10: checks answer 200, and an endpoint that breaks is an unhealthy check, an alarm, an event and an execution, by links that are all needed', async () => {
  const service: Service = {
    region: HOME, role: async () => ({ role: 'active', epoch: 1 }), deepHealth: async () => ({ status: 'OK', checks: {} }), sessions: {} as never, documents: {} as never,
  };
  const asked = PAYMENTS.stacks.flatMap(({ resources }) => Object.values(resources)).filter(({ Type }) => Type === 'AWS::Route53::HealthCheck')
    .map(({ Properties }) => Properties.HealthCheckConfig).filter(({ ResourcePath }) => ResourcePath !== undefined);
  expect(asked.length).toBeGreaterThan(1);
  // Route 53 takes a check that is disabled for healthy, whatever answers.
  expect(asked.filter(({ Disabled, Inverted }) => Disabled || Inverted)).toEqual([]);
  for (const { ResourcePath, Type, SearchString } of asked) {
    const { statusCode, body } = await route({ path: ResourcePath, httpMethod: 'GET' } as never, service);
    expect(statusCode).toBe(200);
    expect([200, 503].map(status => endpointThatAnswers({ status, body }, { Type, SearchString }))).toEqual([true, false]);
  }

  const simulation = await whenBroken();
  const { history } = simulation;
  const loss = START + LOSS;
  const fired = history.of('alarm-changed').filter(({ region, to, at }) => region === STANDBY && to === 'ALARM' && at >= loss);
  const check = fired.find(({ alarm }) => standby('AWS::CloudWatch::Alarm').some(([, { AlarmName, MetricName }]) => AlarmName === alarm && MetricName === 'EndpointFailed'))!;
  const decision = fired.find(({ alarm }) => alarm === settings.decisionAlarmName)!;
  const [execution] = started(simulation);
  expect(check.at).toBeGreaterThan(loss);
  expect(decision.at).toBeGreaterThanOrEqual(check.at);
  expect(execution.at).toBeGreaterThan(decision.at);
  expect(Object.values(settings.machines)).toContain(execution.machine);

  // By the event alone within seconds, by the minute alone within a minute; without the one that looks, or those that call, not at all.
  const byEvent = started(await whenBroken(withoutRules(rule => callsDecider(rule) && rule.every !== undefined)));
  const byMinute = started(await whenBroken(withoutRules(rule => callsDecider(rule) && rule.pattern !== undefined)));
  expect([byEvent.length, byMinute.length]).toEqual([1, 1]);
  expect(byEvent[0].at - decision.at).toBeLessThan(30_000);
  expect(byMinute[0].at - decision.at).toBeLessThan(90_000);
  expect(started(await whenBroken(withoutRules(callsDecider)))).toEqual([]);
  const proberRule = withoutRules(({ targets }) => targets.some(name => /prober/.test(name)));
  expect(started(await whenBroken(proberRule))).toEqual([]);

  // It is the planned one while the database works. With the whole Region it is lost too, and the forced one begins by the same links.
  expect(execution.machine).toBe(settings.machines.planned);
  const whole = started(await simulated(schedule({ orders: ARMED, world: [REGION_LOSS] })));
  expect(whole.map(({ machine }) => machine)).toEqual([settings.machines.forced]);

  // What a simulation does not ask: whether the rules may call the prober and the decider, the one may publish, the other may look and start.
  expect(occasions).toHaveLength(2);
  expect(calledBy(deciderId)).toEqual(occasions.map(([id]) => id).sort());
  const [[proberId, prober]] = functionsWith('PROBER_SETTINGS');
  expect(calledBy(proberId)).toEqual(rulesOf(proberId).map(([id]) => id));
  expect(calledBy(proberId)).toHaveLength(1);
  const [[, { Namespace }]] = standby('AWS::CloudWatch::Alarm').filter(([, { MetricName }]) => MetricName === 'EndpointFailed');
  expect(granted(prober, 'cloudwatch:PutMetricData')).toEqual([{ resources: ['*'], condition: { StringEquals: { 'cloudwatch:namespace': Namespace } } }]);
  expect(granted(decider, 'cloudwatch:DescribeAlarms')).toEqual([{ resources: ['*'] }]);
  expect(granted(decider, 'states:StartExecution').flatMap(({ resources }) => resources)).toEqual(expect.arrayContaining(Object.values(settings.machines)));
});
