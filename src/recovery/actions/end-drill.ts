import { keeperKind } from './keeper-kind';

/** Pages are sent again. They would be by themselves when the time of the drill is over. */
export const END_DRILL = keeperKind({
  kind: 'end-drill',
  action: 'end-drill',
  doneWhen: 'there is no item drill/current',
});
