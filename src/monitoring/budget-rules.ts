import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { requireEmails } from './alert-addresses';
import type { AlertOptions } from './alert-options';
import { AlertSeverity } from './alert-severity';
import type { BudgetOptions } from './budget-options';
import { holderOf } from './one-holder';
import type { DrTopology } from '../topology';
import { refuse } from '../topology/configuration-error';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-budgets-budget-notification.html */
const MOST_EMAILS = 10;

/** A budget that has passed the rules. */
export interface BudgetSettings {
  readonly limit: number;
  readonly emails: readonly string[];
  readonly notifyTopic: boolean;
  readonly estimatedCharges?: number;
}

/** Refuses a budget that tells nobody or is a second one, and amounts that are none. */
export function budgetSettings(scope: IConstruct, topology: DrTopology, budget: BudgetOptions, alerts: AlertOptions): BudgetSettings {
  const { limit = 1000, emails = [], notifyTopic = tellsOfWarnings(alerts), estimatedCharges } = budget;
  requireAmount(scope, 'budget.limit', limit);
  if (estimatedCharges !== undefined) {
    requireAmount(scope, 'budget.estimatedCharges', estimatedCharges);
  }
  requireEmails(scope, 'budget.emails', emails);
  if (emails.length > MOST_EMAILS) {
    refuse(scope, {
      prop: 'budget.emails',
      value: `${emails.length} addresses`,
      rule: `AWS Budgets tells at most ${MOST_EMAILS} by e-mail`,
      remedy: 'Give the address of a list',
    });
  }
  if (emails.length === 0 && !notifyTopic) {
    refuse(scope, {
      prop: 'budget',
      rule: 'nobody would be told when it is used up',
      remedy: 'Give "budget.emails", or tell somebody of warnings with "alerts"',
    });
  }
  const holder = holderOf(topology, 'budget', scope);
  if (holder !== scope) {
    refuse(scope, {
      prop: 'budget',
      rule: `"${holder.node.path}" has a budget of this application and environment, which counts the same costs`,
      remedy: 'Give it once, with all who shall be told',
    });
  }
  return { limit, emails, notifyTopic, estimatedCharges };
}

function tellsOfWarnings({ warning, warningRecipients, chat }: AlertOptions): boolean {
  const recipients = [warning, warningRecipients?.emails, warningRecipients?.sms, warningRecipients?.https].flatMap(each => [...each ?? []]);
  return recipients.length > 0 || (chat ?? []).some(each => each._severities.includes(AlertSeverity.WARNING));
}

function requireAmount(scope: IConstruct, prop: string, amount: number): void {
  if (!Token.isUnresolved(amount) && !(amount > 0 && Number.isFinite(amount))) {
    refuse(scope, { prop, value: String(amount), rule: 'it is an amount of US dollars above 0', remedy: 'Write for example 1000' });
  }
}
