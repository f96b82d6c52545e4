/** What the name of a latch says. */
export function latchText(closed: boolean): string {
  return closed ? 'closed' : 'open';
}
