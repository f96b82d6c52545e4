import { Duration } from 'aws-cdk-lib';
import { CONTROL_ACTIONS } from './control-actions';
import { STEP } from './plan-ids';
import type { PlanParts, PlanTraffic } from './plan-parts';
import { RecoveryAction } from './recovery-action';
import type { RecoveryStep } from './recovery-step';
import { RunCondition, StepFailure } from './recovery-step';
import { RunMode } from './run-mode';
import type { DrRegion } from '../../topology';
import type { TellingLatch } from '../handlers/requests';
import { latchMoves } from '../state/latch-moves';
import { ROLE_MAX_AGE_IN_SECONDS } from '../state/role-age';

/** One call of a function and the waits of its retries. */
const ONE_CALL = Duration.seconds(30);
/** All checks of a plan together: more would delay the failover that they are to protect. */
const CHECKS = Duration.seconds(30);
/** Twice what resolvers may need to follow, as a rule at most two and a half minutes. */
const NAME_FOLLOWS = Duration.minutes(5);
/** A path that works does so at once; what it depends on may have to connect to another writer. */
const SERVICE_WORKS = Duration.minutes(3);
const ROLE_MAX_AGE = Duration.seconds(ROLE_MAX_AGE_IN_SECONDS);
const DRILL_HOLD = Duration.minutes(5);
/** The default limit of a planned run, which a drill waits for. */
export const SHORTEST_RUN_LIMIT = Duration.minutes(30);

/** The steps that a run takes itself, of one run: which of them, and in which order, says `plan-composition.ts`. */
export class PlanSteps {
  private readonly source: DrRegion;

  constructor(private readonly parts: PlanParts, private readonly target: DrRegion, private readonly mode: RunMode) {
    this.source = target.peer;
  }

  public beginRun(): RecoveryStep {
    const locks = this.isForced ? `the lock of ${this.target.name}` : 'the locks of both Regions';
    return this.step(STEP.beginRun, `Take ${locks} and the next epoch, and open the record of the run`, CONTROL_ACTIONS.beginRun(this.mode));
  }

  /** Nothing where the endpoint cannot be probed. */
  public checkEndpoint(): RecoveryStep[] {
    const parameters = this.parts.traffic?.endpointCheck(this.target);
    return parameters === undefined ? [] : [this.step(
      STEP.checkEndpoint, `Check that the endpoint of ${this.target.name} answers`, CONTROL_ACTIONS.checkEndpoint(parameters),
      { timeout: CHECKS, onFailure: this.failureOfCheck },
    )];
  }

  public recordReadiness(): RecoveryStep {
    return this.step(STEP.recordReadiness, 'Record the replication lag and what the checks found', CONTROL_ACTIONS.recordReadiness(), {
      // The record must not stop the recovery.
      onFailure: this.isForced ? StepFailure.CONTINUE : StepFailure.STOP,
    });
  }

  /** Nothing where no approval is asked for. */
  public approveRun(): RecoveryStep[] {
    const { approval } = this.parts;
    return approval === undefined ? [] : [this.step(
      STEP.approveRun, 'Ask for approval of a run that nobody asked for',
      RecoveryAction.approval(`May ${this.target.name} take over from ${this.source.name} (${this.mode})?`),
      { timeout: approval.timeout, onlyWhen: RunCondition.AUTOMATIC },
    )];
  }

  public fenceSource(): RecoveryStep {
    return this.step(STEP.fenceSource, `Tell applications in ${this.source.name} to stop writing`, CONTROL_ACTIONS.fenceSource(), {
      runsIn: this.source,
      onFailure: this.isForced ? StepFailure.CONTINUE : StepFailure.STOP,
    });
  }

  /**
   * Planned runs only: in a forced one nothing is waited for that is lost. By time and not by asking: applications do not say which role they
   * believe to have.
   */
  public drainSource(): RecoveryStep[] {
    const wait = this.parts.roleMaxAge ?? ROLE_MAX_AGE;
    return this.isForced ? [] : [this.step(
      STEP.drainSource, `Wait until every application in ${this.source.name} has read that it must not write`, RecoveryAction.wait(wait),
      { timeout: wait, needs: [STEP.fenceSource] },
    )];
  }

  /** Nothing without a public name. */
  public shiftTraffic(): RecoveryStep[] {
    return this.withTraffic(({ domainName }) => this.step(
      STEP.shiftTraffic, `Have ${domainName} lead to ${this.target.name}, by the latches`, CONTROL_ACTIONS.shiftTraffic(domainName),
    ));
  }

