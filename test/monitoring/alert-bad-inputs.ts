import { UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { DrTopology } from '../../src';
import type { AlertOptions, BudgetOptions } from '../../src/monitoring';
import { AlertChat, AlertSeverity, DrMonitoring } from '../../src/monitoring';
import { badInputs } from '../support/bad-inputs';
import { createdTopology, handedOverTopology } from '../support/environment';

const EMAILS = ['money@example.com'];
const SLACK = AlertChat.slack({ workspaceId: 'T0123456789', channelId: 'C0123456789' });
const SOME_UUID = '0b1c2d3e-0000-4000-8000-000000000001';
const TEAMS = { tenantId: SOME_UUID, teamId: SOME_UUID, channelId: '19%3a0123456789abcdef%40thread.tacv2' };

interface Options {
  readonly alerts?: AlertOptions;
  readonly budget?: BudgetOptions;
}

function monitored(options: Options, topology: DrTopology = createdTopology()): DrMonitoring {
  return new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [], ...options });
}

/** Who is told, by address. */
export const ALERT_ADDRESSES = badInputs<AlertOptions>({
  construct: 'DrMonitoring alerts',
  requirements: 'MON-25',
  path: 'Payments/Monitoring',
  make: alerts => monitored({ alerts }),
  inputs: [
    ...['on-call', 'on call@example.com', 'on-call@example', '@example.com', 'a@b@example.com'].map(email => ({
      title: `the e-mail address "${email}"`,
      options: { criticalRecipients: { emails: ['team@example.com', email] } },
      prop: 'alerts.criticalRecipients.emails[1]',
      value: `"${email}"`,
      rule: 'this is no e-mail address',
      remedy: 'Write for example "on-call@example.com"',
    })),
    ...['5550100', '+05550100', '+1 555 0100', '+1234567890123456', '+'].map(number => ({
      title: `the phone number "${number}"`,
      options: { warningRecipients: { sms: [number] } },
      prop: 'alerts.warningRecipients.sms[0]',
      value: `"${number}"`,
      rule: 'Amazon SNS takes phone numbers in the form of E.164: "+", the country and up to 15 digits',
      remedy: 'Write for example "+15550100", without blanks or hyphens',
    })),
    ...['http://incidents.example.com', 'incidents.example.com', 'https://', 'https:// example.com'].map(url => ({
      title: `the address "${url}"`,
      options: { informationRecipients: { https: [url] } },
      prop: 'alerts.informationRecipients.https[0]',
      value: `"${url}"`,
      rule: 'alerts leave by HTTPS only: the topics refuse what is not encrypted, and so does this',
      remedy: 'Write an address that begins with "https://"',
    })),
    {
      title: 'an address that is named twice',
      options: { criticalRecipients: { emails: ['on-call@example.com', 'on-call@example.com'] } },
      prop: 'alerts.criticalRecipients.emails[1]',
      value: '"on-call@example.com"',
      rule: 'it is told already, and one message is enough',
      remedy: 'Name it once',
    },
    {
      title: 'an address that is also given as a subscription',
      options: { critical: [new UrlSubscription('https://a.example.com')], criticalRecipients: { https: ['https://a.example.com'] } },
      prop: 'alerts.criticalRecipients.https[0]',
      value: '"https://a.example.com"',
      rule: 'it is told already, and one message is enough',
      remedy: 'Name it once',
    },
  ],
});

/** AWS Health. */
export const HEALTH_EVENTS = badInputs<AlertOptions>({
  construct: 'DrMonitoring AWS Health',
  requirements: 'MON-28',
  path: 'Payments/Monitoring',
  make: alerts => monitored({ alerts }),
  inputs: ['rds', 'AWS/RDS', 'Amazon RDS', ''].map(service => ({
    title: `the service "${service}"`,
    options: { healthEvents: { criticalServices: ['LAMBDA', service] } },
    prop: 'alerts.healthEvents.criticalServices[1]',
    value: `"${service}"`,
    rule: 'AWS Health names services in capital letters, and no issue would match it',
    remedy: 'Write for example "RDS" or "ELASTICLOADBALANCING"; "aws health describe-event-types" lists the names',
  })),
});

const ID_RULE = 'this is not how the service writes such an id';
const copied = (example: string) => `Copy it from the link of the channel; it looks like "${example}"`;

