import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { ConfigurationError, refuse } from '../../topology/configuration-error';
import type { FailoverOrchestratorProps } from '../failover-orchestrator-props';

/** What is said of concurrency. */
type Concurrency = Pick<FailoverOrchestratorProps, 'provisionedConcurrency' | 'reservedConcurrency'>;

/** Refuses what Lambda would not take, or a run not bear. */
export function validateConcurrency(scope: IConstruct, { provisionedConcurrency, reservedConcurrency }: Concurrency): void {
  requireCalls(scope, 'provisionedConcurrency', provisionedConcurrency, 'for functions without provisioned concurrency');
  requireCalls(scope, 'reservedConcurrency', reservedConcurrency, 'for functions without a reservation: with 0 they would never be called');
  if (isLess(reservedConcurrency, provisionedConcurrency)) {
    refuse(scope, {
      prop: 'reservedConcurrency',
      value: String(reservedConcurrency),
      rule: `Lambda provisions no more of a function than is reserved for it, and provisionedConcurrency is ${provisionedConcurrency}`,
      remedy: `Write at least ${provisionedConcurrency}, or leave it out`,
    });
  }
}

/**
 * What a reservation is too small for, known when all stores are added.
 *
 * @param databases how many databases a run promotes
 */
export function reservationErrors(scope: IConstruct, { reservedConcurrency }: Concurrency, databases: number): string[] {
  return isLess(reservedConcurrency, databases) ? [new ConfigurationError(scope, {
    prop: 'reservedConcurrency',
    value: String(reservedConcurrency),
    rule: `a run promotes ${databases} databases side by side, each by a call of one function, which would be throttled`,
    remedy: `Write at least ${databases}, or leave it out`,
  }).message] : [];
}

function requireCalls(scope: IConstruct, prop: string, calls: number | undefined, without: string): void {
  if (calls !== undefined && !Token.isUnresolved(calls) && !(Number.isInteger(calls) && calls >= 1)) {
    refuse(scope, {
      prop,
      value: String(calls),
      rule: 'calls at a time are counted, from 1',
      remedy: `Write a whole number of at least 1, or leave it out ${without}`,
    });
  }
}

/** Nothing that is left out, or is known at deployment only, is compared. */
function isLess(calls = Infinity, than = -Infinity): boolean {
  return !Token.isUnresolved(calls) && !Token.isUnresolved(than) && calls < than;
}
