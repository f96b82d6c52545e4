import type { TaskKind } from './action-kind';
import { ASKED_BY_DRILL } from './begin-run';
import { functionTask, mayCall } from './function-task';
import { jsonata } from './jsonata';
import { poll } from './polling';
import { secondsOf } from './seconds';
import { shellJson } from './shell-json';
import { STARTED_BY_HAND } from './shell-operator';
import { withinLimit } from './team-duration';
import type { RecoveryMachineId } from '../machinery/recovery-names';
import { RecoveryNames } from '../machinery/recovery-names';

/** The time limit of `peer-run`. */
const CALLER_SECONDS = 60;

/** With the number of the attempt at most 80 characters. A redrive starts another one, for the one before it has ended. */
const EXECUTION_NAME = '\'from-\' & $substring($states.context.Execution.Name, 0, 60) & \'-\' & $string($redrives)';

/**
 * Runs a machine of recovery in the other Region, and asks until it has ended: Step Functions has no integration across Regions. While it is
 * refused, it is asked for again: a lag or a copy that is pending goes by, and production is to come back.
 */
export const RUN_PEER_MACHINE: TaskKind = {
  kind: 'run-peer-machine',
  doneWhen: 'the other Region is the active one: the machine that is run refuses it as AlreadyActive then',
  errors: ['PeerUnreachable', 'StepFailed', 'ServiceUnavailable'],
  failedAs: 'StepFailed',
  duration: step => withinLimit(step, 120, 270, 'the budget of the run that is started'),
  commands: ({ action }, { names: { topology, region } }) => {
    const peer = new RecoveryNames(topology, region.peer);
    return [
      `aws stepfunctions start-execution --region ${region.peer.name} --state-machine-arn ${peer.machineArn(action.parameters.machine as RecoveryMachineId)} `
      + `--input ${shellJson(STARTED_BY_HAND)}`,
    ];
  },
  states: (step, context) => {
    const { topology, region } = context.names;
    const stateMachineArn = new RecoveryNames(topology, region.peer).machineArn(step.action.parameters.machine as RecoveryMachineId);
    return poll(step, {
      remembers: 'attempt',
      ask: {
        ...functionTask(context, 'peer-run', {
          stateMachineArn, name: jsonata(EXECUTION_NAME), attempt: '{% $attempt %}', input: jsonata(ASKED_BY_DRILL),
        }),
        TimeoutSeconds: Math.min(secondsOf(step.timeout), CALLER_SECONDS),
      },
      answer: '$states.result.Payload',
      done: '$states.input.answer.status = \'succeeded\'',
      lost: {
        condition: '$states.input.answer.status = \'failed\'',
        end: { error: 'StepFailed', cause: '{% $string($states.input.answer.detail) %}' },
      },
      late: { error: 'StepFailed', cause: '{% $string($states.input.answer.detail) %}' },
    });
  },
  statements: (_step, context) => [mayCall(context, 'peer-run')],
};
