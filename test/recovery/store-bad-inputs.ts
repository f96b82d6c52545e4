import { Duration, Lazy } from 'aws-cdk-lib';
import type { ExampleStoreProps } from './example-store';
import { ExampleStore, exampleCheck, exampleStep } from './example-store';
import type { DrRegion } from '../../src';
import { FailoverOrchestrator, RecoveryAction, RegionRole, StepFailure, StepRetry } from '../../src';
import { badInputs } from '../support/bad-inputs';
import { createdTopology } from '../support/environment';

const CONTINUE = { onFailure: StepFailure.CONTINUE };
const promotion = (region: string, storageKey?: string) => RecoveryAction.promoteAurora({
  globalClusterIdentifier: 'payments-global', targetClusterArn: `arn:aws:rds:${region}:111111111111:cluster:payments`, storageKey,
});
const PROMOTION = promotion('eu-central-1');

const LOST = {
  rule: 'a forced failover to eu-west-1 must need nothing from eu-central-1, which may be what is lost',
  remedy: 'Make the call in the Region that takes over; only fencing steps may call the Region that is left',
};
const PROMOTING = {
  rule: 'promotionSteps() acts, and waits for nobody',
  remedy: 'Use one of promote-aurora, invoke-function, scale-ecs-service, scale-auto-scaling-group, start-state-machine, wait',
};
const FENCING = {
  rule: 'fencingSteps() acts, and waits for nobody',
  remedy: 'Use one of invoke-function, scale-ecs-service, scale-auto-scaling-group, start-state-machine, wait',
};
const IDENTIFIER = {
  rule: 'it names states, alarms and lines of reports and must be 1 to 80 letters, digits, hyphens or underscores, beginning with a letter or digit',
  remedy: 'Write an id such as "database-main"',
};
const TIME = {
  rule: 'time limits and thresholds are computed from it at synthesis, so it must be known and longer than zero',
  remedy: 'Write a duration such as Duration.seconds(30)',
};

