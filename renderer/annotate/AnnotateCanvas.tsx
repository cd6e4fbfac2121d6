import { Alert } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconPhotoOff } from '@tabler/icons-react';
import type Konva from 'konva';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Image as PhotoNode, Layer, Shape, Stage } from 'react-konva';
import type { BoxClass } from '#terms/boxes/boxes.ts';
import { keptVariants } from '#terms/photos/files.ts';
import { pictureUrl } from '../client/bridge.ts';
import { fit, wheelFactor, zoomAt } from '../photos/zoom.ts';
import { useAnnotate, useViewport, visibleBoxes, type AnnotateState } from './annotate-store.ts';
import { zoomTo, type StagePoint } from './geometry.ts';
import { viewPicture } from './open-photo.ts';
import { paintActive, paintBoxes, paintCrosshair, type CanvasLook } from './paint-boxes.ts';
import { cursorAt, drag, letGo, press } from './pointer.ts';

/** The picture that is good enough for the zoom: the view at first, the whole file when it must be. */
function usePicture(photoId: number | null) {
  const [picture, setPicture] = useState<{ id: number; source: CanvasImageSource } | null>(null);
  const [missing, setMissing] = useState<number | null>(null);
  useEffect(() => {
    if (photoId === null) return;
    let current = true;
    let full: ImageBitmap | null = null;
    let asked = false;
    viewPicture(photoId).then(
      (source) => current && setPicture({ id: photoId, source }),
      () => current && setMissing(photoId),
    );
    const load = async () => {
      const { photo } = useAnnotate.getState();
      const { zoom } = useViewport.getState();
      if (asked || photo === null) return;
      if (Math.max(photo.width, photo.height) * zoom.scale <= keptVariants.view * 1.1) return;
      asked = true;
      // Decoded beside the screen's own thread, so that a large photo stops no hand.
      const answer = await fetch(pictureUrl(photoId, 'full'));
      if (!answer.ok) return;
      full = await createImageBitmap(await answer.blob());
      if (current) setPicture({ id: photoId, source: full });
      else full.close();
    };
    const stop = useViewport.subscribe(() => void load().catch(() => {}));
    return () => {
      current = false;
      stop();
      full?.close();
    };
  }, [photoId]);
  return {
    source: picture?.id === photoId ? picture.source : undefined,
    isMissing: missing === photoId && photoId !== null,
  };
}

/** A small photo is enlarged this much to fill the stage, so that a hand can draw on it. */
const MOST_ENLARGED = 3;

