/** A length of time as a clock shows it, `3:05` or `1:02:00`; below ten seconds with a fraction, `0.4 s`. */
export function duration(seconds: number): string {
  // What rounds to ten seconds reads as a clock, too.
  if (Math.abs(seconds) < 9.95) {
    return `${tidy(seconds)} s`;
  }
  return clock(Math.abs(seconds));
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

/** A share in percent, cut off rather than rounded, so that it is never all when something is missing. */
export function share(part: number, whole: number): string {
  if (whole === 0 || part === 0) {
    return '0 %';
  }
  const percent = 100 * part / whole;
  const scale = percent < 1 ? 100 : 10;
  return percent < 0.01 ? '< 0.01 %' : `${Math.floor(percent * scale) / scale} %`;
}

/** At most one digit behind the point, and none that says nothing. */
function tidy(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A moment in ISO 8601, as people read it. */
export function instant(iso: string): string {
  return iso.replace('T', ' ').replace(/(?:\.0+)?Z$/, ' UTC');
}
