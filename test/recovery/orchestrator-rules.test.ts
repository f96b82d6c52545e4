import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import type { FailoverOrchestratorProps } from '../../src';
import { Automation } from '../../src';
import { reservationErrors, validateConcurrency } from '../../src/recovery/machinery/function-capacity-rules';
import { automationOf, validateDryCalls, validateTimeouts } from '../../src/recovery/orchestrator-rules';

const scope = () => new Stack(undefined, 'Payments');
const props = (given: Partial<FailoverOrchestratorProps>) => given as FailoverOrchestratorProps;
const detection = {} as FailoverOrchestratorProps['detection'];

describe('who begins runs', () => {
  test.each<[string, Partial<FailoverOrchestratorProps>, string]>([
    ['whoever notices the loss of a Region', { detection }, 'automatic'],
    ['people, where nothing notices it', {}, 'manual'],
    ['people, where they want to', { detection, automation: Automation.manual() }, 'manual'],
    ['people, after they were asked', { detection, automation: Automation.approval() }, 'approval'],
    ['people, where both are said', { automation: Automation.manual() }, 'manual'],
  ])('is %s', (_, given, name) => {
    expect(automationOf(scope(), props(given)).name).toBe(name);
  });

  test.each([['automatic', Automation.automatic()], ['approval', Automation.approval()]])('is not "%s" where nothing notices it', (name, automation) => {
    expect(() => automationOf(scope(), props({ automation }))).toThrow(`[Payments] automation = Automation.${name}(): runs begin by themselves when the loss of a Region `
      + 'is noticed, and nothing notices it. Give detection, a FailoverDetection of the same topology, or write Automation.manual().');
  });

  test('has a pause that Step Functions can count', () => {
    expect(() => automationOf(scope(), props({ detection, automation: Automation.automatic({ minimumPause: Duration.millis(1500) }) })))
      .toThrow('[Payments] automation.minimumPause = ');
  });
});

describe('time limits', () => {
  test.each(['timeout', 'handlerTimeout', 'functionTimeout', 'drillHold', 'roleMaxAge'])('%s is in whole seconds', prop => {
    expect(() => validateTimeouts(scope(), props({ [prop]: Duration.millis(1500) }))).toThrow(`[Payments] ${prop} = Duration.millis(1500): Step Functions counts in whole seconds`);
    expect(() => validateTimeouts(scope(), props({ [prop]: Duration.seconds(2) }))).not.toThrow();
  });

  test.each(['handlerTimeout', 'functionTimeout'])('%s is at most what Lambda takes', prop => {
    expect(() => validateTimeouts(scope(), props({ [prop]: Duration.seconds(901) }))).toThrow(`[Payments] ${prop} = Duration.seconds(901): `
      + 'Lambda stops a function after 900 seconds. Write at most Duration.minutes(15): waiting is done by the state machine, not by a function.');
    expect(() => validateTimeouts(scope(), props({ [prop]: Duration.minutes(15) }))).not.toThrow();
  });

  test('of the rest on a role is what the contract of roles allows, at most', () => {
    expect(() => validateTimeouts(scope(), props({ roleMaxAge: Duration.seconds(61) }))).toThrow('[Payments] roleMaxAge = Duration.seconds(61): by the contract of roles no '
      + 'application writes 60 seconds after its Region was told. Write at most Duration.minutes(1), and have applications read their role again by then.');
    expect(() => validateTimeouts(scope(), props({ roleMaxAge: Duration.minutes(1) }))).not.toThrow();
  });

  test('of runs and stays are not those of Lambda, and may be left out', () => {
    expect(() => validateTimeouts(scope(), props({ timeout: Duration.hours(2), drillHold: Duration.hours(1) }))).not.toThrow();
    expect(() => validateTimeouts(scope(), props({}))).not.toThrow();
  });
});

describe('dry calls', () => {
  const checked = (dryCallInterval?: Duration) => () => validateDryCalls(scope(), props({ dryCallInterval }));

  test.each([Duration.seconds(30), Duration.seconds(90), Duration.minutes(0), Duration.minutes(1441)])('are not made every %s', interval => {
    expect(checked(interval)).toThrow(`[Payments] dryCallInterval = ${interval}: EventBridge counts in whole minutes, and a function that is broken should be known within a day. `
      + 'Write Duration.minutes(1) to Duration.days(1), or leave it out for Duration.minutes(5).');
  });

  test.each([Duration.seconds(60), Duration.minutes(1), Duration.days(1), undefined, Duration.minutes(Lazy.number({ produce: () => 0.5 }))])('are made every %s', interval => {
    expect(checked(interval)).not.toThrow();
  });
});

describe('concurrency', () => {
  const checked = (given: Partial<FailoverOrchestratorProps>) => () => validateConcurrency(scope(), given);
  const DEPLOYED = Token.asNumber({ Ref: 'Calls' });

  test.each([0, 1.5, -1, NaN])('%d calls at a time are none', calls => {
    const rule = `${calls}: calls at a time are counted, from 1. Write a whole number of at least 1, or leave it out for functions without`;
    expect(checked({ provisionedConcurrency: calls })).toThrow(`[Payments] provisionedConcurrency = ${rule} provisioned concurrency.`);
    expect(checked({ reservedConcurrency: calls })).toThrow(`[Payments] reservedConcurrency = ${rule} a reservation: with 0 they would never be called.`);
  });

  test('no more of a function is provisioned than is reserved for it', () => {
    expect(checked({ provisionedConcurrency: 3, reservedConcurrency: 2 })).toThrow('[Payments] reservedConcurrency = 2: Lambda provisions no more of a function '
      + 'than is reserved for it, and provisionedConcurrency is 3. Write at least 3, or leave it out.');
  });

  test.each<[Partial<FailoverOrchestratorProps>]>([
    [{}], [{ provisionedConcurrency: 1 }], [{ reservedConcurrency: 1 }], [{ provisionedConcurrency: 2, reservedConcurrency: 2 }],
    [{ provisionedConcurrency: DEPLOYED, reservedConcurrency: 1 }], [{ provisionedConcurrency: 9, reservedConcurrency: DEPLOYED }],
  ])('is taken as it is, or not compared while it is not known: %#', given => {
    expect(checked(given)).not.toThrow();
  });

  test('a run promotes its databases side by side, by as many calls', () => {
    expect(reservationErrors(scope(), { reservedConcurrency: 1 }, 2)).toEqual(['[Payments] reservedConcurrency = 1: a run promotes 2 databases side by side, '
      + 'each by a call of one function, which would be throttled. Write at least 2, or leave it out.']);
    for (const reservedConcurrency of [2, undefined, DEPLOYED]) {
      expect(reservationErrors(scope(), { reservedConcurrency }, 2)).toEqual([]);
    }
  });
});