/** Stores that no run could follow. */
export const STORE_BAD_INPUTS = badInputs<ExampleStoreProps>({
  construct: 'FailoverOrchestrator, recoverables',
  path: 'Payments/recovery',
  make: store => {
    const topology = createdTopology();
    return new FailoverOrchestrator(topology, 'recovery', { topology, recoverables: [new ExampleStore(topology, store)] });
  },
  inputs: [
    {
      title: 'a readiness check in the Region that may be lost',
      options: { readinessChecks: region => [exampleCheck('check', region.peer)] },
      prop: 'database-main.readinessChecks()[0].runsIn',
      value: '"eu-central-1"',
      ...LOST,
    },
    {
      title: 'a promotion in the Region that may be lost',
      options: { promotionSteps: target => [exampleStep('promote', target), exampleStep('detach', target.peer)] },
      prop: 'database-main.promotionSteps()[1].runsIn',
      value: '"eu-central-1"',
      ...LOST,
    },
    {
      title: 'fencing that ends the run',
      options: { fencingSteps: (_, { target }) => [exampleStep('fence', target)] },
      prop: 'database-main.fencingSteps()[0].onFailure',
      value: '"stop"',
      rule: 'fencing is best effort: a failover that ended because the lost Region cannot be fenced would protect nobody',
      remedy: 'Set onFailure to StepFailure.CONTINUE in a failover',
    },
    {
      title: 'fencing by a service of a Region that the run is not in',
      options: { fencingSteps: source => [exampleStep('fence', source, CONTINUE)] },
      prop: 'database-main.fencingSteps()[0].runsIn',
      value: '"eu-central-1"',
      rule: 'the run is in eu-west-1, and Step Functions calls services of its own Region only',
      remedy: 'Use context.target: what acts on eu-central-1 is a function in eu-west-1 that calls there',
    },
    {
      title: 'a check that changes something',
      options: { readinessChecks: region => [exampleStep('check', region)] },
      prop: 'database-main.readinessChecks()[0].action',
      value: '"invoke-function"',
      rule: 'readiness is checked, and nothing is changed by it',
      remedy: 'Use one of check-aurora, check-table, check-bucket, check-metric, check-alarms, check-endpoint',
    },
    {
      title: 'a promotion that changes nothing',
      options: { promotionSteps: region => [exampleCheck('promote', region)] },
      prop: 'database-main.promotionSteps()[0].action',
      value: '"check-table"',
      ...PROMOTING,
    },
    {
      title: 'a promotion that waits for people',
      options: { promotionSteps: region => [exampleStep('promote', region, { action: RecoveryAction.approval('May it?') })] },
      prop: 'database-main.promotionSteps()[0].action',
      value: '"approval"',
      ...PROMOTING,
    },
    {
      title: 'fencing that promotes',
      options: { fencingSteps: (_, { target }) => [exampleStep('fence', target, { ...CONTINUE, action: PROMOTION })] },
      prop: 'database-main.fencingSteps()[0].action',
      value: '"promote-aurora"',
      ...FENCING,
    },
    {
      title: 'fencing that waits for people',
      options: { fencingSteps: (_, { target }) => [exampleStep('fence', target, { ...CONTINUE, action: RecoveryAction.approval('May it?') })] },
      prop: 'database-main.fencingSteps()[0].action',
      value: '"approval"',
      ...FENCING,
    },
    {
      title: 'one id for two steps of a branch',
      options: { promotionSteps: target => [exampleStep('promote', target), exampleStep('promote', target)] },
      prop: 'database-main.promotionSteps()[1].id',
      value: '"promote"',
      rule: 'database-main.promotionSteps()[0].id has the same id',
      remedy: 'Give one of the two another id',
    },
    {
      title: 'one id for steps of two branches',
      options: { readinessChecks: region => [exampleCheck('step', region)], promotionSteps: target => [exampleStep('step', target)] },
      prop: 'database-main.promotionSteps()[0].id',
      value: '"step"',
      rule: 'database-main.readinessChecks()[0].id has the same id',
      remedy: 'Give one of the two another id',
    },
    {
      title: 'the id of a step that is of the run itself',
      options: { promotionSteps: target => [exampleStep('finish-run', target)] },
      prop: 'database-main.promotionSteps()[0].id',
      value: '"finish-run"',
      rule: 'recovery.finish-run.id has the same id',
      remedy: 'Give one of the two another id',
    },
    {
      title: 'an id that cannot name a state',
      options: { promotionSteps: target => [exampleStep('promote the database', target)] },
      prop: 'database-main.promotionSteps()[0].id',
      value: '"promote the database"',
      ...IDENTIFIER,
    },
    {
      title: 'an id that is too long',
      options: { promotionSteps: target => [exampleStep('p'.repeat(81), target)] },
      prop: 'database-main.promotionSteps()[0].id',
      value: `"${'p'.repeat(81)}"`,
      ...IDENTIFIER,
    },
    {
      title: 'an id that leaves its states no room',
      options: { fencingSteps: (_, { target }) => [exampleStep('f'.repeat(73), target, CONTINUE)] },
      prop: 'database-main.fencingSteps()[0].id',
      value: `"${'f'.repeat(73)}"`,
      rule: 'states are named after it, with up to 8 characters more, and Step Functions takes 80',
      remedy: 'Write an id of at most 72 characters',
    },
    {
      title: 'no time at all',
      options: { promotionSteps: target => [exampleStep('promote', target, { timeout: Duration.seconds(0) })] },
      prop: 'database-main.promotionSteps()[0].timeout',
      value: 'Duration.seconds(0)',
      ...TIME,
    },
    {
      title: 'a time that is not known',
      options: { fencingSteps: (_, { target }) => [exampleStep('fence', target, { ...CONTINUE, timeout: Duration.seconds(Lazy.number({ produce: () => 5 })) })] },
      prop: 'database-main.fencingSteps()[0].timeout',
      value: 'not known at synthesis',
      ...TIME,
    },
    {
      title: 'a retry that Step Functions does not take',
      options: { promotionSteps: target => [exampleStep('promote', target, { retry: StepRetry.backoff({ maxAttempts: 11 }) })] },
      prop: 'database-main.promotionSteps()[0].retry.maxAttempts',
      value: '11',
      rule: 'it must be a whole number of 1 to 10',
      remedy: 'Write for example 3, or use StepRetry.never()',
    },
    {
      title: 'an action that cannot be called',
      options: { promotionSteps: target => [exampleStep('promote', target, { action: RecoveryAction.invokeFunction({ functionName: 'my function' }) })] },
      prop: 'database-main.promotionSteps()[0].action.functionName',
      value: '"my function"',
      rule: 'Lambda takes 1 to 64 letters, digits, hyphens or underscores for a name, which is of the Region of the step',
      remedy: 'Write the name of the resource, not its ARN',
    },
    ...[
      { title: 'a key by the ARN of an alias', storageKey: 'arn:aws:kms:eu-west-1:111111111111:alias/payments' },
      { title: 'a key of the other Region', storageKey: 'arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab' },
      { title: 'a key by its id', storageKey: '1234abcd-12ab-34cd-56ef-1234567890ab' },
    ].map(({ title, storageKey }) => ({
      title,
      options: { promotionSteps: (target: DrRegion) => [exampleStep('promote', target, { action: promotion('eu-west-1', storageKey) })] },
      prop: 'database-main.promotionSteps()[0].action.storageKey',
      value: `"${storageKey}"`,
      rule: 'it names a key of the Region of the member cluster; an ARN of an alias would grant nothing',
      remedy: 'Write the alias, for example "alias/payments-database", or the ARN of the key, KmsKeyId in aws rds describe-db-clusters',
    })),
    {
      title: 'a database that one Region could not promote',
      options: { promotionSteps: target => [exampleStep('promote', target, target.role === RegionRole.SECONDARY ? { action: PROMOTION } : {})] },
      prop: 'recoverables',
      value: 'promotion of "payments-global" in eu-central-1 only',
      rule: 'a run to eu-west-1 would not bring the database back, and nobody could write there',
      remedy: 'Return a step with RecoveryAction.promoteAurora for either target from promotionSteps',
    },
    {
      title: 'an id of a store that reports could not name',
      options: { id: 'main database' },
      prop: 'recoverables[0].recoverableId',
      value: '"main database"',
      ...IDENTIFIER,
    },
    {
      title: 'an id of a store that plans use themselves',
      options: { id: 'recovery' },
      prop: 'recoverables[0].recoverableId',
      value: '"recovery"',
      rule: 'plans use it for steps that are of no store',
      remedy: 'Write an id such as "database-main"',
    },
  ],
});