/** Chat channels. */
export const ALERT_CHATS = badInputs<AlertOptions>({
  construct: 'DrMonitoring chat',
  requirements: 'MON-25',
  path: 'Payments/Monitoring',
  make: alerts => monitored({ alerts }),
  inputs: [
    {
      title: 'the name of a workspace in place of its id',
      options: { chat: [AlertChat.slack({ workspaceId: 'our-team', channelId: 'C0123456789' })] },
      prop: 'alerts.chat[0].workspaceId',
      value: '"our-team"',
      rule: ID_RULE,
      remedy: copied('T0123456789'),
    },
    {
      title: 'the name of a channel in place of its id',
      options: { chat: [SLACK, AlertChat.slack({ workspaceId: 'T0123456789', channelId: '#alerts' })] },
      prop: 'alerts.chat[1].channelId',
      value: '"#alerts"',
      rule: ID_RULE,
      remedy: copied('C0123456789'),
    },
    {
      title: 'the name of a team in place of its id',
      options: { chat: [AlertChat.microsoftTeams({ ...TEAMS, teamId: 'payments' })] },
      prop: 'alerts.chat[0].teamId',
      value: '"payments"',
      rule: ID_RULE,
      remedy: copied('0b1c2d3e-0000-4000-8000-00000000000a'),
    },
    {
      title: 'a channel of Teams that is not written as in its link',
      options: { chat: [AlertChat.microsoftTeams({ ...TEAMS, channelId: '19:0123@thread.tacv2' })] },
      prop: 'alerts.chat[0].channelId',
      value: '"19:0123@thread.tacv2"',
      rule: ID_RULE,
      remedy: copied('19%3a0123456789abcdef%40thread.tacv2'),
    },
    {
      title: 'a channel that would show nothing',
      options: { chat: [AlertChat.slack({ workspaceId: 'T0123456789', channelId: 'C0123456789', severities: [] })] },
      prop: 'alerts.chat[0].severities',
      value: '[]',
      rule: 'the channel would show nothing',
      remedy: 'Leave it out for critical alerts and warnings',
    },
    {
      title: 'a channel that is named twice',
      options: { chat: [SLACK, SLACK] },
      prop: 'alerts.chat[1]',
      value: '"T0123456789/C0123456789"',
      rule: 'the channel is named already, and an account has one configuration of a channel',
      remedy: 'Give it once, with all severities that it shall show',
    },
    {
      title: 'a channel that another monitoring of the app has',
      make: () => {
        const topology = createdTopology();
        monitored({ alerts: { chat: [SLACK] } }, topology);
        return new DrMonitoring(topology, 'Second', { topology, recoverables: [], alerts: { chat: [SLACK] } });
      },
      path: 'Payments/Second',
      prop: 'alerts.chat[0]',
      value: '"T0123456789/C0123456789"',
      rule: '"Payments/Monitoring" shows its alerts there, and an account has one configuration of a channel',
      remedy: 'Give one of them another channel, or add the topics of this one to the configuration of that one by hand',
    },
    {
      title: 'chat without a stack in us-east-1',
      make: () => monitored({ alerts: { chat: [SLACK] } }, handedOverTopology()),
      prop: 'alerts.chat',
      rule: 'it needs a stack in us-east-1, where Route 53 and AWS Billing publish, and this topology has none',
      remedy: 'Give DrTopology.fromStacks a "globalStack" with env.region "us-east-1"; outside the partition "aws" leave "alerts.chat" out',
    },
  ],
});

const AMOUNT = { rule: 'it is an amount of US dollars above 0', remedy: 'Write for example 1000' };
const NOBODY = { prop: 'budget', rule: 'nobody would be told when it is used up', remedy: 'Give "budget.emails", or tell somebody of warnings with "alerts"' };

/** The budget. */
export const BUDGETS = badInputs<{ budget: BudgetOptions; alerts?: AlertOptions }>({
  construct: 'DrMonitoring budget',
  requirements: 'COST-01, COST-02',
  path: 'Payments/Monitoring',
  make: options => monitored(options),
  inputs: [
    { title: 'a budget that tells nobody', options: { budget: {} }, ...NOBODY },
    { title: 'a budget that tells nobody but a channel for critical alerts', options: { budget: {}, alerts: { chat: [AlertChat.slack({ workspaceId: 'T0', channelId: 'C0', severities: [AlertSeverity.CRITICAL] })] } }, ...NOBODY },
    ...[0, -1, NaN, Infinity].map(limit => ({ title: `a limit of ${limit}`, options: { budget: { limit, emails: EMAILS } }, prop: 'budget.limit', value: String(limit), ...AMOUNT })),
    { title: 'charges of 0', options: { budget: { emails: EMAILS, estimatedCharges: 0 } }, prop: 'budget.estimatedCharges', value: '0', ...AMOUNT },
    {
      title: 'an address that is none',
      options: { budget: { emails: ['money'] } },
      prop: 'budget.emails[0]',
      value: '"money"',
      rule: 'this is no e-mail address',
      remedy: 'Write for example "on-call@example.com"',
    },
    {
      title: 'an address that is named twice',
      options: { budget: { emails: [...EMAILS, ...EMAILS] } },
      prop: 'budget.emails[1]',
      value: '"money@example.com"',
      rule: 'it is told already, and one message is enough',
      remedy: 'Name it once',
    },
    {
      title: 'eleven addresses',
      options: { budget: { emails: [...Array(11).keys()].map(index => `money-${index}@example.com`) } },
      prop: 'budget.emails',
      value: '11 addresses',
      rule: 'AWS Budgets tells at most 10 by e-mail',
      remedy: 'Give the address of a list',
    },
    {
      title: 'a second budget of a topology',
      make: () => {
        const topology = createdTopology();
        monitored({ budget: { emails: EMAILS } }, topology);
        return new DrMonitoring(topology, 'Second', { topology, recoverables: [], budget: { emails: EMAILS } });
      },
      path: 'Payments/Second',
      prop: 'budget',
      rule: '"Payments/Monitoring" has a budget of this application and environment, which counts the same costs',
      remedy: 'Give it once, with all who shall be told',
    },
    {
      title: 'a budget without a stack in us-east-1',
      make: () => monitored({ budget: { emails: EMAILS } }, handedOverTopology()),
      prop: 'budget',
      rule: 'it needs a stack in us-east-1, where Route 53 and AWS Billing publish, and this topology has none',
      remedy: 'Give DrTopology.fromStacks a "globalStack" with env.region "us-east-1"; outside the partition "aws" leave "budget" out',
    },
  ],
});
