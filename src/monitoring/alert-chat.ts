import * as logs from 'aws-cdk-lib/aws-logs';
import { AlertSeverity } from './alert-severity';
import type { ChatChannel } from './chat-channel';

/** What every chat channel can be told. */
export interface ChatOptions {
  /**
   * The severities that the channel shows.
   * @default - critical alerts and warnings
   */
  readonly severities?: AlertSeverity[];
  /**
   * How long the errors of the service are kept.
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
}

/** A channel of Slack. */
export interface SlackChatProps extends ChatOptions {
  /** The id of the workspace, such as `T0123456789`, once it has been authorised in the console of Amazon Q Developer. */
  readonly workspaceId: string;
  /** The id of the channel, such as `C0123456789`. A private channel needs the app invited. */
  readonly channelId: string;
}

/** A channel of Microsoft Teams. */
export interface MicrosoftTeamsChatProps extends ChatOptions {
  /** The id of the tenant, a UUID, once it has been authorised in the console of Amazon Q Developer. */
  readonly tenantId: string;
  /** The id of the team, a UUID. */
  readonly teamId: string;
  /** The id of the channel as its link has it, such as `19%3a0123456789abcdef%40thread.tacv2`. */
  readonly channelId: string;
}

const UUID = /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/;
const SOME_UUID = '0b1c2d3e-0000-4000-8000-00000000000a';

/**
 * A chat channel that shows alerts by Amazon Q Developer in chat applications. It can look at metrics and alarms, and do nothing else.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/what-is.html
 */
export class AlertChat {
  /**
   * A channel of Slack.
   *
   * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html
   */
  public static slack(props: SlackChatProps): AlertChat {
    return new AlertChat({
      kind: 'slack',
      parts: [
        { prop: 'workspaceId', value: props.workspaceId, pattern: /^[0-9A-Z]{1,255}$/, example: 'T0123456789' },
        { prop: 'channelId', value: props.channelId, pattern: /^[A-Za-z0-9]+$/, example: 'C0123456789' },
      ],
    }, props);
  }

  /**
   * A channel of Microsoft Teams.
   *
   * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/teams-setup.html
   */
  public static microsoftTeams(props: MicrosoftTeamsChatProps): AlertChat {
    return new AlertChat({
      kind: 'teams',
      parts: [
        { prop: 'tenantId', value: props.tenantId, pattern: UUID, example: SOME_UUID },
        { prop: 'teamId', value: props.teamId, pattern: UUID, example: SOME_UUID },
        { prop: 'channelId', value: props.channelId, pattern: /^[\w\-=+/.,]+%3[aA][\w\-=+/.,]+%40[\w\-=+/.,]+$/, example: '19%3a0123456789abcdef%40thread.tacv2' },
      ],
    }, props);
  }

  /** @internal */
  public readonly _severities: AlertSeverity[];
  /** @internal */
  public readonly _logRetention: logs.RetentionDays;
  /** @internal */
  public readonly _channel: ChatChannel;

  private constructor(channel: ChatChannel, options: ChatOptions) {
    this._channel = channel;
    this._severities = options.severities ?? [AlertSeverity.CRITICAL, AlertSeverity.WARNING];
    this._logRetention = options.logRetention ?? logs.RetentionDays.ONE_MONTH;
  }
}
