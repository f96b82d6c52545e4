import { Token } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import type { AlertRecipients } from './alert-recipients';
import { refuse } from '../topology/configuration-error';

/** A recipient that has passed the rules. */
export interface AlertAddress {
  /** How errors name it, for example `alerts.criticalRecipients.emails[0]`. */
  readonly prop: string;
  readonly protocol: sns.SubscriptionProtocol;
  readonly endpoint: string;
}

/** What an address of one kind looks like. */
interface AddressKind {
  readonly list: keyof AlertRecipients;
  readonly protocol: sns.SubscriptionProtocol;
  readonly pattern: RegExp;
  readonly rule: string;
  readonly remedy: string;
}

const EMAIL: AddressKind = {
  list: 'emails',
  protocol: sns.SubscriptionProtocol.EMAIL,
  pattern: /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/,
  rule: 'this is no e-mail address',
  remedy: 'Write for example "on-call@example.com"',
};

const KINDS: readonly AddressKind[] = [
  EMAIL,
  {
    list: 'sms',
    protocol: sns.SubscriptionProtocol.SMS,
    pattern: /^\+[1-9]\d{1,14}$/,
    rule: 'Amazon SNS takes phone numbers in the form of E.164: "+", the country and up to 15 digits',
    remedy: 'Write for example "+15550100", without blanks or hyphens',
  },
  {
    list: 'https',
    protocol: sns.SubscriptionProtocol.HTTPS,
    pattern: /^https:\/\/[^\s/]+(\/\S*)?$/,
    rule: 'alerts leave by HTTPS only: the topics refuse what is not encrypted, and so does this',
    remedy: 'Write an address that begins with "https://"',
  },
];

/** Lists recipients in the order of their kinds. Refuses what is no address. What is not known at synthesis is let pass. */
export function addressesOf(scope: IConstruct, prop: string, recipients: AlertRecipients = {}): AlertAddress[] {
  return KINDS.flatMap(kind => (recipients[kind.list] ?? []).map((endpoint, index) => {
    const address = { prop: `${prop}.${kind.list}[${index}]`, protocol: kind.protocol, endpoint };
    requireAddress(scope, address, kind);
    return address;
  }));
}

/** Refuses what is no e-mail address, and one that is named twice. */
export function requireEmails(scope: IConstruct, prop: string, emails: readonly string[]): void {
  emails.forEach((endpoint, index) => {
    const address = { prop: `${prop}[${index}]`, protocol: EMAIL.protocol, endpoint };
    requireAddress(scope, address, EMAIL);
    requireNew(scope, address, emails.slice(0, index));
  });
}

/** Refuses an address that is told already. */
export function requireNew(scope: IConstruct, { prop, endpoint }: AlertAddress, told: readonly string[]): void {
  if (told.includes(endpoint)) {
    refuse(scope, {
      prop,
      value: `"${endpoint}"`,
      rule: 'it is told already, and one message is enough',
      remedy: 'Name it once',
    });
  }
}

function requireAddress(scope: IConstruct, { prop, endpoint }: AlertAddress, { pattern, rule, remedy }: AddressKind): void {
  if (!Token.isUnresolved(endpoint) && !pattern.test(endpoint)) {
    refuse(scope, { prop, value: `"${endpoint}"`, rule, remedy });
  }
}
