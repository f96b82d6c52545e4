import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** Where a widget about alarms goes, and what it is called. */
export interface AlarmWidgetProps {
  readonly title: string;
  readonly width: number;
  readonly height: number;
}

/** A widget over alarms that are known by ARN only: those of the other Region, and of stacks that this one does not wait for. */
abstract class AlarmArnWidget extends cloudwatch.ConcreteWidget {
  protected constructor(private readonly type: string, { width, height }: AlarmWidgetProps) {
    super(width, height);
  }

  /** The form that CloudWatch gives the widget. */
  public toJson(): object[] {
    const { type, width, height, x, y } = this;
    return [{ type, width, height, x, y, properties: this.properties() }];
  }

  protected abstract properties(): object;
}

/**
 * The states of alarms, those in ALARM first.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export class AlarmStates extends AlarmArnWidget {
  /** How many alarms the widget takes. */
  public static readonly MOST_ALARMS = 100;

  constructor(private readonly props: AlarmWidgetProps, private readonly arns: readonly string[]) {
    super('alarm', props);
  }

  protected properties(): object {
    return {
      title: this.props.title,
      alarms: this.arns.slice(0, AlarmStates.MOST_ALARMS),
      sortBy: cloudwatch.AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
    };
  }
}

/** The metric of an alarm with its threshold, as the alarm defines them. */
export class AlarmGraph extends AlarmArnWidget {
  constructor(private readonly props: AlarmWidgetProps, private readonly region: string, private readonly arn: string) {
    super('metric', props);
  }

  protected properties(): object {
    return { title: this.props.title, view: 'timeSeries', region: this.region, annotations: { alarms: [this.arn] } };
  }
}
