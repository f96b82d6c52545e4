import { App, Token } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ExampleStore, exampleStep } from './example-store';
import { statementsOf as policiesOf } from './functions/fixture';
import type { Fixture } from './machine/machines';
import { auroraStore, fullOrchestrator } from './machine/machines';
import type { DrRegion, DrTopology, FailoverOrchestratorProps } from '../../src';
import { FailoverOrchestrator, RecoveryAction, StackLayer } from '../../src';
import { ConfigurationError } from '../../src/topology/configuration-error';
import { createdTopology, templateOf } from '../support/environment';

const RUNS = ['aurora-promoter', 'readiness-checker', 'run-keeper', 'traffic-verifier'];

function standbyOf({ topology: { secondary } }: Fixture) {
  return templateOf(secondary.stack(StackLayer.RECOVERY));
}

/** A second database. */
function ledgerOf(topology: DrTopology): ExampleStore {
  const ledgerIn = (region: DrRegion) => RecoveryAction.promoteAurora({
    globalClusterIdentifier: 'ledger', targetClusterArn: `arn:aws:rds:${region.name}:${topology.account}:cluster:ledger-${region.name}`,
  });
  return new ExampleStore(topology, {
    id: 'database-ledger',
    readinessChecks: () => [],
    promotionSteps: target => [exampleStep('promote-ledger', target, { action: ledgerIn(target) })],
    fencingSteps: () => [],
  });
}

function shortName(functionName: string): string {
  return functionName.replace(/^payments-test-(recovery-)?/, '').split('-eu-')[0];
}

describe('provisioned concurrency', () => {
  const ready = fullOrchestrator({ provisionedConcurrency: 2 });
  const template = standbyOf(ready);

  test('is of the version that the functions of a run have now; Lambda tries it no more often than before', () => {
    const functions = template.findResources('AWS::Lambda::Function');
    const versions = Object.entries(template.findResources('AWS::Lambda::Version'));
    expect(versions.map(([, { Properties }]) => shortName(functions[Properties.FunctionName.Ref].Properties.FunctionName)).sort()).toEqual(RUNS);
    const aliases = Object.entries(template.findResources('AWS::Lambda::Alias'));
    expect(aliases.map(([, { Properties }]) => Properties.FunctionVersion['Fn::GetAtt'][0]).sort()).toEqual(versions.map(([id]) => id).sort());
    for (const [id] of aliases) {
      template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { Qualifier: { 'Fn::Select': [7, { 'Fn::Split': [':', { Ref: id }] }] }, MaximumRetryAttempts: 0 });
    }
  });

  test('a setting that changes publishes a version', () => {
    const versionIds = (props: Partial<FailoverOrchestratorProps>) =>
      Object.keys(standbyOf(fullOrchestrator({ provisionedConcurrency: 2, ...props })).findResources('AWS::Lambda::Version')).sort();
    const before = Object.keys(template.findResources('AWS::Lambda::Version')).sort();
    expect(versionIds({})).toEqual(before);
    // A reservation is not part of a version: Lambda would refuse to publish the same one again.
    expect(versionIds({ reservedConcurrency: 3 })).toEqual(before);
    const withLedger = fullOrchestrator({ provisionedConcurrency: 2 });
    withLedger.orchestrator.addRecoverable(ledgerOf(withLedger.topology));
    const after = Object.keys(standbyOf(withLedger).findResources('AWS::Lambda::Version')).sort();
    const published = after.filter(id => !before.includes(id)).map(id => id.replace(/.*Recovery|handler.*/g, ''));
    expect(published).toContain('aurorapromoter');
    expect(published).not.toContain('readinesschecker');
  });

  test('whoever calls what is kept ready is permitted to, and to call nothing else of it', () => {
    const resources = policiesOf(template).filter(({ Action }) => Action === 'lambda:InvokeFunction').flatMap(({ Resource }) => Resource) as string[];
    const ofRuns = resources.filter(arn => RUNS.includes(shortName(arn.split(':')[6])));
    expect(ofRuns.length).toBeGreaterThanOrEqual(RUNS.length);
    expect(ofRuns.filter(arn => !arn.endsWith(':live'))).toEqual([]);
    const { topology: { secondary }, orchestrator } = ready;
    const operator = new iam.Role(secondary.stack(StackLayer.RECOVERY), 'Operator', { assumedBy: new iam.AccountRootPrincipal() });
    const grant = orchestrator.forRegion(secondary).grantByHand(operator);
    expect(grant.principalStatements.flatMap(({ actions, resources: granted }) => (actions.includes('lambda:InvokeFunction') ? granted : [])))
      .toEqual([expect.stringMatching(/:function:payments-test-recovery-run-keeper-eu-central-1-[0-9a-f]{8}:live$/)]);
    const byHand = orchestrator.runbook().match(/lambda invoke .*run-keeper-\S+/g)!;
    expect(byHand.length).toBeGreaterThan(3);
    expect(byHand.filter(command => !command.endsWith(':live'))).toEqual([]);
  });

  test('metrics of a function are of all its versions: alarms stay as they are', () => {
    const dimensions = Object.values(template.findResources('AWS::CloudWatch::Alarm')).flatMap(({ Properties }) => Properties.Dimensions ?? []);
    expect(JSON.stringify(dimensions)).not.toContain(':live');
    expect(ready.orchestrator.healthSignals().filter(({ id }) => id === 'run-keeper-errors')).toHaveLength(2);
  });
});

