import { IconArrowsDiff, IconRoute, IconStack2, type Icon } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { ItemDetail } from '../../shared/traffic/detail';
import type { DetailView } from '../stores/view';
import { JourneyTab } from '../journey/JourneyTab';
import { CompareTab } from './compare/CompareTab';
import { FramesTab } from './FramesTab';

export interface DetailViewProps {
  /** The opened item. The view is made anew for each one. */
  readonly detail: ItemDetail;
}

export interface DetailViewFacts {
  readonly id: DetailView;
  /** Key of the translation with its namespace: each view may bring its own. */
  readonly title: string;
  readonly icon: Icon;
  /** Fills the place below the tabs and scrolls by itself. */
  readonly component: ComponentType<DetailViewProps>;
  /** False for items that the view has nothing to say of; without it the view is there for every item. */
  readonly offered?: (detail: ItemDetail) => boolean;
}

/** The ways to look at the opened item, in the order of their tabs. */
export const DETAIL_VIEWS: readonly DetailViewFacts[] = [
  { id: 'frames', title: 'frames:tab.frames', icon: IconStack2, component: FramesTab },
  {
    id: 'journey',
    title: 'journey:tab',
    icon: IconRoute,
    component: JourneyTab,
    offered: ({ pair, throughDevice }) => pair !== undefined || throughDevice,
  },
  { id: 'compare', title: 'frames:tab.compare', icon: IconArrowsDiff, component: CompareTab },
];
