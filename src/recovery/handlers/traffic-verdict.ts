import type { TellingLatch, TrafficAnswer } from './requests';
import { latchText } from '../../dns/latch-text';

/** The addresses of names, as the public DNS tells them to a client of now. Empty for one that does not resolve. */
export interface Addresses {
  /** Of the name that clients use. */
  readonly clientName: readonly string[];
  /** Of the name of the Region that took over. */
  readonly ownName: readonly string[];
  /** Of the name of the other Region. */
  readonly peerName: readonly string[];
}

/** A latch with what its name says. Nothing while nobody answers for it. */
export interface ReadLatch extends TellingLatch {
  readonly texts: readonly string[];
}

/**
 * Whether clients are led to the Region that took over, kept there by its latch, and served there.
 *
 * @param latches those that the run moved, where the name may lead there for another reason
 * @param failure why the name does not work, as a client sees it; absent where it works and where nobody can probe it
 */
export function judgeTraffic(
  { clientName, ownName, peerName }: Addresses, latches: readonly ReadLatch[], failure: string | undefined,
): TrafficAnswer {
  const said = `clients are led to ${listed(clientName)}; the Region that took over has ${listed(ownName)}, the other one ${listed(peerName)}`;
  const isHere = (address: string) => ownName.includes(address);
  // What stands before both Regions alike, such as an accelerator, does not tell which of them answers.
  const leadsHere = clientName.some(isHere) && !clientName.some(address => peerName.includes(address) && !isHere(address));
  if (!leadsHere) {
    return { moved: false, detail: said };
  }
  // What led clients here beside the latch, the health of an endpoint or a share of the answers, leads them back as well.
  const unread = latches.find(({ closed, texts }) => !texts.includes(latchText(closed)));
  if (unread !== undefined) {
    const { name, closed, texts: [text = 'nothing'] } = unread;
    return { moved: false, detail: `${said}, and Route 53 has not read a latch: ${name} says ${text}, not ${latchText(closed)}` };
  }
  return failure === undefined ? { moved: true, detail: said } : { moved: false, detail: `${said}, and the name does not work: ${failure}` };
}

function listed(addresses: readonly string[]): string {
  return addresses.length === 0 ? 'no address' : addresses.join(', ');
}
