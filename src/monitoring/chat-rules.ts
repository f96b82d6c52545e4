import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { AlertChat } from './alert-chat';
import { holderOf } from './one-holder';
import type { DrTopology } from '../topology';
import { refuse } from '../topology/configuration-error';

/** Refuses channels whose ids cannot be, that are named twice in the app, or that would show nothing. */
export function validateChat(scope: IConstruct, { account }: DrTopology, chat: readonly AlertChat[]): void {
  const seen = new Set<string>();
  chat.forEach(({ _channel: { parts }, _severities: severities }, index) => {
    const prop = `alerts.chat[${index}]`;
    for (const { prop: part, value, pattern, example } of parts) {
      if (!Token.isUnresolved(value) && !pattern.test(value)) {
        refuse(scope, {
          prop: `${prop}.${part}`,
          value: `"${value}"`,
          rule: 'this is not how the service writes such an id',
          remedy: `Copy it from the link of the channel; it looks like "${example}"`,
        });
      }
    }
    if (severities.length === 0) {
      refuse(scope, { prop: `${prop}.severities`, value: '[]', rule: 'the channel would show nothing', remedy: 'Leave it out for critical alerts and warnings' });
    }
    const channel = parts.map(({ value }) => value).join('/');
    if (seen.has(channel)) {
      refuse(scope, {
        prop,
        value: `"${channel}"`,
        rule: 'the channel is named already, and an account has one configuration of a channel',
        remedy: 'Give it once, with all severities that it shall show',
      });
    }
    seen.add(channel);
    const holder = holderOf(scope.node.root, `chat/${account}/${channel}`, scope);
    if (holder !== scope) {
      refuse(scope, {
        prop,
        value: `"${channel}"`,
        rule: `"${holder.node.path}" shows its alerts there, and an account has one configuration of a channel`,
        remedy: 'Give one of them another channel, or add the topics of this one to the configuration of that one by hand',
      });
    }
  });
}
