/** Part of the simulation's time, in seconds. */
export interface TimeWindow {
  readonly fromSeconds: number;
  readonly untilSeconds: number;
}

/** Where a time stands in a picture. */
export interface Scale extends TimeWindow {
  readonly left: number;
  readonly right: number;
  readonly at: (seconds: number) => number;
}

export function scaleOf({ fromSeconds, untilSeconds }: TimeWindow, left: number, right: number): Scale {
  // A window without length has one place only.
  const length = untilSeconds - fromSeconds || 1;
  const at = (seconds: number) => left + (Math.min(Math.max(seconds, fromSeconds), untilSeconds) - fromSeconds) / length * (right - left);
  return { fromSeconds, untilSeconds, left, right, at };
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 86_400];

/** Times that a reader counts by, so far apart that their labels do not touch, counted from a moment. */
export function ticksOf({ fromSeconds, untilSeconds, left, right }: Scale, zeroSeconds: number, room: number): number[] {
  const most = Math.max(1, Math.floor((right - left) / room));
  const step = STEPS.find(each => (untilSeconds - fromSeconds) / each <= most) ?? STEPS[STEPS.length - 1];
  const first = Math.ceil((fromSeconds - zeroSeconds) / step);
  const last = Math.floor((untilSeconds - zeroSeconds) / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => zeroSeconds + (first + index) * step);
}

/** A round number that is not less: the end of an axis of quantities. */
export function roundUp(value: number): number {
  if (value <= 0) {
    return 1;
  }
  const magnitude = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map(each => each * magnitude).find(each => each >= value * 0.9999)!;
}