describe('reserved concurrency', () => {
  const reserved = fullOrchestrator({ reservedConcurrency: 3 });

  test('is of what runs, their decision and the published state need, and of nothing else', () => {
    const functions = Object.values(standbyOf(reserved).findResources('AWS::Lambda::Function', { Properties: { ReservedConcurrentExecutions: 3 } }));
    expect(functions.map(({ Properties }) => shortName(Properties.FunctionName)).sort()).toEqual([...RUNS, 'run-decider', 'state-publisher'].sort());
    standbyOf(reserved).resourcePropertiesCountIs('AWS::Lambda::Function', { ReservedConcurrentExecutions: Match.absent() }, 6);
    standbyOf(reserved).resourceCountIs('AWS::Lambda::Alias', 0);
    const standard = standbyOf(fullOrchestrator());
    standard.resourcePropertiesCountIs('AWS::Lambda::Function', { ReservedConcurrentExecutions: Match.anyValue() }, 0);
  });

  test('what throttles is told', () => {
    const told = (id: string) => reserved.orchestrator.healthSignals().find(signal => signal.id === id)!.description;
    expect(told('run-keeper-throttles')).toMatch(/is throttled: it is called more often at a time than the 3 times that are reserved for it$/);
    expect(told('arm-throttles')).toMatch(/is throttled: other functions of eu-west-1 take the concurrency of the account$/);
  });
});

describe('law 6: what cannot work is refused', () => {
  test.each([
    [{ provisionedConcurrency: 0 }, /\[Recovery\] provisionedConcurrency = 0: .* Write a whole number of at least 1, or leave it out for functions without/],
    [{ provisionedConcurrency: 1.5 }, /\[Recovery\] provisionedConcurrency = 1.5: calls at a time are counted, from 1\. /],
    [{ reservedConcurrency: 0 }, /\[Recovery\] reservedConcurrency = 0: .* with 0 they would never be called/],
    [{ reservedConcurrency: NaN }, /\[Recovery\] reservedConcurrency = NaN: /],
    [
      { provisionedConcurrency: 3, reservedConcurrency: 2 },
      /\[Recovery\] reservedConcurrency = 2: Lambda provisions no more of a function than is reserved for it, and provisionedConcurrency is 3\. Write at least 3, /,
    ],
  ])('%j', (props, message) => {
    expect(() => fullOrchestrator(props)).toThrow(ConfigurationError);
    expect(() => fullOrchestrator(props)).toThrow(message);
  });

  test('fewer calls than a run makes at a time, when all stores are there', () => {
    const app = new App();
    const topology = createdTopology(app);
    const orchestrator = new FailoverOrchestrator(app, 'Recovery', { topology, recoverables: [auroraStore(topology)], reservedConcurrency: 1 });
    expect(() => app.synth()).not.toThrow();
    orchestrator.addRecoverable(ledgerOf(topology));
    expect(() => app.synth({ force: true }))
      .toThrow(/\[Recovery\] reservedConcurrency = 1: a run promotes 2 databases side by side, .* Write at least 2, or leave it out\./);
  });

  test('what is known at deployment only is passed on', () => {
    const calls = Token.asNumber({ Ref: 'Calls' });
    standbyOf(fullOrchestrator({ provisionedConcurrency: calls, reservedConcurrency: calls })).hasResourceProperties('AWS::Lambda::Function', {
      ReservedConcurrentExecutions: { Ref: 'Calls' },
    });
  });
});
