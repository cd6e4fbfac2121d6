import type { Point, Size } from '#terms/geometry.ts';
import { alignByPoints, matrixOf, onPhoto, onStage, startView } from './picture-view.ts';
import type { Matrix, Placing, PictureView } from './picture-view.ts';
import { useIdentify, type Pane, type Picking } from './identify-store.ts';

/** Query and candidate in turn: the first mark on both, then the second. */
const turns: readonly Pane[] = ['query', 'candidate', 'query', 'candidate'];

const turnOf = ({ points }: Picking): Pane => turns[points.length] ?? 'query';

export const pickingWords = (picking: Picking): string => {
  const mark = picking.points.length < 2 ? 'one mark' : 'another mark';
  const side = turnOf(picking) === 'query' ? 'left' : 'right';
  const same = picking.points.length % 2 === 1 ? ` (the same as on the left)` : '';
  return `Align ${picking.points.length + 1} of 4: click ${mark} on the ${side} picture${same}; or arrows and Enter. Esc: leave it.`;
};

export function startPicking(): void {
  useIdentify.setState({ picking: { points: [], cross: { x: 0.5, y: 0.5 } }, overlay: null });
}

/** Takes a point of a photo; a click on the other picture than the one in turn is not meant. */
export function pick(pane: Pane, at: Point): void {
  const { picking, views } = useIdentify.getState();
  if (picking === null || turnOf(picking) !== pane) return;
  const points = [...picking.points, { pane, at }];
  const [q1, c1, q2, c2] = points;
  if (q2 === undefined || c2 === undefined) {
    useIdentify.setState({ picking: { points, cross: { x: 0.5, y: 0.5 } } });
    return;
  }
  const stage = document.querySelector('.fin-stage')?.getBoundingClientRect();
  // The two marks come to lie a third of the stage's width apart.
  const apart = Math.max(1, Math.hypot(q2.at.x - q1.at.x, q2.at.y - q1.at.y));
  const scale = (stage?.width ?? 600) / 3 / apart;
  const flipped = { query: views.query.flipped, candidate: views.candidate.flipped };
  useIdentify.setState({
    placings: alignByPoints({ query: [q1.at, q2.at], candidate: [c1.at, c2.at] }, scale, flipped),
    views: {
      query: { ...startView, flipped: flipped.query },
      candidate: { ...startView, flipped: flipped.candidate },
    },
    picking: null,
    inStep: true,
    overlay: 'blink',
  });
}

/** Moves the keyboard's crosshair by shares of the stage, kept on it. */
export function moveCross(by: Point): void {
  const { picking } = useIdentify.getState();
  if (picking === null) return;
  const within = (value: number) => Math.min(1, Math.max(0, value));
  const { x, y } = picking.cross;
  useIdentify.setState({
    picking: { ...picking, cross: { x: within(x + by.x), y: within(y + by.y) } },
  });
}

/** Takes the point under the crosshair, on the stage in turn. */
export function pickCross(placing: (pane: Pane, stage: Size) => Placing | null): void {
  const { picking, views } = useIdentify.getState();
  if (picking === null) return;
  const pane = turnOf(picking);
  const bounds = document
    .querySelector(`[data-pane="${pane}"] .fin-stage`)
    ?.getBoundingClientRect();
  if (bounds === undefined) return;
  const placed = placing(pane, bounds);
  if (placed === null) return;
  const view: PictureView = views[pane];
  pick(
    pane,
    onPhoto(matrixOf(placed, view, bounds), {
      x: picking.cross.x * bounds.width,
      y: picking.cross.y * bounds.height,
    }),
  );
}

/** Points chosen so far on a picture, and the crosshair where it is in turn. */
export function pickMarks(pane: Pane, picking: Picking | null, matrix: Matrix, stage: Size) {
  if (picking === null) return null;
  return (
    <>
      {picking.points.map(({ pane: of, at }, index) => {
        if (of !== pane) return null;
        const { x, y } = onStage(matrix, at);
        return (
          <span key={`${at.x} ${at.y}`} className="fin-point" style={{ left: x, top: y }}>
            {index < 2 ? 1 : 2}
          </span>
        );
      })}
      {turnOf(picking) === pane && (
        <span
          className="fin-cross"
          style={{ left: picking.cross.x * stage.width, top: picking.cross.y * stage.height }}
        />
      )}
    </>
  );
}
