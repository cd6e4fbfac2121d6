import { useEffect, useState, type RefObject } from 'react';

/** Pixels a millisecond beyond which nobody can look at a photo: about six screens a second. */
const TOO_FAST = 4;
/** The grid has come to rest when nothing moved for this long. */
const REST_MS = 100;

/**
 * Whether a list flies past. What it holds then is neither asked for nor drawn, so that a throw from
 * the first photo to the last stays smooth and asks for nothing that is not looked at.
 */
export function useFastScroll(scroll: RefObject<HTMLElement | null>): boolean {
  const [fast, setFast] = useState(false);
  useEffect(() => {
    const element = scroll.current;
    if (element === null) return;
    let top = element.scrollTop;
    let at = performance.now();
    let rest: ReturnType<typeof setTimeout> | undefined;
    const onScroll = () => {
      const now = performance.now();
      const speed = Math.abs(element.scrollTop - top) / Math.max(1, now - at);
      // A single jump, by a key or by the bar, is not a flight.
      const flies = speed > TOO_FAST && now - at < REST_MS;
      top = element.scrollTop;
      at = now;
      setFast(flies);
      clearTimeout(rest);
      rest = setTimeout(() => setFast(false), REST_MS);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(rest);
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroll]);
  return fast;
}
