import { zoomAt } from '../photos/zoom.ts';
import { hasPhoto, type AnnotateAction } from './annotate-action.ts';
import { plainLight, selectedBoxes, useAnnotate, useViewport } from './annotate-store.ts';
import { focusOn } from './open-photo.ts';

function zoomBy(factor: number): void {
  const { zoom, stage, fitted } = useViewport.getState();
  useViewport.setState({
    zoom: zoomAt(
      zoom,
      factor,
      stage.width / 2,
      stage.height / 2,
      Math.min(fitted.scale, zoom.scale),
    ),
  });
}

/** How the photo is looked at. */
export const viewActions: readonly AnnotateAction[] = [
  {
    id: 'zoom-box',
    title: 'Zoom to the selected box; again: the whole photo',
    keys: ['g'],
    hint: 'zoom to box',
    group: 'View',
    when: hasPhoto,
    perform: () => {
      const [first] = selectedBoxes();
      const { zoom, fitted } = useViewport.getState();
      if (first && zoom.scale <= fitted.scale * 1.01) focusOn(first.id);
      else useViewport.setState({ zoom: fitted });
    },
  },
  {
    id: 'fit',
    title: 'The whole photo',
    keys: ['0'],
    group: 'View',
    when: hasPhoto,
    perform: () => useViewport.setState(({ fitted }) => ({ zoom: fitted })),
  },
  {
    id: 'zoom-in',
    title: 'Zoom in',
    keys: ['+', '='],
    group: 'View',
    when: hasPhoto,
    perform: () => zoomBy(1.4),
  },
  {
    id: 'zoom-out',
    title: 'Zoom out',
    keys: ['-'],
    group: 'View',
    when: hasPhoto,
    perform: () => zoomBy(1 / 1.4),
  },
  {
    id: 'hide',
    title: 'Hide the boxes, or show them',
    keys: ['h'],
    hint: 'hide',
    group: 'View',
    when: hasPhoto,
    perform: () => useAnnotate.setState(({ hidden }) => ({ hidden: !hidden })),
  },
  {
    id: 'light',
    title: 'Light as it was taken',
    keys: ['b'],
    group: 'View',
    when: hasPhoto,
    perform: () => useAnnotate.setState({ light: plainLight }),
  },
];
