import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** What a team's own alarm means to the decision to leave a Region. */
export enum DecisionSignal {
  /**
   * The Region counts as lost only while this alarm is in ALARM, too. Against false alarms: a further witness that must agree.
   */
  REQUIRED = 'required',
  /**
   * The Region counts as lost while this alarm is in ALARM, whatever the probes see. For what no probe of an endpoint can see.
   */
  SUFFICIENT = 'sufficient',
  /**
   * Nothing is decided while this alarm is in ALARM: the Region that decides is not fit to take over.
   */
  BLOCKING = 'blocking',
}

/** An alarm of a team and what it means. */
export interface SignalOfTeam {
  readonly alarm: cloudwatch.IAlarm;
  readonly meaning: DecisionSignal;
}
