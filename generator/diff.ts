/** A short difference of two texts, line by line, for a person who wants to know what a run would do. */

const CONTEXT = 1;
/** Steps of the comparison after which the rest counts as changed: generated files can be long. */
const MOST_STEPS = 400;

export type DiffLine = readonly [mark: ' ' | '+' | '-' | '@', text: string];

/** At most `most` lines; a last `@` line says how many more there are. */
export function diffLines(before: string, after: string, most: number): readonly DiffLine[] {
  const script = edits(before.split('\n'), after.split('\n'));
  const shown: DiffLine[] = [];
  let quiet = true;
  script.forEach((entry, index) => {
    const near = script
      .slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1)
      .some(([mark]) => mark !== ' ');
    if (near) {
      if (quiet) shown.push(['@', lineNumber(script, index)]);
      shown.push(entry);
    }
    quiet = !near;
  });
  if (shown.length <= most) return shown;
  return [...shown.slice(0, most), ['@', `and ${String(shown.length - most)} more lines`]];
}

function lineNumber(script: readonly DiffLine[], index: number): string {
  const before = script.slice(0, index).filter(([mark]) => mark !== '+').length;
  return `line ${String(before + 1)}`;
}

/** The shortest edit script (Myers' greedy algorithm) between what the texts do not share at their ends. */
function edits(a: readonly string[], b: readonly string[]): readonly DiffLine[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail++;
  const same = (text: string): DiffLine => [' ', text];
  return [
    ...a.slice(0, head).map(same),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map(same),
  ];
}

function middle(a: readonly string[], b: readonly string[]): readonly DiffLine[] {
  const trace: ReadonlyMap<number, number>[] = [];
  let furthest = new Map<number, number>([[1, 0]]);
  for (let steps = 0; steps <= Math.min(a.length + b.length, MOST_STEPS); steps++) {
    trace.push(new Map(furthest));
    const next = new Map(furthest);
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      const down = goesDown(next, diagonal, steps);
      let x = down ? (next.get(diagonal + 1) ?? 0) : (next.get(diagonal - 1) ?? 0) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      next.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return backtrack(trace, a, b);
    }
    furthest = next;
  }
  return [...a.map((text): DiffLine => ['-', text]), ...b.map((text): DiffLine => ['+', text])];
}

function goesDown(furthest: ReadonlyMap<number, number>, diagonal: number, steps: number): boolean {
  if (diagonal === -steps) return true;
  if (diagonal === steps) return false;
  return (furthest.get(diagonal - 1) ?? 0) < (furthest.get(diagonal + 1) ?? 0);
}

function backtrack(
  trace: readonly ReadonlyMap<number, number>[],
  a: readonly string[],
  b: readonly string[],
): readonly DiffLine[] {
  const script: DiffLine[] = [];
  let x = a.length;
  let y = b.length;
  for (let steps = trace.length - 1; steps >= 0; steps--) {
    const furthest = trace[steps] ?? new Map<number, number>();
    const diagonal = x - y;
    const previous = goesDown(furthest, diagonal, steps) ? diagonal + 1 : diagonal - 1;
    const fromX = furthest.get(previous) ?? 0;
    const fromY = fromX - previous;
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      script.push([' ', a[x - 1] ?? '']);
      x--;
      y--;
    }
    if (steps === 0) break;
    if (x === fromX) script.push(['+', b[y - 1] ?? '']);
    else script.push(['-', a[x - 1] ?? '']);
    x = fromX;
    y = fromY;
  }
  return script.reverse();
}
