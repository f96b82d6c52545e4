import type { StateSettings } from './keeper-settings';

/** What an operator can order. A function each, so that whoever may disarm need not be able to arm. */
export type OperatorCommand = 'arm' | 'disarm' | 'acknowledge';

/** What the function of a command is told. */
export interface OperatorSettings extends StateSettings {
  readonly command: OperatorCommand;
  /** The alarms of the Region that decide, all of which must be OK for it to be armed. */
  readonly signalAlarms: string[];
}
