/** A length of time as a clock shows it, `3:05` or `1:02:00`; below ten seconds with a fraction, `0.4 s`. */
export function duration(seconds: number): string {
  return isShort(seconds) ? `${tidy(seconds)} s` : clock(Math.abs(seconds));
}

/** The time between two lengths of time as `duration` shows them, so that the three add up for whoever reads them together. */
export function durationBetween(one: number, other: number): string {
  const difference = Math.abs(shown(other) - shown(one));
  const hasFraction = Math.abs(difference - Math.round(difference)) > 0.01;
  return hasFraction ? `${tidy(difference)} s` : duration(Math.round(difference));
}

/** What a length of time reads as. */
function shown(seconds: number): number {
  return isShort(seconds) ? Math.round(10 * seconds) / 10 : Math.round(seconds);
}

/** What rounds to ten seconds reads as a clock, too. */
function isShort(seconds: number): boolean {
  return Math.abs(seconds) < 9.95;
}

/** Minutes and seconds, with hours where there are any. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours === 0 ? `${minutes}:${two(rest)}` : `${hours}:${two(minutes)}:${two(rest)}`;
}

export function grouped(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** A share in percent, rounded. It is never all when something is missing. */
export function share(part: number, whole: number): string {
  if (whole === 0 || part === 0) {
    return '0 %';
  }
  const percent = 100 * part / whole;
  if (percent < 0.01) {
    return '< 0.01 %';
  }
  const scale = percent < 1 ? 100 : 10;
  const rounded = Math.round(percent * scale) / scale;
  return part < whole && rounded === 100 ? '> 99.9 %' : `${rounded} %`;
}

/** At most one digit behind the point, and none that says nothing. */
function tidy(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A moment in ISO 8601, as people read it. */
export function instant(iso: string): string {
  return iso.replace('T', ' ').replace(/(?:\.0+)?Z$/, ' UTC');
}