/** The photo with its boxes: three layers, of which a pan or a drag redraws what it must. */
export function AnnotateCanvas({ classes }: { classes: readonly BoxClass[] }) {
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const photoId = useAnnotate((state) => state.photoId);
  const photo = useAnnotate((state) => state.photo);
  const light = useAnnotate((state) => state.light);
  const { source, isMissing } = usePicture(photoId);
  const photoNode = useRef<Konva.Image>(null);
  const boxLayer = useRef<Konva.Layer>(null);
  const activeLayer = useRef<Konva.Layer>(null);
  const photoLayer = useRef<Konva.Layer>(null);
  const pointer = useRef<StagePoint | null>(null);

  // A new photo, or a new size of the window, shows the whole photo, unless a box was asked for.
  const shownFor = useRef<string>('');
  // Before it is painted: a box may be drawn from the first moment that the photo is seen.
  useLayoutEffect(() => {
    if (photo === null || width === 0 || height === 0) return;
    const stage = { width, height };
    const fitted = fit(photo, stage, MOST_ENLARGED);
    const key = `${photoId} ${width} ${height}`;
    if (shownFor.current === key) return;
    shownFor.current = key;
    const { mode, selected, aim } = useAnnotate.getState();
    if (aim !== null) {
      useAnnotate.setState({ aim: null });
      useViewport.setState({ stage, fitted, zoom: zoomTo(aim, photo, stage) });
      return;
    }
    const keepsBox = mode === 'review' && selected.size > 0;
    useViewport.setState((before) => {
      // Photos of one camera are looked at in the same place, as near as the one before.
      const sameFrame =
        before.fitted.scale === fitted.scale &&
        before.fitted.x === fitted.x &&
        before.fitted.y === fitted.y &&
        before.zoom.scale > before.fitted.scale * 1.01;
      return { stage, fitted, zoom: keepsBox || sameFrame ? before.zoom : fitted };
    });
  }, [photo, photoId, width, height]);

  useEffect(() => {
    const place = () => {
      const { zoom } = useViewport.getState();
      const { photo: here } = useAnnotate.getState();
      if (here !== null)
        photoNode.current
          ?.position({ x: zoom.x, y: zoom.y })
          .size({ width: here.width * zoom.scale, height: here.height * zoom.scale });
      photoLayer.current?.batchDraw();
      boxLayer.current?.batchDraw();
      activeLayer.current?.batchDraw();
    };
    place();
    const stopViewport = useViewport.subscribe(place);
    const stopBoxes = useAnnotate.subscribe((now, before) => {
      if (now.draft !== before.draft || now.corner !== before.corner) {
        activeLayer.current?.batchDraw();
        if ((now.draft?.boxId ?? null) === (before.draft?.boxId ?? null)) return;
      }
      boxLayer.current?.batchDraw();
      activeLayer.current?.batchDraw();
    });
    return () => {
      stopViewport();
      stopBoxes();
    };
    // Placed and painted anew when the picture or the names of the classes arrive.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- both are read by the painting
  }, [source, classes]);

  useEffect(() => {
    const canvas = photoLayer.current?.getNativeCanvasElement();
    if (!canvas) return;
    const { brightness, contrast, gamma } = light;
    const plain = brightness === 1 && contrast === 1 && gamma === 1;
    canvas.style.filter = plain
      ? ''
      : `url(#annotate-gamma) brightness(${brightness}) contrast(${contrast})`;
  }, [light]);

  const look = (): CanvasLook | null => {
    const { photo: here } = useAnnotate.getState();
    return here === null
      ? null
      : {
          zoom: useViewport.getState().zoom,
          photo: here,
          classOf: (classId) => {
            const at = classes.findIndex(({ id }) => id === classId);
            return { place: at + 1, name: classes[at]?.name ?? 'box' };
          },
        };
  };
  /** Paints what is there now; nothing before the photo is known. */
  const painted = (paint: (state: AnnotateState, seen: CanvasLook) => void) => {
    const seen = look();
    if (seen !== null) paint(useAnnotate.getState(), seen);
  };
  const stage = { width: Math.max(1, width), height: Math.max(1, height) };
  const pointOf = (event: React.PointerEvent | React.WheelEvent): StagePoint => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  return (
    <div
      ref={ref}
      className="annotate-stage"
      data-picture={source === undefined ? 'coming' : 'shown'}
      role="img"
      aria-label={
        photo === null ? 'Photo' : `Photo ${photo.name} with its boxes; the list beside holds them`
      }
      onContextMenu={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const { button, shiftKey: shift, ctrlKey, metaKey } = event;
        press({ at: pointOf(event), button, shift, ctrl: ctrlKey || metaKey });
      }}
      onPointerMove={(event) => {
        pointer.current = pointOf(event);
        drag(pointer.current);
        event.currentTarget.style.cursor = cursorAt(pointer.current);
        activeLayer.current?.batchDraw();
      }}
      onPointerUp={(event) => letGo(pointOf(event))}
      onPointerLeave={() => {
        pointer.current = null;
        activeLayer.current?.batchDraw();
      }}
      onWheel={(event) => {
        const { x, y } = pointOf(event);
        const factor = wheelFactor(event);
        useViewport.setState(({ zoom, fitted }) => ({
          zoom: zoomAt(zoom, factor, x, y, Math.min(fitted.scale, zoom.scale)),
        }));
      }}
    >
      <svg width="0" height="0" aria-hidden>
        <filter id="annotate-gamma" colorInterpolationFilters="sRGB">
          <feComponentTransfer>
            {(['feFuncR', 'feFuncG', 'feFuncB'] as const).map((Channel) => (
              <Channel key={Channel} type="gamma" exponent={1 / light.gamma} />
            ))}
          </feComponentTransfer>
        </filter>
      </svg>
      <Stage width={stage.width} height={stage.height}>
        <Layer ref={photoLayer} listening={false}>
          <PhotoNode ref={photoNode} image={source} listening={false} perfectDrawEnabled={false} />
        </Layer>
        <Layer ref={boxLayer} listening={false}>
          <Shape
            listening={false}
            perfectDrawEnabled={false}
            sceneFunc={(context) =>
              painted((state, seen) => {
                const moving = state.draft?.boxId;
                const still = visibleBoxes(state).filter(
                  ({ id }) => id !== moving && !state.selected.has(id),
                );
                paintBoxes(context, still, seen, stage);
              })
            }
          />
        </Layer>
        <Layer ref={activeLayer} listening={false}>
          <Shape
            listening={false}
            perfectDrawEnabled={false}
            sceneFunc={(context) =>
              painted((state, seen) => {
                const { draft, selected, sticky } = state;
                const chosen = visibleBoxes(state)
                  .filter(({ id }) => selected.has(id))
                  .map((box) => (box.id === draft?.boxId ? { ...box, ...draft.rect } : box));
                paintBoxes(context, chosen, seen, stage);
                paintActive(context, chosen, seen);
                if (draft !== null && draft.boxId === null)
                  paintActive(
                    context,
                    [
                      { ...draft.rect, classId: sticky.classId },
                      { x: 2, y: 2, w: 0, h: 0, classId: 0 },
                    ],
                    seen,
                  );
                if (pointer.current !== null && selected.size === 0)
                  paintCrosshair(context, pointer.current, stage);
              })
            }
          />
        </Layer>
      </Stage>
      {isMissing && (
        <Alert
          className="annotate-missing"
          icon={<IconPhotoOff />}
          color="yellow"
          title="The photo's file is not there"
        >
          Plug in the disk it is on, or find moved photos again in Photos. The boxes on it are kept.
        </Alert>
      )}
    </div>
  );
}
