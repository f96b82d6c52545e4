import { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { requireWholeSeconds } from '../topology/duration-rules';

/** Options of automation that begins runs. */
export interface AutomationOptions {
  /**
   * How long automation stays blocked after a run at least, acknowledged or not: what has just been moved must not move back because it has
   * not settled yet. Whole seconds.
   * @default - 30 minutes
   */
  readonly minimumPause?: Duration;
}

/** Options of `Automation.approval()`. */
export interface ApprovalOptions extends AutomationOptions {
  /**
   * How long a run waits for somebody to approve it. Then it ends unchanged, and the next one asks again. Whole seconds.
   * @default - 15 minutes
   */
  readonly timeout?: Duration;
}

const APPROVAL_TIMEOUT = Duration.minutes(15);
/** Longer than a run takes at its worst. */
const MINIMUM_PAUSE = Duration.minutes(30);

/**
 * Whether a Region that holds the other one for lost takes over by itself.
 *
 * Whatever is chosen, nothing happens by itself until people arm a Region, and after a run nothing does until somebody acknowledges it. To
 * fail back is never begun by automation, and runs that people start need none.
 */
export class Automation {
  /** Runs begin by themselves. A decision needs more than one witness, but a forced run may lose the last writes. */
  public static automatic(options: AutomationOptions = {}): Automation {
    return new Automation('automatic', options);
  }

  /**
   * Runs begin by themselves, and wait for a person before they change anything. For systems of record, where writes that are lost cost
   * more than the minutes until somebody answers.
   */
  public static approval(options: ApprovalOptions = {}): Automation {
    return new Automation('approval', options, options.timeout ?? APPROVAL_TIMEOUT);
  }

  /** Runs begin when people start them. People are told when one should. */
  public static manual(): Automation {
    return new Automation('manual', {});
  }

  /** `automatic`, `approval` or `manual`. */
  public readonly name: string;
  /** How long automation stays blocked after a run at least. */
  public readonly minimumPause: Duration;
  /** How long a run waits for somebody to approve it. Absent where nobody is asked. */
  public readonly approvalTimeout?: Duration;

  private constructor(name: string, { minimumPause = MINIMUM_PAUSE }: AutomationOptions, approvalTimeout?: Duration) {
    this.name = name;
    this.minimumPause = minimumPause;
    this.approvalTimeout = approvalTimeout;
  }

  /** Whether runs begin without being asked for. */
  public get beginsRuns(): boolean {
    return this.name !== 'manual';
  }
}

/** Refuses times that nobody could hold to. */
export function validateAutomation(scope: IConstruct, { minimumPause, approvalTimeout }: Automation): void {
  requireWholeSeconds(scope, 'automation.minimumPause', minimumPause);
  if (approvalTimeout) {
    requireWholeSeconds(scope, 'automation.timeout', approvalTimeout);
  }
}
