export interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Between the control and the card, and between the card and the edge of the window, pixels. */
const GAP = 14;

const clamp = (value: number, least: number, most: number) =>
  Math.max(least, Math.min(value, Math.max(least, most)));

/**
 * Where a card of this size stands beside an area of the window: on the side with room, right, below,
 * left, above in this order; inside its lower right corner where the area leaves room nowhere.
 */
export function placeCard(
  area: Area,
  card: { width: number; height: number },
  screen: { width: number; height: number },
): { left: number; top: number } {
  const right = area.left + area.width;
  const bottom = area.top + area.height;
  const alongX = clamp(area.left, GAP, screen.width - card.width - GAP);
  const alongY = clamp(area.top, GAP, screen.height - card.height - GAP);
  if (right + GAP + card.width + GAP <= screen.width) return { left: right + GAP, top: alongY };
  if (bottom + GAP + card.height + GAP <= screen.height) return { left: alongX, top: bottom + GAP };
  if (area.left - 2 * GAP - card.width >= 0)
    return { left: area.left - GAP - card.width, top: alongY };
  if (area.top - 2 * GAP - card.height >= 0)
    return { left: alongX, top: area.top - GAP - card.height };
  return {
    left: clamp(right - card.width - GAP, GAP, screen.width - card.width - GAP),
    top: clamp(bottom - card.height - GAP, GAP, screen.height - card.height - GAP),
  };
}