  public activateRegion(needs: string[]): RecoveryStep {
    return this.step(STEP.activateRegion, `Make ${this.target.name} the active Region, and admit its writers`, CONTROL_ACTIONS.activateRegion(), { needs });
  }

  /** Nothing without a public name. */
  public verifyTraffic(): RecoveryStep[] {
    return this.withTraffic(({ domainName, latchName, verificationTimeout = NAME_FOLLOWS }) => this.step(
      STEP.verifyTraffic, `See that ${domainName} leads to ${this.target.name} and works there`,
      CONTROL_ACTIONS.verifyTraffic(domainName, this.tellingLatches(latchName)),
      { timeout: verificationTimeout, needs: [STEP.shiftTraffic, STEP.activateRegion] },
    ));
  }

  /** Nothing where no deep path is probed. */
  public verifyService(): RecoveryStep[] {
    const parameters = this.parts.traffic?.deepCheck?.(this.target);
    return parameters === undefined ? [] : [this.step(
      STEP.verifyService, `See that what the workload depends on works in ${this.target.name}, by its deep path`, CONTROL_ACTIONS.verifyService(parameters),
      { timeout: SERVICE_WORKS, needs: [STEP.activateRegion] },
    )];
  }

  public finishRun(): RecoveryStep {
    return this.step(STEP.finishRun, 'Record outcome and times, release the lock, and block automation until somebody acknowledges the run',
      CONTROL_ACTIONS.finishRun());
  }

  public notify(): RecoveryStep {
    return this.step(STEP.notify, 'Tell people what happened', CONTROL_ACTIONS.notify(), { onFailure: StepFailure.CONTINUE });
  }

  public beginDrill(): RecoveryStep {
    return this.step(STEP.beginDrill, 'Announce the drill, so that its alarms page nobody', CONTROL_ACTIONS.beginDrill(this.parts.environmentName));
  }

  /** There and back, only where the input of the drill asks for it. */
  public roundTrip(): RecoveryStep[] {
    // A run that reaches its own limit is to end by it, and not by that of whoever waits for it.
    const run = (this.parts.timeLimit ?? SHORTEST_RUN_LIMIT).plus(ONE_CALL);
    const hold = this.parts.drillHold ?? DRILL_HOLD;
    const there = { onlyWhen: RunCondition.ROUND_TRIP };
    return [
      this.step(STEP.runPlanned, `Have ${this.target.name} take over by plan`, CONTROL_ACTIONS.runPlanned(), {
        ...there, timeout: run, needs: ['a drill that is confirmed by the name of the environment'],
      }),
      this.step(STEP.hold, `Stay in ${this.target.name}`, RecoveryAction.wait(hold), { ...there, timeout: hold.plus(ONE_CALL), needs: [STEP.runPlanned] }),
      this.step(STEP.runPlannedInPeer, `Have ${this.source.name} take over again by plan`, CONTROL_ACTIONS.runPlannedInPeer(), {
        ...there, timeout: run, needs: [STEP.runPlanned],
      }),
    ];
  }

  public endDrill(): RecoveryStep {
    return this.step(STEP.endDrill, 'End the drill, so that alarms page again', CONTROL_ACTIONS.endDrill());
  }

  /** What the names of the latches that the run moves have to say. */
  private tellingLatches(latchName: PlanTraffic['latchName']): TellingLatch[] {
    const { target, source } = this;
    const home = [target, source].find(({ role }) => role === 'primary')!;
    return latchMoves(this.mode, { region: target.name, peer: source.name, home: home.name }).flatMap(({ region, closed }) => {
      const name = latchName?.(region === target.name ? target : source);
      return name === undefined ? [] : [{ name, closed }];
    });
  }

  private withTraffic(make: (traffic: PlanTraffic) => RecoveryStep): RecoveryStep[] {
    return this.parts.traffic === undefined ? [] : [make(this.parts.traffic)];
  }

  private get isForced(): boolean {
    return this.mode === RunMode.FAILOVER;
  }

  /**
   * An endpoint that does not answer yet must not keep a forced run from the database: what scales and warms comes later, and traffic is
   * seen to work at the end. A drill is to find everything that is wrong, not the first thing.
   */
  private get failureOfCheck(): StepFailure {
    return this.isForced || this.mode === RunMode.DRILL ? StepFailure.CONTINUE : StepFailure.STOP;
  }

  private step(id: string, description: string, action: RecoveryAction, overrides: Partial<RecoveryStep> = {}): RecoveryStep {
    return { id, description, action, runsIn: this.target, timeout: ONE_CALL, onFailure: StepFailure.STOP, ...overrides };
  }
}
